import type {Severity} from '../../checklists/checklist.ts';
import {type DataCall, isWrite} from '../../facts/data-calls/data-call.ts';
import {dataCallsOf} from '../../facts/data-calls/data-calls.ts';
import {doubtfulOf} from '../../facts/data-calls/doubtful-writes.ts';
import {runsForRequest} from '../../facts/data-calls/for-requests.ts';
import {type LookedFirst, lookedFirstOf} from '../../facts/data-calls/looked-first.ts';
import {reckonedOf} from '../../facts/data-calls/reckoned.ts';
import {type Reread, rereadOf} from '../../facts/data-calls/reread.ts';
import {usedUpOf} from '../../facts/data-calls/used-up.ts';
import {wholeListsOf} from '../../facts/data-calls/whole-lists.ts';
import type {Facts} from '../../facts/facts.ts';
import {distinct} from '../../facts/places.ts';
import {unreadLanguage} from '../../facts/unread.ts';
import {type Answer, gap, notApplicable, type Probe, pass, unknown} from '../probe.ts';

const worth =
	/balance|credit|stock|quantity|inventory|seat|left|remaining|available|amount|total|point|coin|fund|budget|quota|wallet|capacity|uses|redeem|spent|paid|due|owed/iu;
const counter =
	/(?:usage|use|run)_?count|view|like|visit|click|share|download|hit|impression|play|read_?count|popularity|xp|streak|attempt|retr|failed|login|position|index|version|level|order/iu;
/** Of these one too many is a promise that is broken. */
const scarce =
	/seat|booking|reservation|appointment|slot|ticket|enrol|registration|rsvp|attendee|participant|redemption|redeem|coupon|voucher|vote|withdrawal|payout|claim|order|payment/iu;
/** Of these one too many is asked for again or runs out. */
const harmless = /invit|token|session|notification|log|otp|verification|subscriber/iu;
const severities: readonly Severity[] = ['low', 'medium', 'high'];

const probe: Probe = facts => {
	const unread = unreadLanguage(facts);
	if (unread !== undefined) return unknown(`code in ${unread} is not read yet`);
	const calls = dataCallsOf(facts);
	if (calls.length === 0) return unknown('a database is used, and no call to it could be read');
	const all = rereadOf(facts);
	const lost = lostOf(all, facts);
	if (lost !== undefined) return lost;
	const writes = calls.filter(call => isWrite(call) && runsForRequest(call, facts));
	if (writes.length === 0 && all.length === 0)
		return calls.some(isWrite)
			? unknown('writes could not be followed from a request', distinct(calls.filter(isWrite)))
			: notApplicable('nothing in the code writes to the database');
	const looked = lookedFirstOf(facts);
	return twiceOf(looked) ?? keptOf(writes, looked, all, facts);
};

export default probe;

/** What is read and written back, used up, or written over. */
function lostOf(all: readonly Reread[], facts: Facts): Answer | undefined {
	const open = all.filter(({locked}) => !locked).toSorted((one, other) => rank(other) - rank(one));
	const used = usedUpOf(facts)
		.filter(({locked}) => !locked)
		.toSorted((one, other) => rank(other) - rank(one));
	const [worst] = open;
	const [first] = used;
	if (worst !== undefined && (first === undefined || severityOf(worst) !== 'low'))
		return gap(
			`${worst.column} of ${worst.table} is read, reckoned with in the program and written back, so that of two requests at once one is lost`,
			distinct(open),
			{occurrences: open.length, severity: severityOf(worst)},
		);
	if (first !== undefined)
		return gap(
			first.how === 'once'
				? `${first.column} of ${first.table} is looked at before it is set, and the write does not ask again: two requests at once both use it`
				: `${first.column} of ${first.table} is held against a limit before it is counted on, and the write does not ask again: several requests at once go past it`,
			distinct(used.flatMap(one => [one, ...(one.read === undefined ? [] : [one.read])])),
			{occurrences: used.length, severity: first.how === 'once' || severityOf(first) === 'blocker' ? 'high' : severityOf(first)},
		);
	const lists = wholeListsOf(facts);
	const [list] = lists;
	return list === undefined
		? undefined
		: gap(
				`the whole list ${list.column} of ${list.over.table} is written over in one place and added to in another, and what was added in between is lost`,
				distinct(lists.flatMap(({over, added}) => [over, added])),
				{occurrences: lists.length, severity: 'medium'},
			);
}

/** What is looked for or counted, and then made. */
function twiceOf(looked: readonly LookedFirst[]): Answer | undefined {
	const open = looked.filter(one => one.state === 'open' && (one.how === 'missing' || scarce.test(one.write.table)));
	const weight = ({write}: LookedFirst): number => (scarce.test(write.table) ? 2 : harmless.test(write.table) ? 0 : 1);
	const [worst] = open.toSorted((one, other) => weight(other) - weight(one));
	if (worst !== undefined)
		return gap(
			worst.how === 'missing'
				? `a row of ${worst.write.table} is looked for by ${worst.read.filters.slice(0, 3).join(' and ')} and made when there is none, and nothing in the database refuses a second one: two requests at once both make it`
				: `the rows of ${worst.write.table} are counted before one more is made, and the write does not ask again: several requests at once go past the limit`,
			distinct(open.flatMap(({read, write}) => [write, read])),
			{occurrences: open.length, severity: severities[weight(worst)] ?? 'medium'},
		);
	const unsure = looked.filter(({state}) => state !== 'kept');
	const counted = unsure.filter(({how}) => how === 'counted');
	return unsure.length === 0
		? undefined
		: unknown(
				counted.length === unsure.length
					? 'rows are counted against a limit before one more is made, and several requests at once may go past it'
					: `${unsure.length === 1 ? 'a row is' : `${unsure.length} kinds of rows are`} looked for and made when missing, and no unique constraint that was seen stops two requests at once from making two`,
				distinct(unsure.flatMap(({read, write}) => [read, write])),
			);
}

/** Nothing of either kind: the writes, and what the database holds together, are the proof. */
function keptOf(writes: readonly DataCall[], looked: readonly LookedFirst[], all: readonly Reread[], facts: Facts): Answer {
	const reckoned = reckonedOf(writes, facts);
	// What was read under a lock is followed already.
	const followed = new Set(all.map(({path, line}) => `${path} ${line}`));
	const doubtful = [...reckoned, ...doubtfulOf(facts).filter(({path, line}) => !followed.has(`${path} ${line}`))];
	if (doubtful.length > 0)
		return unknown(
			`${doubtful.length === 1 ? 'one write' : `${doubtful.length} writes`} may hang on what was read before, in a way that could not be followed`,
			distinct(doubtful),
		);
	const counted = writes.filter(call =>
		call.values.some(({value}) => value.is === 'object' && value.entries.some(({key}) => /^(?:increment|decrement)$/u.test(key))),
	);
	const guarded = counted.filter(call => call.filters.some(column => call.values.some(({key}) => key === column)));
	const proof =
		guarded.length < counted.length ? [] : [...all.flatMap(({read}) => read ?? []), ...looked.flatMap(({by}) => by ?? []), ...guarded];
	const refused = looked.flatMap(({by}) => by ?? []);
	if (proof.length > 0)
		return pass(
			proof.length > refused.length
				? 'what two requests may change at once is left to the database to reckon, lock or refuse'
				: `what is looked for before it is made is kept unique by the database, and no write ${writes.length === 1 ? 'hangs' : `of ${writes.length} hangs`} on a value that was read just before`,
			distinct(proof),
		);
	const named = writes.filter(({client, table}) => client !== 'other' && table !== '');
	if (named.length * 2 < writes.length)
		return unknown(
			`none of ${writes.length} writes reckons with a value that was read before; a limit that is only checked in the program would not be seen`,
			distinct(writes),
		);
	return pass(
		`${writes.length === 1 ? 'the one write' : `none of the ${writes.length} writes`} that requests make ${writes.length === 1 ? 'does not hang' : 'hangs'} on a value that was read just before`,
		distinct(named),
	);
}

const rank = ({column, table}: Reread): number => (worth.test(`${column} ${table}`) ? 2 : 0) - (counter.test(column) ? 1 : 0);
const severityOf = (one: Reread): Severity =>
	counter.test(one.column) ? 'low' : worth.test(one.column) || worth.test(one.table) ? 'blocker' : 'high';
