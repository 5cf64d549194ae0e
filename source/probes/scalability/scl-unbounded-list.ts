import type {DataCall} from '../../facts/data-calls/data-call.ts';
import {dataCallsOf} from '../../facts/data-calls/data-calls.ts';
import {runsForRequest, waitingFor} from '../../facts/data-calls/for-requests.ts';
import {isOfOneParent, listsOf} from '../../facts/data-calls/lists.ts';
import {boundlessPagesOf} from '../../facts/data-calls/page-sizes.ts';
import {growsByEvent} from '../../facts/data-calls/tables.ts';
import type {Facts} from '../../facts/facts.ts';
import {distinct} from '../../facts/places.ts';
import {unreadLanguage} from '../../facts/unread.ts';
import {gap, notApplicable, type Probe, pass, unknown} from '../probe.ts';
import {listed} from '../when.ts';

const probe: Probe = facts => {
	const unread = unreadLanguage(facts);
	if (unread !== undefined) return unknown(`code in ${unread} is not read yet`);
	const calls = dataCallsOf(facts);
	if (calls.length === 0) return unknown('a database is used, and no call to it could be read');
	const lists = listsOf(calls, facts);
	const open = lists.filter(({rows}) => rows === 'all');
	if (open.length > 0) {
		const worst = open.map(({call}) => call).toSorted((one, other) => rank(other, facts) - rank(one, facts));
		const tables = [...new Set(worst.map(({table}) => table))];
		const capped = open.filter(({call}) => call.client === 'supabase').length === open.length;
		return gap(
			`${open.length === 1 ? 'a list' : `${open.length} lists`} of ${listed(tables.slice(0, 3), 'and')} ${open.length === 1 ? 'asks' : 'ask'} for every row, and requests keep adding rows${capped ? '; after row 1000 Supabase leaves the rest out without a word' : ''}`,
			distinct(worst),
			{
				occurrences: open.length,
				severity: worst.every(call => isForStaff(call, facts)) ? 'low' : worst.some(call => rank(call, facts) > 0) ? 'high' : 'medium',
			},
		);
	}
	const boundless = lists.filter(({rows}) => rows === 'as many as asked');
	const sizes = [...boundless.map(({call}) => call), ...(lists.length > 0 ? boundlessPagesOf(facts) : [])];
	if (sizes.length > 0)
		return gap('the caller says how many rows a list brings, and nothing limits that number', distinct(sizes), {
			occurrences: sizes.length,
		});
	const unsure = lists.filter(({rows}) => rows === 'unknown');
	if (unsure.length > 0)
		return unknown(
			`${unsure.length === 1 ? 'one list is' : `${unsure.length} lists are`} narrowed to an owner or by a limit that could not be followed, and it cannot be told how long ${unsure.length === 1 ? 'it grows' : 'they grow'}`,
			distinct(unsure.map(({call}) => call)),
		);
	const bounded = lists.filter(({rows}) => rows === 'few');
	if (bounded.length > 0)
		return pass(
			`${bounded.length === 1 ? 'the one list' : `all ${bounded.length} lists`} that requests ask for ${bounded.length === 1 ? 'is' : 'are'} limited, or of tables that stay small`,
			distinct(
				bounded.toSorted((one, other) => Number(other.call.limit === 'fixed') - Number(one.call.limit === 'fixed')).map(({call}) => call),
			),
		);
	const waited = calls.filter(call => runsForRequest(call, facts));
	if (waited.length > 0 && !calls.some(({operation}) => operation === 'read many'))
		return notApplicable('no request asks for a list of rows', distinct(waited).slice(0, 2));
	return unknown('no list of rows could be followed from a request', distinct(calls.filter(({operation}) => operation === 'read many')));
};

export default probe;

/** Only people with a role of their own reach it. */
const isForStaff = (call: DataCall, facts: Facts): boolean => {
	const points = waitingFor(call, facts);
	return points.length > 0 && points.every(({guards}) => guards.some(({kind}) => kind === 'role'));
};

/** Worse when anyone may call it, or the table grows with every event; what belongs to one parent grows with that one alone. */
const rank = (call: DataCall, facts: Facts): number =>
	(isOfOneParent(call) ? -4 : 0) +
	(growsByEvent(call.table) ? 2 : 0) +
	(isForStaff(call, facts) ? -2 : 0) +
	(waitingFor(call, facts).some(({guards, kind, unresolved}) => kind === 'http' && guards.length === 0 && unresolved.length === 0) ? 1 : 0);
