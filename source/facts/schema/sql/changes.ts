import type {Named, SchemaStep} from '../step.ts';
import {routineNamed} from './access.ts';
import type {Where} from './tables.ts';
import {asKind, listAt, type Node, namedBy, nodeAt, stringOf, stringsAt, tableNamed, textAt} from './tree.ts';

const itemsOf = (object: Node): readonly string[] => {
	const list = asKind(object, 'List');
	const plain = stringOf(object);
	return list === undefined ? (plain === undefined ? [] : [plain]) : stringsAt(list, 'items');
};

/** What a `DROP` takes away, one step for each thing. */
export function dropped(statement: Node, where: Where): readonly SchemaStep[] {
	const said = where(undefined);
	return listAt(statement, 'objects').flatMap((object): readonly SchemaStep[] => {
		const names = itemsOf(object);
		const own = names.at(-1) ?? '';
		const table: Named = namedBy(names.slice(0, -1));
		switch (statement.removeType) {
			case 'OBJECT_TABLE':
			case 'OBJECT_FOREIGN_TABLE':
				return [{...said, does: 'drop table', table: namedBy(names)}];
			case 'OBJECT_POLICY':
				return [{...said, does: 'drop policy', table, policy: own}];
			case 'OBJECT_INDEX':
				return [{...said, does: 'drop key', key: own}];
			case 'OBJECT_SCHEMA':
				return [{...said, does: 'drop schema', schema: own}];
			case 'OBJECT_VIEW':
			case 'OBJECT_MATVIEW':
				return [{...said, does: 'drop routine', routine: {...namedBy(names), kind: 'view'}}];
			case 'OBJECT_TRIGGER':
				return [{...said, does: 'drop routine', routine: {schema: table.schema, name: own, kind: 'trigger', table: table.name}}];
			case 'OBJECT_FUNCTION':
			case 'OBJECT_PROCEDURE':
			case 'OBJECT_ROUTINE':
				return [{...said, does: 'drop routine', routine: {...routineNamed(asKind(object, 'ObjectWithArgs') ?? {}), kind: 'function'}}];
		}
		return [];
	});
}

/** What a `RENAME` changes; undefined for what no fact holds. */
export function renamed(statement: Node, where: Where): SchemaStep | undefined {
	const said = where(undefined);
	const table = tableNamed(nodeAt(statement, 'relation'));
	const from = textAt(statement, 'subname') ?? '';
	const to = textAt(statement, 'newname') ?? '';
	switch (statement.renameType) {
		case 'OBJECT_TABLE':
			return {...said, does: 'rename table', table, to};
		case 'OBJECT_COLUMN':
			return {...said, does: 'change column', table, column: from, change: {rename: to}};
		case 'OBJECT_POLICY':
			return {...said, does: 'rename policy', table, policy: from, to};
		case 'OBJECT_SCHEMA':
			return {...said, does: 'rename schema', schema: from, to};
		case 'OBJECT_VIEW':
		case 'OBJECT_MATVIEW':
			return {...said, does: 'change routine', routine: table, change: {rename: to}};
		case 'OBJECT_FUNCTION':
		case 'OBJECT_PROCEDURE':
			return {
				...said,
				does: 'change routine',
				routine: routineNamed(asKind(nodeAt(statement, 'object'), 'ObjectWithArgs') ?? {}),
				change: {rename: to},
			};
	}
	return undefined;
}

/** What `SET SCHEMA` moves. */
export function moved(statement: Node, where: Where): SchemaStep | undefined {
	const said = where(undefined);
	const to = textAt(statement, 'newschema') ?? '';
	switch (statement.objectType) {
		case 'OBJECT_TABLE':
			return {...said, does: 'move table', table: tableNamed(nodeAt(statement, 'relation')), to};
		case 'OBJECT_VIEW':
		case 'OBJECT_MATVIEW':
			return {...said, does: 'change routine', routine: tableNamed(nodeAt(statement, 'relation')), change: {schema: to}};
		case 'OBJECT_FUNCTION':
		case 'OBJECT_PROCEDURE':
			return {
				...said,
				does: 'change routine',
				routine: routineNamed(asKind(nodeAt(statement, 'object'), 'ObjectWithArgs') ?? {}),
				change: {schema: to},
			};
	}
	return undefined;
}
