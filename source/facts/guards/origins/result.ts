import type {Call, Exit, Func, Value} from '../../code/code.ts';
import type {Target} from '../../entry-points/resolve.ts';
import {type FileScope, functionsIn, type Scopes, type Spot} from '../../entry-points/scope.ts';
import {leavesOut} from '../left-out.ts';
import {givenFor, isProof, type Origin, provesWho, strongest} from '../origin.ts';
import type {Said} from '../said.ts';
import {namesKey} from '../words.ts';
import type {Trace} from './trace.ts';

/** How many functions are looked into one in the other. */
const mostNested = 12;

/** Follows a value from where it stands afresh. */
type Whole = (value: Value, spot: Spot, line: number) => Origin;

/** Tells what functions give back, each looked into once. */
export function resultsIn(scopes: Scopes, whole: Whole, said?: Said): Trace['resultOf'] {
	const results = new Map<string, Origin>();
	let nested = 0;
	const resultOf = (target: Target, left: number): Origin => {
		if (target.is === 'value' && target.value.is === 'call' && left > 0) {
			const call = scopes.at(target.spot.path)?.code.calls[target.value.call];
			const inner = (call?.args ?? []).flatMap(arg => functionsIn(arg))[0];
			return inner === undefined
				? {is: 'unknown', name: '', direct: false}
				: resultOf({is: 'function', path: target.spot.path, function: inner}, left - 1);
		}
		if (target.is !== 'function' || left <= 0) return {is: 'unknown', name: '', direct: false};
		const entry = said?.guardAt(target.path, target.function);
		if (entry !== undefined) return {is: entry.lets === 'signed-in' ? 'identity' : entry.lets, name: entry.name, direct: true};
		const key = `${target.path}:${target.function}`;
		const known = results.get(key);
		if (known !== undefined) return known;
		if (nested >= mostNested) return {is: 'unknown', name: '', direct: false};
		results.set(key, {is: 'unknown', name: '', direct: false});
		nested++;
		const origin = returnedBy(scopes, whole, target);
		nested--;
		results.set(key, origin);
		return origin;
	};
	return resultOf;
}

/** The strongest of what a function's own `return`s give, followed from its own body afresh. */
function returnedBy(scopes: Scopes, whole: Whole, target: Target & {is: 'function'}): Origin {
	const scope = scopes.at(target.path);
	const exits = (scope?.exitsIn(target.function) ?? []).filter(
		exit => exit.how === 'return' && exit.value !== undefined && exit.value.is !== 'literal',
	);
	const found = exits.map(exit =>
		exit.value === undefined ? undefined : whole(exit.value, {path: target.path, in: target.function}, exit.line),
	);
	const told = found.filter(one => one !== undefined).filter(one => one.parameter === undefined || one.parameter.of === target.function);
	const key = exits.map(exit => keyComparedBy(exit, target, scope, whole)).find(one => one !== undefined);
	if (key !== undefined && !told.some(isProof)) return key;
	return told.length === 0 ? {is: 'unknown', name: '', direct: false} : strongest(told);
}

/** `return given === settings.key`: what the caller sends along is held against a secret of the program. */
function keyComparedBy(exit: Exit, target: Target & {is: 'function'}, scope: FileScope | undefined, whole: Whole): Origin | undefined {
	const each = (exit.compared ?? []).map(name => {
		const call = name.endsWith('()') ? (scope?.code.calls ?? []).findIndex(one => one.in === exit.in && `${one.to}()` === name) : -1;
		const value: Value = call < 0 ? {is: 'name', name} : {is: 'call', call};
		return {name, origin: whole(value, {path: target.path, in: target.function}, exit.line)};
	});
	return each.some(({origin}) => origin.is === 'secret') && each.some(({name, origin}) => provesWho(name, origin))
		? {is: 'key', name: each.find(({origin}) => origin.is === 'secret')?.origin.name ?? '', direct: true}
		: undefined;
}

/** A parameter that comes back is what the caller of the function gave for it. */
export function mapped(trace: Trace, result: Origin, call: Call, target: Target, path: string, left: number): Origin {
	const one: Func | undefined = target.is === 'function' ? trace.scopes.at(target.path)?.code.functions[target.function] : undefined;
	const index = result.parameter?.index;
	if (one === undefined || index === undefined) return {is: 'unknown', name: call.to, direct: false};
	const value = givenFor(call, one, result.parameter ?? {of: -1, index});
	const origin: Origin =
		value === undefined ? {is: 'unknown', name: call.to, direct: false} : trace.ofValue(value, {path, in: call.in}, call.line, left - 1);
	const derived = {...origin, name: call.to, direct: origin.direct && result.direct};
	return origin.is === 'credential' && !result.direct
		? {...derived, is: namesKey(call.to) || namesKey(origin.name) ? 'key' : 'identity'}
		: origin.is === 'parameter' && origin.parameter === undefined
			? {...derived, is: 'unknown'}
			: derived;
}

/** The origin of what a called function of the project returns under a key. */
export function memberOf(trace: Trace, value: Value, key: string, spot: Spot, left: number): Origin | undefined {
	const call = value.is === 'call' ? trace.scopes.at(spot.path)?.code.calls[value.call] : undefined;
	const target = call === undefined ? undefined : trace.callee(call, spot.path);
	if (call === undefined || target?.is !== 'function' || left <= 0) return undefined;
	const [first = ''] = key.split('.');
	const scope = trace.scopes.at(target.path);
	const held = (scope?.exitsIn(target.function) ?? []).flatMap(exit => {
		const entry = exit.how === 'return' && exit.value?.is === 'object' ? exit.value.entries.find(one => one.key === first) : undefined;
		return entry === undefined || entry.value.is === 'literal'
			? []
			: [trace.ofValue(entry.value, {path: target.path, in: target.function}, exit.line, left - 1)];
	});
	if (held.length === 0) return undefined;
	const origin = strongest(held);
	if (origin.is === 'parameter') return mapped(trace, origin, call, target, spot.path, left);
	if (isProof(origin) && leavesOut(call)) return {is: 'none', name: call.to, direct: false};
	return isProof(origin) ? {...origin, name: call.to} : origin;
}
