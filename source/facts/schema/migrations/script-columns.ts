import {type Call, type Code, entryOf, lastOf, textOf, type Value} from '../../code/code.ts';
import {callOf, chainOf, isFalse, isTrue, saidAt, stepOf, textsOf, writtenAs} from '../described/reading.ts';
import type {ColumnStep, KeyStep, Said} from '../step.ts';

/** A column with the keys that come with it. */
export type ToldColumn = {readonly column: ColumnStep; readonly keys: readonly KeyStep[]};

/** Options of an object as Sequelize and TypeORM write them: `{type: …, allowNull: false, isNullable: true, isPrimary: true, references: {…}}`. */
export function columnFromOptions(code: Code, said: Said, name: string, value: Value): ToldColumn {
	const options = value.is === 'object' ? value : undefined;
	const type = options === undefined ? value : entryOf(options, 'type');
	const written = type?.is === 'text' ? type.text : type?.is === 'name' ? type.name : callOf(code, type)?.to;
	const primary = isTrue(entryOf(options, 'primaryKey')) || isTrue(entryOf(options, 'isPrimary'));
	const unique = isTrue(entryOf(options, 'unique')) || isTrue(entryOf(options, 'isUnique'));
	const given = entryOf(options, 'defaultValue') ?? entryOf(options, 'default');
	const byDefault =
		isTrue(entryOf(options, 'autoIncrement')) || isTrue(entryOf(options, 'isGenerated'))
			? 'generated'
			: (textOf(given) ?? writtenAs(code, given));
	const refers = entryOf(options, 'references');
	const model = entryOf(refers, 'model');
	const target = textOf(model) ?? textOf(entryOf(model, 'tableName'));
	const onDelete = textOf(entryOf(options, 'onDelete'))?.toLowerCase();
	const keys: KeyStep[] = [];
	if (primary) keys.push({...said, kind: 'primary', columns: [name]});
	if (unique) keys.push({...said, kind: 'unique', columns: [name]});
	if (target !== undefined)
		keys.push({
			...said,
			kind: 'foreign',
			columns: [name],
			to: {schema: '', name: target, columns: textsOf(entryOf(refers, 'key'))},
			...(onDelete === undefined ? {} : {onDelete}),
		});
	/** Sequelize's columns may be empty unless it is said otherwise, TypeORM's the other way round. */
	const mayBeEmpty =
		entryOf(options, 'isNullable') !== undefined || textOf(entryOf(options, 'name')) !== undefined
			? isTrue(entryOf(options, 'isNullable'))
			: !isFalse(entryOf(options, 'allowNull'));
	return {
		column: {
			...said,
			name,
			type: written === undefined ? 'unknown' : lastOf(written).toLowerCase(),
			nullable: !primary && mayBeEmpty,
			...(byDefault === undefined ? {} : {default: byDefault}),
		},
		keys,
	};
}

/** The builder's calls that make no column of their own. */
const noColumn = new Set([
	'index',
	'unique',
	'primary',
	'foreign',
	'dropColumn',
	'dropColumns',
	'renameColumn',
	'dropIndex',
	'dropUnique',
	'dropForeign',
	'dropPrimary',
	'dropTimestamps',
	'setNullable',
	'dropNullable',
	'comment',
	'engine',
	'charset',
	'collate',
	'inherits',
	'check',
	'queryContext',
]);
const incremental = new Set(['increments', 'bigincrements', 'bigIncrements']);

/** What one chain of a knex table builder says: `table.string('email').notNullable().unique()`. */
export function columnFromChain(code: Code, last: Call): readonly ToldColumn[] {
	const chain = chainOf(code, last);
	const [first = last] = chain;
	const maker = lastOf(first.to);
	const said = saidAt(first);
	if (maker === 'timestamps')
		return ['created_at', 'updated_at'].map(name => ({column: {...said, name, type: 'timestamp', nullable: true}, keys: []}));
	if (noColumn.has(maker)) return [];
	const name = textOf(first.args[0]) ?? (incremental.has(maker) ? 'id' : undefined);
	if (name === undefined) return [];
	const primary = incremental.has(maker) || stepOf(chain, 'primary') !== undefined;
	const refers = stepOf(chain, 'references');
	const table = textOf(stepOf(chain, 'inTable')?.args[0] ?? stepOf(chain, 'on')?.args[0]);
	const [target = '', column] = (textOf(refers?.args[0]) ?? '').split('.').reverse();
	const onDelete = textOf(stepOf(chain, 'onDelete')?.args[0])?.toLowerCase();
	const byDefault = incremental.has(maker) ? 'generated' : writtenAs(code, stepOf(chain, 'defaultTo')?.args[0]);
	const keys: KeyStep[] = [];
	if (primary) keys.push({...said, kind: 'primary', columns: [name]});
	if (stepOf(chain, 'unique') !== undefined) keys.push({...said, kind: 'unique', columns: [name]});
	if (stepOf(chain, 'index') !== undefined) keys.push({...said, kind: 'index', isIndex: true, columns: [name]});
	if (refers !== undefined && (table ?? column) !== undefined)
		keys.push({
			...said,
			kind: 'foreign',
			columns: [name],
			to: {schema: '', name: table ?? column ?? '', columns: [target]},
			...(onDelete === undefined ? {} : {onDelete}),
		});
	const type = maker === 'specificType' ? (textOf(first.args[1]) ?? 'unknown') : incremental.has(maker) ? 'integer' : maker.toLowerCase();
	return [
		{
			column: {
				...said,
				name,
				type,
				nullable: !primary && stepOf(chain, 'notNullable') === undefined && stepOf(chain, 'notNull') === undefined,
				...(byDefault === undefined ? {} : {default: byDefault}),
			},
			keys,
		},
	];
}
