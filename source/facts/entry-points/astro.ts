import {entryOf, lastOf, textOf, type Value} from '../code/code.ts';
import {exportedAs, exportedValue, followed, stepAt} from './exported.ts';
import {type Gate, gatedByAll} from './gate.ts';
import {gatesFrom} from './gate-chain.ts';
import {below, filesInside, type Inside, projectFolders, routeFrom} from './projects.ts';
import type {Ground, Reader, Registered} from './registered.ts';

const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'ALL'] as const;
const inPages = /^src\/pages\/(?<rest>.+)\.(?<ending>[cm]?[jt]s|astro)$/u;
const routed = /(?:^|\/)src\/pages\/.+\.(?:[cm]?[jt]s|astro)$/u;
const deepest = 5;
const endings = ['ts', 'js', 'mts', 'mjs'] as const;

/** Astro: endpoints, pages and actions, as far as they answer requests; what is built beforehand is no entry point. */
export const astroReader: Reader = (ground: Ground) => {
	const folders = projectFolders(ground, new Set(['astro']), /^astro\.config\.[cm]?[jt]s$/u);
	const inside = filesInside(ground.files, folders, routed);
	return {
		found: folders.flatMap(folder => {
			const onServer = rendersOnServer(ground, folder);
			const gates = firstOf(ground, folder, ['src/middleware', 'src/middleware/index']).flatMap(path =>
				gatesFrom(ground, path, 'onRequest', 'sequence'),
			);
			const own = inside.filter(one => one.folder === folder);
			const actions = firstOf(ground, folder, ['src/actions', 'src/actions/index']).flatMap(path => actionsIn(ground, path, gates));
			return [...own.flatMap(one => routesIn(ground, one, onServer, gates)), ...actions];
		}),
		unread: [],
	};
};

const firstOf = (ground: Ground, folder: string, names: readonly string[]): readonly string[] =>
	names
		.flatMap(name => endings.map(ending => below(folder, `${name}.${ending}`)))
		.filter(path => ground.modules.codeOf(path) !== undefined)
		.slice(0, 1);

/** `output: 'server'`; elsewhere a file says for itself that it is not built beforehand. */
function rendersOnServer(ground: Ground, folder: string): boolean {
	const config = firstOf(ground, folder, ['astro.config'])[0];
	const code = config === undefined ? undefined : ground.modules.codeOf(config);
	const objects = code?.calls.flatMap(({args}) => args) ?? [];
	const exported = config === undefined ? undefined : exportedValue(ground, config, 'default')?.value;
	return [...objects, exported].some(value => textOf(entryOf(value, 'output')) === 'server');
}

function routesIn(ground: Ground, {file, path}: Inside, onServer: boolean, gates: readonly Gate[]): readonly Registered[] {
	const {rest = '', ending} = inPages.exec(path)?.groups ?? {};
	if (file.code === undefined || file.role !== 'app' || rest.split('/').some(name => name.startsWith('_'))) return [];
	const said = ground.modules.codeOf(file.path)?.variables.find(({names, in: scope}) => scope === -1 && names.includes('prerender'))?.value;
	const prerendered = said?.is === 'literal' ? said.value === true : !onServer;
	if (prerendered) return [];
	const route = routeFrom(rest.split('/').flatMap(part));
	const gated = gatedByAll(gates, route);
	const common = {framework: 'astro', route, before: gated.before, given: gated.given};
	if (ending === 'astro')
		return [
			{
				...file.firstLine,
				...common,
				kind: 'page',
				method: 'GET',
				unresolved: [...gated.unresolved, 'what the page does by itself is not followed'],
			},
		];
	return methods.flatMap((method): readonly Registered[] => {
		const exported = exportedAs(ground, file.path, method);
		if (exported === undefined) return [];
		const {place, handler, unresolved} = exported;
		const own = {...place, ...common, ...(handler === undefined ? {} : {handler}), unresolved: [...gated.unresolved, ...unresolved]};
		return [{...own, kind: 'http', method: method === 'ALL' ? 'ANY' : method}];
	});
}

/** The actions of `server`, objects within it included: `newsletter.subscribe`. */
function actionsIn(ground: Ground, path: string, gates: readonly Gate[]): readonly Registered[] {
	const server = exportedValue(ground, path, 'server');
	return server === undefined ? [] : actionsOf(ground, server.path, server.value, [], gates, 0);
}

function actionsOf(
	ground: Ground,
	path: string,
	value: Value,
	names: readonly string[],
	gates: readonly Gate[],
	depth: number,
): readonly Registered[] {
	if (value.is !== 'object' || depth > deepest) return [];
	return value.entries.flatMap(({key, value: given, line}): readonly Registered[] => {
		const inner = key === '...' && given.is === 'spread' ? given.of : given;
		const inside = key === '...' ? names : [...names, key];
		const definition = inner.is === 'name' ? ground.modules.definitionOf(path, inner.name) : undefined;
		const [own, where] =
			definition?.is === 'variable'
				? [definition.value.value, definition.path]
				: definition?.is === 'value'
					? [definition.value, definition.path]
					: [inner, path];
		if (own.is === 'object') return actionsOf(ground, where, own, inside, gates, depth + 1);
		const call = own.is === 'call' ? ground.modules.codeOf(where)?.calls[own.call] : undefined;
		const gated = gatedByAll(gates, `/_actions/${inside.join('.')}`);
		const shared = {
			framework: 'astro',
			kind: 'action',
			method: '',
			route: inside.join('.'),
			before: gated.before,
			given: gated.given,
		} as const;
		if (call === undefined) return [{...shared, path, line, text: key, unresolved: [...gated.unresolved, `${key} could not be followed`]}];
		const place = {path: where, line: call.line, text: call.text};
		const [options] = call.args;
		const step = options === undefined ? stepAt(place, own) : followed(ground, stepAt(place, options));
		const handler = lastOf(call.to) === 'defineAction' ? entryOf(step.value, 'handler') : undefined;
		const answer = handler === undefined ? stepAt(place, own) : {...step, value: handler, how: 'call' as const};
		return [{...shared, ...place, handler: answer, unresolved: gated.unresolved}];
	});
}

const part = (name: string): readonly string[] => {
	if (name === 'index') return [];
	if (name.startsWith('[...')) return ['*'];
	return [name.replace(/\[(?<name>[^\]]+)\]/gu, ':$<name>')];
};
