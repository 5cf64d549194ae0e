import {exportedAs} from './exported.ts';
import {type Gate, gatedBy} from './gate.ts';
import {libraryHandler} from './next-library.ts';
import type {NextProject} from './next-project.ts';
import {nextRoute} from './next-route.ts';
import {folderOf, type Inside, nameOf} from './projects.ts';
import type {Ground, Registered, Step} from './registered.ts';

const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'] as const;
const inApp = /^(?:src\/)?app\/(?<rest>.+)$/u;
const special = /^(?<what>route|page|layout)\.(?<ending>[\w.]+)$/u;
const script = /^[cm]?[jt]sx?$/u;

/** What a file of the app router is, and the folders that lead to it. */
type AppFile = Inside & {readonly what: string; readonly folders: readonly string[]};

function appFile(one: Inside, {pageExtensions}: NextProject): AppFile | undefined {
	const rest = inApp.exec(one.path)?.groups?.rest;
	if (rest === undefined) return undefined;
	const {what, ending} = special.exec(nameOf(rest))?.groups ?? {};
	if (what === undefined || ending === undefined) return undefined;
	const routed = pageExtensions.length === 0 ? script.test(ending) : pageExtensions.includes(ending);
	return routed ? {...one, what, folders: folderOf(rest).split('/').filter(Boolean)} : undefined;
}

/** Route handlers and pages of the app router. Server layouts above a page run on the way to it, handlers have none. */
export function appRoutes(ground: Ground, project: NextProject, files: readonly Inside[], gate: Gate | undefined): readonly Registered[] {
	const own = files.flatMap(one => appFile(one, project) ?? []);
	const layouts = new Map(own.filter(({what}) => what === 'layout').map(one => [folderOf(one.file.path), one]));
	return own.flatMap((one): readonly Registered[] => {
		const route = nextRoute(one.folders, project.basePath);
		if (route === undefined || one.file.role !== 'app' || one.file.code === undefined) return [];
		if (one.what === 'route') return handlers(ground, one, route, gate);
		return one.what === 'page' ? page(ground, one, route, layouts, gate) : [];
	});
}

function handlers(ground: Ground, {file}: AppFile, route: string, gate: Gate | undefined): readonly Registered[] {
	return methods.flatMap((method): readonly Registered[] => {
		const exported = exportedAs(ground, file.path, method);
		if (exported === undefined) return [];
		const {place, unresolved} = exported;
		const handler = exported.handler === undefined ? undefined : (libraryHandler(ground, exported.handler) ?? exported.handler);
		const gated = gatedBy(gate, route);
		return [
			{
				...place,
				kind: 'http',
				framework: 'next.app',
				method,
				route,
				...(handler === undefined ? {} : {handler}),
				before: gated.before,
				given: gated.given,
				unresolved: [...gated.unresolved, ...unresolved],
			},
		];
	});
}

/** A page that runs in the browser has no handler here: what it does there turns nobody away. */
function page(
	ground: Ground,
	{file}: AppFile,
	route: string,
	layouts: ReadonlyMap<string, AppFile>,
	gate: Gate | undefined,
): readonly Registered[] {
	const exported = exportedAs(ground, file.path, 'default');
	if (exported === undefined) return [];
	const gated = gatedBy(gate, route);
	const inBrowser = isClient(ground, file.path);
	return [
		{
			...exported.place,
			kind: 'page',
			framework: 'next.app',
			method: 'GET',
			route,
			...(exported.handler === undefined || inBrowser ? {} : {handler: exported.handler}),
			before: [...gated.before, ...layoutsAbove(ground, file.path, layouts)],
			given: gated.given,
			unresolved: [...gated.unresolved, ...(inBrowser ? [] : exported.unresolved)],
		},
	];
}

/** The layouts of the folders above a page, from the outside in. */
function layoutsAbove(ground: Ground, path: string, layouts: ReadonlyMap<string, AppFile>): readonly Step[] {
	const parts = folderOf(path).split('/');
	return parts.flatMap((_, index): readonly Step[] => {
		const layout = layouts.get(parts.slice(0, index + 1).join('/'));
		if (layout === undefined || isClient(ground, layout.file.path)) return [];
		const handler = exportedAs(ground, layout.file.path, 'default')?.handler;
		return handler === undefined ? [] : [{...handler, how: 'wrapper'}];
	});
}

const isClient = (ground: Ground, path: string): boolean => ground.modules.codeOf(path)?.directives.includes('use client') ?? false;
