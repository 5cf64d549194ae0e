import type {Place} from '../../safe-text.ts';
import type {PackageFact} from '../packages.ts';
import {nearest} from '../schema/nearest.ts';
import type {Table} from '../schema/schema.ts';
import type {DataCall} from './data-call.ts';
import {tableKey} from './tables.ts';

/** Tables by every name that code may call them; two of one name may belong to different databases. */
export function tablesNamed(tables: readonly Table[]): ReadonlyMap<string, readonly Table[]> {
	const named = new Map<string, Table[]>();
	for (const table of tables)
		for (const key of new Set([table.name, table.described?.model ?? table.name].map(tableKey))) {
			const group = named.get(key);
			if (group === undefined) named.set(key, [table]);
			else group.push(table);
		}
	return named;
}

/** Finds the table that a call is about; of several databases in the nearest that has one, and of several namespaces in the usual one. */
export function tablesByKey(tables: readonly Table[], packages: readonly PackageFact[]): (call: DataCall) => Table | undefined {
	const named = tablesNamed(tables);
	return call => {
		const group = named.get(tableKey(call.table)) ?? [];
		const usual = group.filter(({schema}) => schema === 'public' || schema === '');
		return nearest(usual.length > 0 ? usual : group, call.path, packages).at(-1);
	};
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
