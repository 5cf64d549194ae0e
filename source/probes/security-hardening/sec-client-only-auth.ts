import type {EntryPoint} from '../../facts/entry-points/entry-point.ts';
import type {Facts} from '../../facts/facts.ts';
import type {FileFact} from '../../facts/files.ts';
import {wordsOf} from '../../facts/guards/words.ts';
import {distinct} from '../../facts/places.ts';
import {isReached} from '../../facts/reached.ts';
import type {Place} from '../../safe-text.ts';
import {notApplicable, type Probe, unknown} from '../probe.ts';

const asked: ReadonlySet<string> = new Set(['role', 'roles', 'admin', 'superadmin', 'permission', 'permissions', 'plan', 'premium', 'pro']);

type Decision = Place & {readonly isPaid: boolean};

const spoken: ReadonlySet<string> = new Set('message messages chat conversation avatar bubble bot assistant'.split(' '));

/** Lines of the pages on which it matters who somebody is. */
const decisionsOf = ({path, code}: FileFact): readonly Decision[] => {
	// There the bare word says who wrote a message.
	const isSpoken = wordsOf(path).some(word => spoken.has(word));
	const says = (name: string): boolean => !(isSpoken && /^roles?$/u.test(name)) && asks(name);
	const found = (all: readonly {readonly when: readonly string[]; readonly line: number; readonly text: string}[]): readonly Decision[] =>
		all.flatMap(({when, line, text}) => (when.some(says) ? [{path, line, text, isPaid: when.some(saysPaid)}] : []));
	return [...found(code?.exits ?? []), ...found(code?.calls ?? []).slice(0, 3)];
};

/** Whose role it is: a message of a chat has one as well, and so has a field of a form. */
const people: ReadonlySet<string> = new Set(
	'user users session auth profile account member membership viewer me my own current employee staff caller actor person identity claims token is has'.split(
		' ',
	),
);
const ofPeople: ReadonlySet<string> = new Set(['role', 'roles', 'plan', 'pro']);
const paid: ReadonlySet<string> = new Set(['plan', 'premium', 'pro']);

const asks = (name: string): boolean => {
	const said = wordsOf(name);
	const last = said.at(-1) ?? '';
	if (said[0] === 'is' && asked.has(said[1] ?? '')) return said.length === 2 || people.has(last) || last === 'tier';
	if (said[0] === 'can' && said[1] === 'access') return true;
	if (!asked.has(last) || (said.length === 1 && paid.has(last))) return false;
	return !ofPeople.has(last) || said.length === 1 || said.some(word => people.has(word));
};

/** It is asked what somebody has paid for. */
const saysPaid = (name: string): boolean => asks(name) && wordsOf(name).some(word => paid.has(word));
const enforcesPaid = /plan|premium|\bpro\b|isPro|subscri|tier|billing|paid|entitle|licen[cs]e/iu;

const probe: Probe = facts => {
	const pages = facts.files.filter(file => file.role === 'app' && file.side === 'client' && isReached(file, facts.reached) !== false);
	const decisions = pages.flatMap(decisionsOf);
	if (decisions.length === 0) return notApplicable('no page was seen to ask for a role or a plan');
	const enforced = enforcedBy(facts);
	if (enforced.length === 0)
		return unknown(
			`${decisions.length} ${decisions.length === 1 ? 'line' : 'lines'} of the pages ${decisions.length === 1 ? 'asks' : 'ask'} for a role or a plan, and nothing on a server or in the database was seen to`,
			distinct(decisions),
		);
	const unpaid = decisions.filter(({isPaid}) => isPaid);
	if (unpaid.length > 0 && !enforced.some(({text}) => enforcesPaid.test(text)) && !asksPaidOnServer(facts))
		return unknown(
			`${unpaid.length} ${unpaid.length === 1 ? 'line' : 'lines'} of the pages ${unpaid.length === 1 ? 'asks' : 'ask'} what somebody has paid for, and nothing on a server or in the database was seen to`,
			distinct(unpaid),
		);
	const bare = facts.entryPoints.points.filter(isBare);
	if (bare.length > 0)
		return unknown(
			`the pages ask for a role; ${bare.length === 1 ? 'a way in that is named after administrators changes' : `${bare.length} ways in that are named after administrators change`} something, and nothing there was seen to ask who calls`,
			distinct(bare.map(({path, line, text}) => ({path, line, text}))),
		);
	const guarded = facts.entryPoints.points.filter(({guards}) => guards.some(({kind}) => kind === 'role')).length;
	return unknown(
		`the pages ask for a role in ${decisions.length} ${decisions.length === 1 ? 'line' : 'lines'}${guarded > 0 ? `, ${guarded} ${guarded === 1 ? 'way in' : 'ways in'} to the server as well` : ', and so does the database'}; whether each action that the pages hide is refused there too cannot be seen`,
		distinct([...decisions.slice(0, 2), ...enforced]),
	);
};

/** Code of the server asks what somebody has paid for. */
const asksPaidOnServer = ({files}: Facts): boolean =>
	files.some(file => file.role === 'app' && file.side === 'server' && decisionsOf(file).some(({isPaid}) => isPaid));

/** It is named after administrators, changes something, and nobody is asked who they are. */
const isBare = ({kind, route, guards, writes, unresolved}: EntryPoint): boolean =>
	(kind === 'http' || kind === 'action' || kind === 'rpc') &&
	writes.length > 0 &&
	unresolved.length === 0 &&
	wordsOf(route).includes('admin') &&
	!/log-?in|sign-?in|auth|invit/iu.test(route) &&
	guards.every(one => one.kind === 'limiter' || one.kind === 'validation');

/** What refuses by role where people cannot change it. */
const enforcedBy = (facts: Facts): readonly Place[] => [
	...facts.entryPoints.points.flatMap(({guards}) => guards.filter(({kind}) => kind === 'role')),
	...facts.schema.tables.flatMap(({policies}) =>
		policies.filter(({using = '', check = ''}) => /role|admin|member|staff|plan/iu.test(`${using} ${check}`)),
	),
	...facts.firebaseRules.filter(({admits}) => admits !== 'everyone' && admits !== 'signed-in' && admits !== 'until-a-date'),
];

export default probe;
