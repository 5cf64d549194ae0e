import {type Code, entryOf, lastOf, textOf, type Value} from '../code/code.ts';
import {followed, stepAt} from './exported.ts';
import {pathPattern} from './path-pattern.ts';
import {below} from './projects.ts';
import type {Ground} from './registered.ts';
import type {RouteFiles} from './remix-name.ts';

/** One route module: its file, its path, and the modules of the layouts around it, the outermost first. */
export type RouteModule = {readonly path: string; readonly parts: readonly string[]; readonly around: readonly string[]};

/** What `app/routes.ts` says: routes by name, and how files are named where it leaves them to that. */
export type RouteConfig = {
	readonly modules: readonly RouteModule[];
	readonly files?: RouteFiles;
	readonly ignores: (path: string) => boolean;
	readonly unresolved: readonly string[];
};

const byPackage: Readonly<Record<string, RouteFiles>> = {
	'@react-router/fs-routes': 'flat',
	'@remix-run/fs-routes': 'flat',
	'remix-flat-routes': 'hybrid',
	'react-router-auto-routes': 'folders',
	'@remix-run/v1-route-convention': 'folders',
};
const deepest = 12;
const endings = ['ts', 'js', 'mts', 'mjs', 'tsx', 'jsx'] as const;

/** Reads `routes.ts`, or the older configuration files, of a project in a folder. */
export function routeConfig(ground: Ground, folder: string, app: string): RouteConfig {
	const own = endings.map(ending => `${app}/routes.${ending}`).find(path => ground.modules.codeOf(path) !== undefined);
	const older = ['vite.config', 'remix.config'].flatMap(name => endings.map(ending => below(folder, `${name}.${ending}`)));
	const read = own === undefined ? older : [own];
	const codes = read.flatMap(path => ground.modules.codeOf(path) ?? []);
	const files = codes.flatMap(({imports}) => imports.flatMap(({from}) => byPackage[from] ?? []))[0];
	const shared = {ignores: ignoring(codes)};
	if (own === undefined) return {...shared, modules: [], files: files ?? 'flat', unresolved: []};
	const modules: RouteModule[] = [];
	const unresolved: string[] = [];
	const start = ground.modules.exportOf(own, 'default');
	const value = start?.is === 'value' ? start.value : start?.is === 'variable' ? start.value.value : undefined;
	walk(
		{ground, app, modules, unresolved},
		value,
		{path: start?.is === 'variable' || start?.is === 'value' ? start.path : own, parts: [], around: []},
		0,
	);
	return {...shared, modules, ...(files === undefined ? {} : {files}), unresolved: files === undefined ? unresolved : []};
}

type Walk = {
	readonly ground: Ground;
	readonly app: string;
	readonly modules: RouteModule[];
	readonly unresolved: string[];
};
/** Where the reading is: the file, and the path and layouts around. */
type Above = Pick<RouteModule, 'parts' | 'around'> & {readonly path: string};

function walk(state: Walk, given: Value | undefined, above: Above, depth: number): void {
	if (given === undefined || depth > deepest) return;
	const {path, value} = followed(state.ground, stepAt({path: above.path, line: 1, text: ''}, given));
	const here = {...above, path};
	if (value.is === 'list') for (const item of value.items) walk(state, item, here, depth + 1);
	if (value.is === 'spread') walk(state, value.of, here, depth + 1);
	if (value.is === 'name' || value.is === 'other') state.unresolved.push('a part of routes.ts could not be followed');
	if (value.is !== 'call') return;
	const call = state.ground.modules.codeOf(path)?.calls[value.call];
	if (call === undefined) return;
	const texts = call.args.map(arg => textOf(arg));
	const [first, second] = texts;
	const children = call.args.slice(1).find(arg => arg.is === 'list' || arg.is === 'name');
	switch (lastOf(call.to)) {
		case 'route':
			if (first === undefined) break;
			add(state, second, [...above.parts, ...pieces(first)], children, here, depth);
			return;
		case 'index':
			add(state, first, above.parts, undefined, here, depth);
			return;
		case 'layout':
			add(state, first, above.parts, children, here, depth);
			return;
		case 'prefix':
			walk(state, call.args[1], {...here, parts: [...above.parts, ...pieces(first)]}, depth + 1);
			return;
		case 'flatRoutes':
		case 'autoRoutes':
		case 'remixRoutesOptionAdapter':
			return;
	}
	state.unresolved.push(`${call.to} in routes.ts could not be followed`);
}

function add(
	{ground, app, modules, unresolved}: Walk,
	file: string | undefined,
	parts: readonly string[],
	children: Value | undefined,
	above: Above,
	depth: number,
): void {
	if (file === undefined) {
		unresolved.push('a route in routes.ts names its file in a way that could not be followed');
		return;
	}
	const path = fileOf(ground, `${app}/${file.replace(/^\.\//u, '')}`);
	modules.push({path, parts, around: above.around});
	walk({ground, app, modules, unresolved}, children, {path: above.path, parts, around: [...above.around, path]}, depth + 1);
}

const fileOf = (ground: Ground, path: string): string =>
	ground.modules.codeOf(path) === undefined
		? (endings.map(ending => `${path}.${ending}`).find(one => ground.modules.codeOf(one) !== undefined) ?? path)
		: path;

/** `teams/:id?` is two parts; `*` is the catch-all. */
const pieces = (path: string | undefined): readonly string[] =>
	(path ?? '')
		.split('/')
		.filter(Boolean)
		.map(part => part.replace(/\?$/u, ''));

/** What `ignoredRouteFiles` leaves out, by the name of the file. */
function ignoring(codes: readonly Code[]): (path: string) => boolean {
	const lists = codes.flatMap(({calls}) => calls.flatMap(({args}) => args.flatMap(arg => entryOf(arg, 'ignoredRouteFiles') ?? [])));
	const patterns = lists.flatMap(list => (list.is === 'list' ? list.items.flatMap(item => textOf(item) ?? []) : []));
	const read = patterns.flatMap(text => pathPattern(text.replace(/^\*\*\//u, '').replaceAll(/\{(?<names>[\w,]+)\}/gu, braces)) ?? []);
	return path => read.some(pattern => pattern(path.slice(path.lastIndexOf('/') + 1)) === true);
}

const braces = (whole: string): string => `(${whole.slice(1, -1).replaceAll(',', '|')})`;
