import type {Severity} from '../../checklists/checklist.ts';
import {claimsOf} from '../../facts/data-calls/claims.ts';
import {isWrite} from '../../facts/data-calls/data-call.ts';
import {dataCallsOf} from '../../facts/data-calls/data-calls.ts';
import {runsForRequest} from '../../facts/data-calls/for-requests.ts';
import {reckonedOf} from '../../facts/data-calls/reckoned.ts';
import {type Reread, rereadOf} from '../../facts/data-calls/reread.ts';
import {usedUpOf} from '../../facts/data-calls/used-up.ts';
import {distinct} from '../../facts/places.ts';
import {unreadLanguage} from '../../facts/unread.ts';
import {gap, notApplicable, type Probe, pass, unknown} from '../probe.ts';

const worth =
	/balance|credit|stock|quantity|inventory|seat|left|remaining|available|amount|total|point|coin|fund|budget|quota|wallet|capacity|uses|redeem|spent|paid|due|owed/iu;
const counter =
	/(?:usage|use|run)_?count|view|like|visit|click|share|download|hit|impression|play|read_?count|popularity|xp|streak|attempt|retr|failed|login|position|index|version|level|order/iu;

const probe: Probe = facts => {
	const unread = unreadLanguage(facts);
	if (unread !== undefined) return unknown(`code in ${unread} is not read yet`);
	const calls = dataCallsOf(facts);
	if (calls.length === 0) return unknown('a database is used, and no call to it could be read');
	const all = rereadOf(facts);
	const open = all.filter(({locked}) => !locked).toSorted((one, other) => rank(other) - rank(one));
	const [worst] = open;
	if (worst !== undefined)
		return gap(
			`${worst.column} of ${worst.table} is read, changed in the program and written back, so that of two requests at once one is lost`,
			distinct(open),
			{occurrences: open.length, severity: severityOf(worst)},
		);
	const used = usedUpOf(facts).filter(({locked}) => !locked);
	const [first] = used.toSorted((one, other) => rank(other) - rank(one));
	if (first !== undefined)
		return gap(
			first.how === 'once'
				? `${first.column} of ${first.table} is looked at before it is set, and the write does not ask again: two requests at once both use it`
				: `${first.column} of ${first.table} is held against a limit before it is counted on, and the write does not ask again: several requests at once go past it`,
			distinct(used.flatMap(one => [one, ...(one.read === undefined ? [] : [one.read])])),
			{occurrences: used.length, severity: first.how === 'once' ? 'high' : severityOf(first)},
		);
	const writes = calls.filter(call => isWrite(call) && runsForRequest(call, facts));
	if (writes.length === 0 && all.length === 0)
		return calls.some(isWrite)
			? unknown('writes could not be followed from a request', distinct(calls.filter(isWrite)))
			: notApplicable('nothing in the code writes to the database');
	const claims = claimsOf(facts);
	const unsafe = claims.filter(({kept}) => kept === undefined);
	if (unsafe.length > 0)
		return unknown(
			`${unsafe.length === 1 ? 'a row is' : `${unsafe.length} kinds of rows are`} looked for and made when missing, and no unique constraint that was seen stops two requests at once from making two`,
			distinct(unsafe.flatMap(({read, write}) => [read, write])),
		);
	const counted = writes.filter(call =>
		call.values.some(({value}) => value.is === 'object' && value.entries.some(({key}) => /^(?:increment|decrement)$/u.test(key))),
	);
	const guarded = counted.filter(call => call.filters.some(column => call.values.some(({key}) => key === column)));
	const proof =
		guarded.length < counted.length ? [] : [...all.flatMap(({read}) => read ?? []), ...claims.flatMap(({kept}) => kept ?? []), ...guarded];
	const reckoned = reckonedOf(writes, facts);
	if (proof.length > 0 && reckoned.length > 0)
		return unknown(
			`the value of ${reckoned.length === 1 ? 'one write' : `${reckoned.length} writes`} is worked out from what was read before, in a way that could not be followed`,
			distinct(reckoned),
		);
	if (proof.length > 0)
		return pass('what two requests may change at once is left to the database to count, lock or refuse', distinct(proof));
	return unknown(
		`${writes.length === 1 ? 'the one write does not use' : `none of ${writes.length} writes uses`} a number that was read before; a limit that is only checked in the program would not be seen`,
		distinct(writes),
	);
};

export default probe;

const rank = ({column, table}: Reread): number => (worth.test(`${column} ${table}`) ? 2 : 0) - (counter.test(column) ? 1 : 0);
const severityOf = (one: Reread): Severity =>
	counter.test(one.column) ? 'low' : worth.test(one.column) || worth.test(one.table) ? 'blocker' : 'high';
