import {type Call, entryOf, lastOf, textOf, type Value} from '../code/code.ts';
import {mayName} from '../code/lazy.ts';
import {originOf} from '../entry-points/origin.ts';
import type {FileScope} from '../entry-points/scope.ts';
import type {Facts} from '../facts.ts';
import type {FileFact} from '../files.ts';
import {packageOf} from '../packages.ts';
import {isReached} from '../reached.ts';
import {addressOf, isOwnAddress} from './address.ts';
import {isEndedAround} from './around.ts';
import {callersSay} from './callers.ts';
import {type ClientRow, pythonClients, scriptClients} from './clients.ts';
import type {Said} from './deadline.ts';
import {everyAskingEnds} from './models.ts';
import type {Deadline, Outbound} from './outbound.ts';
import {statusUseOf} from './status.ts';
import {callSays} from './told.ts';

const fetches: ReadonlySet<string> = new Set(['fetch', 'globalThis.fetch', 'self.fetch', '$fetch']);
const fetchRow: ClientRow = {is: 'call', otherwise: 'none', throws: false};
const names: ReadonlySet<string> = new Set(
	[...scriptClients, ...pythonClients].flatMap(([client, rows]) => [
		...(client.includes('/') ? [] : [client]),
		...rows.flatMap(row => [...(row.names ?? [])]),
	]),
);
const packages: ReadonlySet<string> = new Set([...scriptClients.keys(), ...pythonClients.keys()]);
const servers: ReadonlySet<string> = new Set(['app.server', 'app.fullstack', 'app.api']);
const methods: ReadonlySet<string> = new Set('get post put patch delete head options'.split(' '));
const modelClients: ReadonlySet<string> = new Set(
	'openai @anthropic-ai/sdk groq-sdk @google/generative-ai @google/genai @google-cloud/vertexai anthropic groq'.split(' '),
);
const known = new WeakMap<Facts['program'], readonly Outbound[]>();

/** The calls to other services, and the clients that such calls are made with, in the application's code that runs on a server; by file, then line. */
export function outboundOf(facts: Facts): readonly Outbound[] {
	const all = known.get(facts.program) ?? outboundIn(facts);
	known.set(facts.program, all);
	if (facts.root === '.') return all;
	const paths = new Set(facts.files.map(({path}) => path));
	return all.filter(({path}) => paths.has(path));
}

/** Whether a file runs on a server, as far as can be seen. */
const runsOnServer = (file: FileFact, facts: Facts): boolean =>
	file.role === 'app' && file.side !== 'client' && isReached(file, facts.reached) === true;

function outboundIn(facts: Facts): readonly Outbound[] {
	const near = nearClients(facts);
	const serving = new Set(
		facts.stack.flatMap(fact => (servers.has(fact.id) && fact.value !== false && fact.confidence !== 'low' ? [fact.package] : [])),
	);
	const other = new Set(
		facts.packages.flatMap(one =>
			!serving.has(one.path) && one.path !== '.' && facts.stack.some(fact => fact.id === 'app.cli' && fact.package === one.path)
				? [one.path]
				: [],
		),
	);
	/** A program that people start by hand makes nobody wait but them. */
	const serves = (path: string): boolean => other.size === 0 || !other.has(packageOf(path, facts.packages));
	return facts.files.flatMap(file => {
		const {code, path} = file;
		if (code === undefined || !runsOnServer(file, facts) || !serves(path) || !(near.has(path) || mayName(code, [...fetches]))) return [];
		const scope = facts.program.scopes.at(path);
		return scope === undefined
			? []
			: code.calls.flatMap((call, at) => seen(call, at, scope, file, facts)).filter(one => isOnServer(one, file, facts));
	});
}

/** The files that import a client, and those that import such a file: clients are made in one place and used in others. */
function nearClients(facts: Facts): ReadonlySet<string> {
	const {importersOf} = facts.program.scopes.modules;
	const own = facts.files.filter(({imports}) =>
		imports.some(
			({dependency, source}) => packages.has(dependency ?? '') || packages.has(source.replace(/^node:/u, '').replace(/\..*$/u, '')),
		),
	);
	return new Set(own.flatMap(({path}) => [path, ...importersOf(path)]));
}

/** In a file that both sides run, what an entry point of a server leads to. */
const isOnServer = ({call, path}: Outbound, file: FileFact, facts: Facts): boolean =>
	file.side === 'server' || facts.program.pointsOf(path, call.in).length > 0;

function seen(call: Call, at: number, scope: FileScope, file: FileFact, facts: Facts): readonly Outbound[] {
	const {scopes} = facts.program;
	const isPython = file.language === 'py';
	const found = rowOf(call, at, scope, facts, isPython);
	if (found === undefined) return [];
	const {client, row, isOnInstance} = found;
	const spot = {path: scope.path, in: call.in};
	const url = row.is === 'client' ? undefined : urlOf(client, call);
	const address = addressOf(url, spot, scopes);
	const said = callSays(client, call, spot, scopes, isPython);
	const asked = said === 'unknown' || said === 'nothing' ? (passedOn(call, scope, facts) ?? said) : said;
	const deadline = isOnInstance && asked === 'nothing' ? 'as its client' : deadlineOf(asked, call, scope, row, client, facts);
	return [
		{
			path: scope.path,
			line: call.line,
			text: call.text,
			client,
			is: row.is,
			call,
			method: methodOf(call, isPython),
			...(url === undefined ? {} : {url}),
			...(address === undefined ? {} : {address}),
			isOwn: !isOnInstance && isOwnAddress(url, address, spot, scopes),
			deadline,
			status: row.throws || row.is === 'client' ? 'thrown' : statusUseOf(call, scope, at),
		},
	];
}

function rowOf(
	call: Call,
	at: number,
	scope: FileScope,
	facts: Facts,
	isPython: boolean,
): {readonly client: string; readonly row: ClientRow; readonly isOnInstance: boolean} | undefined {
	const last = lastOf(call.to);
	const {modules} = facts.program.scopes;
	if (!isPython && fetches.has(call.to)) {
		const definition = modules.definitionOf(scope.path, call.to, call.in);
		const given = scope.binding('fetch', call.in, call.line);
		if (definition.is === 'unknown' && (given === undefined || given.is === 'parameter'))
			return {client: 'fetch', row: fetchRow, isOnInstance: false};
	}
	if (!names.has(last) && !(call.on === undefined && !call.to.includes('.') && call.to.length < 20)) return undefined;
	const origin = originOf(modules, scope.path, at);
	if (origin === undefined) return undefined;
	const split = origin.indexOf(':', origin.startsWith('node:') ? 5 : 0);
	const client = origin.slice(0, split).replace(/^node:/u, '');
	const way = origin.slice(split + 1);
	const name = isPython ? (client.split('/')[0] ?? client) : client;
	const rows = (isPython ? pythonClients : scriptClients).get(name);
	const isOnInstance = way.includes('()');
	const row = rows?.find(one => one.names === undefined || one.names.has(lastOf(way)));
	if (row === undefined) return undefined;
	if (isOnInstance && (row.is === 'client' || !methods.has(lastOf(way)))) return undefined;
	if (!isOnInstance && row.is === 'client' && !call.isNew && !isPython && !/^(?:create|extend|createTransport|default)$/u.test(lastOf(way)))
		return undefined;
	return {client: name, row, isOnInstance: isOnInstance && name !== 'requests'};
}

/** What callers say, where a function hands a parameter of its own on as the options. */
function passedOn(call: Call, scope: FileScope, facts: Facts): Said | undefined {
	const options = call.args[1];
	const inner = options === undefined ? [] : options.is === 'object' ? options.entries.map(({value}) => value) : [options];
	for (const one of inner) {
		const value = one.is === 'spread' ? one.of : one;
		if (value.is !== 'name' || value.name.includes('.')) continue;
		const binding = scope.binding(value.name, call.in, call.line);
		if (binding?.is !== 'parameter' || (options?.is === 'object' && one.is !== 'spread')) continue;
		const said = callersSay(binding.of, binding.index, scope, facts);
		if (said !== undefined) return said;
	}
	return undefined;
}

function deadlineOf(said: Said, call: Call, scope: FileScope, row: ClientRow, client: string, facts: Facts): Deadline {
	if (said === 'set') return 'set';
	if (isEndedAround(call, scope) || isEndedBehind(call, scope)) return 'set';
	if (said === 'never') return 'none';
	if (said === 'unknown') return row.otherwise === 'default' ? 'default' : 'unknown';
	if (row.otherwise === 'none' && isSetForAll(client, facts)) return 'set';
	if (client === 'requests' && scope.code.calls.some(one => lastOf(one.to) === 'mount')) return 'unknown';
	return row.otherwise;
}

/** `request.setTimeout(…)`, `request.on('timeout', …)` on what the call gave. */
function isEndedBehind(call: Call, scope: FileScope): boolean {
	const at = scope.code.calls.indexOf(call);
	const variable = scope.code.variables.find(one => one.value.is === 'call' && one.value.call === at);
	const name = variable?.names[0];
	return scope.code.calls.some(
		one =>
			(one.on === at || (name !== undefined && one.to.startsWith(`${name}.`))) &&
			(lastOf(one.to) === 'setTimeout' || lastOf(one.to) === 'timeout' || (lastOf(one.to) === 'on' && textOf(one.args[0]) === 'timeout')),
	);
}

const setForAll = new WeakMap<Facts['program'], Map<string, boolean>>();

/** Whether a deadline is given to every call of a client at once; found out once. */
function isSetForAll(client: string, facts: Facts): boolean {
	const found = setForAll.get(facts.program) ?? new Map<string, boolean>();
	setForAll.set(facts.program, found);
	const before = found.get(client);
	if (before !== undefined) return before;
	const made = looksSetForAll(client, facts);
	found.set(client, made);
	return made;
}

function looksSetForAll(client: string, facts: Facts): boolean {
	const calls = (name: string): boolean =>
		facts.files.some(
			({role, code}) => role === 'app' && code !== undefined && mayName(code, [name]) && code.calls.some(({to}) => lastOf(to) === name),
		);
	if (client === 'axios')
		return facts.files.some(
			({role, code}) =>
				role === 'app' &&
				code !== undefined &&
				mayName(code, ['.timeout']) &&
				code.assignments.some(({to}) => /(?:^|\.)(?:defaults|config)\.timeout$/u.test(to)),
		);
	if (modelClients.has(client)) return everyAskingEnds(facts);
	if (client === 'fetch' || client === 'undici') return calls('setGlobalDispatcher');
	return /^(?:urllib|imaplib|smtplib|imap_tools)$/u.test(client) && calls('setdefaulttimeout');
}

function urlOf(client: string, call: Call): Value | undefined {
	const [first, second] = call.args;
	const named = call.named.find(({key}) => key === 'url')?.value;
	if (named !== undefined) return named;
	if (first?.is === 'object') return entryOf(first, 'url') ?? entryOf(first, 'uri');
	return (client === 'requests' || client === 'httpx' || client === 'needle') &&
		second !== undefined &&
		textOf(first)?.length !== undefined &&
		textOf(first)?.includes(':') === false
		? second
		: first;
}

function methodOf(call: Call, isPython: boolean): string {
	const last = lastOf(call.to);
	if (methods.has(last)) return last.toUpperCase();
	if (isPython) return textOf(last === 'request' ? call.args[0] : undefined)?.toUpperCase() ?? '';
	const options = call.args.find(arg => arg.is === 'object');
	const given = entryOf(options, 'method');
	if (given !== undefined) return textOf(given)?.toUpperCase() ?? '';
	return call.args.slice(1).some(arg => arg.is !== 'object') ? '' : 'GET';
}
