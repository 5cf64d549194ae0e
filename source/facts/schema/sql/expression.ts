import {partsOf} from '../../syntax/sql-text.ts';
import {asKind, isTrueAt, kindOf, listAt, type Node, nodeAt, numberAt, stringOf, stringsAt, textAt, typeNameOf} from './tree.ts';

const deepest = 40;

/** A constant of the tree: its value, or undefined when the node is none. */
function constantOf(node: Node | undefined): string | number | boolean | null | undefined {
	const kind = kindOf(node);
	if (kind?.[0] === 'TypeCast') {
		const value = constantOf(nodeAt(kind[1], 'arg'));
		const type = typeNameOf(nodeAt(kind[1], 'typeName'));
		return type === 'boolean' && typeof value === 'string' ? /^(?:t|true|yes|on|1)$/iu.test(value.trim()) : value;
	}
	if (kind?.[0] !== 'A_Const') return undefined;
	const held = kind[1];
	if (isTrueAt(held, 'isnull')) return null;
	const bool = nodeAt(held, 'boolval');
	if (bool !== undefined) return isTrueAt(bool, 'boolval');
	const whole = nodeAt(held, 'ival');
	if (whole !== undefined) return numberAt(whole, 'ival') ?? 0;
	const real = textAt(nodeAt(held, 'fval'), 'fval');
	return real === undefined ? textAt(nodeAt(held, 'sval'), 'sval') : Number(real);
}

/** Whether an expression is the same for every row and caller, and which; undefined when it depends on something. */
export function constantTruth(node: Node | undefined, depth = 0): boolean | undefined {
	const kind = kindOf(node);
	if (kind === undefined || depth > deepest) return undefined;
	const [name, held] = kind;
	if (name === 'A_Const' || name === 'TypeCast') {
		const value = constantOf(node);
		return value === undefined ? undefined : value === true;
	}
	if (name === 'BoolExpr') {
		const parts = listAt(held, 'args').map(each => constantTruth(each, depth + 1));
		if (held.boolop === 'NOT_EXPR') return parts[0] === undefined ? undefined : !parts[0];
		const decisive = held.boolop === 'OR_EXPR';
		if (parts.includes(decisive)) return decisive;
		return parts.includes(undefined) ? undefined : !decisive;
	}
	if (name === 'A_Expr') return comparison(held);
	if (name === 'SubLink' && held.subLinkType === 'EXPR_SUBLINK') {
		const select = asKind(nodeAt(held, 'subselect'), 'SelectStmt');
		if (listAt(select, 'fromClause').length > 0 || nodeAt(select, 'whereClause') !== undefined) return undefined;
		return constantTruth(nodeAt(asKind(listAt(select, 'targetList')[0], 'ResTarget'), 'val'), depth + 1);
	}
	return undefined;
}

function comparison(held: Node): boolean | undefined {
	const left = constantOf(nodeAt(held, 'lexpr'));
	const right = constantOf(nodeAt(held, 'rexpr'));
	if (left === undefined || right === undefined || left === null || right === null || held.kind !== 'AEXPR_OP') return undefined;
	const operator = stringsAt(held, 'name').at(-1);
	if (operator === '=') return left === right;
	if (operator === '<>') return left !== right;
	if (typeof left !== 'number' || typeof right !== 'number') return undefined;
	if (operator === '<' || operator === '<=') return operator === '<' ? left < right : left <= right;
	if (operator === '>' || operator === '>=') return operator === '>' ? left > right : left >= right;
	return undefined;
}

/** A short expression as it would be written: constants, calls, casts, names. Others have no text of their own. */
export function shortText(node: Node | undefined, depth = 0): string | undefined {
	const kind = kindOf(node);
	if (kind === undefined || depth > 8) return undefined;
	const [name, held] = kind;
	if (name === 'A_Const') {
		const value = constantOf(node);
		return typeof value === 'string' ? `'${value}'` : value === null ? 'null' : String(value);
	}
	if (name === 'TypeCast') {
		const inner = shortText(nodeAt(held, 'arg'), depth + 1);
		return inner === undefined ? undefined : `${inner}::${typeNameOf(nodeAt(held, 'typeName'))}`;
	}
	if (name === 'FuncCall') {
		const called = stringsAt(held, 'funcname').join('.');
		return `${called}(${listAt(held, 'args')
			.map(each => shortText(each, depth + 1) ?? '…')
			.join(', ')})`;
	}
	if (name === 'ColumnRef')
		return listAt(held, 'fields')
			.map(each => stringOf(each) ?? '*')
			.join('.');
	if (name === 'SQLValueFunction') return valueFunctions[textAt(held, 'op') ?? ''] ?? 'current_timestamp';
	if (name === 'A_ArrayExpr') return 'array[]';
	return undefined;
}

const valueFunctions: Readonly<Record<string, string>> = {
	SVFOP_CURRENT_DATE: 'current_date',
	SVFOP_CURRENT_USER: 'current_user',
	SVFOP_SESSION_USER: 'session_user',
	SVFOP_USER: 'user',
	SVFOP_LOCALTIMESTAMP: 'localtimestamp',
};

/** What stands in the parentheses behind a word that is not itself in parentheses, on one line: the `USING (…)` of a policy. */
export function clauseAfter(text: string, word: RegExp): string | undefined {
	const bare = bared(text);
	let depth = 0;
	let open = -1;
	for (let at = 0; at < bare.length; at += 1) {
		if (bare[at] === '(') {
			if (depth === 0 && word.test(bare.slice(Math.max(0, at - 24), at))) open = at;
			depth += 1;
		} else if (bare[at] === ')') {
			depth -= 1;
			if (depth === 0 && open !== -1)
				return withoutComments(text.slice(open + 1, at))
					.trim()
					.slice(0, longestClause);
		}
	}
	return undefined;
}

const longestClause = 2000;

/** The same text with everything that is no code blanked. */
function bared(text: string): string {
	let out = '';
	for (const {is, start, end} of partsOf(text)) out += is === 'code' ? text.slice(start, end) : ' '.repeat(end - start);
	return out;
}

function withoutComments(text: string): string {
	let out = '';
	for (const {is, start, end} of partsOf(text)) {
		const piece = text.slice(start, end);
		out += is === 'comment' ? ' ' : is === 'code' ? piece.replaceAll(/\s+/gu, ' ') : piece;
	}
	return out;
}
