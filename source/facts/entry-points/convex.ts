import {entryOf, firstOf, lastOf, textOf, type Value} from '../code/code.ts';
import {crons, handlerOf} from './convex-crons.ts';
import {exportedAs, followed, stepAt} from './exported.ts';
import {filesInside, projectFolders} from './projects.ts';
import type {Ground, Reader, Registered, Step} from './registered.ts';

const dependency = new Set(['convex']);
const inConvex = /(?:^|\/)convex\/(?!_generated\/).+\.[cm]?[jt]sx?$/u;
const bare = /^(?:.*\/)?convex\/(?<module>.+)\.[cm]?[jt]sx?$/u;
const makers = new Set(['query', 'mutation', 'action']);
const internal = new Set(['internalQuery', 'internalMutation', 'internalAction']);
const customMaker = /^(?:zC|c)ustom(?:Query|Mutation|Action)$/u;

/** Convex: the functions that everyone may call, HTTP actions, and crons. Internal functions are called by none but the project itself. */
export const convexReader: Reader = (ground: Ground) => {
	const folders = projectFolders(ground, dependency, /^convex\.json$/u);
	const files = filesInside(ground.files, folders, inConvex).filter(({file}) => file.role === 'app' && file.code !== undefined);
	return {
		found: files.flatMap(({file}) => [...callable(ground, file.path), ...routes(ground, file.path), ...crons(ground, file.path)]),
		unread: [],
	};
};

type Maker = {readonly open: boolean; readonly custom: boolean};

/** Whether a callee makes a public function: one of Convex's own, or one that the project builds on such a one. */
function makerOf(ground: Ground, path: string, callee: string, depth = 0): Maker | undefined {
	const name = lastOf(callee);
	const code = ground.modules.codeOf(path);
	const imported = code?.imports.find(({local}) => local === firstOf(callee));
	if (imported !== undefined && /(?:_generated\/server|^convex\/server)$/u.test(imported.from)) {
		const original = imported.name ?? name;
		return makers.has(original) || internal.has(original) || /Generic$/u.test(original)
			? {open: !internal.has(original) && !original.startsWith('internal'), custom: false}
			: undefined;
	}
	const definition = ground.modules.definitionOf(path, callee);
	if (definition.is !== 'variable' || depth > 3) return undefined;
	const {value} = definition.value;
	if (value.is === 'name') return makerOf(ground, definition.path, value.name, depth + 1);
	const call = value.is === 'call' ? ground.modules.codeOf(definition.path)?.calls[value.call] : undefined;
	const [base] = call?.args ?? [];
	if (call === undefined || base?.is !== 'name' || !customMaker.test(lastOf(call.to))) return undefined;
	const made = makerOf(ground, definition.path, base.name, depth + 1);
	return made === undefined ? undefined : {open: made.open, custom: true};
}

function callable(ground: Ground, path: string): readonly Registered[] {
	const module = bare.exec(path)?.groups?.module?.replaceAll('/', '.') ?? '';
	return (ground.modules.codeOf(path)?.exports ?? []).flatMap(({name}): readonly Registered[] => {
		const exported = exportedAs(ground, path, name);
		const step = exported?.handler;
		const call = step?.value.is === 'call' ? ground.modules.codeOf(step.path)?.calls[step.value.call] : undefined;
		const maker = step === undefined || call === undefined ? undefined : makerOf(ground, step.path, call.to);
		if (exported === undefined || step === undefined || call === undefined || maker?.open !== true) return [];
		return [
			{
				...exported.place,
				kind: 'rpc',
				framework: 'convex',
				method: '',
				route: `${module}.${name}`,
				handler: {...step, value: handlerOf(call) ?? step.value, how: 'call'},
				before: maker.custom ? [{...step, value: {is: 'name', name: call.to}, how: 'wrapper'}] : [],
				given: [],
				unresolved: [],
			},
		];
	});
}

/** `http.route({path, method, handler})`. */
function routes(ground: Ground, path: string): readonly Registered[] {
	const code = ground.modules.codeOf(path);
	const routers = new Set(
		code?.variables
			.filter(({value}) => value.is === 'call' && lastOf(code.calls[value.call]?.to ?? '') === 'httpRouter')
			.flatMap(({names}) => names),
	);
	return (code?.calls ?? []).flatMap((call): readonly Registered[] => {
		const [options] = call.args;
		if (lastOf(call.to) !== 'route' || !routers.has(firstOf(call.to)) || options?.is !== 'object') return [];
		const prefix = textOf(entryOf(options, 'pathPrefix'));
		const route = textOf(entryOf(options, 'path')) ?? (prefix === undefined ? '*' : `${prefix}*`);
		const place = {path, line: call.line, text: call.text};
		const answers = actionOf(ground, place, entryOf(options, 'handler'));
		const method = textOf(entryOf(options, 'method')) ?? 'ANY';
		return [{...place, kind: 'http', framework: 'convex', method, route, ...answers, before: [], given: []}];
	});
}

/** The function within `httpAction(…)`, here or where a name leads. */
function actionOf(
	ground: Ground,
	place: Omit<Step, 'value' | 'in' | 'how'>,
	value: Value | undefined,
): Pick<Registered, 'handler' | 'unresolved'> {
	const where = value === undefined ? undefined : followed(ground, stepAt(place, value));
	const call = where?.value.is === 'call' ? ground.modules.codeOf(where.path)?.calls[where.value.call] : undefined;
	const [first] = call?.args ?? [];
	if (where === undefined || call === undefined || first === undefined || lastOf(call.to) !== 'httpAction')
		return {unresolved: ['what answers could not be followed']};
	return {handler: {...where, value: first, how: 'call'}, unresolved: []};
}
