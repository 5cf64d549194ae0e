import type {Place} from '../../safe-text.ts';
import {type Call, lastOf, type Value} from '../code/code.ts';
import type {EntryPoint} from '../entry-points/entry-point.ts';
import type {FunctionAt} from '../entry-points/follow.ts';
import {targetOf} from '../entry-points/resolve.ts';
import type {FileScope} from '../entry-points/scope.ts';
import type {Facts} from '../facts.ts';
import type {Program} from '../program.ts';

/** A handler of Express: what happens when a promise in it is rejected. */
export type AsyncHandler = Place & {readonly is: 'guarded' | 'open' | 'unknown'};

const verbs: ReadonlySet<string> = new Set('get post put patch delete del all head options use'.split(' '));

/** The handlers that are given to the routes of an Express server, each once, and whether what is rejected in them is caught. */
export function asyncHandlersOf(points: readonly EntryPoint[], facts: Facts): readonly AsyncHandler[] {
	const found = new Map<string, AsyncHandler>();
	for (const point of points) {
		const scope = facts.program.scopes.at(point.path);
		if (scope === undefined) continue;
		const calls = scope.code.calls.filter(call => call.line <= point.line && point.line <= call.end && verbs.has(lastOf(call.to)));
		for (const call of calls)
			for (const arg of call.args)
				for (const one of handlersIn(arg)) for (const made of judged(one, call, scope, facts)) found.set(`${made.path}:${made.line}`, made);
	}
	return [...found.values()];
}

const handlersIn = (value: Value): readonly Value[] =>
	value.is === 'list' ? value.items : value.is === 'function' || value.is === 'name' ? [value] : [];

function judged(value: Value, call: Call, scope: FileScope, facts: Facts): readonly AsyncHandler[] {
	const target = targetOf(facts.program.scopes, value, {path: scope.path, in: call.in});
	if (target.is !== 'function') return [];
	const own = facts.program.scopes.at(target.path);
	const handler = own?.code.functions[target.function];
	if (own === undefined || handler === undefined || handler.parameters.length < 2) return [];
	const place = {path: target.path, line: handler.line, text: handler.text};
	const end = openEnd(own, target.function, handler.isAsync, facts);
	if (end === undefined) return [];
	return end === 'guarded' ? [{...place, is: 'guarded'}] : [{path: target.path, line: end.line, text: end.text, is: 'open'}];
}

/** The first line of a handler at which a rejection reaches nobody; `guarded` when there is none, undefined when it waits for nothing. */
function openEnd(scope: FileScope, at: number, isAsync: boolean, facts: Facts): Call | 'guarded' | undefined {
	const calls = scope.callsIn(at);
	if (isAsync) {
		const waited = calls.filter(({isAwaited}) => isAwaited);
		const open = waited.find(
			call =>
				!call.inTry && !isCaughtBehind(call, scope) && !isInCatch(call, scope) && !isBuiltIn(call) && !neverRejects(call, scope, facts),
		);
		return open ?? (waited.length > 0 ? 'guarded' : undefined);
	}
	const chains = calls.filter(call => lastOf(call.to) === 'then' && call.result === 'dropped');
	const open = chains.find(call => call.args.length < 2 && !call.to.includes('.catch'));
	return open ?? (chains.length > 0 || calls.some(call => lastOf(call.to) === 'catch') ? 'guarded' : undefined);
}

const isCaughtBehind = (call: Call, scope: FileScope): boolean => {
	if (/\.catch(?:\(\))?(?:\.|$)/u.test(call.to)) return true;
	const at = scope.code.calls.indexOf(call);
	return scope.callsIn(call.in).some(one => one.on === at && lastOf(one.to) === 'catch');
};

/** What is awaited in a `catch` is part of the answer to a failure. */
const isInCatch = (call: Call, scope: FileScope): boolean =>
	scope.catchesIn(call.in).some(one => one.line <= call.line && call.line <= one.end);

/** A pause cannot fail. */
const isBuiltIn = (call: Call): boolean => call.isNew && call.to === 'Promise';

/** It leads to a function of one's own that catches whatever is thrown in it. */
function neverRejects(call: Call, scope: FileScope, facts: Facts): boolean {
	const target = facts.program.calleeOf(call, scope.path);
	if (target.is === 'function') return catchesAll(facts.program.scopes.at(target.path), target.function);
	if (target.is === 'class' || target.is === 'library') return false;
	const named = handedOver(lastOf(call.to), facts);
	return named !== undefined && catchesAll(facts.program.scopes.at(named.path), named.function);
}

/** Calls that cannot throw. */
const harmless = /^(?:console|logger|log)\.\w+$|^(?:Date\.now|performance\.now|String|Number|Boolean)$/u;

/** The whole body of a function stands in a `try` whose `catch` hands nothing on. */
function catchesAll(scope: FileScope | undefined, at: number): boolean {
	const one = scope?.code.functions[at];
	if (scope === undefined || one === undefined) return false;
	const catches = scope.catchesIn(at);
	const [first] = catches;
	if (first === undefined || catches.some(({rethrows}) => rethrows)) return false;
	const isHeld = (line: number): boolean => catches.some(({from, end}) => from <= line && line <= end);
	return (
		scope.callsIn(at).every(call => isHeld(call.line) || (harmless.test(call.to) && !call.isAwaited)) &&
		scope.callsIn(at).every(call => !call.isAwaited || call.inTry || isCaughtBehind(call, scope)) &&
		scope.exitsIn(at).every(({how, line, inCatch}) => how !== 'throw' || (isHeld(line) && !inCatch))
	);
}

const byName = new WeakMap<Program, ReadonlyMap<string, FunctionAt | 'several'>>();

/** The only function of this name in the application, which a file was handed without an import. */
function handedOver(name: string, facts: Facts): FunctionAt | undefined {
	const known = byName.get(facts.program) ?? functionsByName(facts);
	byName.set(facts.program, known);
	const found = known.get(name);
	return found === 'several' ? undefined : found;
}

function functionsByName(facts: Facts): ReadonlyMap<string, FunctionAt | 'several'> {
	const found = new Map<string, FunctionAt | 'several'>();
	for (const {path, role, code} of facts.files)
		if (role === 'app' && code !== undefined)
			for (const [at, {name}] of code.functions.entries())
				if (name !== '') found.set(lastOf(name), found.has(lastOf(name)) ? 'several' : {path, function: at});
	return found;
}
