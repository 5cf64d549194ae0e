import type {Value} from '../code/code.ts';
import {literalText} from './python-text.ts';
import type {Node} from './python-tree.ts';

/** Dotted paths longer than this are not names that anyone looks up. */
const longest = 300;

/** A path with one more part; empty when what it begins with is no name. */
export const further = (path: string, part: string): string => (path === '' || path.length > longest ? '' : `${path}.${part}`);

/** The part of a path that stands in brackets: a text or a number is a key, the rest is computed. */
export const keyPart = (key: Value | undefined): string =>
	key?.is === 'text' ? key.text : key?.is === 'literal' && typeof key.value === 'number' ? String(key.value) : '[]';

/** Whether something in brackets after this name makes it a type: `Mapped[int]`, `list[str]`, not `ROLES[0]` or `items[0]`. */
export const isGeneric = (name: string): boolean => {
	const last = name.slice(name.lastIndexOf('.') + 1);
	return builtInGenerics.has(last) || (capital.test(last) && small.test(last));
};

const builtInGenerics: ReadonlySet<string> = new Set(['list', 'dict', 'set', 'tuple', 'type', 'frozenset']);
const capital = /^[A-Z]/u;
const small = /[a-z]/u;

/** No name that anyone looks up has more parts than this. */
const mostParts = 40;

/** A name, attribute, call or subscript as a dotted path; empty for anything else. */
function pathOf(node: Node, text: string, parts = mostParts): string {
	const [first, second] = node.children;
	if (parts === 0) return '';
	if (node.type === 'identifier') return text.slice(node.start, node.end);
	if (first === undefined || !passable.has(node.type)) return '';
	const path = pathOf(first, text, parts - 1);
	switch (node.type) {
		case 'attribute':
			return second === undefined ? '' : further(path, text.slice(second.start, second.end));
		case 'call':
			return path === '' ? '' : `${path}()`;
		case 'subscript':
			return further(path, second?.type === 'string' ? literalText(text.slice(second.start, second.end)) : '[]');
	}
	return path;
}

const passable: ReadonlySet<string> = new Set(['attribute', 'call', 'subscript', 'await', 'parenthesized_expression']);
const mostNames = 12;
const mostNodes = 300;

/** The names and calls in a condition, in order; those of a long one only as far as they matter. */
export function namesIn(node: Node, text: string): readonly string[] {
	const found: string[] = [];
	const waiting: Node[] = [node];
	for (let seen = 0; seen < mostNodes && found.length < mostNames; seen++) {
		const next = waiting.pop();
		if (next === undefined) break;
		const path = pathOf(next, text);
		if (path !== '') found.push(path);
		if (next.type === 'lambda' || next.type === 'identifier' || (next.type === 'attribute' && path !== '')) continue;
		// A call's own name is in the path already, what it is given is not; of `key=value` only the value is a name.
		const rest = path !== '' || next.type === 'keyword_argument' ? next.children.slice(1) : next.children;
		for (let at = rest.length - 1; at >= 0; at--) {
			const child = rest[at];
			if (child !== undefined) waiting.push(child);
		}
	}
	return found;
}
