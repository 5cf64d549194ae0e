import {type Call, type Catch, type Exit, lastOf, type Value} from '../code/code.ts';
import {calleeOf, type Target, targetOf} from '../entry-points/resolve.ts';
import type {FileScope, Scopes} from '../entry-points/scope.ts';
import {answersFailure, asksStored, mayLook, someValue, tellsFailure, tellsState} from './looks.ts';
import type {Start} from './start.ts';

/** What a health route looks at. */
export type Judged = {
	/** `yes`: something that is stored is asked for; `no`: the answer is made without looking; `unclear`: what it calls could not be followed. */
	readonly asksDatabase: 'yes' | 'no' | 'unclear';
	/** A failure is answered as one. */
	readonly canFail: boolean;
};

/** What judging needs: the code of all files, and the lines that tell the state of a connection. */
export type Sight = {readonly scopes: Scopes; readonly states: (path: string) => readonly number[]};

const mostHops = 3;
const mostFunctions = 200;

/** What one function on the way does, and what it calls. */
type Seen = {
	readonly asks: boolean;
	readonly fails: boolean;
	readonly catches: boolean;
	/** What fails in it is caught, and what the error says is answered like any other answer. */
	readonly mutes: boolean;
	readonly calls: readonly Start[];
	/** Something in it could not be followed and may have looked. */
	readonly lost: boolean;
};
/** A function on the way, with those that led to it. */
type Hop = {readonly start: Start; readonly seen: Seen; readonly caught: boolean};

/** What a handler looks at, following what it calls up to three times. */
export function judged(starts: readonly Start[], sight: Sight): Judged {
	if (starts.length === 0) return {asksDatabase: 'unclear', canFail: true};
	const known = new Set(starts.map(keyOf));
	let front: readonly Hop[] = starts.map(start => hopOf(start, false, sight));
	let fails = false;
	let lost = false;
	let caught = false;
	const muted = front.every(({seen}) => seen.mutes);
	for (let hop = 0; hop <= mostHops && front.length > 0; hop++) {
		fails ||= (hop === 0 || !muted) && front.some(({seen}) => seen.fails);
		if (hop === 0) ({caught} = {caught: front.every(one => one.caught)});
		const asking = front.filter(({seen}) => seen.asks);
		if (asking.length > 0) {
			const swallowed = asking.every(one => one.caught);
			// Far from the route, a helper that catches may turn a failure into an ordinary answer.
			const far = hop === mostHops && asking.every(({seen}) => seen.catches && !seen.fails);
			return {asksDatabase: far ? 'unclear' : 'yes', canFail: fails || !swallowed};
		}
		lost ||= front.some(({seen}) => seen.lost || (hop === mostHops && seen.calls.length > 0));
		const next: Hop[] = [];
		for (const one of front)
			for (const start of one.seen.calls) {
				if (known.has(keyOf(start)) || known.size > mostFunctions) continue;
				known.add(keyOf(start));
				next.push(hopOf(start, one.caught, sight));
			}
		front = next;
	}
	return {asksDatabase: lost ? 'unclear' : 'no', canFail: fails || !caught};
}

const keyOf = ({path, function: at, from}: Start): string => JSON.stringify([path, at, from]);

function hopOf(start: Start, caught: boolean, sight: Sight): Hop {
	const scope = sight.scopes.at(start.path);
	const seen =
		scope === undefined ? {asks: false, fails: false, catches: false, mutes: false, calls: [], lost: true} : seenIn(scope, start, sight);
	return {start, seen, caught: caught || seen.catches};
}

function seenIn(scope: FileScope, start: Start, sight: Sight): Seen {
	const own = scope.code.functions[start.function];
	const from = start.from ?? own?.line ?? 0;
	const to = start.to ?? own?.end ?? Number.MAX_SAFE_INTEGER;
	const inside = <T extends {readonly line: number}>(all: readonly T[]): readonly T[] => all.filter(({line}) => line >= from && line <= to);
	const body = scope.bodyOf(start.function);
	const here = new Set(body);
	const calls = inside(body.flatMap(at => scope.callsIn(at)));
	const exits = inside(body.flatMap(at => scope.exitsIn(at)));
	const values = [
		...exits.map(({value}) => value),
		...inside(body.flatMap(at => scope.assignmentsIn(at))).map(({value}) => value),
		...inside(scope.code.variables.filter(one => here.has(one.in))).map(({value}) => value),
	];
	const catches = inside(body.flatMap(at => scope.catchesIn(at)));
	const muting = catches.filter(one => mutes(one, exits, calls));
	const outside = <T extends {readonly line: number}>(all: readonly T[]): readonly T[] =>
		all.filter(({line}) => !muting.some(one => one.from <= line && line <= one.end));
	const next: Start[] = [];
	let lost = false;
	for (const call of calls) {
		if (asksStored(call)) continue;
		const target = calleeOf(sight.scopes, call, scope.path);
		const to = followed(target);
		if (to !== undefined) next.push(to);
		else if (target.is !== 'class' && mayLook(call)) lost = true;
		for (const arg of call.args) {
			const given = arg.is === 'name' ? followed(targetOf(sight.scopes, arg, {path: scope.path, in: call.in})) : undefined;
			if (given !== undefined) next.push(given);
		}
	}
	return {
		asks:
			calls.some(asksStored) ||
			calls.some(({when}) => when.some(name => name.endsWith('.readyState'))) ||
			values.some(value => someValue(value, tellsState)) ||
			sight.states(scope.path).some(line => line >= from && line <= to),
		fails:
			outside(exits).some(({how}) => how === 'throw') ||
			outside(calls).some(answersFailure) ||
			values.some(tellsFailure) ||
			(muting.length === 0 && (own?.decorators ?? []).some(one => isNamed(one, 'HealthCheck', scope))),
		catches: catches.length > 0,
		mutes: muting.length > 0,
		calls: next,
		lost,
	};
}

/** Whether a catch answers with what the error holds, and says by no status that something failed. */
function mutes({binding, line: begins, end, isEmpty}: Catch, exits: readonly Exit[], calls: readonly Call[]): boolean {
	if (binding === undefined || isEmpty) return false;
	const here = ({line}: {readonly line: number}): boolean => begins <= line && line <= end;
	const ofError = (name: string): boolean => name.startsWith(`${binding}.`);
	return (
		!calls.some(call => here(call) && answersFailure(call)) &&
		exits.some(exit => {
			if (exit.how !== 'return' || !exit.inCatch || !here(exit)) return false;
			const {value} = exit;
			const call = value?.is === 'call' ? calls.find(one => one.line === exit.line && ofError(one.to)) : undefined;
			return call !== undefined || (value?.is === 'name' && ofError(value.name));
		})
	);
}

const followed = (target: Target): Start | undefined =>
	target.is === 'function' ? {path: target.path, function: target.function} : undefined;

const isNamed = (value: Value, name: string, {code}: FileScope): boolean =>
	value.is === 'call' && lastOf(code.calls[value.call]?.to ?? '') === name;
