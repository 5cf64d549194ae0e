import {serverActions} from './next-actions.ts';
import {appRoutes} from './next-app.ts';
import {nextGate} from './next-gate.ts';
import {pagesRoutes} from './next-pages.ts';
import {nextProjects} from './next-project.ts';
import {filesInside} from './projects.ts';
import type {Ground, Reader} from './registered.ts';
import {unreadRoutes} from './unread-routes.ts';

const script = /\.[cm]?[jt]sx?$/u;
const routeFile = /^(?:src\/)?(?:app\/(?:.+\/)?(?:route|page)\.[cm]?[jt]sx?|pages\/api\/.+\.[cm]?[jt]sx?)$/u;

/** Next.js: route handlers, pages, server actions, API routes, and the gate in front of them. */
export const nextReader: Reader = (ground: Ground) => {
	const projects = nextProjects(ground);
	const inside = filesInside(
		ground.files,
		projects.map(({folder}) => folder),
		script,
	);
	if (projects.length === 0) return {found: [], unread: []};
	const found = projects.flatMap(project => {
		const own = inside.filter(({folder}) => folder === project.folder);
		const gate = nextGate(ground, project);
		return [...appRoutes(ground, project, own, gate), ...pagesRoutes(ground, project, own, gate)];
	});
	const actions = serverActions(ground);
	return {found: [...found, ...actions], unread: unreadRoutes('next.app', inside, routeFile)};
};
