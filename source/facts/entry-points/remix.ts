import {entryOf, textOf} from '../code/code.ts';
import {exportedAs, exportedValue} from './exported.ts';
import {below, filesInside, projectFolders, routeFrom} from './projects.ts';
import type {Ground, Reader, Registered, Step} from './registered.ts';
import {type RouteModule, routeConfig} from './remix-config.ts';
import {routePart, routeSegments} from './remix-name.ts';

const dependencies = new Set([
	'@react-router/dev',
	'@remix-run/dev',
	'@remix-run/node',
	'@remix-run/react',
	'@remix-run/cloudflare',
	'@remix-run/serve',
]);
const configuration = /^(?:react-router|remix)\.config\.[cm]?[jt]s$/u;
const index = /(?:^|[./])_?index\.[cm]?[jt]sx?$/u;
const script = /\.[cm]?[jt]sx?$/u;

/** Remix and React Router in framework mode. Loaders of layouts run beside those of their children and guard nothing; `middleware` runs before both. */
export const remixReader: Reader = (ground: Ground) => {
	const folders = projectFolders(ground, dependencies, configuration);
	const inside = filesInside(ground.files, folders, script);
	const perProject = folders.map(folder => {
		const app = appFolder(ground, folder);
		const config = routeConfig(ground, folder, app);
		const modules = [...root(ground, app), ...config.modules];
		const named = inside
			.filter(one => one.folder === folder && one.file.path.startsWith(`${app}/routes/`) && config.files !== undefined)
			.filter(({file}) => !config.ignores(file.path))
			.flatMap(({file}) => {
				const segments = routeSegments(file.path.slice(app.length + '/routes/'.length), config.files ?? 'flat');
				return segments === undefined ? [] : [{path: file.path, segments}];
			});
		const parents = new Map(named.filter(({path}) => !index.test(path)).map(({path, segments}) => [segments.join('.'), path]));
		const flat = named.map(({path, segments}): RouteModule => {
			const prefixes = segments.map((_, at) => segments.slice(0, at + 1).join('.'));
			return {
				path,
				parts: segments.flatMap(routePart),
				around: prefixes.flatMap(one => parents.get(one) ?? []).filter(one => one !== path),
			};
		});
		const places = config.unresolved.length === 0 ? [] : [{path: `${app}/routes.ts`, line: 1, text: ''}];
		const unread = config.unresolved.map(because => ({framework: 'rr7', because, places}));
		return {found: [...modules, ...flat].flatMap(module => registered(ground, module)), unread};
	});
	return {
		found: perProject.flatMap(({found}) => found),
		unread: perProject.flatMap(({unread}) => unread),
	};
};

function appFolder(ground: Ground, folder: string): string {
	for (const name of ['react-router.config.ts', 'react-router.config.js', 'remix.config.js']) {
		const said = textOf(entryOf(exportedValue(ground, below(folder, name), 'default')?.value, 'appDirectory'));
		if (said !== undefined) return below(folder, said.replace(/^\.\/|\/$/gu, ''));
	}
	return below(folder, 'app');
}

const root = (ground: Ground, app: string): readonly RouteModule[] =>
	['root.tsx', 'root.jsx', 'root.ts', 'root.js']
		.map(name => `${app}/${name}`)
		.filter(path => ground.modules.codeOf(path) !== undefined)
		.map(path => ({path, parts: [], around: []}));

/** A module without a component answers requests by itself; with one it serves a page and the form on it. */
function registered(ground: Ground, {path, parts, around}: RouteModule): readonly Registered[] {
	const names = new Set(ground.modules.exportsOf(path));
	const framework = ground.modules.codeOf(path)?.imports.some(({from}) => from.startsWith('@remix-run/')) ? 'remix' : 'rr7';
	return (['loader', 'action'] as const).flatMap((name): readonly Registered[] => {
		const exported = names.has(name) ? exportedAs(ground, path, name) : undefined;
		if (exported === undefined) return [];
		return [
			{
				...exported.place,
				kind: names.has('default') ? 'page' : 'http',
				framework,
				method: name === 'loader' ? 'GET' : 'POST',
				route: routeFrom(parts),
				...(exported.handler === undefined ? {} : {handler: exported.handler}),
				before: [...around, path].flatMap(one => middlewareOf(ground, one)),
				given: [],
				unresolved: exported.unresolved,
			},
		];
	});
}

function middlewareOf(ground: Ground, path: string): readonly Step[] {
	return ['middleware', 'unstable_middleware'].flatMap((name): readonly Step[] => {
		const step = ground.modules.codeOf(path)?.exports.some(one => one.name === name) ? exportedAs(ground, path, name)?.handler : undefined;
		if (step === undefined) return [];
		const values = step.value.is === 'list' ? step.value.items : [step.value];
		return values.map(value => ({...step, value, how: 'middleware'}));
	});
}
