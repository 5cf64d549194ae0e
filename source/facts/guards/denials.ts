import type {Call, Catch, Exit} from '../code/code.ts';
import {lastOf} from '../code/code.ts';
import type {FileScope} from '../entry-points/scope.ts';
import type {FoundGuard} from './found.ts';
import type {Origin} from './origin.ts';
import type {Origins} from './origins.ts';
import type {Rejection, Rejections} from './rejection.ts';
import {type Asked, askedBy, calledIn, isOpenQuestion} from './tests.ts';
import {namesForgery, namesIdentity, wordsOf} from './words.ts';

type Way = {
	readonly line: number;
	readonly text: string;
	readonly when: readonly string[];
	readonly rejection: Rejection | 'silent';
	readonly at: number;
	/** It goes back to the caller instead of ending the request. */
	readonly back: boolean;
	readonly ends: boolean;
};

const insisting = /^(?:require|ensure|assert|protect|must|enforce|authorize|authenticate|verify|check|guard)/iu;
const backwards = /anonymous|guest|unauth|logged_?out|not_?logged|signed_?out/iu;
const passes = /^(?:next|resolve|handler|fn|callback|cb|done)$/u;

/** The rejections in a function's own body that depend on who the caller is. */
export function denialsIn(
	scope: FileScope,
	at: number,
	origins: Origins,
	rejections: Rejections,
): {readonly guards: readonly FoundGuard[]; readonly soft: readonly Way[]} {
	if (namesForgery(scope.code.functions[at]?.name ?? '')) return {guards: [], soft: []};
	const guards: FoundGuard[] = [];
	const soft: Way[] = [];
	for (const here of scope.bodyOf(at)) {
		const ways = waysOf(scope, here, here === at || isItsEnd(scope, here, at), rejections);
		for (const way of ways) {
			if (way.rejection === 'limited') {
				guards.push(
					guardFrom(
						{kind: 'limiter', name: limiterName(way), bare: true, only: true, direct: true, plain: true, needs: []},
						way,
						scope,
						false,
					),
				);
				continue;
			}
			const asked =
				askedBy(way.when, scope, here, way.line, origins) ?? (way.when.length === 0 ? askedBefore(scope, here, way, origins) : undefined);
			if (asked === undefined) {
				if (way.rejection === 'denied' && isOpenQuestion(way.when, scope, here, way.line, origins)) soft.push(way);
				continue;
			}
			if (!counts(way, asked, scope, here, at)) continue;
			guards.push({
				...guardFrom(asked, way, scope, way.rejection === 'answered' || way.rejection === 'silent'),
				late: isLate(scope, here, way, origins),
			});
		}
	}
	for (const here of scope.bodyOf(at)) guards.push(...refusedInCatch(scope, here, origins, rejections));
	return {guards, soft};
}

/** `try {user = users[tokenOf(request)]…} catch {return 401}`: whoever does not prove who they are ends in the catch. */
function refusedInCatch(scope: FileScope, here: number, origins: Origins, rejections: Rejections): readonly FoundGuard[] {
	return scope.catchesIn(here).flatMap((caught): readonly FoundGuard[] => {
		const inside = (line: number): boolean => line >= caught.line && line <= caught.end;
		const refusal =
			scope.exitsIn(here).find(exit => inside(exit.line) && rejections.ofExit(exit, scope.path) === 'denied') ??
			scope.callsIn(here).find(call => inside(call.line) && rejections.ofCall(call, scope.path) === 'denied');
		if (refusal === undefined || goesOn(scope, here, caught)) return [];
		const tried = scope
			.callsIn(here)
			.find(call => call.inTry && call.line < caught.line && call.when.length === 0 && proves(call, scope, origins));
		if (tried === undefined) return [];
		const place = {path: scope.path, line: refusal.line, text: refusal.text};
		return [
			{
				...place,
				name: tried.to,
				kind: 'signed-in',
				how: 'call',
				rejects: place,
				known: 'code',
				needs: [],
				when: [],
				back: false,
				weak: false,
			},
		];
	});
}

function proves(call: Call, scope: FileScope, origins: Origins): boolean {
	const origin = origins.ofCall(call, scope.path);
	if (origin.is === 'credential') return namesIdentity(lastOf(call.to)) && call.result === 'kept' && !isKeptAsItIs(call, scope);
	return origin.direct && (origin.is === 'identity' || origin.is === 'role');
}

/** `const token = tokenOf(request)`: it is only read, and nothing is looked up by it yet. */
const isKeptAsItIs = (call: Call, scope: FileScope): boolean =>
	[...scope.code.variables, ...scope.code.assignments].some(
		({line, value}) => line === call.line && value.is === 'call' && scope.code.calls[value.call] === call,
	);

/** `if (!sessionId) return null`, before. */
const isLate = (scope: FileScope, here: number, way: Way, origins: Origins): boolean =>
	scope
		.exitsIn(here)
		.some(
			exit =>
				exit.line < way.line &&
				exit.how === 'return' &&
				exit.value?.is === 'literal' &&
				exit.value.value === null &&
				exit.when.some(name => isAbout(origins.ofName(name, {path: scope.path, in: here}, exit.line))),
		);

const isAbout = ({is}: Origin): boolean => is === 'credential' || is === 'identity' || is === 'role';

const limiterName = (way: Way): string =>
	way.when.find(name =>
		wordsOf(name).some(word => /^(?:rate|limit|limiter|limited|ratelimit|throttle|allowed|success|remaining|count)$/u.test(word)),
	) ?? 'limit';

function guardFrom(asked: Asked, way: Way, scope: FileScope, weak: boolean): FoundGuard {
	const place = {path: scope.path, line: way.line, text: way.text};
	return {
		...place,
		name: asked.name,
		kind: asked.kind,
		how: 'call',
		rejects: place,
		known: 'code',
		needs: asked.needs,
		when: way.when,
		back: way.back,
		weak,
	};
}

/** Whether a rejection of this sort, for want of what was asked, really turns the caller away. */
function counts(way: Way, asked: Asked, scope: FileScope, here: number, at: number): boolean {
	const name = lastOf(scope.code.functions[at]?.name ?? '');
	switch (way.rejection) {
		case 'denied':
			return true;
		case 'missing':
			return asked.only && asked.direct && asked.bare;
		case 'failed':
			return asked.kind === 'role' ? asked.only : asked.direct && asked.bare && (asked.only || asked.plain);
		case 'elsewhere':
			return (
				!backwards.test(name) &&
				!isBetweenPages(scope, here, way) &&
				asked.only &&
				asked.direct &&
				(insisting.test(name) || asked.kind === 'role' || usesAfter(scope, here, way, asked))
			);
		case 'answered':
			return asked.direct && asked.bare && asked.only;
		case 'silent':
			return asked.direct && asked.bare && asked.only && usesAfter(scope, here, way, asked);
		case 'invalid':
			return asked.direct && asked.bare && asked.only && /unauth|not auth|sign in|log ?in|permission|token/iu.test(way.text);
		case 'limited':
			return true;
	}
}

const onePage = /(?:^|\.)pathname$/u;
const entrance = /^\/(?:$|[a-z/-]*(?:log-?in|sign-?in|sign-?up|register|auth)\b)/iu;

/** A redirect for one page, or from the sign-in: it sends those on who are signed in. */
const isBetweenPages = (scope: FileScope, here: number, way: Way): boolean =>
	way.when.some(name => {
		if (!name.endsWith('()')) return onePage.test(name);
		const call = name.includes('pathname') ? calledIn(name.slice(0, -2), scope, here, way.line) : undefined;
		const asked = call?.args[0];
		return asked?.is === 'text' && entrance.test(asked.text);
	});

/** After the redirect, the function goes on with the person: so it was without one that it redirected. */
function usesAfter(scope: FileScope, here: number, way: Way, asked: Asked): boolean {
	const roots = new Set(way.when.map(name => name.split(/[.(]/u)[0] ?? ''));
	const isUse = (name: string): boolean => name.includes('.') && roots.has(name.split('.')[0] ?? '');
	return (
		asked.direct &&
		(scope.code.variables.some(one => one.in === here && one.line > way.line && one.value.is === 'name' && isUse(one.value.name)) ||
			scope.callsIn(here).some(call => call.line > way.line && call.args.some(arg => usesIn(arg, isUse, 3))))
	);
}

function usesIn(value: Call['args'][number], isUse: (name: string) => boolean, left: number): boolean {
	if (value.is === 'name') return isUse(value.name);
	if (left === 0) return false;
	if (value.is === 'object') return value.entries.some(entry => usesIn(entry.value, isUse, left - 1));
	if (value.is === 'list') return value.items.some(item => usesIn(item, isUse, left - 1));
	if (value.is === 'template') return value.holes.some(hole => usesIn(hole, isUse, left - 1));
	return value.is === 'either' && value.of.some(one => usesIn(one, isUse, left - 1));
}

/** `if (session) {…; return} return 401`: what was asked before, where the rejection itself is under no condition. */
function askedBefore(scope: FileScope, here: number, way: Way, origins: Origins): Asked | undefined {
	if (way.rejection !== 'denied') return undefined;
	const before: readonly {readonly when: readonly string[]; readonly line: number}[] = [
		...scope.exitsIn(here).filter(exit => exit.how === 'return'),
		...scope.callsIn(here).filter(call => passes.test(lastOf(call.to)) && call.args.length === 0),
	];
	for (const one of before) {
		const asked = one.line < way.line && one.when.length > 0 ? askedBy(one.when, scope, here, one.line, origins) : undefined;
		if (asked !== undefined) return asked;
	}
	return undefined;
}

/** Every way in which a function turns callers away. */
function waysOf(scope: FileScope, here: number, own: boolean, rejections: Rejections): readonly Way[] {
	const exits = scope.exitsIn(here).flatMap((exit: Exit): readonly Way[] => {
		const rejection = exit.inCatch ? undefined : isSilent(exit, scope) ? 'silent' : rejections.ofExit(exit, scope.path);
		if (rejection === undefined || (!own && exit.how === 'return' && !answersItself(exit, scope))) return [];
		if (exit.how === 'throw' && swallowed(scope, here, exit.line)) return [];
		return [
			{
				line: exit.line,
				text: exit.text,
				when: exit.when,
				rejection,
				at: here,
				back: exit.how === 'return' && !answersItself(exit, scope),
				ends: true,
			},
		];
	});
	const lines = new Set(exits.map(({line}) => line));
	const calls = scope.callsIn(here).flatMap((call): readonly Way[] => {
		if (call.result !== 'dropped' || lines.has(call.line) || inCatch(scope, here, call.line)) return [];
		const rejection = rejections.ofCall(call, scope.path);
		if (rejection === undefined || rejection === 'answered') return [];
		return [{line: call.line, text: call.text, when: call.when, rejection, at: here, back: false, ends: false}];
	});
	return [...exits, ...calls];
}

const repeating = /(?:^|\.)(?:map|flatMap|filter|find|findIndex|some|every|reduce|sort|toSorted|then|catch|finally|forEach)$/u;

/** `return startSpan(…, async () => {…})`: what the callback returns, the function returns. */
function isItsEnd(scope: FileScope, here: number, at: number): boolean {
	const call = scope.givenTo(here);
	return call !== undefined && call.in === at && call.result === 'returned' && !call.isNew && !repeating.test(call.to);
}

/** `return res.status(401).json(…)`, `return next(error)`: the caller of the route has its answer, whoever gets the value. */
function answersItself(exit: Exit, scope: FileScope): boolean {
	const call = exit.value?.is === 'call' ? scope.code.calls[exit.value.call] : undefined;
	return (
		call !== undefined &&
		!call.isNew &&
		/^(?:res|response|reply|ctx|context|h|next|reject|abort|redirect|permanentRedirect|notFound|unauthorized|forbidden|done|cb)(?:\.|$)/u.test(
			call.to,
		)
	);
}

/** `if (!user) return;`, where nothing has answered before. */
const isSilent = (exit: Exit, scope: FileScope): boolean =>
	exit.how === 'return' &&
	exit.value === undefined &&
	!scope
		.callsIn(exit.in)
		.some(
			call =>
				call.result === 'dropped' &&
				call.line <= exit.line &&
				call.line >= exit.line - 10 &&
				call.when.length === exit.when.length &&
				exit.when.every(name => call.when.includes(name)),
		);

const inCatch = (scope: FileScope, here: number, line: number): boolean =>
	scope.catchesIn(here).some(one => one.line <= line && line <= one.end);

/** The catch that stands behind a line in the same function, if the line may be in its `try`. */
export function catchAfter(scope: FileScope, here: number, line: number): Catch | undefined {
	return scope.catchesIn(here).find(one => one.line >= line);
}

/** What is thrown here is caught in the same function, and the work goes on. */
function swallowed(scope: FileScope, here: number, line: number): boolean {
	const caught = catchAfter(scope, here, line);
	return (
		caught !== undefined &&
		goesOn(scope, here, caught) &&
		scope.callsIn(here).some(call => call.inTry && call.line >= line - 3 && call.line <= caught.line)
	);
}

/** After a catch the work goes on: nothing in it ends the function, and something comes behind it. */
export function goesOn(scope: FileScope, here: number, caught: Catch): boolean {
	if (caught.rethrows) return false;
	const inside = (line: number): boolean => line >= caught.line && line <= caught.end;
	if (scope.callsIn(here).some(call => inside(call.line) && /(?:^|\.)next$/u.test(call.to) && call.args.length === 0)) return true;
	if (scope.exitsIn(here).some(exit => inside(exit.line))) return false;
	const ends = scope
		.callsIn(here)
		.some(
			call =>
				inside(call.line) && /(?:^|\.)(?:status|sendStatus|redirect|next|abort|json|send|end|reject|exit)(?:\(\)|$|\.)/u.test(call.to),
		);
	if (ends) return false;
	return scope.callsIn(here).some(call => call.line > caught.end) || scope.exitsIn(here).some(exit => exit.line > caught.end);
}
