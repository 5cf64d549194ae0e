import {type Call, type Code, entryOf, type Field, lastOf, textOf} from '../../code/code.ts';
import type {DescribedColumn} from '../description.ts';
import type {PlacedKey} from '../python-columns.ts';
import {isFalse, isTrue, returned, saidAt, writtenAs} from './reading.ts';

/** What a decorator says of a column that it makes; others make none. */
const columnMakers: Readonly<
	Record<string, {readonly type: string; readonly default?: string; readonly nullable?: true; readonly primary?: true}>
> = {
	Column: {type: ''},
	PrimaryColumn: {type: '', primary: true},
	PrimaryGeneratedColumn: {type: 'integer', primary: true, default: 'generated'},
	CreateDateColumn: {type: 'timestamp', default: 'now()'},
	UpdateDateColumn: {type: 'timestamp', default: 'now()'},
	DeleteDateColumn: {type: 'timestamp', nullable: true},
	VersionColumn: {type: 'integer'},
	ObjectIdColumn: {type: 'objectid', primary: true},
};

/** The column that a field's decorators make, with its keys. */
export function columnOf(
	path: string,
	code: Code,
	field: Field,
	calls: readonly Call[],
): {readonly column: DescribedColumn; readonly keys: readonly PlacedKey[]} | undefined {
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

const typeOf = (field: Field): string =>
	field.type?.is === 'name' || field.type?.is === 'generic' ? field.type.name.toLowerCase() : 'unknown';

/** An index of these columns. */
export function indexOf(
	said: {readonly path: string; readonly line: number; readonly text: string},
	call: Call,
	columns: readonly string[],
): PlacedKey {
	const unique = call.args.some(each => isTrue(entryOf(each, 'unique')));
	const name = textOf(call.args[0]);
	return {...said, kind: unique ? 'unique' : 'index', isIndex: true, columns, ...(name === undefined ? {} : {name})};
}

/** The class that a relation leads to. */
export const modelOf = (code: Code, call: Call): string | undefined => {
	const target = returned(code, call.args[0]) ?? call.args[0];
	return target?.is === 'name' ? lastOf(target.name) : textOf(target);
};

function relationOf(
	said: {readonly path: string; readonly line: number; readonly text: string},
	code: Code,
	field: Field,
	relation: Call,
	join: Call | undefined,
) {
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
				: [
						{
							...said,
							kind: 'foreign' as const,
							columns: [name],
							to: {schema: '', name: model, columns: [refers], model: true as const},
							...(onDelete === undefined ? {} : {onDelete}),
						},
					]),
		],
	};
}
