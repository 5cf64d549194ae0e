import {exportedAs} from './exported.ts';
import {type Gate, gatedBy} from './gate.ts';
import type {NextProject} from './next-project.ts';
import {nextRoute} from './next-route.ts';
import type {Inside} from './projects.ts';
import type {Ground, Registered, Step} from './registered.ts';

const inPages = /^(?:src\/)?pages\/(?<rest>.+)\.[cm]?[jt]sx?$/u;
const framework = new Set(['_app', '_document', '_error', '_middleware']);
const comparedMethod =
	/\b(?:method|METHOD)\s*[!=]==?\s*['"](?<compared>GET|POST|PUT|PATCH|DELETE)['"]|\bcase\s+['"](?<cased>GET|POST|PUT|PATCH|DELETE)['"]/gu;
const refusesOthers = /\bmethod\s*!==?|\b405\b|\bAllow\b|\bdefault\s*:/u;

/** API routes of the pages router, and the pages that run something on the server for each request. */
export function pagesRoutes(ground: Ground, project: NextProject, files: readonly Inside[], gate: Gate | undefined): readonly Registered[] {
	return files.flatMap(({file, path}): readonly Registered[] => {
		const rest = inPages.exec(path)?.groups?.rest;
		if (rest === undefined || framework.has(rest) || file.role !== 'app' || file.code === undefined) return [];
		const ending = project.pageExtensions.find(one => one.includes('.') && path.endsWith(`.${one}`));
		if (project.pageExtensions.length > 0 && ending === undefined && !project.pageExtensions.some(one => path.endsWith(`.${one}`)))
			return [];
		const bare = ending === undefined ? rest : rest.slice(0, rest.length - ending.lastIndexOf('.') - 1);
		const route = nextRoute(
			bare
				.replace(/(?:^|\/)index$/u, '')
				.split('/')
				.filter(Boolean),
			project.basePath,
		);
		if (route === undefined) return [];
		const api = rest.startsWith('api/');
		const exported = exportedAs(ground, file.path, api ? 'default' : 'getServerSideProps');
		if (exported === undefined) return [];
		const gated = gatedBy(gate, route);
		return (api ? methodsOf(ground, exported.handler) : ['GET']).map(
			(method): Registered => ({
				...exported.place,
				kind: api ? 'http' : 'page',
				framework: 'next.pages',
				method,
				route,
				...(exported.handler === undefined ? {} : {handler: exported.handler}),
				before: gated.before,
				given: gated.given,
				unresolved: [...gated.unresolved, ...exported.unresolved],
			}),
		);
	});
}

/** The methods that a handler compares the request's with, when it refuses the others; otherwise it answers any. */
function methodsOf(ground: Ground, handler: Step | undefined): readonly string[] {
	if (handler?.value.is !== 'function') return ['ANY'];
	const own = ground.modules.codeOf(handler.path)?.functions[handler.value.function];
	if (own === undefined) return ['ANY'];
	const text = (ground.text(handler.path) ?? '')
		.split('\n', own.end)
		.slice(own.line - 1)
		.join('\n');
	const named = [...text.matchAll(comparedMethod)].flatMap(({groups}) => groups?.compared ?? groups?.cased ?? []);
	return named.length === 0 || !refusesOthers.test(text) ? ['ANY'] : [...new Set(named)];
}
