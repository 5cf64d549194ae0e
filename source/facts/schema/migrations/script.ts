import {type Call, type Code, entryOf, lastOf, textOf, type Value} from '../../code/code.ts';
import type {Parsers} from '../../syntax/parsers.ts';
import {callOf, isTrue, saidAt, textsOf} from '../described/reading.ts';
import {migrationStep} from '../migration-file.ts';
import {sqlSteps} from '../sql/steps.ts';
import type {KeyStep, MigrationTool, Named, SchemaStep} from '../step.ts';
import {knexSteps} from './knex.ts';
import {columnFromOptions, type ToldColumn} from './script-columns.ts';
import {callsFrom} from './upwards.ts';

const migrationFolder = /(?:^|\/)[\w-]*migrations?\//iu;

/** What the `up` of a migration written in JavaScript does; undefined when the file is none. */
export function scriptSteps(path: string, text: string, code: Code, sql: Parsers['sql']): readonly SchemaStep[] | undefined {
	const tool = toolOf(path, code);
	if (tool === undefined) return undefined;
	const calls = callsFrom(code, name => lastOf(name) === 'up');
	const readsFiles = calls.some(({to}) => /^readFile(?:Sync)?$/u.test(lastOf(to))) ? {readsFiles: true} : {};
	const at: Script = {path, code, sql};
	return [migrationStep(tool, text, readsFiles), ...calls.flatMap(call => steps(at, call))];
}

type Script = {readonly path: string; readonly code: Code; readonly sql: Parsers['sql']};

const tools: readonly (readonly [MigrationTool, (code: Code) => boolean])[] = [
	['typeorm', code => code.imports.some(({name}) => name === 'MigrationInterface' || name === 'QueryRunner')],
	['mikro', code => code.imports.some(({from, name}) => from.startsWith('@mikro-orm/') && name === 'Migration')],
	['sequelize', code => hasParameter(code, 'queryInterface') || code.imports.some(({name}) => name === 'QueryInterface')],
	['knex', code => hasParameter(code, 'knex') || code.calls.some(({to}) => /(?:^|\.)schema\./u.test(to) || to.startsWith('pgm.'))],
];

const hasParameter = (code: Code, name: string): boolean =>
	code.functions.some(
		each => lastOf(each.name) === 'up' && each.parameters.some(parameter => parameter.name === name || parameter.name.includes(name)),
	);

/** What runs a script: by what it imports or is given; only in a folder of migrations where that alone says little. */
function toolOf(path: string, code: Code): MigrationTool | undefined {
	if (!code.functions.some(({name}) => lastOf(name) === 'up')) return undefined;
	return tools.find(([tool, speaks]) => speaks(code) && (tool === 'typeorm' || tool === 'mikro' || migrationFolder.test(path)))?.[0];
}

const sqlCalls = new Set(['query', 'raw', 'addSql', 'sql', '$executeRawUnsafe', '$executeRaw']);
const makesSchema = /^\s*(?:--[^\n]*\n\s*)*(?:create|alter|drop|grant|revoke|do|rename)\b/iu;

function steps(at: Script, call: Call): readonly SchemaStep[] {
	const kind = lastOf(call.to);
	if (sqlCalls.has(kind)) return ran(at, call);
	if (call.to.includes('schema')) return knexSteps(at, call);
	const owner = call.to.slice(0, -kind.length - 1);
	return /(?:^|\.)(?:queryInterface|queryRunner|qi|runner|context)$/iu.test(owner) ? onTable(at, call, kind) : [];
}

/** Statements given as text. What is put together at run time is named, if it makes anything. */
function ran(at: Script, call: Call): readonly SchemaStep[] {
	const value = call.args[0];
	const named = value?.is === 'name' ? at.code.variables.find(({names}) => names[0] === value.name)?.value : value;
	const text = textOf(named) ?? (named?.is === 'template' && named.holes.length === 0 ? named.text : undefined);
	if (text !== undefined) return makesSchema.test(text) ? sqlSteps(text, at.sql, call.line) : [];
	if (named?.is !== 'template' || !makesSchema.test(named.text)) return [];
	return [
		{...saidAt(call), does: 'unread', because: 'SQL that is put together at run time', mentions: named.text.match(/[A-Za-z_]\w*/gu) ?? []},
	];
}

/** A table by its text, by `{tableName, schema}`, or by `new Table({name})`. */
function tableIn(code: Code, value: Value | undefined): Named | undefined {
	const options = callOf(code, value)?.args[0] ?? value;
	const name = textOf(value) ?? textOf(entryOf(options, 'tableName')) ?? textOf(entryOf(options, 'name'));
	if (name === undefined) return undefined;
	const [own = name, schema = textOf(entryOf(options, 'schema')) ?? ''] = name.split('.').reverse();
	return {schema, name: own};
}

function onTable(at: Script, call: Call, kind: string): readonly SchemaStep[] {
	const {code} = at;
	const said = saidAt(call);
	const table = tableIn(code, call.args[0]);
	const known = new Set([
		'createTable',
		'dropTable',
		'renameTable',
		'addColumn',
		'addColumns',
		'removeColumn',
		'dropColumn',
		'dropColumns',
		'renameColumn',
		'changeColumn',
		'addIndex',
		'createIndex',
		'addConstraint',
		'removeConstraint',
		'removeIndex',
		'dropIndex',
		'createForeignKey',
		'createForeignKeys',
		'createIndices',
		'createUniqueConstraint',
		'createPrimaryKey',
		'dropForeignKey',
	]);
	if (!known.has(kind)) return [];
	if (table === undefined) return [{...said, does: 'unread', because: 'a table whose name is put together at run time', mentions: []}];
	const addKeys = (keys: readonly KeyStep[]): readonly SchemaStep[] => keys.map(key => ({...said, does: 'add key', table, key}));
	const added = (told: ToldColumn): readonly SchemaStep[] => [
		{...said, does: 'add column', table, column: told.column},
		...addKeys(told.keys),
	];
	switch (kind) {
		case 'createTable':
			return [createdTable(at, call, table)];
		case 'dropTable':
			return [{...said, does: 'drop table', table}];
		case 'renameTable':
			return [{...said, does: 'rename table', table, to: tableIn(code, call.args[1])?.name ?? table.name}];
		case 'addColumn': {
			const name = textOf(call.args[1]);
			const made =
				name === undefined
					? columnsIn(code, {is: 'list', items: call.args.slice(1, 2)})
					: [columnFromOptions(code, said, name, call.args[2] ?? {is: 'other'})];
			return made.flatMap(added);
		}
		case 'addColumns':
			return columnsIn(code, call.args[1]).flatMap(added);
		case 'removeColumn':
		case 'dropColumn':
		case 'dropColumns':
			return (call.args[1]?.is === 'list' ? textsOf(call.args[1]) : [textOf(call.args[1]) ?? []].flat()).map(column => ({
				...said,
				does: 'drop column',
				table,
				column,
			}));
		case 'renameColumn':
			return [{...said, does: 'change column', table, column: textOf(call.args[1]) ?? '', change: {rename: textOf(call.args[2]) ?? ''}}];
		case 'changeColumn': {
			const name = textOf(call.args[1]) ?? '';
			const {column} = columnFromOptions(code, said, name, call.args[2] ?? {is: 'other'});
			return [{...said, does: 'change column', table, column: name, change: {type: column.type, nullable: column.nullable}}];
		}
		case 'removeConstraint':
		case 'removeIndex':
		case 'dropIndex':
		case 'dropForeignKey':
			return [{...said, does: 'drop key', table, key: textOf(call.args[1]) ?? [table.name, ...textsOf(call.args[1])].join('_')}];
	}
	return addKeys(keysIn(code, call, kind));
}

function createdTable(at: Script, call: Call, table: Named): SchemaStep {
	const said = saidAt(call);
	const typeorm = callOf(at.code, call.args[0])?.args[0];
	const made = typeorm === undefined ? columnsIn(at.code, call.args[1]) : columnsIn(at.code, entryOf(typeorm, 'columns'));
	const lists: readonly (readonly [string, string])[] = [
		['foreignKeys', 'createForeignKey'],
		['indices', 'createIndex'],
		['uniques', 'createUniqueConstraint'],
	];
	const keys = lists.flatMap(([list, kind]) => {
		const items = entryOf(typeorm, list);
		return items?.is === 'list' ? items.items.flatMap(item => keyFrom(call, kind, callOf(at.code, item)?.args[0] ?? item)) : [];
	});
	return {
		...said,
		does: 'create table',
		table,
		columns: made.map(({column}) => column),
		keys: [...made.flatMap(told => told.keys), ...keys],
		like: [],
		ifNotExists: isTrue(call.args[1]),
	};
}

/** Columns by name in an object (Sequelize), or a list of objects that have one (TypeORM). */
function columnsIn(code: Code, value: Value | undefined): readonly ToldColumn[] {
	if (value?.is === 'object')
		return value.entries.flatMap(({key, value: each, line}) =>
			each.is === 'spread' ? [] : [columnFromOptions(code, {line, text: `${key}: …`}, key, each)],
		);
	if (value?.is !== 'list') return [];
	return value.items.flatMap(item => {
		const call = callOf(code, item);
		const options = call?.args[0] ?? item;
		const name = textOf(entryOf(options, 'name'));
		const line = call?.line ?? (options.is === 'object' ? options.entries[0]?.line : undefined) ?? 1;
		return name === undefined ? [] : [columnFromOptions(code, {line, text: `name: '${name}'`}, name, options)];
	});
}

const keysIn = (code: Code, call: Call, kind: string): readonly KeyStep[] => {
	const value = call.args[1];
	const items = value?.is === 'list' && !value.items.every(each => each.is === 'text') ? value.items : [value];
	return items.flatMap(item => keyFrom(call, kind, callOf(code, item)?.args[0] ?? item, call.args[2]));
};

/** A key of `addIndex('t', ['a'], {unique})`, `addConstraint('t', {type, fields})`, `new TableForeignKey({columnNames, referencedTableName})`. */
function keyFrom(call: Call, kind: string, value: Value | undefined, more?: Value): readonly KeyStep[] {
	const options = value?.is === 'object' ? value : more;
	const listed = value?.is === 'list' ? value : (entryOf(options, 'fields') ?? entryOf(options, 'columnNames'));
	const columns = listed?.is === 'list' ? listed.items.map(each => textOf(each) ?? textOf(entryOf(each, 'name')) ?? '…') : [];
	if (columns.length === 0) return [];
	const type = textOf(entryOf(options, 'type'))?.toLowerCase() ?? '';
	const name = textOf(entryOf(options, 'name')) ?? textOf(entryOf(options, 'indexName'));
	const base = {...saidAt(call), columns, ...(name === undefined ? {} : {name})};
	const refers = entryOf(options, 'references');
	const target = textOf(entryOf(options, 'referencedTableName')) ?? textOf(entryOf(refers, 'table'));
	if (target !== undefined) {
		const onDelete = textOf(entryOf(options, 'onDelete'))?.toLowerCase();
		const references = [...textsOf(entryOf(options, 'referencedColumnNames')), ...textsOf(entryOf(refers, 'field'))];
		return [{...base, kind: 'foreign', to: {schema: '', name: target, columns: references}, ...(onDelete === undefined ? {} : {onDelete})}];
	}
	if (kind === 'createPrimaryKey' || type === 'primary key') return [{...base, kind: 'primary'}];
	if (kind === 'createUniqueConstraint' || (kind === 'addConstraint' && type === 'unique')) return [{...base, kind: 'unique'}];
	if (kind === 'addConstraint') return [];
	const unique = isTrue(entryOf(options, 'unique')) || isTrue(entryOf(options, 'isUnique')) || type === 'unique';
	return [
		{...base, kind: unique ? 'unique' : 'index', isIndex: true, ...(entryOf(options, 'where') === undefined ? {} : {isPartial: true})},
	];
}
