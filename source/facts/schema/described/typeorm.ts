import {type Call, type Code, entryOf, type Field, lastOf, textOf, type Value} from '../../code/code.ts';
import {packageOf} from '../../packages.ts';
import type {DescribedColumn, Description} from '../description.ts';
import type {KeyStep} from '../step.ts';
import {callOf, type DescriptionReader, lineageOf, returned, type Sources, type Standing, saidAt, textsOf} from './reading.ts';
import {columnOf, indexOf, modelOf} from './typeorm-columns.ts';

type PlacedKey = KeyStep & {readonly path: string};

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
export const snake = (name: string): string => name.replaceAll(/(?<=[a-z\d])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])/gu, '_').toLowerCase();

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

/** `@Index(['a', 'b'])`, `@Unique('name', ['a', 'b'])` on a class: fields, which are columns by another name. */
function classKey(path: string, code: Code, call: Call | undefined, columns: readonly DescribedColumn[]): readonly PlacedKey[] {
	const kind = call === undefined ? '' : lastOf(call.to);
	if (call === undefined || (kind !== 'Index' && kind !== 'Unique')) return [];
	const list =
		call.args.find(each => each.is === 'list') ??
		fieldsIn(
			code,
			call.args.find(each => each.is === 'function'),
		);
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
function joinTable(
	sources: Sources,
	path: string,
	table: Description['table'],
	code: Code,
	field: Field,
	calls: readonly Call[],
): readonly Description[] {
	const many = calls.find(({to}) => lastOf(to) === 'ManyToMany');
	const join = calls.find(({to}) => lastOf(to) === 'JoinTable');
	const model = many === undefined ? undefined : modelOf(code, many);
	if (join === undefined || model === undefined) return [];
	const said = {...saidAt(field), path};
	const name = textOf(entryOf(join.args[0], 'name')) ?? textOf(join.args[0]) ?? `${table.name}_${snake(field.name)}_${snake(model)}`;
	const here = textOf(entryOf(entryOf(join.args[0], 'joinColumn'), 'name')) ?? `${table.name}Id`;
	const there = textOf(entryOf(entryOf(join.args[0], 'inverseJoinColumn'), 'name')) ?? `${snake(model)}Id`;
	const column = (each: string): DescribedColumn => ({...said, field: each, name: each, type: 'reference', nullable: false});
	const refer = (each: string, to: KeyStep['to']): PlacedKey => ({
		...said,
		kind: 'foreign',
		columns: [each],
		onDelete: 'cascade',
		...(to === undefined ? {} : {to}),
	});
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
