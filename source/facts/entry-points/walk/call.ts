import type {Call, Value} from '../../code/code.ts';
import {lastOf} from '../../code/code.ts';
import {type FoundGuard, nothingFound, onlyUnresolved, together, type Walked} from '../../guards/found.ts';
import {leavesOut} from '../../guards/left-out.ts';
import {namesGuard} from '../../guards/words.ts';
import type {Target} from '../resolve.ts';
import type {FileScope} from '../scope.ts';
import {validationOf} from '../validations.ts';
import {keyed, named, passed} from './caller.ts';
import {kept} from './catch.ts';
import {made} from './factory.ts';
import {knownAs, libraryGuard} from './library.ts';
import type {Walk} from './walk.ts';

/** What one call in a body leads to. */
export function called(walk: Walk, scope: FileScope, call: Call, left: number): Walked {
	if (call.to === '') return nothingFound;
	const target = walk.callee(call, scope.path);
	const known = knownAs(walk, target, call, scope.path);
	if (known !== undefined) {
		const hands = call.args.some(arg => arg.is === 'function') || (lastOf(call.to) === 'authenticate' && call.args.length > 2);
		const guard = hands ? undefined : libraryGuard(call, scope.path, call.to, known, 'call');
		if (guard !== undefined) return kept(walk, {guards: [keyed(walk, guard, call, scope)], effects: [], unresolved: []}, scope, call);
		if (hands && left > 0) return together(call.args.map(arg => (arg.is === 'call' ? given(walk, arg, scope, left - 1) : nothingFound)));
		return nothingFound;
	}
	const checks = validationOf(call, scope, walk.scopes);
	if (checks !== undefined) return {guards: [checks], effects: [], unresolved: []};
	if (left <= 0) return nothingFound;
	if (target.is === 'function') {
		const own = walk.ofFunction(target.path, target.function, left - 1);
		const decorated = decoratedBy(walk, target, left - 1);
		const found = decorated.length === 0 ? own : {...own, guards: [...own.guards, ...decorated]};
		if (found === nothingFound) return nothingFound;
		if (leavesOut(call)) return {...found, guards: []};
		const isAll = found.effects.length === 0 && found.guards.length === 1;
		const guards = found.guards
			.flatMap(guard => passed(walk, guard, call, scope, target))
			.map(guard => (guard.perhaps === true && isAll ? {...guard, name: call.to.replace(/^this\./u, '')} : guard));
		return kept(walk, {...found, guards}, scope, call);
	}
	if (target.is === 'value' && target.value.is === 'call') {
		const found = walk.ofValue(target.value, target.spot, left - 1, 'handler');
		return kept(
			walk,
			{
				...found,
				...(isConfigured(walk, target.value, target.spot.path) ? {effects: []} : {}),
				unresolved: [],
				guards: found.guards.filter(guard => guard.needs.length === 0 && !guard.weak).map(guard => named(walk, guard, call, scope)),
			},
			scope,
			call,
		);
	}
	if (target.is === 'unknown' && namesGuard(call.to) && !call.to.includes('.') && call.result !== 'given')
		return onlyUnresolved(`${call.to}() was not found`);
	return nothingFound;
}

/** The guards that a function of Python brings along by its decorators, whoever calls it. */
function decoratedBy(walk: Walk, target: Target & {is: 'function'}, left: number): readonly FoundGuard[] {
	const scope = walk.scopes.at(target.path);
	const one = scope?.code.functions[target.function];
	if (scope === undefined || one === undefined || one.decorators.length === 0 || !target.path.endsWith('.py')) return [];
	return one.decorators.flatMap(decorator => {
		const name = decorator.is === 'name' ? decorator.name : decorator.is === 'call' ? (scope.code.calls[decorator.call]?.to ?? '') : '';
		return walk
			.ofValue(decorator, {path: target.path, in: one.in}, left, 'step')
			.guards.filter(guard => !guard.weak && guard.needs.length === 0)
			.map((guard): FoundGuard => ({...guard, name, path: target.path, line: one.line, text: one.text, how: 'decorator', back: false}));
	});
}

/** Something that a library makes of settings: what stands in them runs at its own times, and not where it is asked. */
function isConfigured(walk: Walk, value: Value & {is: 'call'}, path: string): boolean {
	const maker = walk.scopes.at(path)?.code.calls[value.call];
	return maker !== undefined && !maker.args.some(arg => arg.is === 'function') && walk.callee(maker, path).is === 'library';
}

/** A function that is made by a call in the arguments: `passport.authenticate('jwt', onVerified(req))`. */
function given(walk: Walk, arg: Value & {is: 'call'}, scope: FileScope, left: number): Walked {
	const call = scope.code.calls[arg.call];
	const target = call === undefined ? undefined : walk.callee(call, scope.path);
	if (target?.is !== 'function') return nothingFound;
	const makes = made(walk, target, left);
	// The library calls it with whom it found.
	return {...makes, effects: [], guards: makes.guards.map(guard => ({...guard, needs: []}))};
}
