import type {SqlStatement} from './parsers.ts';

/** What one run of the parser gave. */
export type Run = {readonly tree: unknown} | {readonly because: string};

type Parse = (text: string) => Run;

/** The statements in a `DO` block, those that it only makes under a condition included; undefined when the block cannot be read. Lines count from the block's own first. */
export function blockIn(text: string, parse: Parse, parseBlock: Parse): readonly SqlStatement[] | undefined {
	const block = parseBlock(text);
	if (!('tree' in block)) return undefined;
	const found: SqlStatement[] = [];
	walk(block.tree, 0, undefined, (line, query, loop, isDynamic) => {
		const literal = isDynamic ? literalIn(query, parse) : query;
		const repeated = literal === undefined && loop !== undefined ? repeatedIn(query, loop, parse) : [];
		if (repeated.length > 0) {
			for (const each of repeated) {
				const run = parse(each);
				if ('tree' in run) found.push({line, text: each, tree: run.tree});
			}
			return;
		}
		if (literal === undefined) {
			found.push({
				line,
				text: query,
				tree: undefined,
				because: 'a statement that is put together at run time',
				...(loop === undefined ? {} : {loop}),
			});
			return;
		}
		const run = parse(literal);
		if ('tree' in run) found.push({line, text: literal, tree: run.tree});
	});
	return found;
}

type Heard = (line: number, query: string, loop: string | undefined, isDynamic: boolean) => void;
const deepest = 600;

function walk(node: unknown, depth: number, loop: string | undefined, heard: Heard): void {
	if (typeof node !== 'object' || node === null || depth > deepest) return;
	if (Array.isArray(node)) {
		for (const each of node) walk(each, depth + 1, loop, heard);
		return;
	}
	for (const [kind, inner] of Object.entries(node)) {
		const line = numberIn(inner, 'lineno') ?? 1;
		if (kind === 'PLpgSQL_stmt_execsql') heard(line, queryIn(inner, 'sqlstmt'), loop, false);
		else if (kind === 'PLpgSQL_stmt_dynexecute') heard(line, queryIn(inner, 'query'), loop, true);
		else if (kind === 'PLpgSQL_stmt_fors') walk(inner, depth + 1, queryIn(inner, 'query'), heard);
		else if (kind === 'PLpgSQL_stmt_foreach_a') walk(inner, depth + 1, queryIn(inner, 'expr'), heard);
		else walk(inner, depth + 1, loop, heard);
	}
}

const inner = (node: unknown, key: string): unknown =>
	typeof node === 'object' && node !== null ? Object.entries(node).find(([name]) => name === key)?.[1] : undefined;

const numberIn = (node: unknown, key: string): number | undefined => {
	const value = inner(node, key);
	return typeof value === 'number' ? value : undefined;
};

const queryIn = (node: unknown, key: string): string => {
	const query = inner(inner(inner(node, key), 'PLpgSQL_expr'), 'query');
	return typeof query === 'string' ? query : '';
};

/** The text of a query that is one string: `EXECUTE 'ALTER TABLE …'`. */
function literalIn(query: string, parse: Parse): string | undefined {
	const run = parse(`select ${query}`);
	if (!('tree' in run)) return undefined;
	return textIn(selected(run.tree));
}

const mostRepeats = 400;

/** The statements of `format('… %I …', name)` in a loop over a list of names that is written out: one for each name. */
function repeatedIn(query: string, loop: string, parse: Parse): readonly string[] {
	const run = parse(`select ${query}`);
	const list = parse(`select ${loop}`);
	const call = 'tree' in run ? inner(selected(run.tree), 'FuncCall') : undefined;
	const array = 'tree' in list ? inner(uncast('tree' in list ? selected(list.tree) : undefined), 'A_ArrayExpr') : undefined;
	const names = itemsOf(inner(array, 'elements')).map(textIn);
	const [form, ...args] = itemsOf(inner(call, 'args'));
	const template = textIn(form);
	const isFormat = textOfString(itemsOf(inner(call, 'funcname')).at(-1)) === 'format';
	const isOneName = args.length > 0 && args.every(each => inner(each, 'ColumnRef') !== undefined && columnIn(each) === columnIn(args[0]));
	if (!isFormat || !isOneName || template === undefined || names.length === 0 || names.length > mostRepeats) return [];
	return names.flatMap(name =>
		name === undefined
			? []
			: [template.replaceAll(placeholder, kind => (kind.endsWith('L') ? `'${name}'` : kind.endsWith('I') ? `"${name}"` : name))],
	);
}

const placeholder = /%(?:\d\$)?[sIL]/gu;
const selected = (tree: unknown): unknown =>
	inner(inner(first(inner(inner(inner(first(inner(tree, 'stmts')), 'stmt'), 'SelectStmt'), 'targetList')), 'ResTarget'), 'val');
const uncast = (node: unknown): unknown => (inner(node, 'TypeCast') === undefined ? node : inner(inner(node, 'TypeCast'), 'arg'));
const itemsOf = (list: unknown): readonly unknown[] => (Array.isArray(list) ? list : []);
const textOfString = (node: unknown): string | undefined => {
	const text = inner(inner(node, 'String'), 'sval');
	return typeof text === 'string' ? text : undefined;
};
const textIn = (node: unknown): string | undefined => {
	const text = inner(inner(inner(uncast(node), 'A_Const'), 'sval'), 'sval');
	return typeof text === 'string' ? text : undefined;
};
const columnIn = (node: unknown): string =>
	itemsOf(inner(inner(node, 'ColumnRef'), 'fields'))
		.map(each => textOfString(each) ?? '')
		.join('.');

const first = (list: unknown): unknown => (Array.isArray(list) ? list[0] : undefined);
