import type {Place} from '../../../safe-text.ts';
import type {ColumnChange, ColumnStep, KeyStep, Named, SchemaStep} from '../step.ts';
import {grantsOnNew} from './access.ts';
import {type Ground, givenName, keyOfName, type Live, type LiveTable, tableAt} from './state.ts';

/** Adds an empty table. */
export function newTable(live: Live, named: Named, place: Place, ground: Ground, made: LiveTable['made']): LiveTable {
	const table: LiveTable = {
		named: {schema: named.schema === '' && ground.isPostgres ? 'public' : named.schema, name: named.name},
		place,
		source: ground.source,
		made,
		package: ground.package,
		columns: [],
		primaryKey: [],
		primaryName: undefined,
		uniques: [],
		foreignKeys: [],
		indexes: [],
		rowSecurity: ground.isPostgres ? {state: made === 'elsewhere' ? 'unknown' : 'off', place} : undefined,
		policies: [],
		grants: [],
	};
	table.grants = made === 'elsewhere' ? [] : grantsOnNew(live, table);
	live.tables.set(keyOfName(named), table);
	live.gone.delete(keyOfName(named));
	return table;
}

/** Makes a table, unless there is one of that name. A table that was changed before any file made it is filled. */
export function createTable(live: Live, step: SchemaStep & {readonly does: 'create table'}, place: Place, ground: Ground): void {
	const before = live.tables.get(keyOfName(step.table));
	if (before !== undefined && before.made !== 'elsewhere') return;
	const table = before ?? newTable(live, step.table, place, ground, ground.made);
	if (before !== undefined) {
		before.made = ground.made;
		if (before.rowSecurity?.state === 'unknown') before.rowSecurity = {state: 'off', place};
	}
	const copied = step.like.flatMap(each => tableAt(live, each)?.columns ?? []);
	const own = step.columns.map(column => ({...column, path: ground.path}));
	const names = new Set([...table.columns, ...own].map(({name}) => name));
	table.columns = [
		...copied.filter(({name}) => !names.has(name)),
		...own.filter(({name}) => !table.columns.some(each => each.name === name)),
		...table.columns,
	];
	for (const key of step.keys) addKey(live, table, key, ground);
}

/** Adds a column, unless there is one of that name. */
export function addColumn(table: LiveTable, column: ColumnStep, ground: Ground): void {
	if (!table.columns.some(({name}) => name === column.name)) table.columns = [...table.columns, {...column, path: ground.path}];
}

/** Changes what is named of a column. */
export function changeColumn(live: Live, table: LiveTable, name: string, change: ColumnChange): void {
	table.columns = table.columns.map(column => {
		if (column.name !== name) return column;
		const {default: before, ...rest} = column;
		const byDefault = change.default === undefined ? before : (change.default ?? undefined);
		return {
			...rest,
			name: change.rename ?? name,
			type: change.type ?? column.type,
			nullable: change.nullable ?? column.nullable,
			...(byDefault === undefined ? {} : {default: byDefault}),
		};
	});
	if (change.rename !== undefined) renameColumn(live, table, name, change.rename);
}

function renameColumn(live: Live, table: LiveTable, from: string, to: string): void {
	const put = (names: readonly string[]): readonly string[] => names.map(each => (each === from ? to : each));
	table.primaryKey = put(table.primaryKey);
	table.uniques = table.uniques.map(each => ({...each, columns: put(each.columns)}));
	table.indexes = table.indexes.map(each => ({...each, columns: put(each.columns)}));
	table.foreignKeys = table.foreignKeys.map(each => ({...each, columns: put(each.columns)}));
	for (const other of live.tables.values())
		if (other.foreignKeys.some(each => refersTo(each, table)))
			other.foreignKeys = other.foreignKeys.map(each => (refersTo(each, table) ? {...each, references: put(each.references)} : each));
}

const refersTo = (key: LiveTable['foreignKeys'][number], table: LiveTable): boolean =>
	key.table === table.named.name && (key.schema === '' || key.schema === table.named.schema);

/** Takes a column away, and the keys that it stands in. */
export function dropColumn(table: LiveTable, name: string): void {
	table.columns = table.columns.filter(column => column.name !== name);
	if (table.primaryKey.includes(name)) table.primaryKey = [];
	table.uniques = table.uniques.filter(({columns}) => !columns.includes(name));
	table.indexes = table.indexes.filter(({columns}) => !columns.includes(name));
	table.foreignKeys = table.foreignKeys.filter(({columns}) => !columns.includes(name));
}

/** Django names fields, of which a reference's column is called otherwise. */
const columnOfField = (table: LiveTable, field: string): string =>
	!table.columns.some(({name}) => name === field) && table.columns.some(({name}) => name === `${field}_id`) ? `${field}_id` : field;

/** Adds a key or index. */
export function addKey(live: Live, table: LiveTable, written: KeyStep, ground: Ground): void {
	const key = ground.source === 'django' ? {...written, columns: written.columns.map(each => columnOfField(table, each))} : written;
	const place = {path: ground.path, line: key.line, text: key.text};
	const name = key.name ?? givenName(table.named.name, key.columns, key.kind);
	if (key.kind === 'primary') {
		table.primaryKey = key.columns;
		table.primaryName = name;
		table.columns = table.columns.map(column => (key.columns.includes(column.name) ? {...column, nullable: false} : column));
		return;
	}
	if (key.kind === 'foreign') {
		const target = key.to === undefined ? undefined : tableAt(live, key.to);
		if (key.to === undefined || table.foreignKeys.some(each => each.name === name && key.name !== undefined)) return;
		const {schema, name: other, columns} = key.to;
		const references = columns.length > 0 ? columns : (target?.primaryKey ?? []);
		const onDelete = key.onDelete === undefined ? {} : {onDelete: key.onDelete};
		const others = table.foreignKeys.filter(each => each.table !== other || each.columns.join() !== key.columns.join());
		table.foreignKeys = [...others, {...place, name, schema, table: other, columns: key.columns, references, ...onDelete}];
		return;
	}
	if (key.kind === 'index' || key.isIndex === true) {
		if (table.indexes.some(each => each.name === name)) return;
		table.indexes = [...table.indexes, {...place, name, columns: key.columns, unique: key.kind === 'unique'}];
	}
	if (key.kind === 'unique' && key.isPartial !== true && !table.uniques.some(each => each.name === name))
		table.uniques = [...table.uniques, {name, columns: key.columns}];
}

/** Takes a key or index away by its name. */
export function dropKey(live: Live, named: Named | undefined, key: string): void {
	const tables = named === undefined ? [...live.tables.values()] : [tableAt(live, named) ?? []].flat();
	for (const table of tables) {
		if (table.primaryName === key) {
			table.primaryKey = [];
			table.primaryName = undefined;
		}
		table.uniques = table.uniques.filter(({name}) => name !== key);
		table.indexes = table.indexes.filter(({name}) => name !== key);
		table.foreignKeys = table.foreignKeys.filter(({name}) => name !== key);
	}
}

/** Takes a table away, with its triggers and what refers to it. */
export function dropTable(live: Live, named: Named): void {
	const table = tableAt(live, named);
	if (table === undefined) return;
	live.tables.delete(keyOfName(table.named));
	live.gone.add(keyOfName(table.named));
	for (const other of live.tables.values())
		if (other.foreignKeys.some(each => refersTo(each, table))) other.foreignKeys = other.foreignKeys.filter(each => !refersTo(each, table));
	for (const [key, routine] of live.routines)
		if (routine.kind === 'trigger' && routine.table === table.named.name) live.routines.delete(key);
}

/** Gives a table another name or schema; what refers to it follows. */
export function renameTable(live: Live, named: Named, to: Named): void {
	const table = tableAt(live, named);
	if (table === undefined) return;
	for (const other of live.tables.values())
		if (other.foreignKeys.some(each => refersTo(each, table)))
			other.foreignKeys = other.foreignKeys.map(each => (refersTo(each, table) ? {...each, table: to.name, schema: to.schema} : each));
	for (const [key, routine] of live.routines)
		if (routine.kind === 'trigger' && routine.table === table.named.name) live.routines.set(key, {...routine, table: to.name});
	live.tables.delete(keyOfName(table.named));
	table.named = to;
	live.tables.set(keyOfName(to), table);
	live.gone.delete(keyOfName(to));
}
