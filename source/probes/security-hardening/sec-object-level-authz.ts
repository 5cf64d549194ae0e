import {changedByIdAlone, namesOwner} from '../../facts/access/by-id-alone.ts';
import {dataCallsFor, tablesOf} from '../../facts/access/handed-out.ts';
import {isByTheWay} from '../../facts/access/words.ts';
import type {DataCall} from '../../facts/data-calls/data-call.ts';
import type {EntryPoint} from '../../facts/entry-points/entry-point.ts';
import type {Facts} from '../../facts/facts.ts';
import {distinct} from '../../facts/places.ts';
import {unreadLanguage} from '../../facts/unread.ts';
import {gap, notApplicable, type Probe, pass, unknown} from '../probe.ts';

const owner =
	/^(?:user|owner|author|creator|created_?by|org|organization|organisation|tenant|team|workspace|company|account|customer|member|profile)_?(?:id)?$|(?:user|owner|org|organization|tenant|team|workspace|company|account)_?id$/iu;
const key = /^(?:id|_id|pk|uuid|slug)$/iu;
const byRow: ReadonlySet<DataCall['operation']> = new Set<DataCall['operation']>(['read one', 'update', 'delete']);

/** A list that is narrowed by a key is a look-up as well. */
const isByRow = ({operation, filters}: DataCall): boolean =>
	byRow.has(operation) || (operation === 'read many' && filters.some(one => key.test(one)));

const belongs = (call: DataCall, facts: Facts): boolean =>
	tablesOf(call, facts).some(({columns}) => columns.some(({name}) => owner.test(name)));

const isSignedIn = ({guards}: EntryPoint): boolean =>
	guards.some(({kind}) => kind === 'signed-in') && !guards.some(({kind}) => kind === 'role' || kind === 'key');

const probe: Probe = facts => {
	const points = facts.entryPoints.points.filter(
		point => isSignedIn(point) && (point.kind === 'http' || point.kind === 'rpc' || point.kind === 'action' || point.kind === 'page'),
	);
	const all = points.flatMap(point => dataCallsFor(point, facts, 2));
	const personal = new Set(all.filter(namesOwner).map(({table}) => table));
	const open = points.flatMap(point => changedByIdAlone(point, personal, facts));
	if (open.length > 0) {
		const found = distinct(open);
		return gap(
			`${found.length === 1 ? 'a record that belongs to somebody is changed' : `records that belong to somebody are changed in ${found.length} places`} by an id that the caller sends, and nothing there asks whose it is; elsewhere the same records are looked up by their owner`,
			found,
			{severity: 'high', confidence: 'medium'},
		);
	}
	const byRows = all.filter(call => isByRow(call) && call.client !== 'supabase' && !isByTheWay(call.table));
	const calls = byRows.filter(call => belongs(call, facts));
	const alone = calls.filter(({filters, filtersUnknown}) => !filtersUnknown && filters.length === 1 && key.test(filters[0] ?? ''));
	const kept = calls.filter(({filters}) => filters.some(one => owner.test(one)));
	const unclear = calls.filter(({filters, filtersUnknown}) => filtersUnknown && !filters.some(one => owner.test(one)));
	const language = unreadLanguage(facts);
	if (language !== undefined) return unknown(`code in ${language} is not read yet`);
	if (alone.length > 0) {
		const found = distinct(alone);
		return unknown(
			`${found.length} ${found.length === 1 ? 'look-up names' : 'look-ups name'} a record that belongs to somebody by its id alone; a check that follows it was not looked for`,
			found,
		);
	}
	if (unclear.length > 0) return unknown('some look-ups of records that belong to somebody could not be read', distinct(unclear));
	const others = byRows.filter(({filters}) => !filters.some(one => owner.test(one)));
	if (kept.length > 0 && others.length > 0)
		return unknown('some look-ups name the owner, and others are of records whose owner the tables do not say', distinct(others));
	if (kept.length > 0) return pass('each look-up of a record that belongs to somebody names the owner', distinct(kept));
	return points.length === 0 && facts.entryPoints.unread.length === 0
		? notApplicable('nothing that can be called is only for people who have signed in')
		: unknown('no look-up of a record that belongs to somebody was seen');
};

export default probe;
