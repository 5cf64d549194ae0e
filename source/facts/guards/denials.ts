import {lastOf} from '../code/code.ts';
import type {FileScope} from '../entry-points/scope.ts';
import {refusedInCatch} from './denials/caught.ts';
import {unexplained} from './denials/unexplained.ts';
import type {Way} from './denials/way.ts';
import {waysOf} from './denials/ways.ts';
import {counts} from './denials/weight.ts';
import type {FoundGuard} from './found.ts';
import type {Given, Origin} from './origin.ts';
import type {Origins} from './origins.ts';
import type {Rejections} from './rejection.ts';
import {type Asked, askedBy, isOpenQuestion} from './tests.ts';
import {namesForgery, wordsOf} from './words.ts';

/** A refusal whose reason could not be followed, and the parameters that must be the request for it to be about the caller. */
export type Perhaps = {readonly way: Way; readonly needs: readonly Given[]};

const passes = /^(?:next|resolve|handler|fn|callback|cb|done)$/u;

/** The rejections in a function's own body that depend on who the caller is. */
export function denialsIn(
	scope: FileScope,
	at: number,
	origins: Origins,
	rejections: Rejections,
): {readonly guards: readonly FoundGuard[]; readonly soft: readonly Way[]; readonly perhaps?: Perhaps} {
	if (namesForgery(scope.code.functions[at]?.name ?? '')) return {guards: [], soft: []};
	const guards: FoundGuard[] = [];
	const soft: Way[] = [];
	const open: Perhaps[] = [];
	let isOtherwise = false;
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
				const needs = unexplained(way, scope, here, at, origins);
				if (needs !== undefined) open.push({way, needs});
				else if (way.rejection === 'invalid') isOtherwise = true;
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
	const [perhaps] = open;
	return {guards, soft, ...(perhaps === undefined || isOtherwise ? {} : {perhaps})};
}

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

const repeating = /(?:^|\.)(?:map|flatMap|filter|find|findIndex|some|every|reduce|sort|toSorted|then|catch|finally|forEach)$/u;

/** `return startSpan(…, async () => {…})`: what the callback returns, the function returns. */
function isItsEnd(scope: FileScope, here: number, at: number): boolean {
	const call = scope.givenTo(here);
	return call !== undefined && call.in === at && call.result === 'returned' && !call.isNew && !repeating.test(call.to);
}
