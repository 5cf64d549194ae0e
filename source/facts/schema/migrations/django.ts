import {type Call, type Code, entryOf, lastOf, textOf, type Value} from '../../code/code.ts';
import type {Parsers} from '../../syntax/parsers.ts';
import {callOf, isFalse, isTrue, namedIn, saidAt} from '../described/reading.ts';
import {betweenTable, djangoField, djangoKey, djangoTable, djangoTarget, djangoTogether} from '../django-fields.ts';
import {migrationStep} from '../migration-file.ts';
import {sqlSteps} from '../sql/steps.ts';
import type {ColumnStep, KeyStep, Named, SchemaStep} from '../step.ts';

/** Everything that the operations of a migration need. */
type Migration = {readonly path: string; readonly app: string; readonly code: Code; readonly sql: Parsers['sql']};

/** What a Django migration does; undefined when the file is none. Tables go by their models until the end, whatever they are called. */
export function djangoSteps(path: string, text: string, code: Code, sql: Parsers['sql']): readonly SchemaStep[] | undefined {
	const app = /(?:^|\/)(?<app>[^/]+)\/migrations\/[^/]+\.py$/u.exec(path)?.groups?.app;
	const migration = code.classes.find(({bases}) => bases.some(base => base.is === 'name' && lastOf(base.name) === 'Migration'));
	if (app === undefined || migration === undefined) return undefined;
	const field = (name: string): Value | undefined => migration.fields.find(each => each.name === name)?.value;
	const name = path.slice(path.lastIndexOf('/') + 1, -'.py'.length);
	const after = [...pairs(field('dependencies')), ...pairs(field('run_before'))];
	const at: Migration = {path, app, code, sql};
	return [migrationStep('django', text, {id: `${app}.${name}`, after}), ...operations(at, field('operations'))];
}

const pairs = (value: Value | undefined): readonly string[] =>
	value?.is === 'list'
		? value.items.flatMap(each => {
				const [app, name] = each.is === 'list' ? each.items.map(textOf) : [];
				return app === undefined || name === undefined ? [] : [`${app}.${name}`];
			})
		: [];

const operations = (at: Migration, value: Value | undefined): readonly SchemaStep[] =>
	value?.is === 'list' ? value.items.flatMap(each => [callOf(at.code, each) ?? []].flat().flatMap(call => operation(at, call))) : [];

/** What stands in a given place or under a given name. */
const argument = (call: Call, name: string, place: number): Value | undefined => namedIn(call, name) ?? call.args[place];
const named = (at: Migration, model: string): Named => ({schema: '', name: djangoTable(at.app, model)});

function operation(at: Migration, call: Call): readonly SchemaStep[] {
	const said = saidAt(call);
	const kind = lastOf(call.to);
	const model =
		textOf(
			argument(
				call,
				kind === 'CreateModel' ||
					kind === 'DeleteModel' ||
					kind.startsWith('AlterUnique') ||
					kind.startsWith('AlterModel') ||
					kind.startsWith('AlterIndex')
					? 'name'
					: 'model_name',
				0,
			),
		) ?? '';
	const table = named(at, model);
	switch (kind) {
		case 'CreateModel':
			return created(at, call, model);
		case 'DeleteModel':
			return [{...said, does: 'drop table', table}];
		case 'RenameModel': {
			const from = textOf(argument(call, 'old_name', 0)) ?? '';
			const to = textOf(argument(call, 'new_name', 1)) ?? '';
			return [{...said, does: 'rename table', table: named(at, from), to: djangoTable(at.app, to)}];
		}
		case 'AlterModelTable':
			return [{...said, does: 'call table', table, to: textOf(argument(call, 'table', 1)) ?? table.name}];
		case 'AddField':
			return fieldSteps(at, table, model, textOf(argument(call, 'name', 1)) ?? '', callOf(at.code, argument(call, 'field', 2)), false);
		case 'AlterField':
			return fieldSteps(at, table, model, textOf(argument(call, 'name', 1)) ?? '', callOf(at.code, argument(call, 'field', 2)), true);
		case 'RemoveField': {
			const name = textOf(argument(call, 'name', 1)) ?? '';
			const dropped = (column: string): SchemaStep => ({...said, does: 'drop column', table, column});
			return [dropped(name), dropped(`${name}_id`), {...said, does: 'drop table', table: {schema: '', name: `${table.name}_${name}`}}];
		}
		case 'RenameField': {
			const from = textOf(argument(call, 'old_name', 1)) ?? '';
			const to = textOf(argument(call, 'new_name', 2)) ?? '';
			const renamed = (column: string, rename: string): SchemaStep => ({...said, does: 'change column', table, column, change: {rename}});
			return [renamed(from, to), renamed(`${from}_id`, `${to}_id`)];
		}
		case 'AddIndex':
		case 'AddConstraint': {
			const inner = callOf(at.code, argument(call, kind === 'AddIndex' ? 'index' : 'constraint', 1));
			const key = inner === undefined ? undefined : djangoKey(at.path, inner, same);
			return key === undefined ? [] : [{...said, does: 'add key', table, key}];
		}
		case 'RemoveIndex':
		case 'RemoveConstraint':
			return [{...said, does: 'drop key', table, key: textOf(argument(call, 'name', 1)) ?? ''}];
		case 'AlterUniqueTogether':
			return [
				...djangoTogether(at.path, said, argument(call, 'unique_together', 1), same).map(
					(key): SchemaStep => ({...said, does: 'add key', table, key}),
				),
			];
		case 'RunSQL':
			return ran(at, call);
		case 'SeparateDatabaseAndState':
			return operations(at, argument(call, 'database_operations', 0));
	}
	return [];
}

/** Fields keep their names here: which of them are references, only the replayed table knows. */
const same = (field: string): string => field;

function created(at: Migration, call: Call, model: string): readonly SchemaStep[] {
	const said = saidAt(call);
	const table = named(at, model);
	const columns: ColumnStep[] = [];
	const keys: KeyStep[] = [];
	const others: SchemaStep[] = [];
	const fields = argument(call, 'fields', 1);
	const columnOf = new Map<string, string>();
	for (const item of fields?.is === 'list' ? fields.items : []) {
		const [name, maker] = item.is === 'list' ? item.items : [];
		const made = callOf(at.code, maker);
		const field = textOf(name);
		if (made === undefined || field === undefined) continue;
		const told = djangoField(at.path, at.code, made, field, saidAt(made), value => djangoTarget(value, at.app, model));
		if (told?.is === 'column') {
			columns.push(told.column);
			keys.push(...told.keys);
			columnOf.set(field, told.column.name);
		} else if (told?.is === 'between' && !told.through) others.push(between(at, table, field, made, told.to, told.table));
	}
	const options = argument(call, 'options', 2);
	const called = textOf(entryOf(options, 'db_table'));
	const nameOf = (field: string): string => columnOf.get(field) ?? field;
	for (const entry of options?.is === 'object' ? options.entries : []) {
		if (entry.key === 'unique_together') keys.push(...djangoTogether(at.path, said, entry.value, nameOf));
		if ((entry.key === 'indexes' || entry.key === 'constraints') && entry.value.is === 'list')
			for (const each of entry.value.items) {
				const inner = callOf(at.code, each);
				const key = inner === undefined ? undefined : djangoKey(at.path, inner, nameOf);
				if (key !== undefined) keys.push(key);
			}
	}
	if (isFalse(entryOf(options, 'managed')) || isTrue(entryOf(options, 'proxy'))) return [];
	return [
		{...said, does: 'create table', table, columns, keys, like: [], ifNotExists: false},
		...(called === undefined ? [] : [{...said, does: 'call table' as const, table, to: called}]),
		...others,
	];
}

function between(at: Migration, table: Named, field: string, call: Call, to: string, called: string | undefined): SchemaStep {
	const made = betweenTable({...saidAt(call), path: at.path}, table.name, field, to);
	return {
		...saidAt(call),
		does: 'create table',
		table: {schema: '', name: called ?? made.name},
		columns: made.columns,
		keys: made.keys,
		like: [],
		ifNotExists: false,
	};
}

function fieldSteps(
	at: Migration,
	table: Named,
	model: string,
	name: string,
	call: Call | undefined,
	isChange: boolean,
): readonly SchemaStep[] {
	if (call === undefined) return [];
	const said = saidAt(call);
	const told = djangoField(at.path, at.code, call, name, said, value => djangoTarget(value, at.app, model));
	if (told === undefined) return [];
	if (told.is === 'between') return told.through || isChange ? [] : [between(at, table, name, call, told.to, told.table)];
	const {column, keys} = told;
	/** A field that becomes a reference, or ceases to be one, has a column of another name. */
	const before = column.name === name ? `${name}_id` : name;
	const renamed: readonly SchemaStep[] = isChange
		? [{...said, does: 'change column', table, column: before, change: {rename: column.name}}]
		: [];
	const changes: SchemaStep = isChange
		? {
				...said,
				does: 'change column',
				table,
				column: column.name,
				change: {type: column.type, nullable: column.nullable, default: column.default ?? null},
			}
		: {...said, does: 'add column', table, column};
	return [...renamed, changes, ...keys.map((key): SchemaStep => ({...said, does: 'add key', table, key}))];
}

/** The statements of `RunSQL`, which may be one text or a list of them. */
function ran(at: Migration, call: Call): readonly SchemaStep[] {
	const value = argument(call, 'sql', 0);
	const texts = value?.is === 'list' ? value.items.map(each => (each.is === 'list' ? each.items[0] : each)) : [value];
	return texts.flatMap((each): readonly SchemaStep[] => {
		const named =
			each?.is === 'name' ? at.code.variables.find(({names, in: place}) => place === -1 && names[0] === each.name)?.value : each;
		const text = textOf(named);
		if (text !== undefined) return sqlSteps(text, at.sql, call.line);
		return [{...saidAt(call), does: 'unread', because: 'SQL that is put together at run time', mentions: []}];
	});
}
