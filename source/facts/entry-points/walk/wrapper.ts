import type {Call, Func, Value} from '../../code/code.ts';
import {firstOf, lastOf} from '../../code/code.ts';
import {type FoundGuard, nothingFound, onlyUnresolved, together, type Walked} from '../../guards/found.ts';
import {leavesOut} from '../../guards/left-out.ts';
import {namesGuard, namesIdentity} from '../../guards/words.ts';
import {targetOf} from '../resolve.ts';
import {functionsIn, type Spot} from '../scope.ts';
import {kindBy} from './caller.ts';
import {ofClass} from './class.ts';
import {made} from './factory.ts';
import {knownAs, libraryGuard} from './library.ts';
import type {Walk} from './walk.ts';

/** A call that makes what stands here: a library's guard with its options, a factory, a wrapper around the handler. */
export function ofCall(walk: Walk, call: Call, spot: Spot, left: number, as: 'handler' | 'step'): Walked {
	const target = walk.callee(call, spot.path);
	const known = knownAs(walk, target, call, spot.path);
	const inner = (): Walked => together([...call.args, ...call.named.map(entry => entry.value)].map(arg => argument(walk, arg, spot, left)));
	const hands =
		call.args.some((arg, index) => index > 0 && (arg.is === 'function' || arg.is === 'call')) && lastOf(call.to) === 'authenticate';
	if (known !== undefined) {
		const guard = hands ? undefined : libraryGuard(call, spot.path, call.to, known, 'call');
		return together([guard === undefined ? nothingFound : {guards: [guard], effects: [], unresolved: []}, inner()]);
	}
	const parts: Walked[] = [inner()];
	if (target.is === 'function') {
		const makes = made(walk, target, left);
		const one = walk.scopes.at(target.path)?.code.functions[target.function];
		const stands = leavesOut(call)
			? []
			: makes.guards.filter(
					guard => (guard.needs.length === 0 || guard.perhaps === true) && !guard.when.some(name => notGiven(name, one, call)),
				);
		const place = {path: spot.path, line: call.line, text: call.text};
		parts.push({
			...makes,
			guards: stands.map(guard =>
				saysSo(guard, call)
					? {...guard, ...(guard.perhaps === true ? {} : place), name: call.to, kind: kindBy(guard, call.to), how: 'wrapper'}
					: guard,
			),
		});
	} else if (target.is === 'class') parts.push(ofClass(walk, target.path, target.class, left));
	else if (target.is === 'value' && target.value.is === 'call' && left > 0)
		parts.push(walk.ofValue(target.value, target.spot, left - 1, as));
	else if (target.is === 'library' && namesGuard(call.to) && as === 'step')
		parts.push(onlyUnresolved(`${call.to}() of ${target.definition.package} is not known`));
	else if (target.is === 'unknown' && call.on === undefined && (namesGuard(call.to) || (as === 'step' && !isOfSomething(walk, call, spot))))
		parts.push(onlyUnresolved(`${call.to === '' ? 'what is called here' : `${call.to}()`} was not found`));
	const on = call.on === undefined ? undefined : walk.scopes.at(spot.path)?.code.calls[call.on];
	if (on !== undefined && left > 0) parts.push(ofCall(walk, on, spot, left, as));
	else if (on === undefined && call.to.includes('.') && target.is === 'unknown' && left > 0) {
		const root = targetOf(walk.scopes, {is: 'name', name: call.to.slice(0, call.to.lastIndexOf('.'))}, {path: spot.path, in: call.in});
		if (root.is === 'value' && root.value.is === 'call')
			parts.push({...walk.ofValue(root.value, root.spot, left - 1, 'handler'), unresolved: []});
	}
	return together(parts);
}

/** A method of something that was made: what it is given is followed, and it rejects nothing by itself. */
const isOfSomething = (walk: Walk, call: Call, spot: Spot): boolean =>
	call.to.includes('.') && targetOf(walk.scopes, {is: 'name', name: firstOf(call.to)}, {path: spot.path, in: call.in}).is === 'value';

/** A function among the arguments of a wrapper is the handler; anything else given to it is not. */
function argument(walk: Walk, arg: Value, spot: Spot, left: number): Walked {
	if (arg.is === 'function') return walk.ofFunction(spot.path, arg.function, left);
	if (arg.is === 'object') return together(functionsIn(arg).map(one => walk.ofFunction(spot.path, one, left)));
	if (arg.is === 'list') return together(arg.items.map(item => argument(walk, item, spot, left)));
	if (arg.is === 'call') {
		const call = walk.scopes.at(spot.path)?.code.calls[arg.call];
		return call === undefined ? nothingFound : {...ofCall(walk, call, spot, left, 'handler'), unresolved: []};
	}
	if (arg.is !== 'name') return nothingFound;
	const target = targetOf(walk.scopes, arg, spot);
	if (target.is === 'function') return walk.ofFunction(target.path, target.function, left);
	if (target.is === 'library') return {...walk.ofValue(arg, spot, left, 'step'), unresolved: []};
	if (target.is === 'class') return ofClass(walk, target.path, target.class, left);
	return target.is === 'value' && target.value.is === 'call' && left > 0
		? {...walk.ofValue(target.value, target.spot, left - 1, 'handler'), unresolved: []}
		: nothingFound;
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
