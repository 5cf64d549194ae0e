import {type Call, type Code, lastOf, textOf, type Value} from '../code/code.ts';
import {callOf, isFalse, isTrue, namedIn, writtenAs} from './described/reading.ts';
import type {DescribedColumn} from './description.ts';
import type {PlacedKey} from './python-columns.ts';
import type {Said} from './step.ts';

/** The name under which a reference to the project's own users is written; which table that is, the settings say. */
export const userModel = 'settings.AUTH_USER_MODEL';

/** A field of a Django model: its column and keys, or the table between two others that it makes. */
export type DjangoField =
	| {readonly is: 'column'; readonly column: DescribedColumn; readonly keys: readonly PlacedKey[]}
	| {readonly is: 'between'; readonly to: string; readonly table?: string; readonly through: boolean};

const references = new Set(['ForeignKey', 'OneToOneField', 'ParentalKey', 'TreeForeignKey']);
const deletes: Readonly<Record<string, string>> = {
	CASCADE: 'cascade',
	SET_NULL: 'set null',
	SET_DEFAULT: 'set default',
	PROTECT: 'restrict',
	RESTRICT: 'restrict',
	DO_NOTHING: 'no action',
};

/** The table of a model by the name of its app and its own, as Django makes it. */
export const djangoTable = (app: string, model: string): string => `${app}_${model}`.toLowerCase();

/** The table that a field refers to: `'app.Model'`, `'Model'` of the same app, `'self'`, the class itself. */
export function djangoTarget(value: Value | undefined, app: string, model: string): string {
	const written = value?.is === 'name' ? value.name : (textOf(value) ?? '');
	if (written === userModel || written === 'get_user_model') return userModel;
	if (written === 'self') return djangoTable(app, model);
	if (value?.is === 'name') return djangoTable(app, lastOf(written));
	const [first = '', second] = written.split('.');
	return second === undefined ? djangoTable(app, first) : djangoTable(first, second);
}

/** What a call such as `models.CharField(max_length=30)` makes of a model; undefined when it makes nothing in the database. */
export function djangoField(
	path: string,
	code: Code,
	call: Call,
	name: string,
	said: Said,
	target: (value: Value | undefined) => string,
): DjangoField | undefined {
	const kind = lastOf(call.to);
	const to = namedIn(call, 'to') ?? call.args.find(each => each.is === 'text' || each.is === 'name' || each.is === 'call');
	if (kind.endsWith('ManyToManyField')) {
		const table = textOf(namedIn(call, 'db_table'));
		return {
			is: 'between',
			to: target(inner(code, to)),
			through: namedIn(call, 'through') !== undefined,
			...(table === undefined ? {} : {table}),
		};
	}
	const refers = references.has(kind);
	if (!refers && !kind.endsWith('Field')) return undefined;
	if (kind === 'GenericForeignKey' || kind === 'GenericRelation') return undefined;
	const place = {...said, path};
	const column = textOf(namedIn(call, 'db_column')) ?? (refers ? `${name}_id` : name);
	const primary = isTrue(namedIn(call, 'primary_key'));
	const isUnique = isTrue(namedIn(call, 'unique')) || kind === 'OneToOneField';
	const index = namedIn(call, 'db_index');
	const isIndexed = isTrue(index) || ((refers || kind === 'SlugField') && !isFalse(index));
	const onDelete = refers ? deletes[lastOf(nameOf(namedIn(call, 'on_delete') ?? call.args[1]))] : undefined;
	const byDefault = kind.endsWith('AutoField') ? 'generated' : writtenAs(code, namedIn(call, 'default') ?? namedIn(call, 'db_default'));
	const keys: PlacedKey[] = [];
	if (primary) keys.push({...place, kind: 'primary', columns: [column]});
	else if (isUnique) keys.push({...place, kind: 'unique', columns: [column]});
	else if (isIndexed) keys.push({...place, kind: 'index', isIndex: true, columns: [column]});
	if (refers)
		keys.push({
			...place,
			kind: 'foreign',
			columns: [column],
			to: {schema: '', name: target(inner(code, to)), columns: []},
			...(onDelete === undefined ? {} : {onDelete}),
		});
	return {
		is: 'column',
		column: {
			...place,
			field: name,
			name: column,
			type: refers ? 'reference' : kind.slice(0, -'Field'.length).toLowerCase(),
			nullable: isTrue(namedIn(call, 'null')) && !primary,
			...(byDefault === undefined ? {} : {default: byDefault}),
		},
		keys,
	};
}

const nameOf = (value: Value | undefined): string => (value?.is === 'name' ? value.name : '');

/** `migrations.swappable_dependency(settings.AUTH_USER_MODEL)`, `get_user_model()`. */
const inner = (code: Code, value: Value | undefined): Value | undefined => {
	const call = callOf(code, value);
	return call === undefined ? value : (call.args[0] ?? {is: 'name', name: lastOf(call.to)});
};

/** The table between two others that a many-to-many field makes, in columns and references. */
export function betweenTable(
	place: Said & {readonly path: string},
	own: string,
	field: string,
	to: string,
): {readonly name: string; readonly columns: readonly DescribedColumn[]; readonly keys: readonly PlacedKey[]} {
	const model = (table: string): string => (table === userModel ? 'user' : table.slice(table.indexOf('_') + 1));
	const columnTo = (table: string, prefix = ''): string => `${prefix}${model(table)}_id`;
	const [here, there] = own === to ? [columnTo(own, 'from_'), columnTo(to, 'to_')] : [columnTo(own), columnTo(to)];
	const column = (name: string, type: string): DescribedColumn => ({...place, field: name, name, type, nullable: false});
	const refer = (name: string, table: string): PlacedKey => ({
		...place,
		kind: 'foreign',
		columns: [name],
		to: {schema: '', name: table, columns: []},
	});
	return {
		name: `${own}_${field}`,
		columns: [column('id', 'bigauto'), column(here, 'reference'), column(there, 'reference')],
		keys: [
			{...place, kind: 'primary', columns: ['id']},
			{...place, kind: 'unique', columns: [here, there]},
			refer(here, own),
			refer(there, to),
		],
	};
}

const listed = (value: Value | undefined): readonly Value[] => (value?.is === 'list' ? value.items : []);

/** The columns that Django names by fields: `-created` is `created`, a reference is its column. */
const djangoColumns = (value: Value | undefined, columnOf: (field: string) => string): readonly string[] =>
	listed(value).map(each => (each.is === 'text' ? columnOf(each.text.replace(/^-/u, '')) : '…'));

/** `models.Index(fields=['a'])`, `models.UniqueConstraint(fields=['a', 'b'], name='c')`. */
export function djangoKey(path: string, call: Call, columnOf: (field: string) => string): PlacedKey | undefined {
	const kind = lastOf(call.to);
	const columns = djangoColumns(namedIn(call, 'fields'), columnOf);
	const name = textOf(namedIn(call, 'name'));
	const named = {path, line: call.line, text: call.text, columns, ...(name === undefined ? {} : {name})};
	const partial = namedIn(call, 'condition') !== undefined ? {isPartial: true} : {};
	if (kind === 'UniqueConstraint') return {...named, ...partial, kind: 'unique'};
	return kind.endsWith('Index') ? {...named, ...partial, kind: 'index', isIndex: true} : undefined;
}

/** `unique_together`: one list of fields, or several. */
export function djangoTogether(
	path: string,
	said: Said,
	value: Value | undefined,
	columnOf: (field: string) => string,
): readonly PlacedKey[] {
	const items = listed(value);
	const lists = items.some(each => each.is === 'list') ? items : items.length === 0 ? [] : [value];
	return lists.map(each => ({...said, path, kind: 'unique' as const, columns: djangoColumns(each, columnOf)}));
}
