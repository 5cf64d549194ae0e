import {type Call, type Code, lastOf, textOf, type Value} from '../code/code.ts';
import {callOf, isFalse, isTrue, namedIn, writtenAs} from './described/reading.ts';
import type {DescribedColumn} from './description.ts';
import type {KeyStep, Said} from './step.ts';

/** A key with the file that it is written in. */
export type PlacedKey = KeyStep & {readonly path: string};

const marks = new Set(['ForeignKey', 'Identity', 'Computed', 'Sequence', 'CheckConstraint', 'FetchedValue']);

/** What SQLAlchemy's `Column('name', String(30), ForeignKey('team.id'), nullable=False)` makes; without a call, a column of which only the name is known. */
export function columnFrom(
	path: string,
	code: Code,
	call: Call | undefined,
	said: Said,
	name: string,
): {readonly column: DescribedColumn; readonly keys: readonly PlacedKey[]} {
	const place = {...said, path};
	const given = (call?.args ?? []).filter((each, at) => !(at === 0 && each.is === 'text'));
	const isMark = (value: Value): boolean => marks.has(lastOf(callOf(code, value)?.to ?? ''));
	const type = namedIn(call, 'type_') ?? given.find(each => !isMark(each) && each.is !== 'spread');
	const primary = isTrue(namedIn(call, 'primary_key'));
	const byDefault = namedIn(call, 'server_default') ?? namedIn(call, 'default');
	const written =
		byDefault === undefined || (byDefault.is === 'literal' && byDefault.value === null) ? undefined : defaultText(code, byDefault);
	const refers = given.map(each => callOf(code, each)).find(each => each !== undefined && lastOf(each.to) === 'ForeignKey');
	const keys: PlacedKey[] = [];
	if (primary) keys.push({...place, kind: 'primary', columns: [name]});
	if (isTrue(namedIn(call, 'unique'))) keys.push({...place, kind: 'unique', columns: [name]});
	if (isTrue(namedIn(call, 'index')) && !isTrue(namedIn(call, 'unique')))
		keys.push({...place, kind: 'index', isIndex: true, columns: [name]});
	if (refers !== undefined) {
		const onDelete = textOf(namedIn(refers, 'ondelete'))?.toLowerCase();
		keys.push({...referenceFrom(place, [name], targetsOf(refers.args[0])), ...(onDelete === undefined ? {} : {onDelete})});
	}
	return {
		column: {
			...place,
			field: name,
			name,
			type: typeText(code, type),
			nullable: !primary && !isFalse(namedIn(call, 'nullable')),
			...(written === undefined ? {} : {default: written}),
		},
		keys,
	};
}

/** `sa.text('now()')` is its text. */
function defaultText(code: Code, value: Value): string | undefined {
	const call = callOf(code, value);
	const inner = call === undefined ? undefined : (textOf(call.args[0]) ?? (lastOf(call.to) === 'text' ? '' : undefined));
	return inner ?? writtenAs(code, value);
}

function typeText(code: Code, value: Value | undefined): string {
	const call = callOf(code, value);
	const name = value?.is === 'name' ? value.name : value?.is === 'generic' ? value.name : call?.to;
	return name === undefined ? 'unknown' : lastOf(name).toLowerCase();
}

/** What a foreign key names: `'team.id'`, or `Team.id` as the class has it. */
const targetsOf = (value: Value | undefined): readonly string[] => (value?.is === 'name' ? [value.name] : [textOf(value) ?? '']);

/** A reference to `table.column` or `schema.table.column`, as SQLAlchemy writes it. */
export function referenceFrom(place: Said & {readonly path: string}, columns: readonly string[], targets: readonly string[]): PlacedKey {
	const parts = (targets[0] ?? '').split('.');
	return {
		...place,
		kind: 'foreign',
		columns,
		to: {
			schema: parts.at(-3) ?? '',
			name: parts.at(-2) ?? parts[0] ?? '',
			columns: parts.length < 2 ? [] : targets.map(each => lastOf(each)),
		},
	};
}

const constraintKinds: Readonly<Record<string, KeyStep['kind']>> = {
	PrimaryKeyConstraint: 'primary',
	UniqueConstraint: 'unique',
	ForeignKeyConstraint: 'foreign',
	Index: 'index',
};

const listed = (value: Value | undefined): readonly string[] =>
	value?.is === 'list'
		? value.items.flatMap(each => (each.is === 'text' ? [each.text] : each.is === 'name' ? [lastOf(each.name)] : ['…']))
		: [];

/** `UniqueConstraint('a', 'b')`, `Index('name', 'a', unique=True)`, `ForeignKeyConstraint(['a'], ['team.id'])`. */
export function keyFrom(path: string, code: Code, call: Call): PlacedKey | undefined {
	const kind = constraintKinds[lastOf(call.to)];
	if (kind === undefined) return undefined;
	const place = {path, line: call.line, text: call.text};
	const name = kind === 'index' ? textOf(call.args[0]) : textOf(namedIn(call, 'name'));
	const named = name === undefined ? {} : {name};
	if (kind === 'foreign') {
		const onDelete = textOf(namedIn(call, 'ondelete'))?.toLowerCase();
		return {...referenceFrom(place, listed(call.args[0]), listed(call.args[1])), ...named, ...(onDelete === undefined ? {} : {onDelete})};
	}
	const columns = (kind === 'index' ? call.args.slice(1) : call.args).map(each =>
		each.is === 'text' ? each.text : each.is === 'name' ? lastOf(each.name) : (textOf(callOf(code, each)?.args[0]) ?? '…'),
	);
	const unique = kind === 'index' && isTrue(namedIn(call, 'unique'));
	const partial = namedIn(call, 'postgresql_where') !== undefined || namedIn(call, 'sqlite_where') !== undefined;
	return {
		...place,
		...named,
		kind: unique ? 'unique' : kind,
		columns,
		...(kind === 'index' ? {isIndex: true} : {}),
		...(partial ? {isPartial: true} : {}),
	};
}
