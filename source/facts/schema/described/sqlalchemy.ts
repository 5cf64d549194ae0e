import {type Call, type Code, entryOf, type Field, lastOf, textOf, type Value} from '../../code/code.ts';
import {packageOf} from '../../packages.ts';
import type {DescribedColumn, Description} from '../description.ts';
import {columnFrom, keyFrom, type PlacedKey, referenceFrom} from '../python-columns.ts';
import {type Alias, aliasOf, columnMakers} from './mapped-alias.ts';
import {callOf, type DescriptionReader, isFalse, isTrue, lineageOf, namedIn, type Sources, type Standing, saidAt} from './reading.ts';
import {snake} from './typeorm.ts';

/** The tables that SQLAlchemy, Flask-SQLAlchemy and SQLModel classes describe, with the columns of their mixins, and plain `Table(…)`. */
export const sqlalchemyTables: DescriptionReader = sources =>
	sources.files.flatMap(({path, code, language}) => {
		if (code === undefined || language !== 'py') return [];
		const classes = code.classes.flatMap(value => modelOf(sources, {path, code, value}) ?? []);
		const tables = code.variables.flatMap(variable => {
			const call = callOf(code, variable.value);
			return call !== undefined && lastOf(call.to) === 'Table' && call.args.some(each => lastOf(callOf(code, each)?.to ?? '') === 'Column')
				? plainTable(sources, path, code, call, variable.names[0] ?? '')
				: [];
		});
		return [...classes, ...tables];
	});

const isTableHead = /\btable\s*=\s*True\b/u;

function modelOf(sources: Sources, standing: Standing): Description | undefined {
	const {path, code, value} = standing;
	const fieldNamed = (name: string): Field | undefined => value.fields.find(field => field.name === name);
	if (isTrue(fieldNamed('__abstract__')?.value)) return undefined;
	const named = textOf(fieldNamed('__tablename__')?.value);
	const isSqlModel = isTableHead.test(value.text);
	const {own, outside} = lineageOf(sources.modules, standing);
	const isFlask = outside.some(base => lastOf(base) === 'Model' && /^(?:db|flask_sqlalchemy|\w*db)\b/u.test(base));
	const hasColumns = value.fields.some(field => isColumnCall(code, field));
	const isDeclarative =
		hasColumns &&
		outside.some(base => lastOf(base) === 'DeclarativeBase' || lastOf(base) === 'declarative_base' || lastOf(base) === 'Base');
	const isShared = own.slice(1).some(each => each.value.fields.some(({name}) => name === '__tablename__'));
	if (named === undefined && !isSqlModel && !(isFlask && hasColumns) && !isDeclarative) return undefined;
	if (named === undefined && isShared && !isSqlModel) return undefined;
	const table = named ?? (isSqlModel ? value.name.toLowerCase() : snake(value.name));
	const columns: DescribedColumn[] = [];
	const keys: PlacedKey[] = [];
	let schema = '';
	for (const each of own) {
		for (const field of each.value.fields) {
			if (columns.some(known => known.field === field.name)) continue;
			const told = isSqlModel ? sqlModelField(each.path, each.code, field) : mappedField(sources, each.path, each.code, field);
			if (told === undefined) continue;
			columns.push(told.column);
			keys.push(...told.keys);
		}
		const args = each.value.fields.find(({name}) => name === '__table_args__')?.value;
		for (const item of args?.is === 'list' ? args.items : args === undefined ? [] : [args]) {
			schema = textOf(entryOf(item, 'schema')) ?? schema;
			const call = callOf(each.code, item);
			const key = call === undefined ? undefined : keyFrom(each.path, each.code, call);
			if (key !== undefined) keys.push({...key, columns: key.columns.map(name => columns.find(({field}) => field === name)?.name ?? name)});
		}
	}
	if (columns.length === 0) return undefined;
	return {
		path,
		line: value.line,
		text: value.text,
		source: 'sqlalchemy',
		package: packageOf(path, sources.packages),
		model: value.name,
		table: {schema, name: table},
		orCalled: named === undefined ? [value.name, `${table}s`] : [],
		columns,
		keys,
		policies: [],
	};
}

const isColumnCall = (code: Code, field: Field): boolean => columnMakers.has(lastOf(callOf(code, field.value)?.to ?? ''));

type Told = {readonly column: DescribedColumn; readonly keys: readonly PlacedKey[]};

/** `name = Column(…)`, `name: Mapped[str] = mapped_column(…)`, `name: Mapped[str]`. */
function mappedField(sources: Sources, path: string, code: Code, field: Field): Told | undefined {
	const call = callOf(code, field.value);
	const mapped = field.type?.is === 'generic' && lastOf(field.type.name) === 'Mapped' ? field.type.of[0] : undefined;
	const alias = mapped?.is === 'name' && field.value === undefined ? aliasOf(sources, path, mapped.name) : undefined;
	if (alias !== undefined) return aliasedField(path, field, alias);
	const isColumn = call !== undefined && columnMakers.has(lastOf(call.to));
	const isBare = mapped !== undefined && field.value === undefined && !isRelated(mapped);
	if (!isColumn && !isBare) return undefined;
	const told = columnFrom(path, code, call, saidAt(field), textOf(call?.args[0]) ?? field.name);
	const type = told.column.type === 'unknown' && mapped !== undefined ? annotated(mapped) : told.column.type;
	const isSaid = namedIn(call, 'nullable') !== undefined || isTrue(namedIn(call, 'primary_key'));
	const nullable = isSaid || mapped === undefined ? told.column.nullable : allowsNone(mapped);
	return {column: {...told.column, field: field.name, type, nullable}, keys: told.keys};
}

/** The column that an alias describes, placed where the model names it. */
function aliasedField(path: string, field: Field, {code, type, maker}: Alias): Told {
	const told = columnFrom(path, code, maker, saidAt(field), field.name);
	const isSaid = namedIn(maker, 'nullable') !== undefined || isTrue(namedIn(maker, 'primary_key'));
	const named = told.column.type === 'unknown' ? annotated(type) : told.column.type;
	return {
		column: {...told.column, field: field.name, type: named, nullable: isSaid ? told.column.nullable : allowsNone(type)},
		keys: told.keys,
	};
}

/** `Mapped["Team"]` and `Mapped[list[Item]]` are relations: names of classes, not of types. */
const plainTypes = new Set([
	'int',
	'str',
	'bool',
	'float',
	'bytes',
	'dict',
	'datetime',
	'date',
	'time',
	'Decimal',
	'UUID',
	'Any',
	'timedelta',
]);
const isRelated = (type: Value): boolean => {
	const name = annotated(type);
	return !plainTypes.has(lastOf(name)) && !/^(?:\w+_)?(?:int|str)\w*$/u.test(name);
};

/** The type that an annotation names, `None` and `Optional` left out. */
function annotated(type: Value | undefined): string {
	if (type?.is === 'name') return type.name;
	if (type?.is === 'text') return type.text;
	if (type?.is === 'either') return annotated(type.of.find(each => each.is !== 'literal'));
	if (type?.is === 'generic') return ['Optional', 'Annotated'].includes(lastOf(type.name)) ? annotated(type.of[0]) : type.name;
	return 'unknown';
}

const allowsNone = (type: Value | undefined): boolean =>
	(type?.is === 'either' && type.of.some(each => each.is === 'literal' && each.value === null)) ||
	(type?.is === 'generic' && lastOf(type.name) === 'Optional');

/** `name: str = Field(unique=True)`; a plain annotation is a column too, a `Relationship` is none. */
function sqlModelField(path: string, code: Code, field: Field): Told | undefined {
	if (field.type === undefined || field.name.startsWith('_') || field.name === 'model_config') return undefined;
	if (lastOf(callOf(code, field.value)?.to ?? '') === 'Relationship' || annotated(field.type) === 'ClassVar') return undefined;
	const call = callOf(code, field.value);
	const own = callOf(code, namedIn(call, 'sa_column'));
	const said = {...saidAt(field), path};
	if (own !== undefined) {
		const told = columnFrom(path, code, own, saidAt(field), textOf(own.args[0]) ?? field.name);
		return {...told, column: {...told.column, field: field.name}};
	}
	const primary = isTrue(namedIn(call, 'primary_key'));
	const refers = textOf(namedIn(call, 'foreign_key'));
	const says = namedIn(call, 'nullable');
	const onDelete = textOf(namedIn(call, 'ondelete'))?.toLowerCase();
	const keys: PlacedKey[] = [];
	if (primary) keys.push({...said, kind: 'primary', columns: [field.name]});
	if (isTrue(namedIn(call, 'unique'))) keys.push({...said, kind: 'unique', columns: [field.name]});
	if (isTrue(namedIn(call, 'index'))) keys.push({...said, kind: 'index', isIndex: true, columns: [field.name]});
	if (refers !== undefined) keys.push({...referenceFrom(said, [field.name], [refers]), ...(onDelete === undefined ? {} : {onDelete})});
	const nullable = !primary && (says === undefined ? allowsNone(field.type) : !isFalse(says));
	return {column: {...said, field: field.name, name: field.name, type: annotated(field.type), nullable}, keys};
}

function plainTable(sources: Sources, path: string, code: Code, call: Call, variable: string): readonly Description[] {
	const name = textOf(call.args[0]);
	if (name === undefined) return [];
	const columns: DescribedColumn[] = [];
	const keys: PlacedKey[] = [];
	for (const each of call.args.slice(1)) {
		const item = callOf(code, each);
		if (item === undefined) continue;
		if (lastOf(item.to) === 'Column') {
			const own = textOf(item.args[0]);
			if (own === undefined) continue;
			const told = columnFrom(path, code, item, saidAt(item), own);
			columns.push(told.column);
			keys.push(...told.keys);
		} else keys.push(...[keyFrom(path, code, item) ?? []].flat());
	}
	const place = {path, line: call.line, text: call.text};
	const owner = packageOf(path, sources.packages);
	const schema = textOf(namedIn(call, 'schema')) ?? '';
	return [
		{...place, source: 'sqlalchemy', package: owner, model: variable, table: {schema, name}, orCalled: [], columns, keys, policies: []},
	];
}
