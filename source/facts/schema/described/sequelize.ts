import {type Call, type Code, entryOf, type Field, lastOf, textOf, type Value} from '../../code/code.ts';
import {packageOf} from '../../packages.ts';
import type {DescribedColumn, Description} from '../description.ts';
import type {KeyStep} from '../step.ts';
import {callOf, type DescriptionReader, isFalse, isTrue, lineageOf, returned, saidAt, type Sources, type Standing, writtenAs} from './reading.ts';
import {snake} from './typeorm.ts';

type PlacedKey = KeyStep & {readonly path: string};
type Told = {readonly column: DescribedColumn; readonly keys: readonly PlacedKey[]};
type Place = {readonly path: string; readonly line: number; readonly text: string};

const packages = new Set(['sequelize', 'sequelize-typescript', '@sequelize/core']);

/** The models that Sequelize's code describes: `define`, `init` and the decorators. */
export const sequelizeTables: DescriptionReader = sources => {
	const found = sources.files.flatMap(({path, code}) => {
		if (code === undefined) return [];
		const known = code.imports.some(({from}) => packages.has(from));
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

function definedModel(sources: Sources, path: string, code: Code, call: Call, model: string | undefined, fields: Value, options: Value | undefined): readonly Description[] {
	if (fields.is !== 'object') return [];
	const name = textOf(entryOf(options, 'modelName')) ?? model;
	const table = textOf(entryOf(options, 'tableName'));
	if (name === undefined && table === undefined) return [];
	const place: Place = {path, line: call.line, text: call.text};
	const underscored = isTrue(entryOf(options, 'underscored'));
	const told = fields.entries.flatMap(({key, value, line}) => (value.is === 'spread' ? [] : [attributeOf(code, {path, line, text: `${key}: …`}, key, value, underscored)]));
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

type More = {readonly stamps: readonly string[]; readonly paranoid: boolean; readonly underscored: boolean; readonly indexes: readonly PlacedKey[]; readonly isPartial: boolean};

function describedBy(sources: Sources, place: Place, model: string, table: string | undefined, name: string, told: readonly Told[], more: More): Description {
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

const typeName = (code: Code, value: Value | undefined): string => {
	const name = value?.is === 'name' ? value.name : callOf(code, value)?.to;
	return name === undefined ? 'unknown' : lastOf(name).toLowerCase();
};

function attributeOf(code: Code, place: Place, field: string, value: Value, underscored: boolean): Told {
	const options = value.is === 'object' ? value : undefined;
	const name = textOf(entryOf(options, 'field')) ?? (underscored ? snake(field) : field);
	const primary = isTrue(entryOf(options, 'primaryKey'));
	const unique = entryOf(options, 'unique');
	const byDefault = isTrue(entryOf(options, 'autoIncrement')) ? 'generated' : writtenAs(code, entryOf(options, 'defaultValue'));
	const refers = entryOf(options, 'references');
	const model = entryOf(refers, 'model');
	const target = textOf(model) ?? textOf(entryOf(model, 'tableName')) ?? (model?.is === 'name' ? lastOf(model.name) : undefined);
	const onDelete = textOf(entryOf(options, 'onDelete'))?.toLowerCase();
	return {
		column: {
			...place,
			field,
			name,
			type: typeName(code, options === undefined ? value : entryOf(options, 'type')),
			nullable: !primary && !isFalse(entryOf(options, 'allowNull')),
			...(byDefault === undefined ? {} : {default: byDefault}),
		},
		keys: [
			...(primary ? [{...place, kind: 'primary' as const, columns: [name]}] : []),
			...(unique !== undefined && !isFalse(unique) ? [{...place, kind: 'unique' as const, columns: [name]}] : []),
			...(target === undefined ? [] : [reference(place, name, target, model?.is === 'name', onDelete)]),
		],
	};
}

const reference = (place: Place, column: string, name: string, isModel: boolean, onDelete: string | undefined): PlacedKey => ({
	...place,
	kind: 'foreign',
	columns: [column],
	to: {schema: '', name, columns: [], ...(isModel ? {model: true as const} : {})},
	...(onDelete === undefined ? {} : {onDelete}),
});

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
		for (const field of each.value.fields) {
			const one = decoratedField(each.path, each.code, field);
			if (one !== undefined && !told.some(({column}) => column.field === field.name)) told.push(one);
		}
	return describedBy(sources, {path, line: value.line, text: value.text}, value.name, textOf(entryOf(options, 'tableName')), value.name, told, {
		stamps: stampsOf(options),
		paranoid: isTrue(entryOf(options, 'paranoid')),
		underscored: isTrue(entryOf(options, 'underscored')),
		indexes: [],
		isPartial: false,
	});
}

const decoratorName = (code: Code, value: Value): string => lastOf(value.is === 'name' ? value.name : (callOf(code, value)?.to ?? ''));
const columnDecorators = new Set(['Column', 'PrimaryKey', 'CreatedAt', 'UpdatedAt', 'DeletedAt', 'ForeignKey']);

function decoratedField(path: string, code: Code, field: Field): Told | undefined {
	const by = new Map(field.decorators.map(each => [decoratorName(code, each), each]));
	if (![...by.keys()].some(name => columnDecorators.has(name))) return undefined;
	const place = {...saidAt(field), path};
	const argument = (name: string): Value | undefined => callOf(code, by.get(name))?.args[0];
	const column = argument('Column');
	const told = attributeOf(code, place, field.name, column ?? {is: 'other'}, false);
	const written = field.type?.is === 'name' ? field.type.name.toLowerCase() : 'unknown';
	const primary = by.has('PrimaryKey') && !told.keys.some(({kind}) => kind === 'primary');
	const refers = returned(code, argument('ForeignKey'));
	const byDefault = writtenAs(code, argument('Default'));
	const name = told.column.name;
	return {
		column: {
			...told.column,
			type: told.column.type === 'unknown' ? written : told.column.type,
			nullable: !primary && (by.has('AllowNull') ? !isFalse(argument('AllowNull')) : told.column.nullable),
			...(byDefault === undefined ? {} : {default: byDefault}),
		},
		keys: [
			...told.keys,
			...(primary ? [{...place, kind: 'primary' as const, columns: [name]}] : []),
			...(by.has('Unique') ? [{...place, kind: 'unique' as const, columns: [name]}] : []),
			...(by.has('Index') ? [{...place, kind: 'index' as const, isIndex: true, columns: [name]}] : []),
			...(refers?.is === 'name' ? [reference(place, name, lastOf(refers.name), true, undefined)] : []),
		],
	};
}

/** What a model is called where it is made, whatever it is called here. */
function modelNamed({modules}: Sources, path: string, name: string): string {
	const found = modules.definitionOf(path, name);
	return found.is === 'class' ? found.value.name : found.is === 'variable' ? (found.value.names[0] ?? lastOf(name)) : lastOf(name);
}

/** `Post.belongsTo(User, {foreignKey: 'authorId'})` gives a model a column that refers to another. */
function withReferences(sources: Sources, found: readonly Description[]): readonly Description[] {
	if (found.length === 0) return found;
	const more = new Map<string, Told[]>();
	for (const {path, code} of sources.files)
		for (const call of code?.calls ?? []) {
			const target = call.args[0];
			if (lastOf(call.to) !== 'belongsTo' || target?.is !== 'name') continue;
			const options = call.args[1];
			const key = entryOf(options, 'foreignKey');
			const other = modelNamed(sources, path, target.name);
			const field = textOf(key) ?? textOf(entryOf(key, 'name')) ?? `${other.charAt(0).toLowerCase()}${other.slice(1)}Id`;
			const place = {path, line: call.line, text: call.text};
			const owner = modelNamed(sources, path, call.to.slice(0, -'.belongsTo'.length));
			const told = more.get(owner) ?? [];
			told.push({
				column: {...place, field, name: field, type: 'reference', nullable: true},
				keys: [reference(place, field, other, true, textOf(entryOf(options, 'onDelete'))?.toLowerCase())],
			});
			more.set(owner, told);
		}
	return found.map(description => {
		const told = (more.get(description.model) ?? []).filter(
			({column}, at, all) => all.findIndex(each => each.column.field === column.field) === at,
		);
		const isNew = ({column}: Told): boolean => !description.columns.some(({field}) => field.toLowerCase() === column.field.toLowerCase());
		return {
			...description,
			columns: [...description.columns, ...told.filter(isNew).map(({column}) => column)],
			keys: [...description.keys, ...told.flatMap(({keys}) => keys.filter(key => !description.keys.some(has => has.kind === 'foreign' && has.columns[0] === key.columns[0])))],
		};
	});
}
