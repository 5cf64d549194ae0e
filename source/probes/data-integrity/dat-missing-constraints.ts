import type {DataCall} from '../../facts/data-calls/data-call.ts';
import {dataCallsOf} from '../../facts/data-calls/data-calls.ts';
import {tablesByKey} from '../../facts/data-calls/table-of-call.ts';
import {growsByEvent, tableKey} from '../../facts/data-calls/tables.ts';
import type {Facts} from '../../facts/facts.ts';
import {wordsOf} from '../../facts/guards/words.ts';
import {distinct} from '../../facts/places.ts';
import type {Column, Table} from '../../facts/schema/schema.ts';
import {unreadLanguage} from '../../facts/unread.ts';
import type {Place} from '../../safe-text.ts';
import {gap, notApplicable, type Probe, pass, unknown} from '../probe.ts';
import {listed} from '../when.ts';

/** Columns by which one row is meant, and no other. */
const natural = /^(?:e?mail|email_?address|user_?name|handle|slug|stripe_?customer_?id|stripe_?subscription_?id|customer_?id_?stripe)$/iu;
const signsInBy = /^(?:e?mail|email_?address|user_?name)$/iu;
const people =
	/^(?:user|account|customer|member|profile|admin|author|subscriber|organization|organisation|workspace|team|tenant|company|store|shop|subscription|post|article|page|product|category|tag|client)$/u;
const apart = /log|audit|event|history|analytic|metric|archive|snapshot|backup|import|staging|temp/iu;

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
			`${references.length === 1 ? 'one column is' : `${references.length} columns are`} called after another table and not checked by the database: ${listed(
				references.slice(0, 3).map(({name}) => name),
				'and',
			)}`,
			distinct(references),
			{asks: `Is it meant that the database does not check ${references[0]?.name ?? 'them'}, and what looks for rows that are left over?`},
		);
	const proofs = [...asked.map(({column}) => column), ...tables.flatMap(checkedBy)];
	return proofs.length > 0
		? pass(
				`what ${tables.length === 1 ? 'the table' : `the ${tables.length} tables`} may hold once, or must refer to, is checked by the database`,
				distinct(proofs),
			)
		: unknown('the tables have no unique keys and refer to nothing, and no look-up by a name was seen', distinct(tables));
};

export default probe;

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
		if (table === undefined || !natural.test(filter) || !inserted.has(tableKey(call.table)) || !people.test(tableKey(call.table))) continue;
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

/** One row for each value, alone or within an owner; a partial index counts, since deleted rows may stay. */
const isUnique = (table: Table, column: string): boolean => {
	const holds = (own: readonly string[]): boolean =>
		own.length > 0 && own.length <= 3 && own.some(one => plain(one).includes(plain(column)));
	return (
		table.uniques.some(holds) ||
		table.indexes.some(index => index.unique && holds(index.columns)) ||
		(table.primaryKey.length === 1 && holds(table.primaryKey))
	);
};

type Loose = Place & {readonly name: string; readonly isSure: boolean};

/** Columns that are called after another table and are checked by nothing, neither in the database nor in what code says of it: surely a slip where most tables are checked and the types fit. */
function looseReferences(tables: readonly Table[]): readonly Loose[] {
	const relational = tables.filter(({isDocuments, source}) => isDocuments !== true && source !== 'convex' && source !== 'sequelize');
	const isUsual = relational.filter(({foreignKeys}) => foreignKeys.length > 0).length * 2 >= relational.length;
	const names = new Set(relational.map(({name}) => tableKey(name)));
	return relational.flatMap(table => {
		if (apart.test(table.name) || growsByEvent(table.name)) return [];
		const keyed = new Set([...table.foreignKeys, ...(table.described?.foreignKeys ?? [])].flatMap(({columns}) => columns.map(plain)));
		return table.columns.flatMap(({name, type, path, line, text}) => {
			const [other = '', last, ...more] = wordsOf(name);
			if (last !== 'id' || more.length > 0 || !names.has(tableKey(other)) || tableKey(other) === tableKey(table.name)) return [];
			if (keyed.has(plain(name)) || table.primaryKey.includes(name)) return [];
			return [{path, line, text, name: `${table.name}.${name}`, isSure: isUsual && identifier.test(type)}];
		});
	});
}

const identifier = /^(?:uuid|int\d?|integer|bigint|serial)/iu;
