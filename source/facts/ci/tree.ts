import {type Document, isAlias, isMap, isScalar, isSeq, LineCounter, parseDocument} from 'yaml';
import {nestsTooDeep} from '../../yaml-depth.ts';

/** A parsed YAML value with the lines on which it stands. Anchors are resolved, merges (`<<`) applied. */
export type Tree =
	| {readonly kind: 'map'; readonly line: number; readonly entries: readonly Entry[]}
	| {readonly kind: 'list'; readonly line: number; readonly items: readonly Tree[]}
	/** `first` is the line on which a block's own text begins. */
	| {readonly kind: 'scalar'; readonly line: number; readonly first: number; readonly text: string; readonly value: unknown};
/** One key of a map; `line` is the key's. */
export type Entry = {readonly key: string; readonly line: number; readonly value: Tree};

/** A file that could not be read as YAML: where, and why. */
export type Unparsed = {readonly line: number; readonly because: string};

const largest = 500_000;
const mostNodes = 50_000;
const deepest = 40;

/** Parses one YAML document, or says on which line it breaks. Never throws; files over 500,000 characters are not parsed. */
export function treeOf(text: string): {readonly tree: Tree} | {readonly problem: Unparsed} {
	if (text.length > largest) return {problem: {line: 1, because: 'the file is too large to be read'}};
	if (nestsTooDeep(text)) return {problem: {line: 1, because: 'it nests too deep to be read'}};
	const counter = new LineCounter();
	const document = parseDocument(text, {lineCounter: counter, merge: true, prettyErrors: false, logLevel: 'silent'});
	const [error] = document.errors;
	if (error) return {problem: {line: counter.linePos(error.pos[0]).line, because: error.message}};
	const budget = {left: mostNodes};
	const tree = grown(document.contents, document, counter, budget, 0);
	if (budget.left <= 0) return {problem: {line: 1, because: 'the file unfolds to too many values'}};
	return {tree: tree ?? empty};
}

const empty: Tree = {kind: 'map', line: 1, entries: []};

function grown(node: unknown, document: Document, counter: LineCounter, budget: {left: number}, depth: number): Tree | undefined {
	budget.left--;
	if (budget.left <= 0 || depth > deepest) return undefined;
	const below = (child: unknown): Tree | undefined => grown(child, document, counter, budget, depth + 1);
	if (isAlias(node)) return below(node.resolve(document));
	if (isScalar(node)) {
		const line = lineOf(node.range, counter);
		const block = node.type === 'BLOCK_LITERAL' || node.type === 'BLOCK_FOLDED';
		const text = typeof node.value === 'string' ? node.value : (node.source ?? String(node.value ?? ''));
		return {kind: 'scalar', line, first: block ? line + 1 : line, text, value: node.value};
	}
	if (isSeq(node)) return {kind: 'list', line: lineOf(node.range, counter), items: node.items.flatMap(item => below(item) ?? [])};
	if (!isMap(node)) return undefined;
	const entries = node.items.flatMap((pair): readonly Entry[] => {
		const key = isScalar(pair.key) ? String(pair.key.value ?? '') : undefined;
		const value = pair.value === null ? nothing(node.range, counter) : below(pair.value);
		if (key === undefined || value === undefined) return [];
		if (key === '<<') return merged(value);
		return [{key, line: isScalar(pair.key) ? lineOf(pair.key.range, counter) : value.line, value}];
	});
	return {kind: 'map', line: lineOf(node.range, counter), entries};
}

const nothing = (range: Range, counter: LineCounter): Tree => {
	const line = lineOf(range, counter);
	return {kind: 'scalar', line, first: line, text: '', value: null};
};
const merged = (value: Tree): readonly Entry[] =>
	value.kind === 'map' ? value.entries : value.kind === 'list' ? value.items.flatMap(merged) : [];

type Range = readonly [number, number, number] | null | undefined;
const lineOf = (range: Range, counter: LineCounter): number => Math.max(1, counter.linePos(range?.[0] ?? 0).line);

/** The value under a key; a key that is written wins over one that is merged in. */
export function fieldOf(tree: Tree | undefined, key: string): Tree | undefined {
	return entryOf(tree, key)?.value;
}

/** The key with its line. */
export function entryOf(tree: Tree | undefined, key: string): Entry | undefined {
	if (tree?.kind !== 'map') return undefined;
	const found = tree.entries.filter(entry => entry.key === key);
	return found.find(({line}) => line >= tree.line) ?? found[0];
}

export const entriesOf = (tree: Tree | undefined): readonly Entry[] => (tree?.kind === 'map' ? tree.entries : []);
/** The items of a list; one value stands for a list of one. */
export const itemsOf = (tree: Tree | undefined): readonly Tree[] =>
	tree === undefined || (tree.kind === 'scalar' && tree.value === null) ? [] : tree.kind === 'list' ? tree.items : [tree];
/** The text of a scalar that is not empty. */
export const textOf = (tree: Tree | undefined): string | undefined =>
	tree?.kind === 'scalar' && tree.value !== null && tree.text !== '' ? tree.text : undefined;
/** The scalars of a list (lists inside it are flattened), or a scalar alone. */
export const textsOf = (tree: Tree | undefined): readonly string[] => scalarsOf(tree).map(({text}) => text);
/** The scalars of a list, with their lines. */
export const scalarsOf = (tree: Tree | undefined): readonly (Tree & {readonly kind: 'scalar'})[] =>
	itemsOf(tree).flatMap(item => (item.kind === 'scalar' ? [item] : item.kind === 'list' ? scalarsOf(item) : []));
/** Whether a scalar is the literal `true`. */
export const isTrue = (tree: Tree | undefined): boolean => tree?.kind === 'scalar' && (tree.value === true || tree.value === 'true');
