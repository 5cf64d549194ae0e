import type {Place} from '../../safe-text.ts';
import {type Call, lastOf, textOf} from '../code/code.ts';
import {mayHold} from '../code/lazy.ts';
import {targetOf} from '../entry-points/resolve.ts';
import type {FileScope, Scopes} from '../entry-points/scope.ts';
import type {FileFact} from '../files.ts';

/** Code that hears that the process is to stop, and what it does about it. */
export type StopHandler = Place & {
	/** `closes` lets requests end; `cuts` ends the process at once; `half` closes and does not end; `unsure` could not be followed. */
	readonly does: 'closes' | 'cuts' | 'half' | 'unsure';
};

const hearing: ReadonlySet<string> = new Set(['on', 'once', 'addListener', 'prependListener', 'prependOnceListener']);
const closing =
	/^(?:close\w*|shut_?down\w*|stop\w*|terminate\w*|destroy\w*|\$?disconnect\w*|end|quit|drain\w*|dispose\w*|graceful\w*|kill|finish\w*|flush\w*|clean_?up\w*|teardown\w*|onShutdown|exitHandler)$/iu;
const otherThanServer = /^(?:\$?disconnect\w*|end|quit|drain\w*|dispose\w*|flush\w*|clean_?up\w*|destroy\w*)$/iu;
/** Closing what holds data lets no request finish. */
const ofData =
	/(?:^|[._])(?:mongoose|connection|conn|db|database|pool|prisma|redis|knex|sequelize|pg|mongo|mongoClient|orm|dataSource|cache|producer|consumer)(?:\(\))?\.\$?\w+$/iu;
const libraries: ReadonlySet<string> = new Set([
	'close-with-grace',
	'http-terminator',
	'lightship',
	'@godaddy/terminus',
	'stoppable',
	'http-graceful-shutdown',
	'fastify-graceful-shutdown',
	'fastify-gracefully-shutdown',
	'express-graceful-exit',
	'http-shutdown',
	'grace-shutdown',
	'node-graceful-shutdown',
	'@fastify/graceful-shutdown',
	'async-exit-hook',
	'exit-hook',
	'@tygra/nestjs-graceful-shutdown',
	'nestjs-graceful-shutdown',
	'@mintlify/graceful-shutdown',
	'killable',
	'@moebius/http-graceful-shutdown',
	'nest-graceful-shutdown',
	'server-destroy',
	'death',
]);

/** What in a file hears that the process is to stop. */
export function stopHandlersIn(file: FileFact, scopes: Scopes): readonly StopHandler[] {
	const {path, code} = file;
	const byLibrary = file.imports
		.filter(({dependency, typeOnly}) => dependency !== undefined && !typeOnly && libraries.has(dependency))
		.map(({line, text}): StopHandler => ({path, line, text, does: 'closes'}));
	if (code === undefined || !mayHold(code, /SIGTERM|enableShutdownHooks|process\.o/u)) return byLibrary;
	const scope = scopes.at(path);
	if (scope === undefined) return byLibrary;
	return [
		...byLibrary,
		...code.calls.flatMap((call): readonly StopHandler[] => {
			const place = {path, line: call.line, text: call.text};
			if (lastOf(call.to) === 'enableShutdownHooks') return [{...place, does: 'closes'}];
			if (!hearsStop(call, scope)) return [];
			return [{...place, does: doneBy(call, scope, scopes)}];
		}),
	];
}

/** `process.on('SIGTERM', …)`, or the same for each of a list of signals. */
function hearsStop(call: Call, scope: FileScope): boolean {
	if (/(?:^|\.)addSignalListener$/u.test(call.to)) return textOf(call.args[0]) === 'SIGTERM' || call.args[0]?.is === 'name';
	if (!/^(?:globalThis\.)?process\.\w+$/u.test(call.to) || !hearing.has(lastOf(call.to))) return false;
	const event = textOf(call.args[0]);
	if (event !== undefined) return event === 'SIGTERM' || event === 'message';
	const given = call.args[0];
	return given?.is === 'name' && mayHold(scope.code, /SIGTERM/u);
}

const deepest = 3;

type Seen = {closes: boolean; other: boolean; exits: boolean; early: boolean; vain: boolean; unsure: boolean};

function doneBy(call: Call, scope: FileScope, scopes: Scopes): StopHandler['does'] {
	const handler = call.args[1];
	if (handler === undefined) return 'unsure';
	const seen: Seen = {closes: false, other: false, exits: false, early: false, vain: false, unsure: false};
	const target = targetOf(scopes, handler, {path: scope.path, in: call.in});
	if (target.is !== 'function') return 'unsure';
	look(target.path, target.function, scopes, seen, deepest, new Set());
	if (seen.early) return 'cuts';
	if (seen.exits) return seen.closes ? 'closes' : seen.unsure ? 'unsure' : 'cuts';
	if (seen.closes) return seen.other || seen.unsure ? 'closes' : 'half';
	if (seen.other) return 'unsure';
	return 'unsure';
}

function look(path: string, at: number, scopes: Scopes, seen: Seen, left: number, done: Set<string>): void {
	const scope = scopes.at(path);
	const key = `${path}:${at}`;
	if (scope === undefined || left === 0 || done.has(key)) return;
	done.add(key);
	for (const body of scope.bodyOf(at)) {
		const calls = scope.callsIn(body);
		const loose = calls.find(({to, isAwaited, result}) => /(?:^|\.)close$/u.test(to) && !isAwaited && result === 'dropped');
		for (const call of calls) {
			const last = lastOf(call.to);
			if (call.to === 'process.exit' || call.to === 'Deno.exit') {
				seen.exits = true;
				if (seen.vain && body === at) seen.early = true;
				if (loose !== undefined && call.line >= loose.line && call.line > loose.end && calls.every(one => !one.isAwaited))
					seen.early = true;
				continue;
			}
			if (isVain(call, scope)) seen.vain = true;
			if (closing.test(last) && !(ofData.test(call.to) || otherThanServer.test(last))) seen.closes = true;
			if (otherThanServer.test(last)) seen.other = true;
			const target = call.to.includes('()') ? undefined : targetOf(scopes, {is: 'name', name: call.to}, {path, in: body});
			if (target?.is === 'function') look(target.path, target.function, scopes, seen, left - 1, done);
			else if (call.to.split('.').length === 1 && !/^(?:setTimeout|clearTimeout|clearInterval|String|Number|require)$/u.test(call.to))
				seen.unsure = true;
		}
	}
}

/** `await server.close()` of a server of Node.js itself, which gives back no promise: nothing is waited for. */
function isVain({to, args, isAwaited}: Call, {code}: FileScope): boolean {
	if (!isAwaited || args.length > 0 || !/(?:^|\.)close$/u.test(to)) return false;
	const receiver = to.slice(0, -'.close'.length);
	const given = [
		...code.variables.filter(({names, pattern}) => pattern === 'name' && names.includes(receiver)).map(({value}) => value),
		...code.assignments.filter(one => one.to === receiver).map(({value}) => value),
	];
	return given.some(value => value.is === 'call' && lastOf(code.calls[value.call]?.to ?? '') === 'listen');
}
