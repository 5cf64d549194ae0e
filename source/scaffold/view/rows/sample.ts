import type {Column, Table} from '../../../facts/schema/schema.ts';

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** A table as SQL names it, quoted, so that any name is safe. */
export const sqlTable = ({schema, name}: Table): string => `${quoted(schema === '' ? 'public' : schema)}.${quoted(name)}`;
export const sqlName = quoted;

const values: readonly (readonly [RegExp, string])[] = [
	[/^uuid$/u, 'gen_random_uuid()'],
	[/^(?:text|citext|character varying|varchar|char|character|bpchar|name)$/u, "'x'"],
	[/^(?:smallint|integer|int|int2|int4|int8|bigint|numeric|decimal|real|double precision|float4|float8|money)$/u, '1'],
	[/^(?:boolean|bool)$/u, 'false'],
	[/^(?:date|timestamp\b.*|timestamptz)$/u, 'now()'],
	[/^(?:json|jsonb)$/u, "'{}'"],
	[/\[\]$/u, "'{}'"],
];
const makesItself = /^(?:small|big)?serial/u;

const sampleOf = ({type}: Column): string | undefined => values.find(([pattern]) => pattern.test(type))?.[1];

/** A statement that adds any row, as little as the table takes; undefined when a column has a type of its own. */
export function anyRow(table: Table): string | undefined {
	const made = neededIn(table);
	if (made === undefined) return undefined;
	if (made.length === 0) return `insert into ${sqlTable(table)} default values`;
	return `insert into ${sqlTable(table)} (${made.map(([name]) => quoted(name)).join(', ')}) overriding system value values (${made.map(([, one]) => one).join(', ')})`;
}

/** A statement that adds a row with this value in one column, as little as the table takes; undefined when a column has a type of its own. */
export function rowInsert(table: Table, column: string, value: string): string | undefined {
	const made = neededIn(table, column);
	if (made === undefined) return undefined;
	const all = [[column, value] as const, ...made];
	return `insert into ${sqlTable(table)} (${all.map(([name]) => quoted(name)).join(', ')}) values (${all.map(([, one]) => one).join(', ')})`;
}

/** A value for each column that must have one, but for one of them. */
function neededIn(table: Table, besides?: string): readonly (readonly [name: string, value: string])[] | undefined {
	const needed = table.columns.filter(
		one => one.name !== besides && !one.nullable && one.default === undefined && !makesItself.test(one.type),
	);
	const made = needed.flatMap((one): readonly (readonly [string, string])[] => {
		const value = sampleOf(one);
		return value === undefined ? [] : [[one.name, value]];
	});
	return made.length === needed.length ? made : undefined;
}
