import type {Call, Func} from '../../code/code.ts';
import {lastOf} from '../../code/code.ts';
import type {FoundGuard} from '../../guards/found.ts';
import {type Given, givenFor, isProof, type Origin} from '../../guards/origin.ts';
import {namesGuard, namesIdentity, wordsOf} from '../../guards/words.ts';
import type {Target} from '../resolve.ts';
import type {FileScope} from '../scope.ts';
import type {Walk} from './walk.ts';

/** A guard of a called function, for this caller: what it needs must come from here, and its refusal must be passed on. */
export function passed(
	walk: Walk,
	guard: FoundGuard,
	call: Call,
	scope: FileScope,
	target: Target & {is: 'function'},
): readonly FoundGuard[] {
	if (guard.late === true || (guard.back && call.result === 'dropped')) return [];
	if (guard.weak && call.result !== 'returned') return [];
	const one = walk.scopes.at(target.path)?.code.functions[target.function];
	const given = (at: Given): Origin | undefined => {
		const value = one === undefined || at.of !== target.function ? undefined : givenFor(call, one, at);
		return value === undefined ? undefined : walk.origins.ofValue(value, {path: scope.path, in: call.in}, call.line);
	};
	if (guard.perhaps === true) return perhapsPassed(guard, call, scope, given);
	const {token, ...rest} = named(walk, {...guard, back: guard.back && call.result === 'returned'}, call, scope, target);
	const held = token === undefined ? undefined : given(token);
	const kind = held?.is === 'supplied' && rest.kind === 'signed-in' ? 'key' : rest.kind;
	const next: FoundGuard = {...rest, kind, ...(held?.parameter === undefined ? {} : {token: held.parameter})};
	if (guard.needs.length === 0) return [next];
	const all = guard.needs.map(given);
	if (all.some(origin => origin !== undefined && isProof(origin))) return [{...next, needs: []}];
	const needs = all.flatMap(origin => origin?.parameter ?? []);
	return needs.length === 0 ? [] : [{...next, needs}];
}

/** What may be a guard is none unless it is given the request, or what is sent along with one. */
function perhapsPassed(guard: FoundGuard, call: Call, scope: FileScope, given: (at: Given) => Origin | undefined): readonly FoundGuard[] {
	const all = guard.needs.map(given);
	if (all.some(origin => origin === undefined || (origin.is !== 'credential' && !isWhole(origin)))) return [];
	const place = {path: scope.path, line: call.line, text: call.text};
	return [{...guard, ...place, back: guard.back && call.result === 'returned', needs: all.flatMap(origin => origin?.parameter ?? [])}];
}

/** A parameter as it was given, and no part of it. */
const isWhole = ({is, name}: Origin): boolean => is === 'parameter' && !/[.([]/u.test(name);

/** A guard is called what the call that leads to it is called, when that name says so. */
export function named(walk: Walk, guard: FoundGuard, call: Call, scope: FileScope, target?: Target & {is: 'function'}): FoundGuard {
	const last = lastOf(call.to);
	const isItsOwn =
		target === undefined ||
		(guard.rejects.path === target.path && inside(walk.scopes.at(target.path)?.code.functions[target.function], guard.rejects.line));
	const identifies = guard.kind !== 'limiter' && guard.kind !== 'validation';
	if (!identifies || !(namesGuard(last) || (isItsOwn && (namesIdentity(last) || guard.known === 'learned' || guard.known === 'said'))))
		return guard;
	return {...guard, name: call.to.replace(/^this\./u, ''), kind: kindBy(guard, last), path: scope.path, line: call.line, text: call.text};
}

/** What asks who is there and is called after a role asks for the role. */
export const kindBy = ({kind}: Pick<FoundGuard, 'kind'>, name: string): FoundGuard['kind'] =>
	kind === 'signed-in' && wordsOf(lastOf(name)).some(word => roles.has(word)) ? 'role' : kind;

/** Verifying something that came in the body is holding a key, not being signed in. */
export function keyed(walk: Walk, guard: FoundGuard, call: Call, scope: FileScope): FoundGuard {
	const [first] = call.args;
	if (guard.kind !== 'signed-in' || first === undefined) return guard;
	const origin = walk.origins.ofValue(first, {path: scope.path, in: call.in}, call.line);
	if (origin.is === 'supplied') return {...guard, kind: 'key'};
	return origin.parameter === undefined ? guard : {...guard, token: origin.parameter};
}

const roles: ReadonlySet<string> = new Set('role roles permission permissions admin owner superuser staff member'.split(' '));

const inside = (one: Func | undefined, line: number): boolean => one !== undefined && line >= one.line && line <= one.end;
