import {isRead} from '../../facts/data-calls/data-call.ts';
import {dataCallsOf} from '../../facts/data-calls/data-calls.ts';
import {runsForRequest, takesCallbacks} from '../../facts/data-calls/for-requests.ts';
import {mayLoadRelated} from '../../facts/data-calls/lazy-relations.ts';
import {perItemOf} from '../../facts/data-calls/per-item.ts';
import {holds} from '../../facts/facts.ts';
import {distinct} from '../../facts/places.ts';
import {unreadLanguage} from '../../facts/unread.ts';
import {gap, notApplicable, type Probe, pass, unknown} from '../probe.ts';

/** Screens that only the makers open are asked for less often than those of everybody. */
const seldom = /(?:^|[/._-])(?:admin|analytics|dashboards?|reports?|clean-?up|debug|seed)(?=[/._-]|$)/iu;

const probe: Probe = facts => {
	const unread = unreadLanguage(facts);
	if (unread !== undefined) return unknown(`code in ${unread} is not read yet`);
	const calls = dataCallsOf(facts);
	if (calls.length === 0) return unknown('a database is used, and no call to it could be read');
	const repeated = perItemOf(facts).filter(({call}) => call.operation !== 'commit');
	const certain = repeated
		.filter(({loop}) => loop.over === 'data')
		.toSorted(
			(one, other) =>
				Number(isRead(other.call)) - Number(isRead(one.call)) || Number(seldom.test(one.call.path)) - Number(seldom.test(other.call.path)),
		);
	const reads = certain.filter(({call}) => isRead(call));
	const many = certain.length === 1 ? 'one query is' : `${certain.length} queries are`;
	if (reads.length > 0)
		return gap(
			`${many} ${reads.length === certain.length ? 'asked' : 'made'} once for each item of a list while somebody waits`,
			distinct(certain.map(({call}) => call)),
			{occurrences: certain.length},
		);
	if (certain.length > 0)
		return unknown(
			`${many} written once for each item of a list while somebody waits, and how long that list gets is not known`,
			distinct(certain.map(({call}) => call)),
			{asks: 'How many items does this list hold for the busiest customer, and could they be written in one statement?'},
		);
	const waited = calls.filter(call => isRead(call) && runsForRequest(call, facts));
	if (waited.length === 0)
		return calls.some(isRead)
			? unknown('no query could be followed from a request', distinct(calls.filter(isRead)))
			: notApplicable('no request asks the database for anything');
	const unsure = repeated.filter(({loop}) => loop.over === 'unknown');
	if (unsure.length > 0)
		return unknown('a query stands in a loop, and it cannot be told how often that runs', distinct(unsure.map(({call}) => call)));
	if (takesCallbacks(waited, facts))
		return unknown('the answers of queries go to functions that are called later, which are not followed', distinct(waited));
	const lazy = waited.filter(
		call => (call.client === 'django' || call.client === 'sqlalchemy') && call.operation === 'read many' && call.includes.length === 0,
	);
	if (lazy.length > 0 && mayLoadRelated(lazy, facts))
		return unknown(
			'no query stands in a loop, but the database library may load related rows one by one when a page or an answer reads them',
			distinct(lazy),
		);
	if (holds(facts, 'surface.graphql'))
		return unknown('no query stands in a loop, but GraphQL may still ask once for each row that it fills in', distinct(waited));
	return pass(
		`none of the ${waited.length} queries that requests make stands in a loop over data`,
		distinct(waited.toSorted((one, other) => other.includes.length - one.includes.length)),
	);
};

export default probe;
