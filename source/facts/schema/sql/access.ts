import type {GrantStep, Named, PolicyStep, SchemaStep} from '../step.ts';
import {clauseAfter, constantTruth} from './expression.ts';
import type {Where} from './tables.ts';
import {
	asKind,
	isTrueAt,
	kindsAt,
	listAt,
	type Node,
	namedBy,
	nodeAt,
	optionNamed,
	stringOf,
	stringsAt,
	tableNamed,
	textAt,
	typeNameOf,
} from './tree.ts';

const commands: Readonly<Record<string, PolicyStep['command']>> = {
	select: 'select',
	insert: 'insert',
	update: 'update',
	delete: 'delete',
};

const roleOf = (node: Node): string => {
	const role = asKind(node, 'RoleSpec');
	return role?.roletype === 'ROLESPEC_PUBLIC' ? 'public' : (textAt(role, 'rolename') ?? 'current_user');
};

const usingWord = /\busing\s*$/iu;
const checkWord = /\bwith\s+check\s*$/iu;

/** The policy that is made, or what of one is changed. */
export function policyStep(kind: 'create policy' | 'change policy', statement: Node, written: string, where: Where): SchemaStep {
	const roles = listAt(statement, 'roles').map(roleOf);
	const using = nodeAt(statement, 'qual');
	const check = nodeAt(statement, 'with_check');
	const usingText = using === undefined ? undefined : clauseAfter(written, usingWord);
	const checkText = check === undefined ? undefined : clauseAfter(written, checkWord);
	const expressions = {
		...(usingText === undefined ? {} : {using: usingText, usingIsTrue: constantTruth(using) === true}),
		...(checkText === undefined ? {} : {check: checkText, checkIsTrue: constantTruth(check) === true}),
	};
	const name = textAt(statement, 'policy_name') ?? '';
	const table = tableNamed(nodeAt(statement, 'table'));
	if (kind === 'change policy')
		return {...where(undefined), does: kind, table, policy: {name, ...expressions, ...(roles.length === 0 ? {} : {roles})}};
	return {
		...where(undefined),
		does: kind,
		table,
		policy: {
			name,
			command: commands[textAt(statement, 'cmd_name') ?? ''] ?? 'all',
			roles: roles.length === 0 ? ['public'] : roles,
			permissive: isTrueAt(statement, 'permissive'),
			...expressions,
		},
	};
}

const kinds: Readonly<Record<string, GrantStep['on']>> = {
	OBJECT_TABLE: 'table',
	OBJECT_VIEW: 'table',
	OBJECT_FUNCTION: 'function',
	OBJECT_PROCEDURE: 'function',
	OBJECT_ROUTINE: 'function',
};

/** What a `GRANT` or `REVOKE` gives or takes; undefined when it is about neither tables nor functions. */
export function grantStep(statement: Node, where: Where, later?: Node): SchemaStep | undefined {
	const on = kinds[textAt(statement, 'objtype') ?? ''];
	if (on === undefined) return undefined;
	const objects = listAt(statement, 'objects');
	const all = statement.targtype === 'ACL_TARGET_ALL_IN_SCHEMA';
	const rights = kindsAt(statement, 'privileges', 'AccessPriv');
	return {
		...where(undefined),
		does: 'grant',
		grant: {
			give: isTrueAt(statement, 'is_grant'),
			on,
			named: all || later !== undefined ? [] : objects.flatMap(privileged),
			schemas: all ? objects.flatMap(each => stringOf(each) ?? []) : later === undefined ? [] : schemasOf(later),
			later: later !== undefined,
			privileges: rights.length === 0 ? ['all'] : rights.map(each => textAt(each, 'priv_name') ?? 'all'),
			columns: rights.flatMap(each => stringsAt(each, 'cols')),
			roles: listAt(statement, 'grantees').map(roleOf),
		},
	};
}

/** The schemas of `ALTER DEFAULT PRIVILEGES IN SCHEMA …`; an empty name stands for all. */
function schemasOf(later: Node): readonly string[] {
	const list = nodeAt(nodeAt(optionNamed(later, 'options', 'schemas'), 'arg'), 'List');
	const names = stringsAt(list, 'items');
	return names.length === 0 ? [''] : names;
}

function privileged(object: Node): readonly (Named & {readonly takes?: readonly string[]})[] {
	const table = asKind(object, 'RangeVar');
	if (table !== undefined) return [tableNamed(table)];
	const routine = asKind(object, 'ObjectWithArgs');
	return routine === undefined ? [] : [routineNamed(routine)];
}

/** A function as statements name it: with its types, where they are written. */
export const routineNamed = (routine: Node): Named & {readonly takes?: readonly string[]} => ({
	...namedBy(stringsAt(routine, 'objname')),
	...(isTrueAt(routine, 'args_unspecified') ? {} : {takes: listAt(routine, 'objargs').map(each => typeNameOf(asKind(each, 'TypeName')))}),
});
