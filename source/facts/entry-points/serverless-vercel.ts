import {isApplication} from './application.ts';
import {exportedAs} from './exported.ts';
import {filesInside, folderOf, type Inside, nameOf, projectFolders, routeFrom} from './projects.ts';
import type {Ground, Reader, Registered} from './registered.ts';

const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'] as const;
const served = /^api\/(?<rest>.+)\.[cm]?[jt]s$/u;
const inApi = /(?:^|\/)api\/.+\.[cm]?[jt]s$/u;

/** Vercel's functions: files below `api/` where no Next.js stands, of a project that is deployed there. */
export const vercelReader: Reader = (ground: Ground) => {
	const next = new Set(projectFolders(ground, new Set(['next']), /^next\.config\.[cm]?[jt]s$/u));
	const said = ground.files.filter(({path}) => nameOf(path) === 'vercel.json').map(({path}) => folderOf(path));
	const folders = [...new Set([...said, ...projectFolders(ground, new Set(['@vercel/node']), /^$/u)])]
		.filter(folder => !next.has(folder))
		.sort((one, other) => other.length - one.length);
	return {found: filesInside(ground.files, folders, inApi).flatMap(one => functionsIn(ground, one)), unread: []};
};

function functionsIn(ground: Ground, {file, path}: Inside): readonly Registered[] {
	const rest = served.exec(path)?.groups?.rest;
	if (rest === undefined || file.code === undefined || file.role !== 'app') return [];
	if (rest.split('/').some(name => name.startsWith('_') || name.startsWith('.'))) return [];
	const route = routeFrom(['api', ...rest.split('/').flatMap(part)]);
	return [...methods, 'default' as const].flatMap((name): readonly Registered[] => {
		const exported = exportedAs(ground, file.path, name);
		if (exported === undefined || isApplication(ground, exported.handler)) return [];
		const {place, handler, unresolved} = exported;
		const method = name === 'default' ? 'ANY' : name;
		const own = handler === undefined ? {} : {handler};
		return [{...place, kind: 'http', framework: 'vercel.functions', method, route, ...own, before: [], given: [], unresolved}];
	});
}

const part = (name: string): readonly string[] => {
	if (name === 'index') return [];
	if (name.startsWith('[...')) return ['*'];
	return [name.replace(/^\[(?<name>[^\]]+)\]$/u, ':$<name>')];
};
