import type {DescribedColumn, Description} from './description.ts';
import {personalIn} from './personal.ts';
import {isAlwaysTrue} from './replay/replay.ts';
import type {Column, ForeignKey, Index, Table} from './schema.ts';

/** Names compare without case, underscores and quotes. */
const plain = (name: string): string => name.toLowerCase().replaceAll('_', '');

/** Tables that are made, with what the code that describes them adds, and those that only code describes. `mentioned` are names in statements that could not be read, by package. */
export function mergedTables(
	made: readonly Table[],
	descriptions: readonly Description[],
	mentioned: ReadonlyMap<string, ReadonlySet<string>>,
): readonly Table[] {
	const tables = [...made];
	const byName = new Map<string, number[]>();
	const add = (table: Table, at: number): void => {
		const found = byName.get(plain(table.name)) ?? [];
		byName.set(plain(table.name), [...found, at]);
	};
	for (const [at, table] of made.entries()) add(table, at);
	const making = new Set(made.filter(table => table.made !== 'elsewhere').map(table => table.package));
	/** Several classes may be one table: the one that says most of it speaks for it. */
	for (const description of [...descriptions].sort((one, other) => other.columns.length - one.columns.length)) {
		const at = placeOf(description, tables, byName, making);
		const table = at === undefined ? undefined : tables[at];
		if (at !== undefined && table !== undefined) tables[at] = joined(table, description, mentioned.get(table.package) ?? new Set());
		else {
			const own = fromCode(description);
			add(own, tables.length);
			tables.push(own);
		}
	}
	return [...tables.slice(0, made.length), ...tables.slice(made.length).sort(byPlace)];
}

const byPlace = (one: Table, other: Table): number => (one.path === other.path ? one.line - other.line : one.path < other.path ? -1 : 1);

/** The table that a description is about: in its package, in one above it, or anywhere if its own package makes no tables. */
function placeOf(
	description: Description,
	tables: readonly Table[],
	byName: ReadonlyMap<string, readonly number[]>,
	making: ReadonlySet<string>,
): number | undefined {
	const {schema} = description.table;
	for (const name of [description.table.name, ...description.orCalled]) {
		const named = (byName.get(plain(name)) ?? []).filter(at => {
			const table = tables[at];
			return table !== undefined && (schema === '' || table.schema === '' || table.schema === schema) && isOfKind(table, description);
		});
		const own = named.filter(at => tables[at]?.package === description.package);
		const found = own.find(at => tables[at]?.name === name) ?? own[0];
		if (found !== undefined) return found;
		const above = named.find(at => isAbove(tables[at]?.package ?? '', description.package) && tables[at]?.made !== 'code');
		if (above !== undefined) return above;
		if (named.length === 1 && !making.has(description.package) && tables[named[0] ?? -1]?.made !== 'code') return named[0];
	}
	return undefined;
}

const isAbove = (folder: string, inner: string): boolean => folder === '.' || inner.startsWith(`${folder}/`);

/** A collection of documents and a table are two things, and so are what two tools describe without migrations. */
const isOfKind = (table: Table, description: Description): boolean =>
	(table.isDocuments === true) === (description.isDocuments === true) && (table.made !== 'code' || table.source === description.source);

/** A table that is made, with what the code says of it. */
function joined(table: Table, description: Description, mentioned: ReadonlySet<string>): Table {
	const known = new Set(table.columns.map(({name}) => plain(name)));
	const byName = new Map(description.columns.map(column => [plain(column.name), column]));
	const isWhole = table.made === 'migrations' || table.made === 'script';
	const columns = table.columns.map(column =>
		column.type === 'unknown' ? {...column, type: byName.get(plain(column.name))?.type ?? column.type} : column,
	);
	const others = description.columns.filter(({name}) => !known.has(plain(name)));
	const before = table.described?.missing ?? [];
	const missing = isWhole ? others.filter(({name}) => !mentioned.has(plain(name))).map(({name}) => name) : [];
	return {
		...table,
		columns: isWhole ? columns : [...columns, ...others.map(column => columnOf(column, table.name))],
		...(isWhole || table.primaryKey.length > 0 ? {} : {primaryKey: keysOf(description).primaryKey}),
		...(table.made === 'code' && description.path !== table.path ? withKeys(table, description) : {}),
		described: {
			...(table.described ?? {
				path: description.path,
				line: description.line,
				text: description.text,
				source: description.source,
				model: description.model,
				foreignKeys: keysOf(description).foreignKeys,
			}),
			missing: [...new Set([...before, ...missing])],
		},
	};
}

const withKeys = (table: Table, description: Description): Pick<Table, 'foreignKeys' | 'indexes' | 'uniques'> => {
	const more = keysOf(description);
	return {
		foreignKeys: [...table.foreignKeys, ...more.foreignKeys],
		indexes: [...table.indexes, ...more.indexes],
		uniques: [...table.uniques, ...more.uniques],
	};
};

/** A table that only code describes. */
function fromCode(description: Description): Table {
	const {path, line, text} = description;
	return {
		path,
		line,
		text,
		name: description.table.name,
		schema: description.table.schema,
		source: description.source,
		made: 'code',
		package: description.package,
		...(description.isDocuments === true ? {isDocuments: true} : {}),
		columns: description.columns.map(column => columnOf(column, description.table.name)),
		...keysOf(description),
		...(description.rowSecurity === undefined
			? {}
			: {rowSecurity: {state: description.rowSecurity ? ('on' as const) : ('off' as const), place: {path, line, text}}}),
		policies: description.policies.map(({usingIsTrue, checkIsTrue, ...policy}) => ({
			...policy,
			alwaysTrue: isAlwaysTrue({...policy, usingIsTrue, checkIsTrue}),
		})),
		grants: [],
		described: {
			path,
			line,
			text,
			source: description.source,
			model: description.model,
			missing: [],
			foreignKeys: keysOf(description).foreignKeys,
		},
	};
}

function columnOf({field: _field, ...column}: DescribedColumn, table: string): Column {
	const personal = personalIn(column.name, table);
	return personal === undefined ? column : {...column, personal};
}

function keysOf({keys}: Description): Pick<Table, 'primaryKey' | 'uniques' | 'foreignKeys' | 'indexes'> {
	const primary = keys.filter(({kind}) => kind === 'primary').flatMap(({columns}) => columns);
	return {
		primaryKey: primary,
		uniques: keys.filter(({kind, isPartial}) => kind === 'unique' && isPartial !== true).map(({columns}) => columns),
		foreignKeys: keys.flatMap(({kind, to, path, line, text, columns, onDelete}): readonly ForeignKey[] =>
			kind !== 'foreign' || to === undefined
				? []
				: [{path, line, text, columns, table: to.name, references: to.columns, ...(onDelete === undefined ? {} : {onDelete})}],
		),
		indexes: keys.flatMap(({kind, isIndex, name, path, line, text, columns}): readonly Index[] =>
			kind === 'index' || (kind === 'unique' && isIndex === true)
				? [{path, line, text, ...(name === undefined ? {} : {name}), columns, unique: kind === 'unique'}]
				: [],
		),
	};
}
