import type {Call, Func, Value} from '../code/code.ts';
import {firstOf, lastOf} from '../code/code.ts';
import {catchAfter, denialsIn, goesOn} from '../guards/denials.ts';
import {type FoundGuard, nothingFound, together, type Walked} from '../guards/found.ts';
import {knownMethod, knownOf} from '../guards/known.ts';
import type {Known} from '../guards/known-row.ts';
import {leavesOut} from '../guards/left-out.ts';
import {type Given, givenFor, isProof, type Origin} from '../guards/origin.ts';
import {type Origins, originsIn} from '../guards/origins.ts';
import {type Rejections, rejectionsIn} from '../guards/rejection.ts';
import {namesGuard, namesIdentity, namesSignIn, wordsOf} from '../guards/words.ts';
import {conditionsOf, standsInFront} from './covering.ts';
import {dependenciesOf} from './dependencies.ts';
import {effectOf} from './effects.ts';
import {calleeOf, methodOf, type Target, targetOf} from './resolve.ts';
import {type FileScope, functionsIn, type Scopes, type Spot} from './scope.ts';
import {activationOf, classFields} from './standing-classes.ts';
import {strategyOf} from './strategies.ts';
import {validationOf} from './validations.ts';

/** How many calls are followed from an entry point. */
export const mostCalls = 3;

/** Follows values to what they do. */
export type Follower = {
	readonly value: (value: Value, spot: Spot, left: number, as: 'handler' | 'step') => Walked;
	readonly origins: Origins;
};

const none: Walked = nothingFound;
const unresolved = (name: string): Walked => ({guards: [], effects: [], unresolved: [name]});

/** Makes the follower for one repository; each function is looked into once for each distance. */
export function followerOf(scopes: Scopes): Follower {
	const origins = originsIn(scopes);
	const rejections: Rejections = rejectionsIn(scopes);
	const walked = new Map<string, Walked>();
	const callees = new Map<Call, Target>();
	const callee = (call: Call, path: string): Target => {
		const known = callees.get(call);
		if (known !== undefined) return known;
		const found = calleeOf(scopes, call, path);
		callees.set(call, found);
		return found;
	};

	/** What is known of a callee: of the library's function itself, or of a method of something that the library made. */
	function knownAs(target: Target, call: Call | undefined, name: string): Known | undefined {
		const last = lastOf(name);
		const own = target.is === 'library' ? knownOf(target.definition) : undefined;
		if (own !== undefined) return own;
		if (name.includes('.')) {
			const at = name.lastIndexOf('.');
			const spot = call === undefined ? undefined : spots.get(call);
			const made = spot === undefined ? undefined : targetOf(scopes, {is: 'name', name: name.slice(0, at)}, spot);
			const maker = made?.is === 'value' && made.value.is === 'call' ? scopes.at(made.spot.path)?.code.calls[made.value.call] : undefined;
			const from = maker === undefined || made?.is !== 'value' ? undefined : callee(maker, made.spot.path);
			if (from?.is === 'library') {
				const known = knownOf({...from.definition, name: last});
				if (known !== undefined) return known;
			}
		}
		return knownMethod(last);
	}
	const spots = new Map<Call, Spot>();

	function libraryGuard(call: Call, path: string, name: string, known: Known, how: FoundGuard['how']): FoundGuard | undefined {
		if (known.does !== 'guard' && known.does !== 'throws') return undefined;
		const place = {path, line: call.line, text: call.text};
		const kind = strategyOf(call, known.kind);
		if (kind === undefined) return undefined;
		return {...place, name, kind, how, rejects: place, known: 'library', needs: [], when: [], back: false, weak: false};
	}

	/** What a function does, and what those that it calls do. */
	function ofFunction(path: string, at: number, left: number): Walked {
		const key = `${path}:${at}:${left}`;
		const before = walked.get(key);
		if (before !== undefined) return before;
		walked.set(key, none);
		const scope = scopes.at(path);
		const one = scope?.code.functions[at];
		const made = scope === undefined || one === undefined ? none : body(scope, one, at, left);
		walked.set(key, made);
		return made;
	}

	function body(scope: FileScope, one: Func, at: number, left: number): Walked {
		const {guards: own, soft} = denialsIn(scope, at, origins, rejections);
		const parts: Walked[] = [{guards: own, effects: [], unresolved: []}];
		const calls = scope.bodyOf(at).flatMap(here => scope.callsIn(here));
		const asked: {readonly call: Call; readonly found: Walked}[] = [];
		const changing: Call[] = [];
		for (const call of calls) {
			const effect = effectOf(call, scope, scopes);
			if (effect !== undefined) {
				parts.push({guards: [], effects: [effect], unresolved: []});
				changing.push(call);
				continue;
			}
			const found = called(scope, call, left);
			if (found === none) continue;
			if (found.effects.length > 0) changing.push(call);
			asked.push({call, found});
		}
		for (const {call, found} of asked) parts.push(standing(scope, call, found, changing));
		for (const dependency of dependenciesOf(one, scope))
			parts.push({...stepped(dependency, {path: scope.path, in: one.in}, left - 1), ...(dependency.is === 'name' ? {unresolved: []} : {})});
		const learned =
			own.length === 0 &&
			soft[0] !== undefined &&
			!namesSignIn(lastOf(one.name)) &&
			(namesGuard(lastOf(one.name)) || namesGuard(fileOf(scope.path)));
		const way = soft[0];
		if (learned && way !== undefined) {
			const rejects = {path: scope.path, line: way.line, text: way.text};
			parts.push({
				guards: [
					{
						...rejects,
						name: one.name,
						kind: 'signed-in',
						how: 'call',
						rejects,
						known: 'learned',
						needs: [],
						when: [],
						back: way.back,
						weak: false,
					},
				],
				effects: [],
				unresolved: [],
			});
		}
		return together(parts.filter(part => part !== none));
	}

	/** The guards of a called function count where they stand in front of what happens, and nothing swallows their refusal. */
	function standing(scope: FileScope, call: Call, found: Walked, changing: readonly Call[]): Walked {
		if (found.guards.length === 0) return found;
		const conditions = conditionsOf(call);
		const stands = standsInFront(
			call,
			conditions,
			changing.filter(one => one !== call),
			scope,
		);
		if (stands === true) return found;
		const who = found.guards.filter(({kind}) => kind !== 'limiter' && kind !== 'validation');
		const isOwn = found.effects.length > 0 && stands === undefined;
		if (isOwn) return found;
		return {
			...found,
			guards: [],
			unresolved: who.length === 0 ? found.unresolved : [...found.unresolved, `${call.to}() is asked only under a condition`],
		};
	}

	/** What one call in a body leads to. */
	function called(scope: FileScope, call: Call, left: number): Walked {
		if (call.to === '') return none;
		spots.set(call, {path: scope.path, in: call.in});
		const target = callee(call, scope.path);
		const known = knownAs(target, call, call.to);
		if (known !== undefined) {
			const hands = call.args.some(arg => arg.is === 'function') || (lastOf(call.to) === 'authenticate' && call.args.length > 2);
			const guard = hands ? undefined : libraryGuard(call, scope.path, call.to, known, 'call');
			if (guard !== undefined) return kept({guards: [keyed(guard, call, scope)], effects: [], unresolved: []}, scope, call);
			if (hands && left > 0) return together(call.args.map(arg => (arg.is === 'call' ? given(arg, scope, left - 1) : none)));
			return none;
		}
		const checks = validationOf(call, scope, scopes);
		if (checks !== undefined) return {guards: [checks], effects: [], unresolved: []};
		if (left <= 0) return none;
		if (target.is === 'function') {
			const own = ofFunction(target.path, target.function, left - 1);
			const decorated = decoratedBy(target, left - 1);
			const found = decorated.length === 0 ? own : {...own, guards: [...own.guards, ...decorated]};
			if (found === none) return none;
			if (leavesOut(call)) return {...found, guards: []};
			return kept({...found, guards: found.guards.flatMap(guard => passed(guard, call, scope, target))}, scope, call);
		}
		if (target.is === 'value' && target.value.is === 'call') {
			const found = ofValue(target.value, target.spot, left - 1, 'handler');
			return kept(
				{
					...found,
					...(isConfigured(target.value, target.spot.path) ? {effects: []} : {}),
					unresolved: [],
					guards: found.guards.filter(guard => guard.needs.length === 0 && !guard.weak).map(guard => named(guard, call, scope)),
				},
				scope,
				call,
			);
		}
		if (target.is === 'unknown' && namesGuard(call.to) && !call.to.includes('.') && call.result !== 'given')
			return unresolved(`${call.to}() was not found`);
		return none;
	}

	/** The guards that a function of Python brings along by its decorators, whoever calls it. */
	function decoratedBy(target: Target & {is: 'function'}, left: number): readonly FoundGuard[] {
		const scope = scopes.at(target.path);
		const one = scope?.code.functions[target.function];
		if (scope === undefined || one === undefined || one.decorators.length === 0 || !target.path.endsWith('.py')) return [];
		return one.decorators.flatMap(decorator => {
			const name = decorator.is === 'name' ? decorator.name : decorator.is === 'call' ? (scope.code.calls[decorator.call]?.to ?? '') : '';
			return stepped(decorator, {path: target.path, in: one.in}, left)
				.guards.filter(guard => !guard.weak && guard.needs.length === 0)
				.map((guard): FoundGuard => ({...guard, name, path: target.path, line: one.line, text: one.text, how: 'decorator', back: false}));
		});
	}

	/** Something that a library makes of settings: what stands in them runs at its own times, and not where it is asked. */
	function isConfigured(value: Value & {is: 'call'}, path: string): boolean {
		const maker = scopes.at(path)?.code.calls[value.call];
		return maker !== undefined && !maker.args.some(arg => arg.is === 'function') && callee(maker, path).is === 'library';
	}

	/** A function that is made by a call in the arguments: `passport.authenticate('jwt', onVerified(req))`. */
	function given(arg: Value & {is: 'call'}, scope: FileScope, left: number): Walked {
		const call = scope.code.calls[arg.call];
		const target = call === undefined ? undefined : callee(call, scope.path);
		if (target?.is !== 'function') return none;
		const makes = made(target, left);
		// The library calls it with whom it found.
		return {...makes, effects: [], guards: makes.guards.map(guard => ({...guard, needs: []}))};
	}

	/** Verifying something that came in the body is holding a key, not being signed in. */
	function keyed(guard: FoundGuard, call: Call, scope: FileScope): FoundGuard {
		const [first] = call.args;
		if (guard.kind !== 'signed-in' || first === undefined) return guard;
		const origin = origins.ofValue(first, {path: scope.path, in: call.in}, call.line);
		if (origin.is === 'supplied') return {...guard, kind: 'key'};
		return origin.parameter === undefined ? guard : {...guard, token: origin.parameter};
	}

	/** A guard of a called function, for this caller: what it needs must come from here, and its refusal must be passed on. */
	function passed(guard: FoundGuard, call: Call, scope: FileScope, target: Target & {is: 'function'}): readonly FoundGuard[] {
		if (guard.late === true || (guard.back && call.result === 'dropped')) return [];
		if (guard.weak && call.result !== 'returned') return [];
		const one = scopes.at(target.path)?.code.functions[target.function];
		const given = (at: Given): Origin | undefined => {
			const value = one === undefined || at.of !== target.function ? undefined : givenFor(call, one, at);
			return value === undefined ? undefined : origins.ofValue(value, {path: scope.path, in: call.in}, call.line);
		};
		const {token, ...rest} = named({...guard, back: guard.back && call.result === 'returned'}, call, scope, target);
		const held = token === undefined ? undefined : given(token);
		const kind = held?.is === 'supplied' && rest.kind === 'signed-in' ? 'key' : rest.kind;
		const next: FoundGuard = {...rest, kind, ...(held?.parameter === undefined ? {} : {token: held.parameter})};
		if (guard.needs.length === 0) return [next];
		const all = guard.needs.map(given);
		if (all.some(origin => origin !== undefined && isProof(origin))) return [{...next, needs: []}];
		const needs = all.flatMap(origin => origin?.parameter ?? []);
		return needs.length === 0 ? [] : [{...next, needs}];
	}

	/** A guard is called what the call that leads to it is called, when that name says so. */
	function named(guard: FoundGuard, call: Call, scope: FileScope, target?: Target & {is: 'function'}): FoundGuard {
		const last = lastOf(call.to);
		const isItsOwn =
			target === undefined ||
			(guard.rejects.path === target.path && inside(scopes.at(target.path)?.code.functions[target.function], guard.rejects.line));
		const identifies = guard.kind !== 'limiter' && guard.kind !== 'validation';
		if (!identifies || !(namesGuard(last) || (isItsOwn && (namesIdentity(last) || guard.known === 'learned')))) return guard;
		const kind = guard.kind === 'signed-in' && wordsOf(last).some(word => roles.has(word)) ? 'role' : guard.kind;
		return {...guard, name: call.to.replace(/^this\./u, ''), kind, path: scope.path, line: call.line, text: call.text};
	}

	/** Without the guards whose refusal a `try` around the call swallows. */
	function kept(found: Walked, scope: FileScope, call: Call): Walked {
		if (found.guards.length === 0) return found;
		if (call.result === 'chained' && caughtBehind(scope, call)) return {...found, guards: []};
		if (!call.inTry) return found;
		const caught = catchAfter(scope, call.in, call.line);
		if (caught === undefined || caught.rethrows) return found;
		if (goesOn(scope, call.in, caught)) return {...found, guards: []};
		const exits = scope.exitsIn(call.in).filter(exit => exit.line >= caught.line && exit.line <= caught.end);
		const refuses = exits.some(exit => rejections.ofExit(exit, scope.path) !== undefined);
		const answers = scope
			.callsIn(call.in)
			.some(one => one.line >= caught.line && one.line <= caught.end && rejections.ofCall(one, scope.path) !== undefined);
		if (refuses || answers) return found;
		return {...found, guards: found.guards.map(guard => ({...guard, weak: true}))};
	}

	/** `load(id).catch(() => null)`: what it throws goes nowhere. */
	function caughtBehind(scope: FileScope, call: Call): boolean {
		const behind = scope.callsIn(call.in).find(one => lastOf(one.to) === 'catch' && hangsOn(scope, one, call));
		return behind !== undefined && !behind.args.some(arg => arg.is !== 'function' || refusesIn(scope, arg.function));
	}

	const refusesIn = (scope: FileScope, at: number): boolean =>
		scope.exitsIn(at).some(exit => exit.how === 'throw' || rejections.ofExit(exit, scope.path) !== undefined) ||
		scope.callsIn(at).some(one => rejections.ofCall(one, scope.path) !== undefined);

	/** What a factory or a wrapper makes: the functions that it returns. */
	function made(target: Target & {is: 'function'}, left: number, deep = 3): Walked {
		const scope = scopes.at(target.path);
		if (scope === undefined || deep === 0) return none;
		const parts: Walked[] = [];
		for (const exit of scope.exitsIn(target.function)) {
			if (exit.how !== 'return' || exit.value === undefined) continue;
			parts.push(...returned(exit.value, {path: target.path, in: target.function}, left, deep));
		}
		return together(parts);
	}

	function returned(value: Value, spot: Spot, left: number, deep: number): readonly Walked[] {
		const inner = targetOf(scopes, value, spot);
		if (inner.is === 'function') {
			const makes = made(inner, left, deep - 1);
			return [ofFunction(inner.path, inner.function, left), ...(makes === none ? [] : [makes])];
		}
		if (inner.is === 'class') return [ofClass(inner.path, inner.class, left)];
		if (inner.is === 'library') return [stepped(value, spot, left)];
		if (inner.is !== 'value') return [];
		if (inner.value.is === 'call') return [ofValue(inner.value, inner.spot, left, 'handler')];
		return functionsIn(inner.value).map(one => ofFunction(inner.spot.path, one, left));
	}

	function ofClass(path: string, at: number, left: number, as: 'handler' | 'step' = 'step'): Walked {
		const scope = scopes.at(path);
		const one = scope?.code.classes[at];
		if (scope === undefined || one === undefined || left < 0) return none;
		const spot = {path, in: one.in};
		const parts: Walked[] = [];
		for (const name of [
			'canActivate',
			'has_permission',
			'has_object_permission',
			'test_func',
			'__call__',
			'use',
			'dispatch',
			'handle',
		] as const) {
			const method = methodOf(scopes, path, at, name);
			if (method?.is !== 'function') continue;
			const found = ofFunction(method.path, method.function, left);
			const active = found.guards.length > 0 ? undefined : activationOf(scopes, method.path, method.function, one.name);
			parts.push(found, ...(active === undefined ? [] : [{guards: [active], effects: [], unresolved: []}]));
		}
		// What stands in front of a class that answers itself was found where it is registered.
		for (const base of one.bases) parts.push(ofValue(base, spot, left - 1, as));
		if (as === 'step') for (const field of classFields(one)) parts.push(stepped(field, spot, left - 1));
		return together(parts.map(part => ({...part, unresolved: []})));
	}

	/** What stands in front: a guard or a wrapper as it is written. */
	function stepped(value: Value, spot: Spot, left: number): Walked {
		return left < 0 ? none : ofValue(value, spot, left, 'step');
	}

	function ofValue(value: Value, spot: Spot, left: number, as: 'handler' | 'step'): Walked {
		if (left < 0) return none;
		const target = targetOf(scopes, value, spot);
		switch (target.is) {
			case 'function':
				return together([ofFunction(target.path, target.function, left), ...(as === 'step' ? [made(target, left)] : [])]);
			case 'class':
				return ofClass(target.path, target.class, left, as);
			case 'library': {
				const known = knownOf(target.definition);
				const place = {path: spot.path, line: 0, text: ''};
				if (known?.does === 'guard' || known?.does === 'throws')
					return {
						guards: [
							{
								...place,
								name: target.name,
								kind: known.kind,
								how: 'call',
								rejects: place,
								known: 'library',
								needs: [],
								when: [],
								back: false,
								weak: false,
							},
						],
						effects: [],
						unresolved: [],
					};
				return known === undefined && namesGuard(target.name)
					? unresolved(`${target.name} of ${target.definition.package} is not known`)
					: none;
			}
			case 'value':
				return ofMade(target.value, target.spot, left, as);
			case 'unknown':
				return value.is === 'name' ? byItsName(value.name, spot) : none;
		}
	}

	/** A name that leads nowhere: a decorator of an instance may still be known by its name. */
	function byItsName(name: string, spot: Spot): Walked {
		const at = name.lastIndexOf('.');
		const made = at === -1 ? undefined : targetOf(scopes, {is: 'name', name: name.slice(0, at)}, spot);
		const maker = made?.is === 'value' && made.value.is === 'call' ? scopes.at(made.spot.path)?.code.calls[made.value.call] : undefined;
		const from = maker === undefined || made?.is !== 'value' ? undefined : callee(maker, made.spot.path);
		const known = (from?.is === 'library' ? knownOf({...from.definition, name: lastOf(name)}) : undefined) ?? knownMethod(lastOf(name));
		if (known === undefined) return unresolved(`${name} was not found`);
		const place = {path: spot.path, line: 0, text: ''};
		return known.does === 'guard' || known.does === 'throws'
			? {
					guards: [
						{
							...place,
							name,
							kind: known.kind,
							how: 'call',
							rejects: place,
							known: 'library',
							needs: [],
							when: [],
							back: false,
							weak: false,
						},
					],
					effects: [],
					unresolved: [],
				}
			: none;
	}

	function ofMade(value: Value, spot: Spot, left: number, as: 'handler' | 'step'): Walked {
		switch (value.is) {
			case 'call': {
				const call = scopes.at(spot.path)?.code.calls[value.call];
				return call === undefined ? none : ofCall(call, spot, left, as);
			}
			case 'list':
				return together(value.items.map(item => ofValue(item, spot, left, as)));
			case 'object':
				return together(value.entries.flatMap(entry => functionsIn(entry.value).map(one => ofFunction(spot.path, one, left))));
			case 'either':
				return as === 'handler'
					? together(value.of.map(one => ofValue(one, spot, left, as)))
					: unresolved('which of several stands here depends on a condition');
			case 'generic':
				return together(value.of.map(one => (one.is === 'call' || one.is === 'generic' ? ofValue(one, spot, left, as) : none)));
			case 'spread':
				return ofValue(value.of, spot, left, as);
			case 'name':
			case 'text':
			case 'literal':
			case 'template':
			case 'function':
			case 'class':
			case 'other':
				return none;
		}
	}

	/** A call that makes what stands here: a library's guard with its options, a factory, a wrapper around the handler. */
	function ofCall(call: Call, spot: Spot, left: number, as: 'handler' | 'step'): Walked {
		spots.set(call, {path: spot.path, in: call.in});
		const target = callee(call, spot.path);
		const known = knownAs(target, call, call.to);
		const inner = (): Walked => together([...call.args, ...call.named.map(entry => entry.value)].map(arg => argument(arg, spot, left)));
		const hands =
			call.args.some((arg, index) => index > 0 && (arg.is === 'function' || arg.is === 'call')) && lastOf(call.to) === 'authenticate';
		if (known !== undefined) {
			const guard = hands ? undefined : libraryGuard(call, spot.path, call.to, known, 'call');
			return together([guard === undefined ? none : {guards: [guard], effects: [], unresolved: []}, inner()]);
		}
		const parts: Walked[] = [inner()];
		if (target.is === 'function') {
			const makes = made(target, left);
			const one = scopes.at(target.path)?.code.functions[target.function];
			const stands = leavesOut(call)
				? []
				: makes.guards.filter(guard => guard.needs.length === 0 && !guard.when.some(name => notGiven(name, one, call)));
			const place = {path: spot.path, line: call.line, text: call.text};
			parts.push({
				...makes,
				guards: stands.map(guard => (saysSo(guard, call) ? {...guard, ...place, name: call.to, how: 'wrapper'} : guard)),
			});
		} else if (target.is === 'class') parts.push(ofClass(target.path, target.class, left));
		else if (target.is === 'value' && target.value.is === 'call' && left > 0) parts.push(ofValue(target.value, target.spot, left - 1, as));
		else if (target.is === 'library' && namesGuard(call.to) && as === 'step')
			parts.push(unresolved(`${call.to}() of ${target.definition.package} is not known`));
		else if (target.is === 'unknown' && call.on === undefined && (namesGuard(call.to) || (as === 'step' && !isOfSomething(call, spot))))
			parts.push(unresolved(`${call.to === '' ? 'what is called here' : `${call.to}()`} was not found`));
		const on = call.on === undefined ? undefined : scopes.at(spot.path)?.code.calls[call.on];
		if (on !== undefined && left > 0) parts.push(ofCall(on, spot, left, as));
		else if (on === undefined && call.to.includes('.') && target.is === 'unknown' && left > 0) {
			const root = targetOf(scopes, {is: 'name', name: call.to.slice(0, call.to.lastIndexOf('.'))}, {path: spot.path, in: call.in});
			if (root.is === 'value' && root.value.is === 'call')
				parts.push({...ofValue(root.value, root.spot, left - 1, 'handler'), unresolved: []});
		}
		return together(parts);
	}

	/** A method of something that was made: what it is given is followed, and it rejects nothing by itself. */
	const isOfSomething = (call: Call, spot: Spot): boolean =>
		call.to.includes('.') && targetOf(scopes, {is: 'name', name: firstOf(call.to)}, {path: spot.path, in: call.in}).is === 'value';

	/** A function among the arguments of a wrapper is the handler; anything else given to it is not. */
	function argument(arg: Value, spot: Spot, left: number): Walked {
		if (arg.is === 'function') return ofFunction(spot.path, arg.function, left);
		if (arg.is === 'object') return together(functionsIn(arg).map(one => ofFunction(spot.path, one, left)));
		if (arg.is === 'list') return together(arg.items.map(item => argument(item, spot, left)));
		if (arg.is === 'call') {
			const call = scopes.at(spot.path)?.code.calls[arg.call];
			return call === undefined ? none : {...ofCall(call, spot, left, 'handler'), unresolved: []};
		}
		if (arg.is !== 'name') return none;
		const target = targetOf(scopes, arg, spot);
		if (target.is === 'function') return ofFunction(target.path, target.function, left);
		if (target.is === 'library') return {...ofValue(arg, spot, left, 'step'), unresolved: []};
		if (target.is === 'class') return ofClass(target.path, target.class, left);
		return target.is === 'value' && target.value.is === 'call' && left > 0
			? {...ofValue(target.value, target.spot, left - 1, 'handler'), unresolved: []}
			: none;
	}

	return {value: ofValue, origins};
}

/** Whether a call is reached through another: `a().then().catch()` through `a()`. */
function hangsOn(scope: FileScope, one: Call, call: Call): boolean {
	for (let on = one.on, steps = 0; on !== undefined && steps < 6; steps++) {
		const before = scope.code.calls[on];
		if (before === call) return true;
		on = before?.on;
	}
	return false;
}

/** A factory or wrapper gives its name to the guard that it makes, unless it is the handler that asks. */
const saysSo = (guard: FoundGuard, call: Call): boolean =>
	guard.kind !== 'limiter' &&
	guard.kind !== 'validation' &&
	(guard.known !== 'code' || namesGuard(lastOf(call.to)) || namesIdentity(lastOf(call.to)));

/** Whether a name stands for a parameter, or an option in one, that a call leaves out: what a factory asks of it, it does not ask. */
function notGiven(name: string, one: Func | undefined, call: Call): boolean {
	if (one === undefined || call.args.some(arg => arg.is === 'spread')) return false;
	const [root, key] = name.split('.');
	const index = one.parameters.findIndex(parameter => parameter.name.replace(/^(?:\.{3}|\*{1,2})/u, '') === root);
	const parameter = one.parameters[index];
	if (parameter === undefined || call.named.some(entry => entry.key === parameter.name)) return false;
	const value = call.args[index] ?? parameter.default;
	if (value === undefined || (value.is === 'list' && value.items.length === 0)) return true;
	return (
		value.is === 'object' && key !== undefined && key !== 'length' && !value.entries.some(entry => entry.key === key || entry.key === '...')
	);
}

const roles: ReadonlySet<string> = new Set('role roles permission permissions admin owner superuser staff member'.split(' '));
const fileOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1).replace(/\.[a-z]+$/iu, '');
const inside = (one: Func | undefined, line: number): boolean => one !== undefined && line >= one.line && line <= one.end;
