import type {Call} from '../../code/code.ts';
import {lastOf} from '../../code/code.ts';
import type {FileScope} from '../../entry-points/scope.ts';
import {type Asked, calledIn} from '../tests.ts';
import type {Way} from './way.ts';

const insisting = /^(?:require|ensure|assert|protect|must|enforce|authorize|authenticate|verify|check|guard)/iu;
const backwards = /anonymous|guest|unauth|logged_?out|not_?logged|signed_?out/iu;

const absent = /(?<what>\w+)['"`]? (?:was |is |could )?not (?:be )?found\b/iu;
const ofPeople = /^(?:user|users|session|account|profile|member|token|key|credentials?|cookie|\w*id)$/iu;

/** `Repository not found`: it turns nobody away for who they are. */
export function saysRecordIsMissing(text: string): boolean {
	const what = absent.exec(text)?.groups?.what;
	return what !== undefined && !ofPeople.test(what);
}

/** Whether a rejection of this sort, for want of what was asked, really turns the caller away. */
export function counts(way: Way, asked: Asked, scope: FileScope, here: number, at: number): boolean {
	const name = lastOf(scope.code.functions[at]?.name ?? '');
	switch (way.rejection) {
		case 'denied':
			return true;
		case 'missing':
			return asked.only && asked.direct && asked.bare;
		case 'failed':
			if (saysRecordIsMissing(way.text)) return false;
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
