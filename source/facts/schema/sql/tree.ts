import type {Named} from '../step.ts';

/** A node of PostgreSQL's syntax tree. */
export type Node = Readonly<Record<string, unknown>>;

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && !Array.isArray(value);

/** The node under a key. */
export const nodeAt = (node: Node | undefined, key: string): Node | undefined => {
	const value = node?.[key];
	return isNode(value) ? value : undefined;
};

/** The nodes of a list under a key. */
export const listAt = (node: Node | undefined, key: string): readonly Node[] => {
	const value = node?.[key];
	return Array.isArray(value) ? value.filter(isNode) : [];
};

/** The text under a key. */
export const textAt = (node: Node | undefined, key: string): string | undefined => {
	const value = node?.[key];
	return typeof value === 'string' ? value : undefined;
};

/** The number under a key. */
export const numberAt = (node: Node | undefined, key: string): number | undefined => {
	const value = node?.[key];
	return typeof value === 'number' ? value : undefined;
};

/** Whether a key holds `true`. The parser leaves out what is false. */
export const isTrueAt = (node: Node | undefined, key: string): boolean => node?.[key] === true;

/** A node's kind and what it holds: every node is an object with one key. */
export function kindOf(node: Node | undefined): readonly [string, Node] | undefined {
	if (node === undefined) return undefined;
	for (const kind of Object.keys(node)) {
		const held = nodeAt(node, kind);
		return held === undefined ? undefined : [kind, held];
	}
	return undefined;
}

/** What a node holds when it is of the given kind. */
export const asKind = (node: Node | undefined, kind: string): Node | undefined => nodeAt(node, kind);

/** The nodes of one kind in a list, without their wrapping. */
export const kindsAt = (node: Node | undefined, key: string, kind: string): readonly Node[] =>
	listAt(node, key)
		.map(each => nodeAt(each, kind))
		.filter(each => each !== undefined);

/** The text of a `String` node. */
export const stringOf = (node: Node | undefined): string | undefined => textAt(nodeAt(node, 'String'), 'sval');

/** The texts of a list of `String` nodes. */
export const stringsAt = (node: Node | undefined, key: string): readonly string[] =>
	listAt(node, key).flatMap(each => stringOf(each) ?? []);

/** The first statement of a parsed text: its kind and what it holds. */
export function statementOf(tree: unknown): readonly [string, Node] | undefined {
	return isNode(tree) ? kindOf(nodeAt(listAt(tree, 'stmts')[0], 'stmt')) : undefined;
}

/** The name in a `RangeVar`. */
export const tableNamed = (range: Node | undefined): Named => ({
	schema: textAt(range, 'schemaname') ?? '',
	name: textAt(range, 'relname') ?? '',
});

/** A dotted name from its parts. */
export const namedBy = (parts: readonly string[]): Named => ({schema: parts.at(-2) ?? '', name: parts.at(-1) ?? ''});

/** A type's name in lower case, without length and without the catalogue that PostgreSQL puts before its own. */
export function typeNameOf(type: Node | undefined): string {
	const parts = stringsAt(type, 'names').filter(part => part !== 'pg_catalog');
	const name = parts.join('.').toLowerCase();
	const known = plainTypes[name] ?? name;
	return listAt(type, 'arrayBounds').length > 0 ? `${known}[]` : known;
}

const plainTypes: Readonly<Record<string, string>> = {
	int4: 'integer',
	int8: 'bigint',
	int2: 'smallint',
	float4: 'real',
	float8: 'double precision',
	bool: 'boolean',
	bpchar: 'char',
};

/** What a `DefElem` in a list of options says. */
export const optionNamed = (node: Node | undefined, key: string, name: string): Node | undefined =>
	kindsAt(node, key, 'DefElem').find(each => textAt(each, 'defname') === name);
