import {type Call, type Code, lastOf, textOf, type Value} from '../../code/code.ts';
import type {Parsers} from '../../syntax/parsers.ts';
import {callOf, isFalse, isTrue, namedIn, saidAt} from '../described/reading.ts';
import {migrationStep} from '../migration-file.ts';
import {columnFrom, keyFrom, referenceFrom} from '../python-columns.ts';
import {sqlSteps} from '../sql/steps.ts';
import type {ColumnStep, KeyStep, Named, Said, SchemaStep} from '../step.ts';
import {callsFrom} from './upwards.ts';

type Migration = {readonly path: string; readonly code: Code; readonly sql: Parsers['sql']};

/** What the upgrade of an Alembic migration does; undefined when the file is none. */
export function alembicSteps(path: string, text: string, code: Code, sql: Parsers['sql']): readonly SchemaStep[] | undefined {
	const value = (name: string): Value | undefined => code.variables.find(({names, in: place}) => place === -1 && names[0] === name)?.value;
	if (value('down_revision') === undefined || value('revision') === undefined) return undefined;
	const before = value('down_revision');
	const after = before?.is === 'list' ? before.items.flatMap(each => textOf(each) ?? []) : [textOf(before) ?? []].flat();
	const id = textOf(value('revision'));
	const calls = callsFrom(code, name => name.includes('upgrade'));
	const at: Migration = {path, code, sql};
	const readsFiles = calls.some(({to}) => to === 'open' || lastOf(to) === 'read_text') ? {readsFiles: true} : {};
	return [
		migrationStep('alembic', text, {...(id === undefined ? {} : {id}), after, ...readsFiles}),
		...calls.flatMap(call => operation(at, call)),
	];
}

const operations = new Set([
	'create_table',
	'drop_table',
	'rename_table',
	'add_column',
	'drop_column',
	'alter_column',
	'create_index',
	'drop_index',
	'create_unique_constraint',
	'create_primary_key',
	'create_foreign_key',
	'drop_constraint',
]);

/** A text, also behind `op.f('…')` and a name that it was given. */
function textIn({code}: Migration, value: Value | undefined): string | undefined {
	const written =
		value?.is === 'name' ? code.variables.find(({names, value: held}) => names[0] === value.name && held.is === 'text')?.value : value;
	const call = callOf(code, written);
	return textOf(call !== undefined && lastOf(call.to) === 'f' ? call.args[0] : written);
}

function operation(at: Migration, call: Call): readonly SchemaStep[] {
	const kind = lastOf(call.to);
	const said = saidAt(call);
	if (kind === 'execute') return executed(at, call);
	if (!operations.has(kind)) return [];
	const owner = call.to.slice(0, -kind.length - 1);
	const batch = owner === 'op' ? undefined : nearest(at.code, owner, call)?.value;
	const block = callOf(at.code, batch);
	if (owner !== 'op' && (block === undefined || lastOf(block.to) !== 'batch_alter_table')) return [];
	const unread = (): readonly SchemaStep[] => [
		{...said, does: 'unread', because: 'a table whose name is put together at run time', mentions: []},
	];
	/** In a batch the table is the block's; else it stands among the arguments. */
	const args = block === undefined ? call.args : [...placed(kind, call.args, block.args[0])];
	const schema = textIn(at, namedIn(call, 'schema') ?? namedIn(block, 'schema')) ?? '';
	const place = tablePlaces[kind] ?? 0;
	const name = textIn(at, args[place] ?? namedIn(call, 'table_name') ?? namedIn(call, 'source_table'));
	if (kind === 'drop_index') {
		const index = textIn(at, args[0] ?? namedIn(call, 'index_name'));
		return index === undefined ? unread() : [{...said, does: 'drop key', key: index}];
	}
	return name === undefined ? unread() : onTable(at, call, kind, args, {schema, name}, said);
}

/** What a name holds at a call: blocks after each other give it to several things. */
const nearest = (code: Code, name: string, call: Call) =>
	code.variables.findLast(({names, line, in: place}) => names[0] === name && line <= call.line && place === call.in);

/** Where the table's name stands among an operation's arguments. */
const tablePlaces: Readonly<Record<string, number>> = {
	create_index: 1,
	create_unique_constraint: 1,
	create_primary_key: 1,
	create_foreign_key: 1,
	drop_constraint: 1,
	drop_index: 1,
};

function placed(kind: string, args: readonly Value[], table: Value | undefined): readonly Value[] {
	const place = tablePlaces[kind] ?? 0;
	return [...args.slice(0, place), table ?? {is: 'other'}, ...args.slice(place)];
}

const listed = (value: Value | undefined): readonly string[] =>
	value?.is === 'list' ? value.items.map(each => textOf(each) ?? '…') : [textOf(value) ?? []].flat();

function onTable(at: Migration, call: Call, kind: string, args: readonly Value[], table: Named, said: Said): readonly SchemaStep[] {
	const {code, path} = at;
	const addKey = (key: KeyStep): readonly SchemaStep[] => [{...said, does: 'add key', table, key}];
	const named = (value: Value | undefined): {readonly name?: string} => {
		const name = textIn(at, value);
		return name === undefined ? {} : {name};
	};
	switch (kind) {
		case 'create_table':
			return [createdTable(at, args.slice(1), table, said)];
		case 'drop_table':
			return [{...said, does: 'drop table', table}];
		case 'rename_table':
			return [{...said, does: 'rename table', table, to: textIn(at, args[1]) ?? table.name}];
		case 'add_column': {
			const made = callOf(code, args[1]);
			const name = textIn(at, made?.args[0] ?? namedIn(made, 'name'));
			if (made === undefined || name === undefined) return [];
			const {column, keys} = columnFrom(path, code, made, saidAt(made), name);
			return [{...said, does: 'add column', table, column}, ...keys.map((key): SchemaStep => ({...said, does: 'add key', table, key}))];
		}
		case 'drop_column':
			return [{...said, does: 'drop column', table, column: textIn(at, args[1] ?? namedIn(call, 'column_name')) ?? ''}];
		case 'alter_column': {
			const column = textIn(at, args[1] ?? namedIn(call, 'column_name')) ?? '';
			const nullable = namedIn(call, 'nullable');
			const rename = textIn(at, namedIn(call, 'new_column_name'));
			const type = namedIn(call, 'type_');
			const typeName = type?.is === 'name' ? type.name : callOf(code, type)?.to;
			const change = {
				...(isTrue(nullable) || isFalse(nullable) ? {nullable: isTrue(nullable)} : {}),
				...(rename === undefined ? {} : {rename}),
				...(typeName === undefined ? {} : {type: lastOf(typeName).toLowerCase()}),
			};
			return [{...said, does: 'change column', table, column, change}];
		}
		case 'create_index':
			return addKey({
				...said,
				...named(args[0]),
				kind: isTrue(namedIn(call, 'unique')) ? 'unique' : 'index',
				isIndex: true,
				columns: listed(args[2] ?? namedIn(call, 'columns')),
				...(namedIn(call, 'postgresql_where') === undefined && namedIn(call, 'sqlite_where') === undefined ? {} : {isPartial: true}),
			});
		case 'create_unique_constraint':
		case 'create_primary_key':
			return addKey({
				...said,
				...named(args[0]),
				kind: kind === 'create_primary_key' ? 'primary' : 'unique',
				columns: listed(args[2] ?? namedIn(call, 'columns')),
			});
		case 'create_foreign_key': {
			const other = textIn(at, args[2] ?? namedIn(call, 'referent_table')) ?? '';
			const targets = listed(args[4] ?? namedIn(call, 'remote_cols')).map(column => `${other}.${column}`);
			const onDelete = textIn(at, namedIn(call, 'ondelete'))?.toLowerCase();
			const key = referenceFrom({...said, path}, listed(args[3] ?? namedIn(call, 'local_cols')), targets);
			return addKey({...key, ...named(args[0]), ...(onDelete === undefined ? {} : {onDelete})});
		}
		case 'drop_constraint':
			return [{...said, does: 'drop key', table, key: textIn(at, args[0]) ?? ''}];
	}
	return [];
}

function createdTable({code, path}: Migration, args: readonly Value[], table: Named, said: Said): SchemaStep {
	const columns: ColumnStep[] = [];
	const keys: KeyStep[] = [];
	for (const each of args) {
		const call = callOf(code, each);
		if (call === undefined) continue;
		const name = textOf(call.args[0]);
		if (lastOf(call.to) === 'Column' && name !== undefined) {
			const told = columnFrom(path, code, call, saidAt(call), name);
			columns.push(told.column);
			keys.push(...told.keys);
		} else keys.push(...[keyFrom(path, code, call) ?? []].flat());
	}
	return {...said, does: 'create table', table, columns, keys, like: [], ifNotExists: false};
}

const makesSchema = /^\s*(?:create|alter|drop|grant|revoke|do)\b/iu;

/** `op.execute('…')`, `connection.execute(sa.text('…'))`. Rows are not looked at. */
function executed(at: Migration, call: Call): readonly SchemaStep[] {
	const [first] = call.args;
	const inner = callOf(at.code, first);
	const value = inner !== undefined && lastOf(inner.to) === 'text' ? inner.args[0] : first;
	const text = textIn(at, value);
	if (text !== undefined) return makesSchema.test(text) ? sqlSteps(text, at.sql, call.line) : [];
	if (value?.is !== 'template' || !makesSchema.test(value.text)) return [];
	return [
		{...saidAt(call), does: 'unread', because: 'SQL that is put together at run time', mentions: value.text.match(/[A-Za-z_]\w*/gu) ?? []},
	];
}
