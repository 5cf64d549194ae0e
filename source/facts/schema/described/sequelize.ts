import {type Call, type Code, entryOf, type Field, lastOf, textOf, type Value} from '../../code/code.ts';
import {mayName} from '../../code/lazy.ts';
import {packageOf} from '../../packages.ts';
import type {DescribedColumn, Description} from '../description.ts';
import type {KeyStep} from '../step.ts';
import {callOf, type DescriptionReader, isFalse, isTrue, lineageOf, type Sources, type Standing} from './reading.ts';
import {attributeOf, decoratedField, decoratorName, type Told} from './sequelize-columns.ts';
import {withReferences} from './sequelize-references.ts';
import {snake} from './typeorm.ts';

type PlacedKey = KeyStep & {readonly path: string};
type Place = {readonly path: string; readonly line: number; readonly text: string};

const packages = new Set(['sequelize', 'sequelize-typescript', '@sequelize/core']);

/** The models that Sequelize's code describes: `define`, `init` and the decorators. */
export const sequelizeTables: DescriptionReader = sources => {
	const found = sources.files.flatMap(({path, code}) => {
		if (code === undefined) return [];
		const known = code.imports.some(({from}) => packages.has(from));
		if (!known && !mayName(code, ['define'])) return [];
		const calls = code.calls.flatMap(call => {
			const which = lastOf(call.to);
			if (which === 'define' && call.args[1]?.is === 'object' && (known || looksLikeColumns(call.args[1])))
				return definedModel(sources, path, code, call, textOf(call.args[0]), call.args[1], call.args[2]);
			if (which === 'init' && known && call.args[0]?.is === 'object' && call.to.includes('.'))
				return definedModel(sources, path, code, call, modelOfInit(code, call), call.args[0], call.args[1]);
			return [];
		});
		const classes = known ? code.classes.flatMap(value => decorated(sources, {path, code, value}) ?? []) : [];
		return [...calls, ...classes];
	});
	return withReferences(sources, found);
};

/** `DataTypes` may come as a parameter: `(sequelize, DataTypes) => sequelize.define(…)`. */
const looksLikeColumns = (value: Value): boolean =>
	value.is === 'object' &&
	value.entries.some(({value: each}) => {
		const type = entryOf(each, 'type') ?? each;
		return type.is === 'name' && /^(?:DataTypes?|Sequelize)\./u.test(type.name);
	});

/** `User.init(…)`, or `this.init(…)` and `super.init(…)` in a static method of the class. */
function modelOfInit(code: Code, call: Call): string | undefined {
	const name = call.to.slice(0, -'.init'.length);
	if (name !== 'this' && name !== 'super') return lastOf(name);
	const owner = code.functions[call.in]?.class;
	return owner === undefined ? undefined : code.classes[owner]?.name;
}

const plurals = (name: string): readonly string[] => [`${name}s`, `${name}es`, name.replace(/y$/u, 'ies'), name];

function definedModel(
	sources: Sources,
	path: string,
	code: Code,
	call: Call,
	model: string | undefined,
	fields: Value,
	options: Value | undefined,
): readonly Description[] {
	if (fields.is !== 'object') return [];
	const name = textOf(entryOf(options, 'modelName')) ?? model;
	const table = textOf(entryOf(options, 'tableName'));
	if (name === undefined && table === undefined) return [];
	const place: Place = {path, line: call.line, text: call.text};
	const underscored = isTrue(entryOf(options, 'underscored'));
	const told = fields.entries.flatMap(({key, value, line}) =>
		value.is === 'spread' ? [] : [attributeOf(code, {path, line, text: `${key}: …`}, key, value, underscored)],
	);
	return [
		describedBy(sources, place, model ?? name ?? '', table, name ?? table ?? '', told, {
			stamps: stampsOf(options),
			paranoid: isTrue(entryOf(options, 'paranoid')),
			underscored,
			indexes: indexesIn(path, call, entryOf(options, 'indexes')),
			isPartial: fields.entries.some(({value}) => value.is === 'spread'),
		}),
	];
}

/** The columns for when a row was made and changed, unless the options name or refuse them. */
const stampsOf = (options: Value | undefined): readonly string[] =>
	isFalse(entryOf(options, 'timestamps'))
		? []
		: ['createdAt', 'updatedAt'].flatMap(name => (isFalse(entryOf(options, name)) ? [] : [textOf(entryOf(options, name)) ?? name]));

type More = {
	readonly stamps: readonly string[];
	readonly paranoid: boolean;
	readonly underscored: boolean;
	readonly indexes: readonly PlacedKey[];
	readonly isPartial: boolean;
};

function describedBy(
	sources: Sources,
	place: Place,
	model: string,
	table: string | undefined,
	name: string,
	told: readonly Told[],
	more: More,
): Description {
	const [first = name, ...others] = table === undefined ? plurals(name) : [table];
	const has = (field: string): boolean => told.some(({column}) => column.field === field);
	const isKeyed = told.some(({keys}) => keys.some(({kind}) => kind === 'primary'));
	const added = (field: string, type: string, nullable: boolean): readonly DescribedColumn[] =>
		has(field) ? [] : [{...place, field, name: more.underscored ? snake(field) : field, type, nullable}];
	return {
		...place,
		source: 'sequelize',
		package: packageOf(place.path, sources.packages),
		model,
		table: {schema: '', name: first},
		orCalled: others,
		columns: [
			...(isKeyed ? [] : added('id', 'integer', false)),
			...told.flatMap(({column}) => (column.type === 'virtual' ? [] : [column])),
			...more.stamps.flatMap(name => added(name, 'date', false)),
			...(more.paranoid ? added('deletedAt', 'date', true) : []),
		],
		keys: [...(isKeyed ? [] : [{...place, kind: 'primary' as const, columns: ['id']}]), ...told.flatMap(({keys}) => keys), ...more.indexes],
		policies: [],
		...(more.isPartial ? {isPartial: true} : {}),
	};
}

const indexesIn = (path: string, call: Call, value: Value | undefined): readonly PlacedKey[] =>
	value?.is !== 'list'
		? []
		: value.items.map(item => {
				const fields = entryOf(item, 'fields');
				const unique = isTrue(entryOf(item, 'unique'));
				const columns = fields?.is === 'list' ? fields.items.map(each => textOf(each) ?? textOf(entryOf(each, 'name')) ?? '…') : [];
				return {path, line: call.line, text: call.text, kind: unique ? ('unique' as const) : ('index' as const), isIndex: true, columns};
			});

/** `@Table class User extends Model` with `@Column` fields. */
function decorated(sources: Sources, standing: Standing): Description | undefined {
	const {path, code, value} = standing;
	const table = value.decorators.find(each => decoratorName(code, each) === 'Table');
	if (table === undefined) return undefined;
	const options = callOf(code, table)?.args[0];
	const told: Told[] = [];
	for (const each of lineageOf(sources.modules, standing).own)
		for (const field of [...each.value.fields, ...accessorsOf(each)]) {
			const one = decoratedField(each.path, each.code, field);
			if (one !== undefined && !isFalse(entryOf(options, field.name)) && !told.some(({column}) => column.field === field.name))
				told.push(one);
		}
	return describedBy(
		sources,
		{path, line: value.line, text: value.text},
		value.name,
		textOf(entryOf(options, 'tableName')),
		value.name,
		told,
		{
			stamps: stampsOf(options),
			paranoid: isTrue(entryOf(options, 'paranoid')),
			underscored: isTrue(entryOf(options, 'underscored')),
			indexes: [],
			isPartial: false,
		},
	);
}

/** `@Column get label()`: a column that is read through a function. */
const accessorsOf = ({code, value}: Standing): readonly Field[] =>
	value.methods.flatMap(at => {
		const method = code.functions[at];
		return method === undefined || method.decorators.length === 0
			? []
			: [{name: lastOf(method.name), optional: true, decorators: method.decorators, line: method.line, text: method.text}];
	});
