import type {Value} from '../code/code.ts';
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

/** A name, attribute, call or subscript as a dotted path; empty for anything else. */
function pathOf(node: Node, text: string): string {
	const [first, second] = node.children;
	switch (node.type) {
		case 'identifier':
			return text.slice(node.start, node.end);
		case 'attribute':
			return first === undefined || second === undefined ? '' : further(pathOf(first, text), text.slice(second.start, second.end));
		case 'call': {
			const path = first === undefined ? '' : pathOf(first, text);
			return path === '' ? '' : `${path}()`;
		}
		case 'subscript':
			return first === undefined ? '' : further(pathOf(first, text), '[]');
		case 'await':
		case 'parenthesized_expression':
			return first === undefined ? '' : pathOf(first, text);
	}
	return '';
}

const mostNames = 12;

/** The names and calls in a condition, in order. */
export function namesIn(node: Node, text: string, found: string[] = []): readonly string[] {
	if (found.length >= mostNames) return found;
	const path = pathOf(node, text);
	if (path !== '') found.push(path);
	if (node.type === 'identifier' || (node.type === 'attribute' && path !== '')) return found;
	if (node.type === 'keyword_argument') {
		const value = node.children[1];
		return value === undefined ? found : namesIn(value, text, found);
	}
	// A call's own name is in the path already; what it is given is not.
	const rest = path === '' ? node.children : node.children.slice(1);
	for (const child of rest) if (child.type !== 'lambda') namesIn(child, text, found);
	return found;
}
