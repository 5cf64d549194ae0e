import type {Place} from '../../safe-text.ts';
import {type Entry, type Tree, treeOf} from '../ci/tree.ts';
import type {GuardOnTheWay, UnreadEntryPoints} from './entry-point.ts';
import {callsBy, given, placeIn, stepAt, textOf} from './python-ground.ts';
import {instancesOf} from './python-instances.ts';
import {pathOf, routeOf} from './python-mounts.ts';
import type {Reader, Registered} from './registered.ts';

const packages: ReadonlySet<string> = new Set(['connexion']);
const classes: ReadonlySet<string> = new Set(['App', 'FlaskApp', 'AsyncApp', 'AioHttpApp']);
const verbs: ReadonlySet<string> = new Set(['get', 'post', 'put', 'patch', 'delete', 'options', 'head', 'trace']);
const parameter = /\{(?<name>[^{}]{1,100})\}/gu;
const lastPart = /[^/]*$/u;

/** The entry points that Connexion reads from an OpenAPI document. */
export const connexionReader: Reader = ground => {
	const {modules} = ground;
	const instances = instancesOf(ground, packages, classes);
	const found: Registered[] = [];
	const unread: UnreadEntryPoints[] = [];
	if (instances.all.length === 0) return {found, unread};
	for (const {path, call} of callsBy(ground).get('add_api') ?? []) {
		const [app] = instances.calledOn(path, call);
		const value = given(call, 'specification', 0);
		const name = value === undefined ? undefined : textOf(modules, {path, value, in: call.in});
		if (app === undefined) continue;
		const folder = given(app.call, 'specification_dir');
		const below = folder === undefined ? '' : (textOf(modules, {path: app.path, value: folder, in: app.call.in}) ?? '');
		const base = app.path.replace(lastPart, '');
		const at = name === undefined ? undefined : normal(`${base}${below}/${name}`);
		const text = at === undefined ? undefined : ground.text(at);
		const read = text === undefined ? undefined : treeOf(text);
		if (at === undefined || text === undefined || read === undefined || 'problem' in read) {
			unread.push({framework: 'connexion', because: `its document ${name ?? ''} could not be read`, places: [placeIn(path, call)]});
			continue;
		}
		const lines = text.split('\n');
		const placeAt = (line: number): Place => ({path: at, line, text: (lines[line - 1] ?? '').trim().slice(0, 160)});
		const prefix = given(call, 'base_path') ?? undefined;
		const basePath = prefix === undefined ? baseOf(read.tree) : (textOf(modules, {path, value: prefix, in: call.in}) ?? '');
		const everywhere = partOf(read.tree, 'security');
		const schemes = partOf(partOf(read.tree, 'components'), 'securitySchemes') ?? partOf(read.tree, 'securityDefinitions');
		for (const {key: route, value: operations} of entriesOf(partOf(read.tree, 'paths')))
			for (const {key: method, line, value: operation} of entriesOf(operations)) {
				if (!verbs.has(method)) continue;
				const id = textIn(operation, 'operationId');
				const from = textIn(operation, 'x-openapi-router-controller') ?? textIn(operations, 'x-openapi-router-controller');
				const dotted = from === undefined || id === undefined ? id : `${from}.${id}`;
				const handler = dotted === undefined ? undefined : functionAt(dotted, app.path);
				found.push({
					...placeAt(line),
					kind: 'http',
					framework: 'connexion',
					method: method.toUpperCase(),
					route: routeOf(pathOf(basePath, route), parameter),
					...(handler === undefined ? {} : {handler}),
					before: [],
					given: guardsOf(partOf(operation, 'security') ?? everywhere, schemes, placeAt),
					unresolved: handler === undefined ? [`its handler ${dotted ?? ''}`] : [],
				});
			}
	}
	return {found, unread};

	function functionAt(dotted: string, fromPath: string): Registered['handler'] {
		const cut = dotted.lastIndexOf('.');
		const module = modules.resolve(fromPath, dotted.slice(0, cut));
		const target = module.to === 'file' ? modules.exportOf(module.path, dotted.slice(cut + 1)) : undefined;
		return target?.is === 'function'
			? stepAt(placeIn(target.path, target.value), {is: 'function', function: target.function}, target.value.in, 'call')
			: undefined;
	}
};

const entriesOf = (tree: Tree | undefined): readonly Entry[] => (tree?.kind === 'map' ? tree.entries : []);
const partOf = (tree: Tree | undefined, key: string): Tree | undefined => entriesOf(tree).find(entry => entry.key === key)?.value;
const textIn = (tree: Tree | undefined, key: string): string | undefined => {
	const found = partOf(tree, key);
	return found?.kind === 'scalar' ? found.text : undefined;
};

/** The path of the first server of the document, or its `basePath`. */
function baseOf(tree: Tree): string {
	const servers = partOf(tree, 'servers');
	const url = servers?.kind === 'list' ? textIn(servers.items[0], 'url') : textIn(tree, 'basePath');
	return (url ?? '').replace(origin, '');
}

const origin = /^[a-z]{1,10}:\/\/[^/]{0,300}/u;

/** A scheme rejects when a function is named that checks what is sent; `{}` among the choices lets everyone in. */
function guardsOf(security: Tree | undefined, schemes: Tree | undefined, placeAt: (line: number) => Place): readonly GuardOnTheWay[] {
	if (security?.kind !== 'list' || security.items.some(item => entriesOf(item).length === 0)) return [];
	return security.items.flatMap(item =>
		entriesOf(item).flatMap(({key, line}) => {
			const scheme = partOf(schemes, key);
			const checks = entriesOf(scheme).some(entry => checkers.has(entry.key));
			const kind = textIn(scheme, 'type') === 'apiKey' ? ('key' as const) : ('signed-in' as const);
			return checks ? [{...placeAt(line), name: key, kind, how: 'platform' as const}] : [];
		}),
	);
}

const checkers: ReadonlySet<string> = new Set([
	'x-bearerInfoFunc',
	'x-basicInfoFunc',
	'x-apikeyInfoFunc',
	'x-tokenInfoFunc',
	'x-tokenInfoUrl',
]);

/** A path without `.` and `..`. */
function normal(path: string): string {
	const parts: string[] = [];
	for (const part of path.split('/'))
		if (part === '..') parts.pop();
		else if (part !== '' && part !== '.') parts.push(part);
	return parts.join('/');
}
