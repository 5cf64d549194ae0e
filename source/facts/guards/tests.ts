import type {Call} from '../code/code.ts';
import type {GuardKind} from '../entry-points/entry-point.ts';
import type {FileScope} from '../entry-points/scope.ts';
import {type Given, isProof, type Origin, provesWho} from './origin.ts';
import type {Origins} from './origins.ts';
import {namesKey, namesRole, namesSignature, partsOf, wordsOf} from './words.ts';

/** What the conditions around a rejection ask for. */
export type Asked = {
	readonly kind: GuardKind;
	readonly name: string;
	/** The bare session or user is asked for, not one of its properties. */
	readonly bare: boolean;
	/** Nothing else is asked for. */
	readonly only: boolean;
	readonly direct: boolean;
	/** The rest is the caller's own word. */
	readonly plain: boolean;
	readonly needs: readonly Given[];
};

const identifying: ReadonlySet<string> = new Set(
	'id userid user uid email sub data session error sessionid account success isauthenticated valid ok status expires'.split(' '),
);
const owning: ReadonlySet<string> = new Set(
	'owner author creator created team tenant organization organisation org workspace member'.split(' '),
);

const errorName = /(?:^|\.)(?:error|err)$/iu;
const compares = (name: string): boolean =>
	wordsOf(name).some((word, at, all) => owning.has(word) || (word === 'user' && all[at + 1] === 'id'));

/** What the names of a condition ask for; undefined when none of them says who the caller is. */
export function askedBy(when: readonly string[], scope: FileScope, at: number, line: number, origins: Origins): Asked | undefined {
	if (when.length === 0) return undefined;
	const each = when.map(name => ({name, origin: originOf(name, scope, at, line, origins)}));
	const proof = each.filter(({origin}) => isProof(origin));
	const needs = each.flatMap(({name, origin}) =>
		origin.parameter !== undefined && wordsOf(name).length > 0 ? [{name, origin, parameter: origin.parameter}] : [],
	);
	const bareOf = (name: string): boolean =>
		partsOf(name)
			.slice(1)
			.every(part => identifying.has(part.replaceAll('_', '').toLowerCase()));
	const only = each.every(
		({origin, name}) => isProof(origin) || origin.parameter !== undefined || origin.is === 'credential' || errorName.test(name),
	);
	const plain = each.every(
		({origin, name}) => (origin.is !== 'unknown' && origin.is !== 'none' && origin.is !== 'secret') || errorName.test(name),
	);
	const [first] = proof;
	if (first !== undefined) {
		const best =
			proof.find(({origin}) => origin.is === 'signature') ??
			proof.find(({origin, name}) => origin.is === 'role' || namesRole(name)) ??
			first;
		const isOwner = each.some(one => one !== best && !isProof(one.origin) && compares(one.name)) && best.origin.is === 'identity';
		const kind: GuardKind =
			best.origin.is === 'signature'
				? 'signature'
				: best.origin.is === 'key'
					? 'key'
					: best.origin.is === 'role' || namesRole(best.name) || isOwner
						? 'role'
						: 'signed-in';
		return {
			kind,
			name: best.origin.name,
			bare: proof.some(({name}) => bareOf(name)),
			only,
			direct: proof.some(({origin}) => origin.direct),
			plain,
			needs: [],
		};
	}
	const secret = each.find(({origin}) => origin.is === 'secret');
	const compared = each.find(({name, origin}) => provesWho(name, origin) && (origin.is !== 'parameter' || origin.parameter?.of === at));
	if (secret !== undefined && compared !== undefined) {
		const kind = each.some(({name, origin}) => namesSignature(name) || namesSignature(origin.name)) ? 'signature' : 'key';
		return {kind, name: secret.origin.name, bare: true, only: true, direct: true, plain: true, needs: []};
	}
	const told = needs.filter(({name}) => tellsWho(name));
	const [one] = told;
	if (one === undefined) return undefined;
	const kind: GuardKind =
		told.some(({name}) => namesRole(name)) || each.some(other => other.name !== one.name && compares(other.name)) ? 'role' : 'signed-in';
	return {
		kind,
		name: one.name,
		bare: told.some(({name}) => bareOf(name)),
		only,
		direct: told.some(({origin}) => origin.direct),
		plain,
		needs: told.map(({parameter}) => parameter),
	};
}

/** It is not known what the conditions ask for: nothing in them is the caller's own word, and something in them could not be followed. */
export function isOpenQuestion(when: readonly string[], scope: FileScope, at: number, line: number, origins: Origins): boolean {
	const each = when.map(name => originOf(name, scope, at, line, origins).is);
	return each.includes('unknown') && !each.some(is => is === 'supplied' || is === 'parameter' || is === 'none');
}

/** A parameter whose name says who the caller is, and that is more than a key or a number. */
const tellsWho = (name: string): boolean => {
	const said = wordsOf(name);
	return (
		said.some(word =>
			/^(?:user|session|auth|viewer|token|jwt|claims|principal|role|roles|permission|permissions|admin|account|caller|actor|requester|member|identity)$/u.test(
				word,
			),
		) && !namesKey(name)
	);
};

/** Where a name of a condition comes from; a call is looked up where it stands. */
export function originOf(name: string, scope: FileScope, at: number, line: number, origins: Origins): Origin {
	if (!name.endsWith('()')) return origins.ofName(name, {path: scope.path, in: at}, line);
	const call = calledIn(name.slice(0, -2), scope, at, line);
	return call === undefined ? origins.ofName(name, {path: scope.path, in: at}, line) : origins.ofCall(call, scope.path);
}

const index = /\.\d+(?=\.)/gu;

/** The call that a condition names: the last one above the line. */
export function calledIn(to: string, scope: FileScope, at: number, line: number): Call | undefined {
	return scope.callsIn(at).findLast(call => (call.to === to || call.to.replace(index, '.[]') === to) && call.line <= line);
}
