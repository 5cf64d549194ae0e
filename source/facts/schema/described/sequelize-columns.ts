import {type Code, entryOf, type Field, lastOf, textOf, type Value} from '../../code/code.ts';
import type {DescribedColumn} from '../description.ts';
import type {PlacedKey} from '../python-columns.ts';
import {callOf, isFalse, isTrue, returned, saidAt, writtenAs} from './reading.ts';
import {snake} from './typeorm.ts';

/** A column with the keys that come with it. */
export type Told = {readonly column: DescribedColumn; readonly keys: readonly PlacedKey[]};
type Place = {readonly path: string; readonly line: number; readonly text: string};

const typeName = (code: Code, value: Value | undefined): string => {
	const name = value?.is === 'name' ? value.name : callOf(code, value)?.to;
	return name === undefined ? 'unknown' : lastOf(name).toLowerCase();
};

/** What `{type: DataTypes.STRING, allowNull: false}` says of a column. */
export function attributeOf(code: Code, place: Place, field: string, value: Value, underscored: boolean): Told {
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

/** A reference to a table, or to a model that is one. */
export const reference = (place: Place, column: string, name: string, isModel: boolean, onDelete: string | undefined): PlacedKey => ({
	...place,
	kind: 'foreign',
	columns: [column],
	to: {schema: '', name, columns: [], ...(isModel ? {model: true as const} : {})},
	...(onDelete === undefined ? {} : {onDelete}),
});

/** What a decorator is called, with or without arguments. */
export const decoratorName = (code: Code, value: Value): string =>
	lastOf(value.is === 'name' ? value.name : (callOf(code, value)?.to ?? ''));
const columnDecorators = new Set(['Column', 'PrimaryKey', 'CreatedAt', 'UpdatedAt', 'DeletedAt', 'ForeignKey']);

/** The column that a field's decorators make. */
export function decoratedField(path: string, code: Code, field: Field): Told | undefined {
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
