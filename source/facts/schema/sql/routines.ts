import type {RoutineStep, SchemaStep} from '../step.ts';
import {routineNamed} from './access.ts';
import type {Where} from './tables.ts';
import {asKind, isTrueAt, listAt, type Node, namedBy, nodeAt, optionNamed, stringsAt, tableNamed, textAt, typeNameOf} from './tree.ts';

const longestBody = 4096;

/** The function that a `CREATE FUNCTION` makes. */
export function createdFunction(statement: Node, written: string, where: Where): SchemaStep {
	const {schema, name} = namedBy(stringsAt(statement, 'funcname'));
	const language = textAt(nodeAt(nodeAt(optionNamed(statement, 'options', 'language'), 'arg'), 'String'), 'sval');
	const bodies = stringsAt(nodeAt(nodeAt(optionNamed(statement, 'options', 'as'), 'arg'), 'List'), 'items');
	const body = bodies[0] ?? (nodeAt(statement, 'sql_body') === undefined ? undefined : written);
	const returned = nodeAt(statement, 'returnType');
	const inputs = listAt(statement, 'parameters').flatMap(each => {
		const parameter = asKind(each, 'FunctionParameter');
		return parameter === undefined || parameter.mode === 'FUNC_PARAM_TABLE' || parameter.mode === 'FUNC_PARAM_OUT'
			? []
			: [typeNameOf(nodeAt(parameter, 'argType'))];
	});
	const routine: RoutineStep = {
		schema,
		name,
		kind: 'function',
		...(language === undefined ? {} : {language: language.toLowerCase()}),
		definer: isTrueAt(nodeAt(nodeAt(optionNamed(statement, 'options', 'security'), 'arg'), 'Boolean'), 'boolval'),
		searchPath: setsSearchPath(statement, 'options'),
		...(returned === undefined ? {} : {returns: typeNameOf(returned)}),
		takes: inputs,
		...(body === undefined ? {} : {body: body.slice(0, longestBody)}),
	};
	return {...where(undefined), does: 'create routine', routine};
}

/** Every `SET` of a function's options, since there may be several. */
const setsSearchPath = (statement: Node, key: string): boolean =>
	listAt(statement, key).some(each => {
		const setting = nodeAt(nodeAt(asKind(each, 'DefElem'), 'arg'), 'VariableSetStmt');
		return textAt(setting, 'name') === 'search_path' && setting?.kind !== 'VAR_RESET';
	});

/** What an `ALTER FUNCTION` changes of a function's rights. */
export function changedFunction(statement: Node, where: Where): SchemaStep {
	const security = nodeAt(nodeAt(optionNamed(statement, 'actions', 'security'), 'arg'), 'Boolean');
	return {
		...where(undefined),
		does: 'change routine',
		routine: routineNamed(nodeAt(statement, 'func') ?? {}),
		change: {
			...(security === undefined ? {} : {definer: isTrueAt(security, 'boolval')}),
			...(setsSearchPath(statement, 'actions') ? {searchPath: true} : {}),
		},
	};
}

/** Whether a view's options say that it is read with the rights of who reads it; undefined when they do not speak of it. */
export function invokerOf(options: readonly Node[]): boolean | undefined {
	const option = options.map(each => asKind(each, 'DefElem')).find(each => textAt(each, 'defname') === 'security_invoker');
	if (option === undefined) return undefined;
	const arg = nodeAt(option, 'arg');
	const value = textAt(nodeAt(arg, 'String'), 'sval') ?? textAt(nodeAt(arg, 'Integer'), 'ival') ?? 'true';
	return !/^(?:false|off|no|0)$/iu.test(value);
}

/** The view that a `CREATE VIEW` makes. */
export const createdView = (statement: Node, written: string, where: Where): SchemaStep => ({
	...where(undefined),
	does: 'create routine',
	routine: {
		...tableNamed(nodeAt(statement, 'view')),
		kind: 'view',
		definer: invokerOf(listAt(statement, 'options')) !== true,
		searchPath: false,
		body: written.slice(0, longestBody),
	},
});

/** What `CREATE TABLE … AS` and `CREATE MATERIALIZED VIEW` make. */
export function createdFromQuery(statement: Node, written: string, where: Where): SchemaStep {
	const into = nodeAt(statement, 'into');
	const named = tableNamed(nodeAt(into, 'rel'));
	if (statement.objtype === 'OBJECT_MATVIEW')
		return {
			...where(undefined),
			does: 'create routine',
			routine: {...named, kind: 'materialized view', definer: true, searchPath: false, body: written.slice(0, longestBody)},
		};
	return {
		...where(undefined),
		does: 'create table',
		table: named,
		columns: stringsAt(into, 'colNames').map(name => ({...where(undefined), name, type: 'unknown', nullable: true})),
		keys: [],
		like: [],
		ifNotExists: isTrueAt(statement, 'if_not_exists'),
		isPartial: true,
	};
}

/** The trigger that a `CREATE TRIGGER` makes. */
export function createdTrigger(statement: Node, where: Where): SchemaStep {
	const table = tableNamed(nodeAt(statement, 'relation'));
	return {
		...where(undefined),
		does: 'create routine',
		routine: {
			schema: table.schema,
			name: textAt(statement, 'trigname') ?? '',
			kind: 'trigger',
			definer: false,
			searchPath: false,
			table: table.name,
			runs: stringsAt(statement, 'funcname').join('.'),
		},
	};
}
