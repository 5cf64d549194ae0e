import {type Call, entryOf, lastOf, textOf, type Value} from '../code/code.ts';
import {followed, settled} from './exported.ts';
import type {Gate} from './gate.ts';
import {coversRoute} from './next-matcher.ts';
import type {Ground, Step} from './registered.ts';

/** Clerk's gate turns away nobody by itself: it is a guard where its callback calls `protect`, for the routes that a route matcher around it names. */
export function clerkGate(ground: Ground, step: Step, call: Call, covers: Gate['covers']): Gate {
	const given = {path: step.path, line: step.line, text: step.text, name: call.to, kind: 'signed-in', how: 'gate'} as const;
	const nobody: Gate = {covers: () => false, paths: 'all', unresolved: []};
	if (lastOf(call.to) === 'authMiddleware') {
		const [options] = call.args;
		const open = ['publicRoutes', 'ignoredRoutes'].flatMap(key => patternsIn(settled(ground, step.path, entryOf(options, key))));
		return {given, covers: both(covers, not(coversRoute(open))), paths: 'all', unresolved: []};
	}
	const code = ground.modules.codeOf(step.path);
	const callback = call.args.find(arg => arg.is === 'function');
	if (code === undefined || callback?.is !== 'function')
		return call.args.length === 0 ? nobody : {...nobody, covers: () => 'Clerk’s gate could not be followed'};
	const protects = code.calls.filter(({in: scope, to}) => scope === callback.function && /(?:^|\.)(?:protect|redirectToSignIn)$/u.test(to));
	if (protects.length === 0) return {...nobody, covers: () => 'Clerk’s gate could not be followed'};
	const asked = protects.map(one => matcherOf(ground, step.path, one, callback.function));
	return {
		given,
		covers: route => asked.map(ask => both(covers, ask)(route)).reduce<boolean | string>(either, false),
		paths: 'all',
		unresolved: [],
	};
}

const either = (one: boolean | string, other: boolean | string): boolean | string => (one === true || other === true ? true : one || other);
const both =
	(one: Gate['covers'], other: Gate['covers']): Gate['covers'] =>
	route => {
		const first = one(route);
		return first === true ? other(route) : first;
	};
const not =
	(one: Gate['covers']): Gate['covers'] =>
	route => {
		const covered = one(route);
		return typeof covered === 'string' ? covered : !covered;
	};

/** The routes for which a call to `protect` is reached: by the route matchers in the conditions around it, and by those that send others away before. */
function matcherOf(ground: Ground, path: string, protect: Call, scope: number): Gate['covers'] {
	const calls = ground.modules.codeOf(path)?.calls ?? [];
	const asked = calls.filter(one => one.in === scope && one.line <= protect.line && one !== protect && one.result === 'tested');
	const covers = asked.flatMap(one => {
		const matcher = routeMatcher(ground, path, one.to, scope);
		if (matcher === undefined) return [];
		const around = protect.when.includes(`${one.to}()`);
		return [one.text.includes(`!${one.to}(`) === around ? not(matcher) : matcher];
	});
	const others = protect.when.some(name => !name.endsWith('()') || routeMatcher(ground, path, name.slice(0, -2), scope) === undefined);
	const known = protect.when.length === 0 || covers.length > 0;
	const unclear = others && !known ? 'what Clerk’s gate asks before it protects could not be followed' : true;
	return covers.reduce(both, () => unclear);
}

/** `createRouteMatcher([…])` behind a name, here or in another file. */
function routeMatcher(ground: Ground, path: string, name: string, scope: number): Gate['covers'] | undefined {
	const made = followed(ground, {path, line: 1, text: '', value: {is: 'name', name}, in: scope, how: 'call'});
	const call = made.value.is === 'call' ? ground.modules.codeOf(made.path)?.calls[made.value.call] : undefined;
	if (call === undefined || lastOf(call.to) !== 'createRouteMatcher') return undefined;
	return coversRoute(patternsIn(settled(ground, made.path, call.args[0])));
}

const patternsIn = (value: Value | undefined): readonly (string | undefined)[] =>
	value === undefined ? [] : value.is === 'list' ? value.items.map(item => textOf(item)) : [textOf(value)];
