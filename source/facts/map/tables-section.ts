import type {PlainFacts} from '../facts.ts';
import type {Column, Table} from '../schema/schema.ts';
import {compare, type MapSection, many} from './map.ts';

const personalIn = (table: Table): readonly Column[] => table.columns.filter(({personal}) => personal !== undefined);
const security: Readonly<Record<'on' | 'off' | 'unknown', string>> = {
	on: 'row security on',
	off: 'row security OFF',
	unknown: 'row security not known',
};

const nameOf = ({schema, name}: Table): string => (schema === '' || schema === 'public' ? name : `${schema}.${name}`);

/** The tables, those with personal data first. */
export function tablesSection({schema, entryPoints}: PlainFacts): MapSection {
	const {tables} = schema;
	const used = [...new Set(entryPoints.points.flatMap(({writes}) => writes.flatMap(({what}) => (what === '' ? [] : [what]))))].sort(
		compare,
	);
	const folders = new Map<string, Set<string>>();
	for (const table of tables) folders.set(nameOf(table), (folders.get(nameOf(table)) ?? new Set()).add(table.package));
	const shown = (table: Table): string =>
		(folders.get(nameOf(table))?.size ?? 0) < 2 ? nameOf(table) : `${nameOf(table)} (${table.package === '.' ? 'root' : table.package})`;
	const personal = tables.filter(table => personalIn(table).length > 0);
	return {
		id: 'tables',
		title: 'Tables',
		lead:
			tables.length === 0
				? `No file here makes a table.${used.length === 0 ? '' : ` Code changes these, made elsewhere: ${used.join(', ')}.`}`
				: `${many(tables.length, 'table')}, ${personal.length} with personal data by the names of their columns.`,
		columns: ['table', 'columns', 'personal', 'rows are guarded by'],
		rows: [...tables]
			.sort((one, other) => personalIn(other).length - personalIn(one).length || compare(one.name, other.name))
			.map(table => ({
				cells: [
					shown(table),
					String(table.columns.length),
					personalIn(table)
						.map(({name}) => name)
						.join(', '),
					table.rowSecurity === undefined
						? ''
						: `${security[table.rowSecurity.state]}${table.policies.length === 0 ? '' : `, ${many(table.policies.length, 'policy', 'policies')}`}`,
				],
				place: {path: table.path, line: table.line, text: table.text},
			})),
	};
}
