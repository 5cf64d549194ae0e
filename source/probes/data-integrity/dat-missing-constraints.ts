import {type DataCall, isWrite} from '../../facts/data-calls/data-call.ts';
import {dataCallsOf} from '../../facts/data-calls/data-calls.ts';
import {lookedFirstOf} from '../../facts/data-calls/looked-first.ts';
import {looseReferences} from '../../facts/data-calls/loose-references.ts';
import {tablesByKey} from '../../facts/data-calls/table-of-call.ts';
import {tableKey} from '../../facts/data-calls/tables.ts';
import {isUnique, madeTwice, naturalKey} from '../../facts/data-calls/twice.ts';
import type {Facts} from '../../facts/facts.ts';
import {distinct} from '../../facts/places.ts';
import type {Column, Table} from '../../facts/schema/schema.ts';
import {unreadLanguage} from '../../facts/unread.ts';
import type {Place} from '../../safe-text.ts';
import {gap, notApplicable, type Probe, pass, unknown} from '../probe.ts';
import {listed} from '../when.ts';

const signsInBy = /^(?:e?mail|email_?address|user_?name)$/iu;
const people =
	/^(?:user|account|customer|member|profile|admin|author|subscriber|organization|organisation|workspace|team|tenant|company|store|shop|subscription|post|article|page|product|category|tag|client)$/u;

type Asked = {readonly table: Table; readonly column: Column; readonly reads: readonly DataCall[]; readonly isUnique: boolean};

const probe: Probe = facts => {
	const tables = facts.schema.tables.filter(({made}) => made !== 'elsewhere');
	if (tables.length === 0) {
		const unread = unreadLanguage(facts);
		return unread === undefined ? unknown('the tables are described by no file') : unknown(`code in ${unread} is not read yet`);
	}
	if (tables.every(({source}) => source === 'convex'))
		return notApplicable('Convex has no unique constraints: its functions run one after the other', distinct(tables).slice(0, 1));
	const asked = askedByName(tables, facts);
	const open = asked.filter(({isUnique}) => !isUnique);
	const references = looseReferences(tables);
	const loose = references.filter(({isSure}) => isSure);
	if (facts.schema.unread.length > 0 && (open.length > 0 || loose.length > 0))
		return unknown(
			'constraints seem to be missing, and not all statements could be read',
			distinct([...open.map(({column}) => column), ...loose]),
		);
	const [first] = open;
	if (first !== undefined)
		return gap(
			`${first.table.name} is looked up by ${first.column.name} in ${first.reads.length} ${first.reads.length === 1 ? 'place' : 'places'}, and nothing stops two rows with the same one`,
			distinct([...open.map(({column}) => column), ...first.reads]),
			{occurrences: open.length + loose.length},
		);
	if (loose.length > 0)
		return gap(
			`${loose.length === 1 ? 'one column names' : `${loose.length} columns name`} a row of another table, and the database does not check that there is one: ${listed(
				loose.slice(0, 3).map(({name}) => name),
				'and',
			)}`,
			distinct(loose),
			{occurrences: loose.length, severity: 'low'},
		);
	if (facts.schema.unread.length > 0) return unknown('not all statements of the schema could be read', distinct(facts.schema.unread));
	if (references.length > 0)
		return unknown(
			`${references.length === 1 ? 'one column seems to name a row' : `${references.length} columns seem to name rows`} of another table, and the database checks no such thing: ${listed(
				references.slice(0, 3).map(({name}) => name),
				'and',
			)}`,
			distinct(references),
			{asks: `Is it meant that the database does not check ${references[0]?.name ?? 'them'}, and what looks for rows that are left over?`},
		);
	const twice = madeTwice(tables, facts);
	if (twice.length > 0)
		return unknown(
			`${listed(
				twice.slice(0, 3).map(({name}) => name),
				'and',
			)} may be there twice as far as the database is concerned`,
			distinct(twice),
			{asks: `May there be two ${twice[0]?.name ?? 'of them'}, and what in the database refuses the second one if not?`},
		);
	const unsure = lookedFirstOf(facts).filter(({how, state}) => how === 'missing' && state !== 'kept');
	if (unsure.length > 0)
		return unknown(
			`${unsure.length === 1 ? 'a row is' : `${unsure.length} kinds of rows are`} looked for before one is made, and no unique constraint was seen that refuses a second one`,
			distinct(unsure.flatMap(({read, write}) => [write, read])),
			{
				asks: `May there be two rows of ${unsure[0]?.write.table ?? 'it'} with the same ${unsure[0]?.read.filters.slice(0, 2).join(' and ') ?? 'values'}?`,
			},
		);
	if (!isFollowed(facts) && dataCallsOf(facts).some(isWrite))
		return unknown(
			'rows are added by code of which the table could not be told, so that what must be single is not known',
			distinct(tables),
			{
				asks: 'What may there be only once (an e-mail, a number of an invoice), and which key of the database refuses a second one?',
			},
		);
	const kept = lookedFirstOf(facts).flatMap(({how, by}) => (how === 'missing' ? (by ?? []) : []));
	const proofs = [...kept, ...asked.map(({column}) => column), ...tables.flatMap(checkedBy)];
	return proofs.length > 0
		? pass(
				tables.every(({isDocuments}) => isDocuments === true)
					? `a unique index keeps ${proofs.length === 1 ? 'one kind of value' : `${proofs.length} kinds of values`} single, and nothing is looked for before it is made without one; what documents say of each other no such database checks`
					: `every column of the ${tables.length === 1 ? 'table' : `${tables.length} tables`} that names another row is checked by the database${isFollowed(facts) ? ', and so is what is looked for before it is made' : ''}`,
				distinct(proofs),
			)
		: unknown('the tables have no unique keys and refer to nothing, and no look-up by a name was seen', distinct(tables));
};

export default probe;

/** Of most rows that code adds, the table could be told. */
const isFollowed = (facts: Facts): boolean => {
	const made = dataCallsOf(facts).filter(({operation}) => operation === 'insert' || operation === 'upsert');
	return made.length > 0 && made.filter(({client, table}) => client !== 'other' && table !== '').length * 2 > made.length;
};

/** What the database checks of a table; documents refer to each other in name alone. */
const checkedBy = ({isDocuments, foreignKeys, indexes, uniques, columns}: Table): readonly Place[] => [
	...(isDocuments === true ? [] : foreignKeys),
	...indexes.filter(({unique}) => unique),
	...uniques.flatMap(([name]) => columns.find(column => column.name === name) ?? []),
];

/** Columns that one row is looked up by in code that also adds rows. */
function askedByName(tables: readonly Table[], facts: Facts): readonly Asked[] {
	const tableFor = tablesByKey(tables, facts.packages);
	const calls = dataCallsOf(facts);
	const inserted = new Set(
		calls.flatMap(({operation, table}) => (operation === 'insert' || operation === 'upsert' ? [tableKey(table)] : [])),
	);
	const groups = new Map<Column, {readonly table: Table; readonly reads: DataCall[]}>();
	for (const call of calls) {
		const [filter, ...more] = call.filters;
		if (filter === undefined || more.length > 0 || call.filtersUnknown || !asksForOne(call, filter)) continue;
		const table = tableFor(call);
		if (table === undefined || !naturalKey.test(filter) || !inserted.has(tableKey(call.table)) || !people.test(tableKey(call.table)))
			continue;
		const column = table.columns.find(({name}) => plain(name) === plain(filter));
		if (column === undefined) continue;
		const group = groups.get(column) ?? {table, reads: []};
		group.reads.push(call);
		groups.set(column, group);
	}
	return [...groups].map(([column, {table, reads}]) => ({table, column, reads, isUnique: isUnique(table, column.name)}));
}

/** One row is asked for; or whoever signs in by a name, whatever the query builder may bring. */
const asksForOne = ({operation, table, limit}: DataCall, filter: string): boolean =>
	operation === 'read one' ||
	operation === 'count' ||
	(operation === 'read many' && limit === 'none' && /^(?:user|account|admin)$/u.test(tableKey(table)) && signsInBy.test(filter));

const plain = (name: string): string => name.toLowerCase().replaceAll('_', '');
