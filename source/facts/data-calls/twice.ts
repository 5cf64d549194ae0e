import type {Place} from '../../safe-text.ts';
import type {Facts} from '../facts.ts';
import {wordsOf} from '../guards/words.ts';
import type {Table} from '../schema/schema.ts';
import {dataCallsOf} from './data-calls.ts';
import {documentIndexesOf} from './document-indexes.ts';
import {lookedFirstOf} from './looked-first.ts';
import {tablesByKey, uniqueOver} from './table-of-call.ts';
import {tableKey} from './tables.ts';

/** Columns by which one row is meant, and no other. */
export const naturalKey =
	/^(?:e?mail|email_?address|user_?name|handle|slug|stripe_?customer_?id|stripe_?subscription_?id|customer_?id_?stripe)$/iu;

/** Rows that the database lets be there twice, and how they are told apart. */
export type Twice = Place & {readonly name: string};

const plain = (name: string): string => name.toLowerCase().replaceAll('_', '');

/** Whether there is one row for each value, alone or within an owner; a partial index counts, since deleted rows may stay. */
export const isUnique = (table: Table, column: string): boolean => {
	const holds = (own: readonly string[]): boolean =>
		own.length > 0 && own.length <= 3 && own.some(one => plain(one).includes(plain(column)));
	return (
		table.uniques.some(holds) ||
		table.indexes.some(index => index.unique && holds(index.columns)) ||
		(table.primaryKey.length === 1 && holds(table.primaryKey))
	);
};

/** What code looks for before it makes it, and what carries a number of its own, where no key keeps a second one out. */
export function madeTwice(tables: readonly Table[], facts: Facts): readonly Twice[] {
	const tableFor = tablesByKey(tables, facts.packages);
	const looked = lookedFirstOf(facts).flatMap(({read, write, how, state}) => {
		const table = tableFor(write);
		const isWithin = table !== undefined && read.filters.some(one => naturalKey.test(one) && isUnique(table, one));
		return how === 'missing' && state !== 'kept' && !isWithin
			? [{path: write.path, line: write.line, text: write.text, name: rowsBy(write.table, read.filters)}]
			: [];
	});
	const upserts = dataCallsOf(facts).flatMap(call => {
		const {client, operation, filters, filtersUnknown, path, line, text} = call;
		if (operation !== 'upsert' || client !== 'django' || filtersUnknown || filters.length === 0) return [];
		const table = tableFor(call);
		if (table === undefined || uniqueOver(table, [...filters, 'pk']) !== undefined || filters.some(one => /^(?:id|pk)$/u.test(one)))
			return [];
		return [{path, line, text, name: rowsBy(call.table, filters)}];
	});
	const numbered = tables.flatMap(table =>
		apart.test(table.name)
			? []
			: table.columns.flatMap(({name, path, line, text}) =>
					isOwnNumber(name, table.name) && !isUnique(table, name) ? [{path, line, text, name: rowsBy(table.name, [name])}] : [],
				),
	);
	return [...looked, ...upserts, ...numbered, ...tables.flatMap(table => signedInBy(table, facts)), ...tables.flatMap(linking)];
}

const rowsBy = (table: string, columns: readonly string[]): string =>
	columns.length === 0 ? `rows of ${table}` : `rows of ${table} with the same ${[...new Set(columns)].slice(0, 3).join(' and ')}`;

const apart = /log|audit|event|history|analytic|metric|archive|snapshot|backup|import|staging|temp|item|line|draft/iu;
const papers = /^(?:invoice|order|receipt|ticket|quote|quotation|bill|booking|reservation|contract|purchaseorder)$/u;
/** `invoice_number` of invoices, `number` of orders: what people call one row by. */
const isOwnNumber = (column: string, table: string): boolean => {
	const own = tableKey(table);
	const name = plain(column);
	return papers.test(own) && [`${own}number`, `${own}no`, 'number', `${own}code`].includes(name);
};

/** People sign in by a name and a password, and two of them may have the same name. */
function signedInBy(table: Table, facts: Facts): readonly Twice[] {
	if (!table.columns.some(({name}) => /^(?:hashed_?|encrypted_?)?password(?:_?hash|_?digest)?$/iu.test(name))) return [];
	const names = table.columns.filter(({name}) => /^(?:e?mail|email_?address|user_?name|login)$/iu.test(name));
	const [first] = names;
	const isIndexed = documentIndexesOf(facts).some(
		one =>
			one.unique &&
			(one.table === '' || tableKey(one.table) === tableKey(table.name)) &&
			names.some(({name}) => one.columns.includes(name)),
	);
	return first === undefined || isIndexed || names.some(({name}) => isUnique(table, name))
		? []
		: [{path: first.path, line: first.line, text: first.text, name: rowsBy(table.name, [first.name])}];
}

/** What a row that only ties two others together may say besides. */
const tie =
	/^(?:id|uuid|pk|created|updated|deleted|joined|added|at|on|by|date|time|quantity|qty|count|role|status|position|order|sort|is|active)$/u;

/** A row ties two others together and says next to nothing else, and there may be two of the same. */
function linking(table: Table): readonly Twice[] {
	const [one, other, ...more] = table.foreignKeys.filter(({columns}) => columns.length === 1);
	const columns = [...(one?.columns ?? []), ...(other?.columns ?? [])];
	if (columns.length !== 2 || more.length > 0 || one?.table === other?.table || apart.test(table.name)) return [];
	const isTie = table.columns.every(({name}) => columns.includes(name) || wordsOf(name).every(word => tie.test(word)));
	if (!isTie || table.columns.length < 2 || uniqueOver(table, columns) !== undefined) return [];
	return [{path: table.path, line: table.line, text: table.text, name: rowsBy(table.name, columns)}];
}
