import type {Call} from '../code/code.ts';
import {mayName} from '../code/lazy.ts';
import type {FileScope} from '../entry-points/scope.ts';
import type {Facts} from '../facts.ts';
import type {FileFact} from '../files.ts';
import {packageOf} from '../packages.ts';
import {isReached} from '../reached.ts';
import {addressOf, isOwnAddress} from './address.ts';
import {clientOf, fetches} from './client-of.ts';
import {pythonClients, scriptClients} from './clients.ts';
import {deadlineOf} from './deadline-of.ts';
import type {Outbound} from './outbound.ts';
import {methodOf, urlOf} from './requests.ts';
import {statusUseOf} from './status.ts';

const packages: ReadonlySet<string> = new Set([...scriptClients.keys(), ...pythonClients.keys()]);
const servers: ReadonlySet<string> = new Set(['app.server', 'app.fullstack', 'app.api']);
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
	const use = clientOf(call, at, scope, facts, isPython);
	if (use === undefined) return [];
	const {client, row, isOnInstance} = use;
	const spot = {path: scope.path, in: call.in};
	const url = row.is === 'client' ? undefined : urlOf(client, call);
	const address = addressOf(url, spot, scopes);
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
			deadline: deadlineOf(call, use, scope, facts),
			status: row.throws || row.is === 'client' ? 'thrown' : statusUseOf(call, scope, at),
		},
	];
}
