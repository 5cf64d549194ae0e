import {type Call, entryOf, firstOf, lastOf, textOf} from '../code/code.ts';
import {isApplication} from './application.ts';
import type {EntryPoint} from './entry-point.ts';
import {exportedAs, settled} from './exported.ts';
import {below} from './projects.ts';
import type {Ground, Reader, Registered, Step} from './registered.ts';

type Kind = EntryPoint['kind'];
const kindOf: Readonly<Record<string, Kind>> = {
	onRequest: 'http',
	onCall: 'rpc',
	onCallGenkit: 'rpc',
	onSchedule: 'cron',
	onRun: 'cron',
	onTaskDispatched: 'queue',
	onDispatch: 'queue',
	onMessagePublished: 'queue',
	onPublish: 'queue',
};
const trigger = /^(?:on|before)[A-Z]\w*$/u;
const entries = [
	'src/index.ts',
	'src/index.js',
	'index.ts',
	'index.js',
	'src/index.mjs',
	'index.mjs',
	'src/main.ts',
	'functions.ts',
	'functions.js',
] as const;
const deepest = 3;

/** Cloud functions of Firebase, first and second generation: what the entry file hands out. Who is signed in is the caller's word until the code asks. */
export const firebaseFunctionsReader: Reader = (ground: Ground) => {
	const folders = ground.packages
		.filter(one => one.dependencies.some(({name}) => name === 'firebase-functions'))
		.map(({path}) => (path === '.' ? '' : path));
	const read = folders.map(folder => {
		const path = [...mainOf(ground, folder), ...entries]
			.map(name => below(folder, name))
			.find(one => ground.modules.codeOf(one) !== undefined);
		return path === undefined ? [] : functionsIn(ground, path, '', 0);
	});
	return {found: read.flat(), unread: []};
};

const mainLine = /"main"\s*:\s*"(?<main>[^"]{1,200})"/u;

/** The file that `main` names, or the source that is compiled to it. */
function mainOf(ground: Ground, folder: string): readonly string[] {
	const main = mainLine.exec(ground.text(below(folder, 'package.json')) ?? '')?.groups?.main?.replace(/^\.\//u, '');
	if (main === undefined) return [];
	const source = main.replace(/^(?:lib|dist|build)\//u, '').replace(/\.js$/u, '');
	return [main, `${source}.ts`, `src/${source.replace(/^src\//u, '')}.ts`];
}

function functionsIn(ground: Ground, path: string, group: string, depth: number): readonly Registered[] {
	return ground.modules.exportsOf(path).flatMap((name): readonly Registered[] => {
		const definition = ground.modules.exportOf(path, name);
		if (definition?.is === 'module' && depth < deepest) return functionsIn(ground, definition.path, `${group}${name}-`, depth + 1);
		const exported = exportedAs(ground, path, name);
		const handler = exported?.handler;
		const call = handler?.value.is === 'call' ? ground.modules.codeOf(handler.path)?.calls[handler.value.call] : undefined;
		if (exported === undefined || handler === undefined || call === undefined) return [];
		const kind = kindIn(ground, handler, call);
		const answer = call.args.at(-1);
		if (kind === undefined || (answer !== undefined && isApplication(ground, {...handler, value: answer}))) return [];
		return [registered(ground, handler, call, kind, `${group}${name}`)];
	});
}

/** What kind of function a call makes, when what it calls comes from `firebase-functions`. */
function kindIn(ground: Ground, step: Step, call: Call): Kind | undefined {
	const name = lastOf(call.to);
	const kind = kindOf[name] ?? (trigger.test(name) ? 'function' : undefined);
	if (kind === undefined) return undefined;
	const from = ground.modules.definitionOf(step.path, firstOf(call.to), step.in);
	return from.is === 'package' && from.package === 'firebase-functions' ? kind : undefined;
}

function registered(ground: Ground, step: Step, call: Call, kind: Kind, name: string): Registered {
	const place = {path: step.path, line: step.line, text: step.text};
	const last = call.args.at(-1);
	const [first] = call.args;
	const handler =
		last === undefined ? undefined : {...step, value: last, how: last.is === 'call' ? ('wrapper' as const) : ('call' as const)};
	const options = call.args.length > 1 ? settled(ground, step.path, first) : undefined;
	const isPrivate = textOf(entryOf(options, 'invoker')) === 'private';
	const attested = settled(ground, step.path, entryOf(options, 'enforceAppCheck'));
	const attests = attested?.is === 'literal' && attested.value === true;
	const schedule = kind === 'cron' ? (textOf(first) ?? textOf(entryOf(first, 'schedule'))) : undefined;
	return {
		...place,
		kind,
		framework: 'firebase.functions',
		method: kind === 'http' ? 'ANY' : '',
		route: kind === 'http' ? `/${name}` : schedule === undefined ? name : `${name} (${schedule})`,
		...(handler === undefined ? {} : {handler}),
		before: [],
		given: [
			...(isPrivate ? [{...place, name: 'invoker', kind: 'key', how: 'platform'} as const] : []),
			...(attests ? [{...place, name: 'enforceAppCheck', kind: 'key', how: 'platform'} as const] : []),
		],
		unresolved: handler === undefined ? ['what the function does could not be followed'] : [],
	};
}
