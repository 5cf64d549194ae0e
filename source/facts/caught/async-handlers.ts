import type {Place} from '../../safe-text.ts';
import {type Call, lastOf, type Value} from '../code/code.ts';
import type {EntryPoint} from '../entry-points/entry-point.ts';
import {targetOf} from '../entry-points/resolve.ts';
import type {FileScope} from '../entry-points/scope.ts';
import type {Facts} from '../facts.ts';

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
	const end = openEnd(own, target.function, handler.isAsync);
	if (end === undefined) return [];
	return end === 'guarded' ? [{...place, is: 'guarded'}] : [{path: target.path, line: end.line, text: end.text, is: 'open'}];
}

/** The first line of a handler at which a rejection reaches nobody; `guarded` when there is none, undefined when it waits for nothing. */
function openEnd(scope: FileScope, at: number, isAsync: boolean): Call | 'guarded' | undefined {
	const calls = scope.callsIn(at);
	if (isAsync) {
		const waited = calls.filter(({isAwaited}) => isAwaited);
		const open = waited.find(call => !call.inTry && !isCaughtBehind(call, scope) && !isInCatch(call, scope) && !isBuiltIn(call));
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
