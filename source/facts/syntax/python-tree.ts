import type {Language, TreeCursor} from 'web-tree-sitter';

/** A named node of a syntax tree, in plain data: comments and punctuation are left out, so that a child is known by its place. */
export type Node = {readonly type: string; readonly start: number; readonly end: number; readonly children: readonly Node[]};

type Open = {readonly type: string; readonly start: number; readonly end: number; readonly children: Node[]};

/** What is made of a tree: its root, or the reason that it cannot be used. */
export type Tree = {readonly root: Node} | {readonly because: string; readonly at?: number};

const deepest = 1_000;
/** More of a file than this in stretches that the grammar does not know, and what is left says little. */
const mostUnread = 0.02;

const leftOut: ReadonlySet<string> = new Set(['comment', 'line_continuation']);
/** Nodes whose text says all. */
const whole: ReadonlySet<string> = new Set([
	...['identifier', 'integer', 'float', 'true', 'false', 'none', 'ellipsis', 'string_start', 'string_content', 'string_end'],
	...['dotted_name', 'relative_import', 'wildcard_import', 'type_conversion', 'format_specifier', 'case_pattern'],
	...['pass_statement', 'break_statement', 'continue_statement'],
]);
const onlyInPython2: ReadonlySet<string> = new Set(['print_statement', 'exec_statement']);
const interpolated = /^[a-z]?[ft]/iu;
const errorType = 65_535;

type Kind = {readonly type: string; readonly isWhole: boolean; readonly isText: boolean; readonly isOld: boolean};

/** What each type of node of a grammar is; undefined for what is left out. */
export const kindsOf = (language: Language): readonly (Kind | undefined)[] =>
	language.types.map((type, id) =>
		language.nodeTypeIsNamed(id) && !leftOut.has(type)
			? {type, isWhole: whole.has(type), isText: type === 'string', isOld: onlyInPython2.has(type)}
			: undefined,
	);

/** Copies the tree under a cursor into plain data in one pass without recursion. */
export function treeOf(cursor: TreeCursor, kinds: readonly (Kind | undefined)[], text: string): Tree {
	const root: Open = {type: 'module', start: 0, end: text.length, children: []};
	const parents: Open[] = [root];
	let parent = root;
	let unread = 0;
	if (!cursor.gotoFirstChild()) return {root};
	for (;;) {
		const id = cursor.nodeTypeId;
		const kind = kinds[id];
		let entered = false;
		if (id === errorType) {
			const at = cursor.startIndex;
			unread += cursor.endIndex - at;
			if (parents.length === 1 || unread > text.length * mostUnread) return {because: 'cannot be read', at};
		} else if (kind !== undefined) {
			const start = cursor.startIndex;
			if (kind.isOld) return {because: 'is Python 2', at: start};
			const isLeaf = kind.isWhole || (kind.isText && !interpolated.test(text.slice(start, start + 2)));
			const node: Open = {type: kind.type, start, end: cursor.endIndex, children: []};
			parent.children.push(node);
			if (!isLeaf && cursor.gotoFirstChild()) {
				if (parents.length > deepest) return {because: 'nested deeper than 1,000'};
				parents.push(node);
				parent = node;
				entered = true;
			}
		}
		if (entered) continue;
		while (!cursor.gotoNextSibling()) {
			cursor.gotoParent();
			parents.pop();
			const above = parents.at(-1);
			if (above === undefined) return {root};
			parent = above;
		}
	}
}
