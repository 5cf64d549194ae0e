import type {Place} from '../../safe-text.ts';
import {type Call, firstOf, lastOf} from '../code/code.ts';
import type {FileScope} from '../entry-points/scope.ts';
import type {Facts} from '../facts.ts';
import type {Outbound} from './outbound.ts';
import {outboundOf} from './outbound-of.ts';
import {namesWithin} from './status.ts';

/** A call whose answer somebody has to look at: what is done about its status. `none` of them are calls whose answer nobody uses. */
export type AnswerUsed = Place & {readonly use: 'checked' | 'thrown' | 'ignored' | 'unknown'};

const byHand: ReadonlySet<string> = new Set(
	'fetch undici node-fetch cross-fetch isomorphic-fetch isomorphic-unfetch requests httpx aiohttp axios got ky ofetch needle superagent request http https urllib'.split(
		' ',
	),
);
const absolute = /^https?:\/\/[^$/]/u;
const bodies = /^(?:json|text|arrayBuffer|blob|formData|content|read|body|data|iter_content|iter_lines)$/u;
const checks: ReadonlySet<string> = new Set(
	'parse safeParse parseAsync safeParseAsync validate validateSync model_validate model_validate_json parse_obj parse_raw parse_obj_as validate_python validate_json parse_model'.split(
		' ',
	),
);

/** The calls to other services that are made by hand, and what becomes of the status of each answer. */
export const answersUsedOf = (facts: Facts): readonly AnswerUsed[] =>
	outboundOf(facts).flatMap((one): readonly AnswerUsed[] => {
		if (one.is !== 'call' || one.isOwn || !byHand.has(one.client) || !asksSomeone(one)) return [];
		const {path, line, text, call, status} = one;
		const scope = facts.program.scopes.at(path);
		const place = {path, line, text};
		if (scope === undefined) return [];
		if (status === 'checked' || status === 'thrown') return [{...place, use: status}];
		if (call.result === 'dropped') return [];
		// A server that hands an answer on as it is hands its status on as well.
		if (call.result === 'returned' && facts.program.pointsOf(path, call.in).length > 0) return [];
		if (status === 'unknown') return [{...place, use: isAskedLater(call, scope) ? 'checked' : 'unknown'}];
		const read = bodyOf(call, scope);
		if (read === undefined) return [];
		if (isChecked(read, call, scope)) return [{...place, use: 'checked'}];
		return [{...place, use: isElsewhere(one) ? 'ignored' : 'unknown'}];
	});

const making = /(?:^|\.)(?:Async)?Client(?:Session)?$|(?:^|\.)Session$/u;
/** Scripts of a template that run once, where it is copied. */
const onceOnly = /(?:^|\/)remix\.init\//u;

/** It goes to an address, and is no client that others are made with. */
const asksSomeone = ({address, call, path}: Outbound): boolean =>
	!making.test(call.to) && !onceOnly.test(path) && (address === undefined || /[/{:]/u.test(address));

/** In a browser's language a server also calls its own interface by an address that is only known when it runs. */
const isElsewhere = ({client, address}: Outbound): boolean =>
	address === undefined
		? /^(?:requests|httpx|aiohttp|urllib)$/u.test(client)
		: absolute.test(address) || client === 'requests' || client === 'httpx';

/** `answer = await fetch(…)` into a name that was there before, whose status is asked in a condition. */
function isAskedLater(call: Call, scope: FileScope): boolean {
	const at = scope.code.calls.indexOf(call);
	const name = scope.assignmentsIn(call.in).find(({value}) => value.is === 'call' && value.call === at)?.to;
	if (name === undefined || name.includes('.')) return false;
	const asks = (one: string): boolean => firstOf(one) === name && /\.(?:ok|status|status_code|is_success|is_error)$/u.test(one);
	return (
		scope.callsIn(call.in).some(one => one.when.some(asks) || one.to === `${name}.raise_for_status`) ||
		scope.exitsIn(call.in).some(one => one.when.some(asks))
	);
}

/** What the body of an answer is called: empty when it is used where it is read; undefined when nobody reads it. */
function bodyOf(call: Call, scope: FileScope): string | undefined {
	const at = scope.code.calls.indexOf(call);
	const functions = new Set(scope.bodyOf(call.in));
	const kept = scope.code.variables.find(one => one.in === call.in && one.value.is === 'call' && one.value.call === at);
	const [answer = ''] = kept?.names ?? [];
	const isRead = (to: string): boolean =>
		answer !== '' && firstOf(to) === answer && to.split('.').some((part, index) => index > 0 && bodies.test(part.replace('()', '')));
	if (kept !== undefined && kept.pattern === 'name') {
		for (const [index, one] of scope.code.calls.entries()) {
			if (!functions.has(one.in) || !isRead(one.to)) continue;
			return nameOfResult(index, scope);
		}
		const read = scope.code.variables.find(one => functions.has(one.in) && one.value.is === 'name' && isRead(one.value.name));
		if (read !== undefined) return read.names[0] ?? '';
		return scope.code.exits.some(one => functions.has(one.in) && one.value !== undefined && namesWithin(one.value).some(isRead)) ||
			scope.code.calls.some(
				one => functions.has(one.in) && [...one.args, ...one.named.map(({value}) => value)].some(arg => namesWithin(arg).some(isRead)),
			)
			? ''
			: undefined;
	}
	const chained = scope.code.calls.findIndex(one => one.on === at && (bodies.test(lastOf(one.to)) || lastOf(one.to) === 'then'));
	return chained === -1 ? undefined : nameOfResult(chained, scope);
}

/** The name under which the last call of a chain is kept. */
function nameOfResult(at: number, scope: FileScope): string {
	let here = at;
	for (let steps = 0; steps < 8; steps++) {
		const next = scope.code.calls.findIndex(one => one.on === here);
		if (next === -1) break;
		here = next;
	}
	return scope.code.variables.find(one => one.value.is === 'call' && one.value.call === here)?.names[0] ?? '';
}

/** A member of a body that says whether it went well. */
const outcome = /^(?:success|ok|errors?|status|code|error_?code|result)$/iu;

const saysOutcome = /^\.(?:success|ok|errors?|status|code|error_?code|result)\b/iu;

/** A body that a schema reads, or that is asked whether it holds what it should, is not taken as it comes. */
function isChecked(body: string, call: Call, scope: FileScope): boolean {
	const functions = new Set(scope.bodyOf(call.in));
	const isBody = (name: string): boolean => body !== '' && firstOf(name) === body;
	const says = (name: string): boolean => isBody(name) && outcome.test(name.split('.')[1] ?? '');
	const given = [
		...scope.code.exits.flatMap(one => (functions.has(one.in) && one.value !== undefined ? namesWithin(one.value) : [])),
		...scope.code.variables.flatMap(one => (functions.has(one.in) ? namesWithin(one.value) : [])),
	];
	if (given.some(says)) return true;
	const compared = [...scope.code.exits, ...scope.code.variables, ...scope.code.assignments].some(
		one =>
			functions.has(one.in) &&
			body !== '' &&
			one.text.includes(`${body}.`) &&
			saysOutcome.test(one.text.slice(one.text.indexOf(`${body}.`) + body.length)),
	);
	if (compared) return true;
	return (
		scope.code.calls.some(
			one =>
				functions.has(one.in) &&
				one.line >= call.line &&
				(one.when.some(isBody) || (checks.has(lastOf(one.to)) && (one.args.some(arg => namesWithin(arg).some(isBody)) || body === ''))),
		) || scope.code.exits.some(one => functions.has(one.in) && one.line >= call.line && one.when.some(isBody))
	);
}
