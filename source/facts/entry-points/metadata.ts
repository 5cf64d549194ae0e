import type {Class, Code, Func, Value} from '../code/code.ts';
import {lastOf, textOf} from '../code/code.ts';
import type {FoundGuard} from '../guards/found.ts';
import {wordsOf} from '../guards/words.ts';
import type {Registered, Step} from './registered.ts';
import {definedAs, methodOf, targetOf} from './resolve.ts';
import type {Scopes} from './scope.ts';

const asking = /(?:^|\.)(?:getAllAndOverride|getAllAndMerge|get)$/u;
const opening: ReadonlySet<string> = new Set('public open anonymous skip unauthenticated guest noauth allow optional'.split(' '));

/**
 * A class that stands in front may ask what the route is marked with: one that a mark opens does not stand before routes so marked,
 * and one that only acts on a mark does not stand before routes without it.
 */
export function skippedBy(step: Step, guard: FoundGuard, one: Registered, scopes: Scopes): boolean {
	if (guard.kind === 'limiter' || guard.kind === 'validation') return false;
	const target = targetOf(scopes, step.value, {path: step.path, in: step.in});
	const made = target.is === 'value' && target.value.is === 'call' ? scopes.at(target.spot.path)?.code.calls[target.value.call] : undefined;
	const standing =
		made === undefined || target.is !== 'value'
			? target
			: definedAs(scopes, scopes.modules.definitionOf(target.spot.path, made.to, target.spot.in), made.to);
	const method = standing.is === 'class' ? methodOf(scopes, standing.path, standing.class, 'canActivate') : undefined;
	const scope = method?.is === 'function' ? scopes.at(method.path) : undefined;
	if (method?.is !== 'function' || scope === undefined) return false;
	const keys = scope
		.callsIn(method.function)
		.filter(call => asking.test(call.to) && /reflector/iu.test(call.to))
		.flatMap(call => (call.args[0] === undefined ? [] : [keyOf(call.args[0], {path: method.path, in: method.function}, scopes)]));
	if (keys.length === 0) return false;
	const marks = marksOf(one, scopes);
	const isOpening = (key: string): boolean => wordsOf(key).some(word => opening.has(word));
	const opens = keys.filter(isOpening);
	if (
		opens.some(key =>
			marks.some(mark => mark.key === key || (mark.key === undefined && wordsOf(mark.name).some(word => opening.has(word)))),
		)
	)
		return true;
	const acts = keys.filter(key => !isOpening(key));
	return opens.length === 0 && acts.length > 0 && !acts.some(key => marks.some(mark => mark.key === key || mark.key === undefined));
}

type Mark = {readonly name: string; readonly key: string | undefined};

/** The decorators of a route's handler and of its class, with the key that each sets. */
function marksOf(one: Registered, scopes: Scopes): readonly Mark[] {
	if (one.handler === undefined) return [];
	const target = targetOf(scopes, one.handler.value, {path: one.handler.path, in: one.handler.in});
	if (target.is !== 'function') return [];
	const code: Code | undefined = scopes.at(target.path)?.code;
	const method: Func | undefined = code?.functions[target.function];
	const owner: Class | undefined = method?.class === undefined ? undefined : code?.classes[method.class];
	return [...(method?.decorators ?? []), ...(owner?.decorators ?? [])].flatMap(value =>
		markOf(value, target.path, owner?.in ?? -1, scopes, 3),
	);
}

function markOf(value: Value, path: string, at: number, scopes: Scopes, left: number): readonly Mark[] {
	const call = value.is === 'call' ? scopes.at(path)?.code.calls[value.call] : undefined;
	const name = value.is === 'name' ? value.name : call?.to;
	if (name === undefined || left === 0) return [];
	if (lastOf(name) === 'SetMetadata') return call?.args[0] === undefined ? [] : [{name, key: keyOf(call.args[0], {path, in: at}, scopes)}];
	const target = definedAs(scopes, scopes.modules.definitionOf(path, name, at), name);
	if (target.is === 'function') {
		const inner = (scopes.at(target.path)?.exitsIn(target.function) ?? []).flatMap(exit =>
			exit.value?.is === 'call' ? insideOf(exit.value, target.path, target.function, scopes, left) : [],
		);
		return inner.length > 0 ? inner : [];
	}
	if (target.is === 'value' && target.value.is === 'call') {
		const maker = scopes.at(target.spot.path)?.code.calls[target.value.call];
		// A decorator that the reflector makes is its own key.
		if (lastOf(maker?.to ?? '') === 'createDecorator') return [{name, key: lastOf(name)}];
		return markOf(target.value, target.spot.path, target.spot.in, scopes, left - 1);
	}
	return target.is === 'unknown' ? [{name, key: undefined}] : [];
}

/** `applyDecorators(SetMetadata(…), UseGuards(…))` sets what its parts set. */
function insideOf(value: Value & {is: 'call'}, path: string, at: number, scopes: Scopes, left: number): readonly Mark[] {
	const call = scopes.at(path)?.code.calls[value.call];
	if (call === undefined) return [];
	if (lastOf(call.to) === 'applyDecorators') return call.args.flatMap(arg => markOf(arg, path, at, scopes, left - 1));
	return markOf(value, path, at, scopes, left - 1);
}

/** A key by its text, where it can be told, else by its name. */
function keyOf(value: Value, spot: {readonly path: string; readonly in: number}, scopes: Scopes): string {
	const text = textOf(value);
	if (text !== undefined) return text;
	const target = targetOf(scopes, value, spot);
	const told = target.is === 'value' ? textOf(target.value) : undefined;
	return told ?? (value.is === 'name' ? lastOf(value.name) : '');
}
