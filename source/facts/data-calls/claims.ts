import type {Place} from '../../safe-text.ts';
import type {Facts} from '../facts.ts';
import type {PackageFact} from '../packages.ts';
import {nearest} from '../schema/nearest.ts';
import type {Table} from '../schema/schema.ts';
import type {DataCall} from './data-call.ts';
import {dataCallsOf} from './data-calls.ts';
import {runsForRequest} from './for-requests.ts';
import {tableKey} from './tables.ts';

/** A row that is looked for by some columns and made when it is missing, and what keeps it from being made twice. */
export type Claim = {readonly read: DataCall; readonly write: DataCall; readonly kept?: Place};

/** The rows that requests look for and then make. */
export function claimsOf(facts: Facts): readonly Claim[] {
	const calls = dataCallsOf(facts).filter(call => runsForRequest(call, facts));
	const tablesFor = tablesByKey(facts.schema.tables, facts.packages);
	return calls.flatMap((write): readonly Claim[] => {
		if (write.operation !== 'insert' || write.table === '') return [];
		const read = calls.findLast(
			one =>
				one.path === write.path &&
				one.in === write.in &&
				one.line < write.line &&
				(one.operation === 'read one' || one.operation === 'count') &&
				tableKey(one.table) === tableKey(write.table) &&
				one.filters.length > 0 &&
				!one.filters.some(column => /^_?id$|pk/u.test(column)),
		);
		if (read === undefined || write.transaction === 'yes') return [];
		const table = tablesFor(write);
		if (table === undefined) return [];
		const kept = table === undefined ? undefined : uniqueOver(table, read.filters);
		return [{read, write, ...(kept === undefined ? {} : {kept})}];
	});
}

/** Finds the table that a call is about, by every name that code may call it; of several databases in the nearest that has one. */
export function tablesByKey(tables: readonly Table[], packages: readonly PackageFact[]): (call: DataCall) => Table | undefined {
	const named = new Map<string, Table[]>();
	for (const table of tables)
		for (const key of new Set([table.name, table.described?.model ?? table.name].map(tableKey))) {
			const group = named.get(key);
			if (group === undefined) named.set(key, [table]);
			else group.push(table);
		}
	return call => nearest(named.get(tableKey(call.table)) ?? [], call.path, packages).at(-1);
}

const plain = (column: string): string => column.toLowerCase().replaceAll('_', '');

/** Where the database refuses a second row with the same values in some of these columns. */
export function uniqueOver(table: Table, columns: readonly string[]): Place | undefined {
	const asked = new Set(columns.flatMap(column => [plain(column), `${plain(column)}id`, ...column.split('_').map(plain)]));
	asked.delete('id');
	const holds = (own: readonly string[]): boolean => own.length > 0 && own.every(column => asked.has(plain(column)));
	const index = table.indexes.find(one => one.unique && holds(one.columns));
	if (index !== undefined) return {path: index.path, line: index.line, text: index.text};
	if (!table.uniques.some(holds) && !holds(table.primaryKey)) return undefined;
	const named = table.columns.find(({name}) => asked.has(plain(name))) ?? table;
	return {path: named.path, line: named.line, text: named.text};
}
