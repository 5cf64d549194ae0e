import type {Schema, Table} from '../../../source/facts/schema/schema.ts';
import {inMemory} from '../../../source/repository/repository.ts';
import {factsOf} from '../../support/facts.ts';

/** The schema of a repository of these files. */
export const schemaIn = (files: Record<string, string>): Schema => factsOf(inMemory(files)).schema;

/** The schema that Supabase's migrations make, one statement list for each. */
export const migrated = (...migrations: readonly string[]): Schema =>
	schemaIn(Object.fromEntries(migrations.map((sql, at) => [`supabase/migrations/2024010${at}_step.sql`, sql])));

/** The table of that name. */
export function tableNamed({tables}: Schema, name: string): Table {
	const found = tables.find(table => table.name === name);
	if (found === undefined) throw new Error(`no table ${name} among ${tables.map(table => table.name).join(', ')}`);
	return found;
}

/** A table in one line for each of its parts: columns with `?` where they may be empty, `*` in the primary key. */
export function shown(table: Table): readonly string[] {
	const columns = table.columns.map(
		({name, type, nullable, default: byDefault}) =>
			`${name}${table.primaryKey.includes(name) ? '*' : ''} ${type}${nullable ? '?' : ''}${byDefault === undefined ? '' : ` = ${byDefault}`}`,
	);
	return [
		...columns,
		...table.uniques.map(names => `unique ${names.join('+')}`),
		...table.foreignKeys.map(
			({columns: names, table: other, references, onDelete}) =>
				`${names.join('+')} -> ${other}(${references.join('+')})${onDelete === undefined ? '' : ` ${onDelete}`}`,
		),
		...table.indexes.map(({columns: names, unique}) => `${unique ? 'unique index' : 'index'} ${names.join('+')}`),
	];
}
