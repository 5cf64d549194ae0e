import type {Parsers, SqlStatement} from '../../syntax/parsers.ts';
import type {SchemaStep} from '../step.ts';
import {grantStep, policyStep} from './access.ts';
import {dropped, moved, renamed} from './changes.ts';
import {changedFunction, createdFromQuery, createdFunction, createdTrigger, createdView, invokerOf} from './routines.ts';
import {alteredTable, createdIndex, createdTable, type Where} from './tables.ts';
import {asKind, listAt, type Node, nodeAt, statementOf, tableNamed, textAt} from './tree.ts';
import {unreadStep} from './unread.ts';

/** What an SQL text changes, in order. `from` is the line on which it begins in its file. */
export const sqlSteps = (text: string, sql: Parsers['sql'], from = 1): readonly SchemaStep[] => readSteps(text, sql(text), from);

/** The same for a text that was parsed. */
export function readSteps(text: string, read: ReturnType<Parsers['sql']>, from = 1): readonly SchemaStep[] {
	if ('because' in read) return [{line: from, text: firstLineOf(text), does: 'unread', because: read.because, mentions: []}];
	const path = {schema: ''};
	return read.statements.flatMap(statement => statementSteps(statement, from - 1, path));
}

const firstLineOf = (text: string): string => (/\S[^\n]*/u.exec(text)?.[0] ?? '').trim().slice(0, 160);

/** Things of a database that no fact holds: whether they can be read does not matter. */
const noFact =
	/^(?:create|alter|drop)\s+(?:or\s+replace\s+)?(?:user|role|extension|type|sequence|database|domain|publication|subscription|collation|cast|operator|aggregate|server|tablespace|language|rule|statistics|system|text\s+search)\b/iu;

/** The schema that names without one belong to, as the file has set it. */
type Path = {schema: string};

function statementSteps(statement: SqlStatement, before: number, path: Path): readonly SchemaStep[] {
	if (statement.inside !== undefined) {
		const block = statement.text;
		return statement.inside.flatMap(each =>
			each.tree === undefined ? [unreadStep(each, before, block)] : statementSteps(each, before, path),
		);
	}
	const parsed = statement.tree === undefined ? undefined : statementOf(statement.tree);
	if (parsed === undefined) return noFact.test(statement.text) ? [] : [unreadStep(statement, before, statement.text)];
	const where = placing(statement, before);
	const steps = stepsIn(parsed[0], parsed[1], statement, where, path, before);
	return path.schema === '' ? steps : steps.map(step => inSchema(step, path.schema));
}

function stepsIn(kind: string, node: Node, statement: SqlStatement, where: Where, path: Path, before: number): readonly SchemaStep[] {
	const one = (step: SchemaStep | undefined): readonly SchemaStep[] => (step === undefined ? [] : [step]);
	switch (kind) {
		case 'CreateStmt':
			return nodeAt(node, 'relation')?.relpersistence === 't' ? [] : [createdTable(node, where)];
		case 'CreateForeignTableStmt':
			return [createdTable(nodeAt(node, 'base') ?? {}, where)];
		case 'CreateTableAsStmt':
			return nodeAt(nodeAt(node, 'into'), 'rel')?.relpersistence === 't' ? [] : [createdFromQuery(node, statement.text, where)];
		case 'AlterTableStmt':
			return node.objtype === 'OBJECT_TABLE'
				? alteredTable(node, where)
				: node.objtype === 'OBJECT_VIEW'
					? one(changedView(node, where))
					: [];
		case 'IndexStmt':
			return [createdIndex(node, where)];
		case 'DropStmt':
			return dropped(node, where);
		case 'RenameStmt':
			return one(renamed(node, where));
		case 'AlterObjectSchemaStmt':
			return one(moved(node, where));
		case 'CreatePolicyStmt':
			return [policyStep('create policy', node, statement.text, where)];
		case 'AlterPolicyStmt':
			return [policyStep('change policy', node, statement.text, where)];
		case 'GrantStmt':
			return one(grantStep(node, where));
		case 'AlterDefaultPrivilegesStmt':
			return one(grantStep(nodeAt(node, 'action') ?? {}, where, node));
		case 'CreateFunctionStmt':
			return [createdFunction(node, statement.text, where)];
		case 'AlterFunctionStmt':
			return [changedFunction(node, where)];
		case 'ViewStmt':
			return [createdView(node, statement.text, where)];
		case 'CreateTrigStmt':
			return [createdTrigger(node, where)];
		case 'VariableSetStmt': {
			if (textAt(node, 'name') === 'search_path') {
				const first = textAt(nodeAt(asKind(listAt(node, 'args')[0], 'A_Const'), 'sval'), 'sval') ?? '';
				path.schema = first === 'pg_catalog' || first === 'public' || first === '$user' ? '' : first;
			}
			return [];
		}
		case 'CreateEventTrigStmt':
		case 'DoStmt':
			return [unreadStep({...statement, because: 'a block that is put together at run time'}, before, statement.text)];
	}
	return [];
}

function changedView(node: Node, where: Where): SchemaStep | undefined {
	const options = listAt(node, 'cmds').flatMap(each => listAt(nodeAt(nodeAt(asKind(each, 'AlterTableCmd'), 'def'), 'List'), 'items'));
	const invoker = invokerOf(options);
	return invoker === undefined
		? undefined
		: {...where(undefined), does: 'change routine', routine: tableNamed(nodeAt(node, 'relation')), change: {definer: !invoker}};
}

/** Places in a statement: the parser counts in bytes, files count in lines. */
function placing({line, text}: SqlStatement, before: number): Where {
	const lines = text.split('\n');
	const starts: number[] = [];
	let bytes = 0;
	for (const each of lines) {
		starts.push(bytes);
		bytes += bytesIn(each) + 1;
	}
	const first = {line: before + line, text: shown(lines[0] ?? '')};
	return place => {
		if (place === undefined || place === 0 || starts.length === 1) return first;
		let low = 0;
		let high = starts.length - 1;
		while (low < high) {
			const middle = (low + high + 1) >> 1;
			if ((starts[middle] ?? 0) <= place) low = middle;
			else high = middle - 1;
		}
		return {line: before + line + low, text: shown(lines[low] ?? '')};
	};
}

const shown = (line: string): string => line.trim().slice(0, 160);

const beyondAscii = /\P{ASCII}/u;

function bytesIn(text: string): number {
	if (!beyondAscii.test(text)) return text.length;
	let bytes = 0;
	for (const character of text) {
		const code = character.codePointAt(0) ?? 0;
		bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
	}
	return bytes;
}

/** The same step with the file's schema for a table that is named without one. */
function inSchema(step: SchemaStep, schema: string): SchemaStep {
	if (step.does === 'create routine') return step.routine.schema === '' ? {...step, routine: {...step.routine, schema}} : step;
	if (step.does === 'describe' || !('table' in step) || step.table === undefined || step.table.schema !== '') return step;
	return {...step, table: {...step.table, schema}};
}
