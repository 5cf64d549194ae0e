import {entryOf, lastOf, type Value} from '../code/code.ts';
import {exportedAs, followed} from './exported.ts';
import {type Gate, gatedByAll} from './gate.ts';
import {gatePaths} from './gate-paths.ts';
import {filesInside, type Inside, projectFolders, routeFrom} from './projects.ts';
import type {Ground, Reader, Registered, Step} from './registered.ts';
import {unreadRoutes} from './unread-routes.ts';

const served = /^(?:src\/)?server\/(?<where>api|routes)\/(?<rest>.+)\.[cm]?[jt]s$/u;
const gatePath = /^(?:src\/)?server\/middleware\/.+\.[cm]?[jt]s$/u;
const script = /(?:^|\/)server\/(?:api|routes|middleware)\/.+\.[cm]?[jt]s$/u;
const suffix = /\.(?<method>get|post|put|patch|delete|head|options|connect|trace)$/u;
const onlyHere = /\.(?:dev|prod)$/u;
const group = /^\([^()]*\)$/u;
const handlers = new Set([
	'defineEventHandler',
	'eventHandler',
	'defineCachedEventHandler',
	'cachedEventHandler',
	'defineLazyEventHandler',
	'fromNodeMiddleware',
]);

/** Nuxt (and Nitro by itself): handlers below `server/`, and the middleware in front of all of them. */
export const nuxtReader: Reader = (ground: Ground) => {
	const folders = projectFolders(ground, new Set(['nuxt', 'nuxt3', 'nitropack']), /^(?:nuxt|nitro)\.config\.[cm]?[jt]s$/u);
	const inside = filesInside(ground.files, folders, script);
	const gates = new Map<string, Gate[]>();
	for (const {folder, file, path} of inside) {
		const step = gatePath.test(path) ? exportedAs(ground, file.path, 'default')?.handler : undefined;
		if (step === undefined) continue;
		const own = gates.get(folder) ?? [];
		own.push({step: {...step, how: 'gate'}, covers: () => true, paths: gatePaths(ground.modules, step), unresolved: []});
		gates.set(folder, own);
	}
	return {found: inside.flatMap(one => routeOf(ground, one, gates.get(one.folder) ?? [])), unread: unreadRoutes('nuxt', inside, served)};
};

function routeOf(ground: Ground, {file, path}: Inside, gates: readonly Gate[]): readonly Registered[] {
	const {where, rest = ''} = served.exec(path)?.groups ?? {};
	if (where === undefined || file.code === undefined || file.role !== 'app') return [];
	const bare = rest.replace(onlyHere, '');
	const method = suffix.exec(bare)?.groups?.method?.toUpperCase() ?? 'ANY';
	const parts = bare.replace(suffix, '').split('/').flatMap(part);
	const exported = exportedAs(ground, file.path, 'default');
	if (exported === undefined) return [];
	const route = routeFrom([...(where === 'api' ? ['api'] : []), ...parts]);
	const gated = gatedByAll(gates, route);
	const {own, before} = unwrapped(ground, exported.handler);
	return [
		{
			...exported.place,
			kind: 'http',
			framework: 'nuxt',
			method,
			route,
			...(own === undefined ? {} : {handler: own}),
			before: [...gated.before, ...before],
			given: gated.given,
			unresolved: [...gated.unresolved, ...exported.unresolved],
		},
	];
}

/** `defineEventHandler(fn)` is `fn`; its object form may name what runs in front. Any other call stays the wrapper that it is. */
function unwrapped(ground: Ground, handler: Step | undefined): {readonly own?: Step; readonly before: readonly Step[]} {
	const call = handler?.value.is === 'call' ? ground.modules.codeOf(handler.path)?.calls[handler.value.call] : undefined;
	if (handler === undefined || call === undefined || !handlers.has(lastOf(call.to)))
		return {...(handler === undefined ? {} : {own: handler}), before: []};
	const [given] = call.args;
	const inner = given === undefined ? handler : followed(ground, {...handler, value: given});
	const first = inner.value;
	if (given === undefined) return {own: handler, before: []};
	if (first.is !== 'object') return {own: at(handler, given, 'call'), before: []};
	const own = entryOf(first, 'handler');
	const before = entryOf(first, 'onRequest');
	const steps = before === undefined ? [] : before.is === 'list' ? before.items : [before];
	return {own: own === undefined ? handler : at(inner, own, 'call'), before: steps.map(value => at(inner, value, 'middleware'))};
}

const at = (step: Step, value: Value, how: Step['how']): Step => ({
	...step,
	value,
	how: value.is === 'call' && how === 'call' ? 'wrapper' : how,
});

/** `[id]` is a parameter, also within a part; `[...]` takes the rest; `index` is the folder itself. */
const part = (name: string): readonly string[] => {
	if (name === 'index' || group.test(name)) return [];
	if (name.startsWith('[...')) return ['*'];
	return [name.replace(/\[{1,2}(?<name>[^\]]+)\]{1,2}/gu, ':$<name>')];
};
