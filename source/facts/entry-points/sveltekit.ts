import {textOf, type Value} from '../code/code.ts';
import {exportedAs} from './exported.ts';
import {type Gate, gatedByAll} from './gate.ts';
import {gatesFrom} from './gate-chain.ts';
import {below, filesInside, folderOf, type Inside, nameOf, projectFolders, routeFrom} from './projects.ts';
import type {Ground, Reader, Registered, Step} from './registered.ts';
import {unreadRoutes} from './unread-routes.ts';

const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'fallback'] as const;
const routed = /(?:^|\/)\+(?:server|page\.server|layout\.server)\.[jt]s$/u;
const served = /^src\/routes\/(?:.+\/)?\+(?:server|page\.server)\.[jt]s$/u;
const remote = /\.remote\.[jt]s$/u;
const group = /^\([^()]*\)$/u;
const rest = /^\[\.{3}/u;
const parameter = /^\[{1,2}(?<name>[^\]=]+)(?:=[^\]]*)?\]{1,2}$/u;

/** SvelteKit: endpoints, `load` of pages, form actions, and the `handle` in front of all. */
export const sveltekitReader: Reader = (ground: Ground) => {
	const folders = projectFolders(ground, new Set(['@sveltejs/kit']), /^svelte\.config\.[cm]?[jt]s$/u);
	const inside = filesInside(ground.files, folders, routed).filter(({path}) => path.startsWith('src/routes/'));
	const layouts = new Map(
		inside.filter(({path}) => nameOf(path).startsWith('+layout')).map(one => [folderOf(one.file.path), one.file.path]),
	);
	const gates = new Map(folders.map(folder => [folder, hooks(ground, folder)]));
	const pages = new Set(ground.files.map(({path}) => path));
	const alone = (folder: string): boolean =>
		pages.has(below(folder, 'src/routes/+page.svelte')) &&
		!['ts', 'js'].some(ending => pages.has(below(folder, `src/routes/+page.server.${ending}`)));
	const found = inside.flatMap(one => routesIn(ground, one, layouts, gates.get(one.folder) ?? [], alone(one.folder)));
	const remotes = filesInside(ground.files, folders, remote).map(({file}) => file.firstLine);
	const unread = remotes.length === 0 ? [] : [{framework: 'sveltekit', because: 'remote functions are not read', places: remotes}];
	return {found, unread: [...unread, ...unreadRoutes('sveltekit', inside, served)]};
};

function hooks(ground: Ground, folder: string): readonly Gate[] {
	const path = ['src/hooks.server.ts', 'src/hooks.server.js', 'src/hooks.server/index.ts']
		.map(name => below(folder, name))
		.find(one => ground.modules.codeOf(one) !== undefined);
	return path === undefined ? [] : gatesFrom(ground, path, 'handle', 'sequence');
}

function routesIn(
	ground: Ground,
	{file, path}: Inside,
	layouts: ReadonlyMap<string, string>,
	gates: readonly Gate[],
	/** The first page loads nothing of its own: what its layout loads is all that answers there. */
	layoutAlone: boolean,
): readonly Registered[] {
	if (file.code === undefined) return [];
	const route = routeFrom(folderOf(path).split('/').slice(2).flatMap(part));
	const gated = gatedByAll(gates, route, `/${folderOf(path).split('/').slice(2).join('/')}`);
	const made = (name: string, shape: Pick<Registered, 'kind' | 'method' | 'route'>, before: readonly Step[]): readonly Registered[] => {
		const exported = exportedAs(ground, file.path, name);
		if (exported === undefined) return [];
		const {place, handler, unresolved} = exported;
		const common = {...place, ...shape, framework: 'sveltekit', before: [...gated.before, ...before], given: gated.given};
		return [{...common, ...(handler === undefined ? {} : {handler}), unresolved: [...gated.unresolved, ...unresolved]}];
	};
	if (nameOf(path).startsWith('+server'))
		return methods.flatMap(name => made(name, {kind: 'http', method: name === 'fallback' ? 'ANY' : name, route}, []));
	if (nameOf(path).startsWith('+layout'))
		return layoutAlone && folderOf(path) === 'src/routes' ? made('load', {kind: 'page', method: 'GET', route}, []) : [];
	const load = made('load', {kind: 'page', method: 'GET', route}, layoutLoads(ground, file.path, layouts));
	const forms = made('actions', {kind: 'action', method: 'POST', route}, []);
	return [...load, ...forms.flatMap(form => namedActions(ground, form))];
}

/** Each form action of a page by its name; the layout's `load` does not run before it. */
function namedActions(ground: Ground, form: Registered): readonly Registered[] {
	const {handler} = form;
	const value = handler?.value;
	if (handler === undefined || value?.is !== 'object')
		return [{...form, unresolved: [...form.unresolved, 'the actions could not be told apart']}];
	return value.entries.map(({key, value: own, line}): Registered => {
		const place = {path: handler.path, line, text: textAt(ground, handler.path, own) ?? handler.text};
		const route = key === 'default' ? form.route : `${form.route}?/${key}`;
		return {...form, ...place, route, handler: {...handler, ...place, value: own, how: own.is === 'call' ? 'wrapper' : 'call'}};
	});
}

function textAt(ground: Ground, path: string, value: Value): string | undefined {
	const code = ground.modules.codeOf(path);
	if (value.is === 'function') return code?.functions[value.function]?.text;
	return value.is === 'call' ? code?.calls[value.call]?.text : textOf(value);
}

/** The `load` of the layouts above a page, from the outside in. */
function layoutLoads(ground: Ground, path: string, layouts: ReadonlyMap<string, string>): readonly Step[] {
	const parts = folderOf(path).split('/');
	return parts.flatMap((_, index): readonly Step[] => {
		const layout = layouts.get(parts.slice(0, index + 1).join('/'));
		const handler = layout === undefined ? undefined : exportedAs(ground, layout, 'load')?.handler;
		return handler === undefined ? [] : [{...handler, how: 'wrapper'}];
	});
}

const part = (name: string): readonly string[] => {
	if (group.test(name)) return [];
	if (rest.test(name)) return ['*'];
	const named = parameter.exec(name)?.groups?.name;
	return [named === undefined ? name : `:${named}`];
};
