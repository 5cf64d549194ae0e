import {type Call, type Code, entryOf, lastOf, textOf, type Value} from '../../code/code.ts';
import type {Field} from '../../code/code.ts';
import {packageOf} from '../../packages.ts';
import type {DescribedColumn, Description} from '../description.ts';
import type {KeyStep} from '../step.ts';
import {callOf, type DescriptionReader, isFalse, isTrue, lineageOf, returned, saidAt, type Sources, type Standing, textsOf, writtenAs} from './reading.ts';

type PlacedKey = KeyStep & {readonly path: string};

/** What a decorator says of a column that it makes; others make none. */
const columnMakers: Readonly<Record<string, {readonly type: string; readonly default?: string; readonly nullable?: true; readonly primary?: true}>> = {
	Column: {type: ''},
	PrimaryColumn: {type: '', primary: true},
	PrimaryGeneratedColumn: {type: 'integer', primary: true, default: 'generated'},
	CreateDateColumn: {type: 'timestamp', default: 'now()'},
	UpdateDateColumn: {type: 'timestamp', default: 'now()'},
	DeleteDateColumn: {type: 'timestamp', nullable: true},
	VersionColumn: {type: 'integer'},
	ObjectIdColumn: {type: 'objectid', primary: true},
};

/** The entities that TypeORM's decorators describe, with the columns of the classes that they extend. */
export const typeormTables: DescriptionReader = sources =>
	sources.files.flatMap(({path, code}) => {
		if (code === undefined || !code.imports.some(({from}) => from === 'typeorm')) return [];
		return code.classes.flatMap(value => {
			const entity = value.decorators.map(each => callOf(code, each)).find(call => call !== undefined && lastOf(call.to) === 'Entity');
			return entity === undefined ? [] : entityOf(sources, {path, code, value}, entity);
		});
	});

/** How TypeORM writes a class as a table. */
export const snake = (name: string): string =>
	name
		.replaceAll(/(?<=[a-z\d])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])/gu, '_')
		.toLowerCase();

function entityOf(sources: Sources, standing: Standing, entity: Call): readonly Description[] {
	const {path, value} = standing;
	const options = entity.args.find(each => each.is === 'object');
	const name = textOf(entity.args[0]) ?? textOf(entryOf(options, 'name'));
	const table = {schema: textOf(entryOf(options, 'schema')) ?? '', name: name ?? snake(value.name)};
	const {own} = lineageOf(sources.modules, standing);
	const columns: DescribedColumn[] = [];
	const keys: PlacedKey[] = [];
	const joins: Description[] = [];
	for (const {path: there, code, value: each} of own) {
		for (const field of each.fields) {
			const calls = field.decorators.flatMap(decorator => callOf(code, decorator) ?? []);
			const column = columnOf(there, code, field, calls);
			if (column !== undefined && !columns.some(({field: known}) => known === field.name)) {
				columns.push(column.column);
				keys.push(...column.keys);
			}
			joins.push(...joinTable(sources, path, table, code, field, calls));
		}
		for (const decorator of each.decorators) keys.push(...classKey(there, code, callOf(code, decorator), columns));
	}
	const description: Description = {
		path,
		line: value.line,
		text: value.text,
		source: 'typeorm',
		package: packageOf(path, sources.packages),
		model: value.name,
		table,
		orCalled: name === undefined ? [`${table.name}s`, value.name] : [],
		columns,
		keys,
		policies: [],
	};
	return [description, ...joins];
}

function columnOf(path: string, code: Code, field: Field, calls: readonly Call[]): {readonly column: DescribedColumn; readonly keys: readonly PlacedKey[]} | undefined {
	const said = {...saidAt(field), path};
	const maker = calls.find(({to}) => lastOf(to) in columnMakers);
	const relation = calls.find(({to}) => lastOf(to) === 'ManyToOne' || lastOf(to) === 'OneToOne');
	const join = calls.find(({to}) => lastOf(to) === 'JoinColumn');
	if (maker === undefined) {
		if (relation === undefined || (lastOf(relation.to) === 'OneToOne' && join === undefined)) return undefined;
		return relationOf(said, code, field, relation, join);
	}
	const what = columnMakers[lastOf(maker.to)] ?? {type: ''};
	if (returned(code, maker.args[0])?.is === 'name') return undefined;
	const options = maker.args.find(each => each.is === 'object');
	const name = textOf(entryOf(options, 'name')) ?? field.name;
	const type = textOf(maker.args[0]) ?? textOf(entryOf(options, 'type')) ?? (what.type === '' ? typeOf(field) : what.type);
	const byDefault = entryOf(options, 'default') === undefined ? what.default : writtenAs(code, entryOf(options, 'default'));
	const primary = what.primary === true || isTrue(entryOf(options, 'primary'));
	const index = calls.find(({to}) => lastOf(to) === 'Index');
	return {
		column: {
			...said,
			field: field.name,
			name,
			type,
			nullable: what.nullable === true || isTrue(entryOf(options, 'nullable')),
			...(byDefault === undefined ? {} : {default: byDefault}),
		},
		keys: [
			...(primary ? [{...said, kind: 'primary' as const, columns: [name]}] : []),
			...(isTrue(entryOf(options, 'unique')) ? [{...said, kind: 'unique' as const, columns: [name]}] : []),
			...(index === undefined ? [] : [indexOf(said, index, [name])]),
		],
	};
}

const typeOf = (field: Field): string => (field.type?.is === 'name' || field.type?.is === 'generic' ? field.type.name.toLowerCase() : 'unknown');

function indexOf(said: {readonly path: string; readonly line: number; readonly text: string}, call: Call, columns: readonly string[]): PlacedKey {
	const unique = call.args.some(each => isTrue(entryOf(each, 'unique')));
	const name = textOf(call.args[0]);
	return {...said, kind: unique ? 'unique' : 'index', isIndex: true, columns, ...(name === undefined ? {} : {name})};
}

const modelOf = (code: Code, call: Call): string | undefined => {
	const target = returned(code, call.args[0]) ?? call.args[0];
	return target?.is === 'name' ? lastOf(target.name) : textOf(target);
};

function relationOf(said: {readonly path: string; readonly line: number; readonly text: string}, code: Code, field: Field, relation: Call, join: Call | undefined) {
	const options = relation.args.find(each => each.is === 'object');
	const joined = textOf(entryOf(join?.args[0], 'name'));
	const refers = textOf(entryOf(join?.args[0], 'referencedColumnName')) ?? 'id';
	const name = joined ?? `${field.name}${refers.charAt(0).toUpperCase()}${refers.slice(1)}`;
	const model = modelOf(code, relation);
	const onDelete = textOf(entryOf(options, 'onDelete'))?.toLowerCase();
	const isOne = lastOf(relation.to) === 'OneToOne';
	return {
		column: {...said, field: field.name, name, type: 'reference', nullable: !isFalse(entryOf(options, 'nullable'))},
		keys: [
			...(isOne ? [{...said, kind: 'unique' as const, columns: [name]}] : []),
			...(model === undefined
				? []
				: [{...said, kind: 'foreign' as const, columns: [name], to: {schema: '', name: model, columns: [refers], model: true as const}, ...(onDelete === undefined ? {} : {onDelete})}]),
		],
	};
}

/** `@Index(['a', 'b'])`, `@Unique('name', ['a', 'b'])` on a class: fields, which are columns by another name. */
function classKey(path: string, code: Code, call: Call | undefined, columns: readonly DescribedColumn[]): readonly PlacedKey[] {
	const kind = call === undefined ? '' : lastOf(call.to);
	if (call === undefined || (kind !== 'Index' && kind !== 'Unique')) return [];
	const list = call.args.find(each => each.is === 'list') ?? fieldsIn(code, call.args.find(each => each.is === 'function'));
	const names = list === undefined ? call.args.flatMap(textsOf) : textsOf(list);
	const written = names.map(name => columns.find(({field}) => field === name)?.name ?? name);
	const said = {path, line: call.line, text: call.text};
	return [kind === 'Unique' ? {...said, kind: 'unique', columns: written} : indexOf(said, call, written)];
}

/** `user => [user.a, user.b]`. */
function fieldsIn(code: Code, value: Value | undefined): Value | undefined {
	const list = returned(code, value);
	if (list?.is !== 'list') return undefined;
	return {is: 'list', items: list.items.map(each => (each.is === 'name' ? {is: 'text', text: lastOf(each.name)} : each))};
}

/** The table between two others that `@ManyToMany` with `@JoinTable` makes. */
function joinTable(sources: Sources, path: string, table: Description['table'], code: Code, field: Field, calls: readonly Call[]): readonly Description[] {
	const many = calls.find(({to}) => lastOf(to) === 'ManyToMany');
	const join = calls.find(({to}) => lastOf(to) === 'JoinTable');
	const model = many === undefined ? undefined : modelOf(code, many);
	if (join === undefined || model === undefined) return [];
	const said = {...saidAt(field), path};
	const name = textOf(entryOf(join.args[0], 'name')) ?? textOf(join.args[0]) ?? `${table.name}_${snake(field.name)}_${snake(model)}`;
	const here = textOf(entryOf(entryOf(join.args[0], 'joinColumn'), 'name')) ?? `${table.name}Id`;
	const there = textOf(entryOf(entryOf(join.args[0], 'inverseJoinColumn'), 'name')) ?? `${snake(model)}Id`;
	const column = (each: string): DescribedColumn => ({...said, field: each, name: each, type: 'reference', nullable: false});
	const refer = (each: string, to: KeyStep['to']): PlacedKey => ({...said, kind: 'foreign', columns: [each], onDelete: 'cascade', ...(to === undefined ? {} : {to})});
	return [
		{
			...said,
			source: 'typeorm',
			package: packageOf(path, sources.packages),
			model: name,
			table: {schema: table.schema, name},
			orCalled: [`${table.name}_${field.name}`],
			columns: [column(here), column(there)],
			keys: [
				{...said, kind: 'primary', columns: [here, there]},
				refer(here, {...table, columns: []}),
				refer(there, {schema: '', name: model, columns: [], model: true}),
			],
			policies: [],
		},
	];
}
