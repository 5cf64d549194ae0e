import type {Place} from '../../safe-text.ts';
import {firstOf, lastOf, textOf} from '../code/code.ts';
import {mayName} from '../code/lazy.ts';
import {originOf} from '../entry-points/origin.ts';
import type {Facts} from '../facts.ts';
import {wordsOf} from '../guards/words.ts';
import {isReached} from '../reached.ts';

/** A client that says by an event that its connection broke, and ends the process when nobody listens. */
export type BreakingClient = Place & {readonly what: string; readonly hasListener: boolean | 'unknown'};

const clients: ReadonlyMap<string, string> = new Map([
	['pg:Pool', 'the pool of database connections'],
	['pg:default.Pool', 'the pool of database connections'],
	['pg:Client', 'the connection to the database'],
	['pg:default.Client', 'the connection to the database'],
	['@neondatabase/serverless:Pool', 'the pool of database connections'],
	['redis:createClient', 'the Redis client'],
	['amqplib:connect', 'the connection to the queue'],
]);
const endings = ['Pool', 'Client', 'createClient', '.connect', 'connect'];
/** Files that do one thing and end. */
const ofOnce = /(?:^|[/._-])(?:migrat\w*|seeds?|seeder|scripts?)(?:[/._-]|$)/iu;
/** What a kept client of each sort is usually called: a listener on a pool hears nothing of a client of Redis. */
const calledAs: ReadonlyMap<string, ReadonlySet<string>> = new Map([
	['the pool of database connections', new Set(['pool', 'client', 'connection', 'conn', 'db'])],
	['the connection to the database', new Set(['pool', 'client', 'connection', 'conn', 'db'])],
	['the Redis client', new Set(['redis', 'client', 'cache'])],
	['the connection to the queue', new Set(['amqp', 'connection', 'conn', 'queue'])],
]);

/** The clients whose broken connection ends the process, and whether something listens. */
export function breakingClients(facts: Facts): readonly BreakingClient[] {
	const {scopes} = facts.program;
	return facts.files.flatMap((file): readonly BreakingClient[] => {
		const {code, path} = file;
		if (code === undefined || file.role !== 'app' || file.side === 'client' || (file.language !== 'ts' && file.language !== 'js'))
			return [];
		if (!mayName(code, endings) || isReached(file, facts.reached) !== true) return [];
		return code.calls.flatMap((call, at): readonly BreakingClient[] => {
			if (!/^(?:Pool|Client|createClient|connect)$/u.test(lastOf(call.to))) return [];
			const what = clients.get(originOf(scopes.modules, path, at) ?? '');
			if (what === undefined) return [];
			const variable = code.variables.find(one => one.value.is === 'call' && one.value.call === at);
			const assigned = code.assignments.find(one => one.value.is === 'call' && one.value.call === at);
			const name = variable?.names[0] ?? (assigned === undefined ? undefined : lastOf(assigned.to));
			// What is over when its work is done.
			if (ofOnce.test(path)) return [];
			if (name !== undefined && code.calls.some(one => one.to === `${name}.end` && one.in === call.in)) return [];
			const isChained = code.calls.some(one => one.on === at && lastOf(one.to) === 'on');
			const hasListener = isChained || listens(name, path, calledAs.get(what) ?? new Set(), facts);
			const isHandedOn = name === undefined || takenBy(name, call.in, path, facts);
			return [{path, line: call.line, text: call.text, what, hasListener: hasListener || (isHandedOn ? 'unknown' : false)}];
		});
	});
}

/** Libraries that take a client and only ask it. */
const askers = /^(?:drizzle-orm|kysely|express-session|connect-pg-simple|slonik|knex)(?:\/|$)/u;

/** Whether a client is handed to another library, which may listen by itself as some adapters do. */
const takenBy = (name: string, inside: number, path: string, facts: Facts): boolean => {
	const {modules, at} = facts.program.scopes;
	return (at(path)?.code.calls ?? []).some(call => {
		if (call.in !== inside || !call.args.some(arg => arg.is === 'name' && lastOf(arg.name) === name)) return false;
		const definition = modules.definitionOf(path, firstOf(call.to), call.in);
		return definition.is === 'package' && !askers.test(definition.package);
	});
};

/** Whether something listens for errors of this name, or of a connection, in the file or in those that import it. */
function listens(name: string | undefined, path: string, words: ReadonlySet<string>, facts: Facts): boolean {
	const {modules, at} = facts.program.scopes;
	return [path, ...modules.importersOf(path)].some(one =>
		at(one)?.code.calls.some(call => {
			if (!/^(?:on|once|addListener)$/u.test(lastOf(call.to)) || textOf(call.args[0]) !== 'error') return false;
			const on = call.to.slice(0, call.to.lastIndexOf('.'));
			return (
				lastOf(on) === name || firstOf(on) === name || wordsOf(on).some(word => words.has(word) && (one === path || word !== 'client'))
			);
		}),
	);
}
