import type {Severity} from '../../checklists/checklist.ts';
import {isWrite} from '../../facts/data-calls/data-call.ts';
import {dataCallsOf} from '../../facts/data-calls/data-calls.ts';
import {takesCallbacks} from '../../facts/data-calls/for-requests.ts';
import {type Halves, halvesOf, keepsRequestsTogether} from '../../facts/data-calls/halves.ts';
import {isAside, operationsOf, type Step} from '../../facts/data-calls/operations.ts';
import {tableKey} from '../../facts/data-calls/tables.ts';
import {unfollowedWriteIn} from '../../facts/data-calls/unfollowed-writes.ts';
import {wordsOf} from '../../facts/guards/words.ts';
import {distinct} from '../../facts/places.ts';
import {unreadLanguage} from '../../facts/unread.ts';
import type {Place} from '../../safe-text.ts';
import {gap, notApplicable, type Probe, pass, unknown} from '../probe.ts';

const money =
	/order|payment|invoice|wallet|balance|credit|stock|inventory|booking|reservation|ticket|coupon|refund|payout|expense|ledger|transfer/u;

/** Money or goods that are gone or doubled when the other half is missing; an order that nobody paid is only an order. */
const moved = /payment|wallet|balance|credit(?!ential)|stock|inventory|refund|payout|ledger|transfer|expense/u;

const beside: ReadonlySet<string> = new Set(
	'log logs history message messages chat temp tmp temporary copy copies cache cached draft drafts backup snapshot metric metrics stat stats analytics notification notifications embedding embeddings chunk chunks token tokens'.split(
		' ',
	),
);
/** A row that only says what happened, or is a copy of another: losing it loses nobody the thing itself. */
const isBeside = ({table}: Step['write']): boolean => wordsOf(table).some(word => beside.has(word));

const probe: Probe = facts => {
	const unread = unreadLanguage(facts);
	if (unread !== undefined) return unknown(`code in ${unread} is not read yet`);
	const calls = dataCallsOf(facts);
	if (calls.length === 0) return unknown('a database is used, and no call to it could be read');
	const operations = operationsOf(facts);
	const atomic = keepsRequestsTogether(facts);
	const halves = operations.flatMap(operation => halvesOf(operation, atomic) ?? []);
	const [worst] = halves.toSorted((one, other) => rank(other) - rank(one));
	if (worst !== undefined)
		return gap(sentence(worst, halves.length), distinct(halves.toSorted((one, other) => rank(other) - rank(one)).flatMap(placesOf)), {
			occurrences: halves.length,
			severity: severityOf(worst),
		});
	const writes = calls.filter(isWrite);
	if (writes.length === 0) return notApplicable('nothing in the code writes to the database');
	if (operations.length === 0) return unknown('writes could not be followed from a request', distinct(writes));
	const unsure = operations.filter(({steps}) => {
		const open = steps.filter(({write}) => write.transaction !== 'yes' && write.client !== 'sqlalchemy');
		if (open.some(({write}) => write.inLoop && write.operation === 'insert' && write.transaction === 'no')) return true;
		const several = new Set(open.map(({write}) => tableKey(write.table))).size > 1;
		return several && open.some(isUnsure);
	});
	if (unsure.length > 0)
		return unknown(
			`${unsure.length === 1 ? 'one operation writes' : `${unsure.length} operations write`} to several tables, and it could not be told whether a transaction holds ${unsure.length === 1 ? 'it' : 'them'} together`,
			distinct(unsure.flatMap(({steps}) => steps.slice(0, 2).map(({write}) => write))),
		);
	const [away] = operations.flatMap(operation => {
		const call = unfollowedWriteIn(operation, facts);
		return call === undefined ? [] : [{operation, call}];
	});
	if (away !== undefined)
		return unknown(
			`an operation that writes also calls ${away.call.to.replace(/^this\./u, '')}, and what that changes could not be followed`,
			distinct([
				{path: away.operation.path, line: away.call.line, text: away.call.text},
				...away.operation.steps.slice(0, 1).map(({write}) => write),
			]),
		);
	if (takesCallbacks(writes, facts))
		return unknown('the answers of writes go to functions that are called later, whose order is not followed', distinct(writes));
	const held = operations.flatMap(({steps}) => steps.filter(({write}) => write.transaction === 'yes' && write.client !== 'convex'));
	if (held.length > 0) return pass('operations with several writes run in a transaction', distinct(held.map(({write}) => write)));
	return pass(
		atomic
			? 'every request runs in a transaction'
			: `${operations.length === 1 ? 'the one operation that writes does not write' : `none of ${operations.length} operations writes`} twice without being held together`,
		distinct(operations.flatMap(({steps}) => steps.slice(0, 1).map(({write}) => write))),
	);
};

export default probe;

const isUnsure = ({write, when}: Step): boolean =>
	write.transaction === 'unknown' ||
	(write.operation === 'upsert' && write.client !== 'typeorm') ||
	write.table === '' ||
	write.client === 'other' ||
	isAside(write) ||
	write.when.length > 0 ||
	when.length > 0;

const tablesOf = ({first, second}: Halves): string => `${first.write.table} ${second.write.table}`.toLowerCase();
const rank = (one: Halves): number =>
	(one.how === 'outside' ? 3 : 0) +
	(money.test(tablesOf(one)) ? 4 : 0) +
	(one.first.through === undefined && one.second.through === undefined ? 1 : 0) +
	(isBeside(one.first.write) || isBeside(one.second.write) ? -2 : 0) +
	(one.second.write.operation === 'delete' && one.first.write.operation === 'delete' ? -2 : 0);
const severityOf = (one: Halves): Severity =>
	moved.test(one.first.write.table.toLowerCase()) || moved.test(one.second.write.table.toLowerCase())
		? 'blocker'
		: (one.first.write.operation === 'delete' && one.second.write.operation === 'delete') ||
				(one.how !== 'outside' && (isBeside(one.first.write) || isBeside(one.second.write))) ||
				(one.how === 'tables' && setsAgain(one.first.write) && setsAgain(one.second.write))
			? 'medium'
			: 'high';
/** Asked once more, it sets the same again: whoever tries a second time mends what the first one left. */
const setsAgain = ({operation, values}: Step['write']): boolean =>
	operation === 'upsert' ||
	operation === 'delete' ||
	(operation === 'update' && values.length > 0 && values.every(({value}) => value.is !== 'object' && value.is !== 'other'));
const placesOf = ({first, second, operation: {path}}: Halves): readonly Place[] => [
	{path, line: first.line, text: first.text},
	{path, line: second.line, text: second.text},
];

function sentence(worst: Halves, count: number): string {
	const rest = count > 1 ? `, and so ${count === 2 ? 'does one other operation' : `do ${count - 1} other operations`}` : '';
	switch (worst.how) {
		case 'outside':
			return `a write that stands inside a transaction goes past it, through the client outside${count > 1 ? `; ${count === 2 ? 'one other operation is' : `${count - 1} other operations are`} not held together either` : ''}`;
		case 'commits':
			return `one operation commits twice, and a failure between the two keeps only the first half${rest}`;
		case 'replaced':
			return `the rows of ${worst.first.write.table} are deleted and then written again without a transaction (all or nothing)${rest}`;
		case 'shared':
			return `the rows of ${worst.first.write.table} that belong together are written side by side, and when one fails the others stay${rest}`;
		case 'tables':
			return `one operation writes to ${worst.first.write.table} and then to ${worst.second.write.table} without a transaction (all or nothing)${rest}`;
	}
}
