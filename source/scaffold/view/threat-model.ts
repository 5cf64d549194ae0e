import type {EntryPoint} from '../../facts/entry-points/entry-point.ts';
import {holds, type PlainFacts} from '../../facts/facts.ts';
import {type CodeNow, type Given, type SeenAt, said, type View} from '../view.ts';
import {powers} from './access-register.ts';
import {personalDataOf, shown} from './personal-data.ts';
import {abusesOf, risksOf} from './threats/risks.ts';
import {called, identityOf, wayOf} from './threats/way.ts';

const mostRows = 30;
const mostAssets = 15;
const mostTries = 20;
const mostArrows = 12;
const machines: ReadonlySet<EntryPoint['kind']> = new Set<EntryPoint['kind']>(['webhook', 'cron', 'queue']);
/** A word that stands in a picture as it is. */
const plainName = /^[\w .&-]{1,40}$/u;
const plainId = /^[a-z][a-z0-9-]*$/u;

const reading: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);
/** It changes or spends something, names a record, or takes what somebody sends. */
const isTelling = ({writes, costs, parameters, method}: EntryPoint): boolean =>
	writes.length + costs.length + parameters.length > 0 || !reading.has(method);
/** What changes something before what spends, and that before what names a record. */
const weight = (point: EntryPoint): number =>
	(point.writes.length > 0 ? 4 : 0) + (point.costs.length > 0 ? 2 : 0) + (point.parameters.length > 0 ? 1 : 0);
const worstFirst = (points: readonly EntryPoint[]): readonly EntryPoint[] =>
	points.toSorted((one, other) => weight(other) - weight(one) || (called(one) < called(other) ? -1 : 1));

/** What the page on threats says of this repository: each way in with what was seen in front of it, and what stands open. */
export function threatModelView(facts: PlainFacts, given: Given, _code: CodeNow, seenAt: SeenAt): View {
	const ways = facts.entryPoints.points.filter(({kind}) => kind !== 'page' && !machines.has(kind));
	const [guarded, open] = [ways.filter(one => identityOf(one).length > 0), ways.filter(one => identityOf(one).length === 0)];
	const telling = worstFirst(open.filter(isTelling));
	const behind = worstFirst(guarded.filter(isTelling));
	const {columns, processors} = personalDataOf(facts);
	const assets = columns.filter(({sensitive}) => sensitive).concat(columns.filter(({sensitive}) => !sensitive));
	const twice = behind.filter(({parameters}) => parameters.length > 0);
	const companies = processors.filter(({name, at}) => name !== '' && at !== '');
	const secrets = facts.settings.named.filter(({secret}) => secret).length;
	const unread = facts.entryPoints.unread.map(({framework, because}) => `${framework}: ${because}`);
	return {
		data: {
			app: given.name,
			owner: said(given, 'owner') ?? '',
			worst: said(given, 'worst') ?? '',
			something: ways.length > 0,
			all: String(ways.length),
			open: open.length === 0 ? '' : String(open.length),
			guarded: guarded.length === 0 ? '' : String(guarded.length),
			machines: countOf(facts.entryPoints.points.filter(({kind}) => machines.has(kind))),
			database: holds(facts, 'db.any'),
			secrets: `${secrets} ${secrets === 1 ? 'name' : 'names'}`,
			assets: assets.slice(0, mostAssets).map(({name, kind, at}) => ({name, what: kind, at})),
			companies: companies.map(({name, role, at}) => ({name, can: powers[role], at})),
			arrows: facts.people.thirdParties
				.filter(({id, name}) => plainId.test(id) && plainName.test(name))
				.slice(0, mostArrows)
				.map(({id, name}) => ({id: `to-${id}`, name: shown(name), gets: processors.find(one => one.name === name)?.does ?? 'data'})),
			ways: telling.slice(0, mostRows).map(wayOf),
			rest: countOf(open.filter(one => !telling.includes(one))),
			signed: behind.slice(0, mostRows).map(wayOf),
			twice: twice.slice(0, mostTries).map(point => ({way: called(point), at: wayOf(point).at})),
			risks: risksOf(seenAt).map(risk => ({...risk})),
			abuses: abusesOf(facts).map(one => ({...one})),
		},
		after: [
			...(ways.length === 0 ? ['No way in was found by which people call this, so no page is written.'] : []),
			...unread.slice(0, 3).map(words => `Not every way in is known, and the page holds only what is: ${words}.`),
			...(telling.length > mostRows
				? [`The page holds the ${mostRows} ways in that can do most; ${telling.length - mostRows} more ask nobody.`]
				: []),
		],
		owes: [],
		scripts: {},
	};
}

const countOf = (some: readonly EntryPoint[]): string => (some.length === 0 ? '' : String(some.length));
