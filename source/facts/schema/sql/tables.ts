import type {ColumnStep, KeyStep, Named, Said, SchemaStep} from '../step.ts';
import {shortText} from './expression.ts';
import {asKind, isTrueAt, kindsAt, listAt, type Node, nodeAt, numberAt, stringsAt, tableNamed, textAt, typeNameOf} from './tree.ts';

/** Where the place in bytes of a statement stands in its file. */
export type Where = (bytes: number | undefined) => Said;

const serials = new Set(['serial', 'bigserial', 'smallserial', 'serial4', 'serial8', 'serial2']);
const deletes: Readonly<Record<string, string>> = {c: 'cascade', n: 'set null', d: 'set default', r: 'restrict', a: 'no action'};

/** A key of a table or column. `own` is the column that it is written behind. */
function keyOf(constraint: Node, where: Where, own?: string): KeyStep | undefined {
	const said = where(numberAt(constraint, 'location'));
	const name = textAt(constraint, 'conname');
	const named = name === undefined ? {} : {name};
	const keys = stringsAt(constraint, 'keys');
	const columns = own === undefined ? keys : [own];
	const index = textAt(constraint, 'indexname');
	switch (constraint.contype) {
		case 'CONSTR_PRIMARY':
			return {...said, ...named, kind: 'primary', columns};
		case 'CONSTR_UNIQUE':
			return {...said, ...named, ...(name === undefined && index !== undefined ? {name: index} : {}), kind: 'unique', columns};
		case 'CONSTR_FOREIGN': {
			const onDelete = deletes[textAt(constraint, 'fk_del_action') ?? ''];
			return {
				...said,
				...named,
				kind: 'foreign',
				columns: own === undefined ? stringsAt(constraint, 'fk_attrs') : [own],
				to: {...tableNamed(nodeAt(constraint, 'pktable')), columns: stringsAt(constraint, 'pk_attrs')},
				...(onDelete === undefined ? {} : {onDelete}),
			};
		}
	}
	return undefined;
}

/** A column and the keys that are written behind it. */
function columnOf(definition: Node, where: Where): {readonly column: ColumnStep; readonly keys: readonly KeyStep[]} {
	const name = textAt(definition, 'colname') ?? '';
	const said = where(numberAt(definition, 'location'));
	const type = typeNameOf(nodeAt(definition, 'typeName'));
	const constraints = kindsAt(definition, 'constraints', 'Constraint');
	const kinds = new Set(constraints.map(each => each.contype));
	const written = constraints.find(({contype}) => contype === 'CONSTR_DEFAULT');
	const made = constraints.find(({contype}) => contype === 'CONSTR_GENERATED' || contype === 'CONSTR_IDENTITY');
	const byDefault =
		written !== undefined
			? (shortText(nodeAt(written, 'raw_expr')) ?? 'an expression')
			: made !== undefined
				? 'generated'
				: serials.has(type)
					? 'nextval()'
					: undefined;
	const mustBe = kinds.has('CONSTR_NOTNULL') || kinds.has('CONSTR_PRIMARY') || kinds.has('CONSTR_IDENTITY') || serials.has(type);
	return {
		column: {...said, name, type, nullable: !mustBe, ...(byDefault === undefined ? {} : {default: byDefault})},
		keys: constraints.flatMap(each => keyOf(each, where, name) ?? []),
	};
}

/** The table that a `CREATE TABLE` makes. */
export function createdTable(statement: Node, where: Where): SchemaStep {
	const elements = [...listAt(statement, 'tableElts')];
	const columns: ColumnStep[] = [];
	const keys: KeyStep[] = [];
	const like: Named[] = listAt(statement, 'inhRelations').map(each => tableNamed(asKind(each, 'RangeVar')));
	for (const element of elements) {
		const definition = asKind(element, 'ColumnDef');
		const constraint = asKind(element, 'Constraint');
		const copied = asKind(element, 'TableLikeClause');
		if (definition !== undefined) {
			const made = columnOf(definition, where);
			columns.push(made.column);
			keys.push(...made.keys);
		} else if (constraint !== undefined) keys.push(...[keyOf(constraint, where) ?? []].flat());
		else if (copied !== undefined) like.push(tableNamed(nodeAt(copied, 'relation')));
	}
	return {
		...where(undefined),
		does: 'create table',
		table: tableNamed(nodeAt(statement, 'relation')),
		columns,
		keys,
		like,
		ifNotExists: isTrueAt(statement, 'if_not_exists'),
	};
}

/** The changes in one `ALTER TABLE`. */
export function alteredTable(statement: Node, where: Where): readonly SchemaStep[] {
	const table = tableNamed(nodeAt(statement, 'relation'));
	return listAt(statement, 'cmds').flatMap(each => {
		const command = asKind(each, 'AlterTableCmd');
		return command === undefined ? [] : alteration(command, table, where);
	});
}

function alteration(command: Node, table: Named, where: Where): readonly SchemaStep[] {
	const said = where(undefined);
	const column = textAt(command, 'name') ?? '';
	const definition = nodeAt(command, 'def');
	switch (command.subtype) {
		case 'AT_AddColumn': {
			const made = columnOf(asKind(definition, 'ColumnDef') ?? {}, where);
			return [
				{...made.column, does: 'add column', table, column: made.column},
				...made.keys.map(key => ({line: key.line, text: key.text, does: 'add key' as const, table, key})),
			];
		}
		case 'AT_DropColumn':
			return [{...said, does: 'drop column', table, column}];
		case 'AT_AlterColumnType':
			return [
				{...said, does: 'change column', table, column, change: {type: typeNameOf(nodeAt(asKind(definition, 'ColumnDef'), 'typeName'))}},
			];
		case 'AT_SetNotNull':
		case 'AT_DropNotNull':
			return [{...said, does: 'change column', table, column, change: {nullable: command.subtype === 'AT_DropNotNull'}}];
		case 'AT_ColumnDefault':
			return [
				{
					...said,
					does: 'change column',
					table,
					column,
					change: {default: definition === undefined ? null : (shortText(definition) ?? 'an expression')},
				},
			];
		case 'AT_AddConstraint': {
			const key = keyOf(asKind(definition, 'Constraint') ?? {}, where);
			return key === undefined ? [] : [{...said, does: 'add key', table, key}];
		}
		case 'AT_DropConstraint':
			return [{...said, does: 'drop key', table, key: column}];
		case 'AT_EnableRowSecurity':
		case 'AT_DisableRowSecurity':
			return [{...said, does: 'row security', table, on: command.subtype === 'AT_EnableRowSecurity'}];
		case 'AT_AttachPartition':
		case 'AT_AddInherit':
			return [];
	}
	return [];
}

/** The index that a `CREATE INDEX` makes. Expressions stand as `…`. */
export function createdIndex(statement: Node, where: Where): SchemaStep {
	const name = textAt(statement, 'idxname');
	const unique = isTrueAt(statement, 'unique');
	const columns = listAt(statement, 'indexParams').map(each => {
		const element = asKind(each, 'IndexElem');
		return textAt(element, 'name') ?? shortText(nodeAt(element, 'expr')) ?? '…';
	});
	const said = where(undefined);
	return {
		...said,
		does: 'add key',
		table: tableNamed(nodeAt(statement, 'relation')),
		key: {
			...said,
			kind: unique ? 'unique' : 'index',
			...(name === undefined ? {} : {name}),
			columns,
			isIndex: true,
			...(nodeAt(statement, 'whereClause') === undefined ? {} : {isPartial: true}),
		},
	};
}
