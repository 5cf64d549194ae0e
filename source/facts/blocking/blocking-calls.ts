import type {Place} from '../../safe-text.ts';
import {type Call, firstOf, lastOf, moduleLevel, textOf} from '../code/code.ts';
import {mayName} from '../code/lazy.ts';
import {effectOf} from '../entry-points/effects.ts';
import type {EntryPoint} from '../entry-points/entry-point.ts';
import type {FileScope} from '../entry-points/scope.ts';
import type {Facts} from '../facts.ts';
import type {FileFact} from '../files.ts';
import {isReached} from '../reached.ts';
import {hashTold} from './hashing.ts';

/** A call that keeps the one thread that answers everybody, while a request is answered. */
export type BlockingCall = Place & {
	readonly what: string;
	/** Seconds, or what the caller decides; else milliseconds. */
	readonly isLong: boolean;
	/** The entry point that it runs for; undefined when none was seen to lead there. */
	readonly point?: EntryPoint;
};

const answered: ReadonlySet<EntryPoint['kind']> = new Set<EntryPoint['kind']>([
	'http',
	'rpc',
	'action',
	'function',
	'page',
	'webhook',
	'socket',
]);
const longSync: ReadonlySet<string> = new Set([
	...[
		'execSync',
		'execFileSync',
		'spawnSync',
		'pbkdf2Sync',
		'scryptSync',
		'gzipSync',
		'gunzipSync',
		'brotliCompressSync',
		'brotliDecompressSync',
		'deflateSync',
		'inflateSync',
		'generateKeyPairSync',
	],
	...['hashSync', 'compareSync'],
]);
const shortSync: ReadonlySet<string> = new Set([
	'readFileSync',
	'writeFileSync',
	'appendFileSync',
	'readdirSync',
	'copyFileSync',
	'cpSync',
	'rmSync',
]);
const slowHash = /^(?:bcrypt|bcryptjs|argon2|@node-rs\/(?:bcrypt|argon2))$/u;
const pythonBlocking =
	/^(?:requests\.(?:get|post|put|patch|delete|head|request)|time\.sleep|subprocess\.(?:run|call|check_call|check_output)|os\.system|urllib\.request\.urlopen|httpx\.(?:get|post|put|patch|delete|head|request))$/u;
const endings = [
	...longSync,
	...shortSync,
	'get',
	'post',
	'put',
	'patch',
	'delete',
	'request',
	'sleep',
	'run',
	'call',
	'check_output',
	'check_call',
	'system',
	'urlopen',
];
const once = /cache|once|init|load(?:ed)?Config|singleton/iu;

/** What blocks, in functions that run for requests on a thread that others wait for, or that nothing was seen to lead to. */
export function blockingCallsOf(facts: Facts): readonly BlockingCall[] {
	return facts.files.flatMap(file => {
		const {code, path, role, side} = file;
		if (
			role !== 'app' ||
			side === 'client' ||
			code === undefined ||
			(file.language !== 'py' && !mayName(code, endings)) ||
			isReached(file, facts.reached) !== true
		)
			return [];
		const scope = facts.program.scopes.at(path);
		return scope === undefined ? [] : code.calls.flatMap(call => found(call, file, scope, facts));
	});
}

function found(call: Call, file: FileFact, scope: FileScope, facts: Facts): readonly BlockingCall[] {
	const said =
		file.language === 'py'
			? (pythonTold(call, scope) ?? hashTold(call, scope, facts) ?? waitingTold(call, scope, facts))
			: scriptTold(call, scope);
	if (said === undefined || call.in === moduleLevel || call.when.some(word => /NODE_ENV|DEBUG|isDev/u.test(word))) return [];
	const owner = scope.code.functions[call.in];
	if (owner !== undefined && once.test(owner.name)) return [];
	const point = facts.program
		.pointsOf(file.path, call.in)
		.find(({kind, framework}) => answered.has(kind) && framework !== 'streamlit' && framework !== 'gradio');
	if (point === undefined && facts.program.pointsOf(file.path, call.in).length > 0) return [];
	return [{path: file.path, line: call.line, text: call.text, ...said, ...(point === undefined ? {} : {point})}];
}

type Told = Pick<BlockingCall, 'what' | 'isLong'>;

function scriptTold(call: Call, {code}: FileScope): Told | undefined {
	const last = lastOf(call.to);
	const from = (wanted: RegExp): boolean =>
		code.imports.some(one => wanted.test(one.from) && !one.typeOnly && (one.local === firstOf(call.to) || one.name === last));
	if (shortSync.has(last) && from(/^(?:node:)?fs$|^fs-extra$/u)) return {what: last, isLong: false};
	if (!longSync.has(last) || isQuick(call)) return undefined;
	if (last === 'hashSync' || last === 'compareSync')
		return from(slowHash) ? {what: `${firstOf(call.to)}.${last}`, isLong: true} : undefined;
	if (/^exec|^spawn/u.test(last)) return from(/^(?:node:)?child_process$/u) ? {what: last, isLong: true} : undefined;
	return from(/^(?:node:)?(?:crypto|zlib)$/u) ? {what: last, isLong: true} : undefined;
}

const fewRounds = 10_000;
/** So few rounds are over in milliseconds. */
const isQuick = ({to, args}: Call): boolean => {
	const rounds = lastOf(to) === 'pbkdf2Sync' ? args[2] : undefined;
	return rounds?.is === 'literal' && typeof rounds.value === 'number' && rounds.value <= fewRounds;
};

/** Only directly in an `async def`: what is given to a thread is another function. */
function pythonTold({to, in: at, args, isAwaited}: Call, {code}: FileScope): Told | undefined {
	const owner = code.functions[at];
	if (owner === undefined || !owner.isAsync || isAwaited) return undefined;
	const imported = code.imports.find(({local, how}) => how === 'static' && local === firstOf(to));
	const full = imported !== undefined && imported.name !== undefined && imported.name !== '*' ? `${imported.from}.${to}` : to;
	const known = pythonBlocking.exec(full) ?? pythonBlocking.exec(to);
	if (known === null || imported === undefined) return undefined;
	const [first] = args;
	const isTiny = /sleep$/u.test(to) && first?.is === 'literal' && typeof first.value === 'number' && first.value < 0.05;
	return isTiny || textOf(first) === '' ? undefined : {what: known[0], isLong: true};
}

const settled: ReadonlySet<Call['result']> = new Set<Call['result']>(['kept', 'dropped', 'chained', 'tested']);
const session = /^(?:\w+\.)*Session$/u;
const queries = /^(?:query|execute|scalars?|commit|flush|refresh|exec)$/u;

/** In an `async def`: a model, mail or database that is asked without `await`, by a client that waits. */
function waitingTold(call: Call, scope: FileScope, facts: Facts): Told | undefined {
	const owner = scope.code.functions[call.in];
	if (owner === undefined || !owner.isAsync || call.isAwaited || !settled.has(call.result)) return undefined;
	const db = owner.parameters.find(
		({type}) =>
			(type?.is === 'name' && session.test(type.name)) ||
			(type?.is === 'generic' && type.of.some(one => one.is === 'name' && session.test(one.name))),
	);
	if (
		db !== undefined &&
		firstOf(call.to) === db.name &&
		queries.test(lastOf(call.to)) &&
		scope.code.imports.some(({from, name}) => name === 'Session' && /^sql(?:alchemy|model)/u.test(from))
	)
		return {what: `${db.name}.${lastOf(call.to)}`, isLong: true};
	// What is awaited elsewhere on the same session waits for nobody here.
	if (scope.callsIn(call.in).some(one => one.isAwaited && one.to !== call.to && firstOf(one.to) === firstOf(call.to))) return undefined;
	const effect = effectOf(call, scope, facts.program.scopes);
	if (effect?.does === 'asks a model' && /(?:create|parse|generate_content|send_message|invoke_model)$/u.test(call.to))
		return {what: lastOf(call.to), isLong: true};
	if (effect !== undefined && (effect.does === 'writes' || effect.does === 'deletes' || effect.does === 'mails'))
		return {what: call.to.slice(0, 60), isLong: false};
	return undefined;
}
