import type {Call, Value} from '../code/code.ts';
import type {Scope} from './python-scope.ts';
import {literalText} from './python-text.ts';
import type {Node} from './python-tree.ts';

/** Reads an expression. What it is found in is handed in, because types and calls hold expressions and are held by them. */
export type Read = (node: Node, scope: Scope, result: Call['result'], called?: string) => Value;

const dotted = /^[\p{ID_Continue}.]+$/u;

/** A type as it is written: a name, a name with what stands in its brackets, or one of several. `read` reads what is no type inside it. */
export function typeOf(node: Node, scope: Scope, read: Read): Value {
	const [first, ...rest] = node.children;
	const text = scope.draft.text;
	switch (node.type) {
		case 'type':
		case 'parenthesized_expression':
			return first === undefined ? {is: 'other'} : typeOf(first, scope, read);
		case 'identifier':
			return {is: 'name', name: text.slice(node.start, node.end)};
		case 'none':
			return {is: 'literal', value: null};
		case 'string': {
			// A type that is defined further down is written in quotes.
			const said = node.children.length === 0 ? literalText(text.slice(node.start, node.end)) : '';
			return dotted.test(said) ? {is: 'name', name: said} : {is: 'text', text: said};
		}
		case 'generic_type':
		case 'subscript': {
			const name = first === undefined ? '' : text.slice(first.start, first.end);
			const inside = rest.flatMap(part => (part.type === 'type_parameter' ? part.children : [part]));
			return {is: 'generic', name, of: inside.map((part, index) => argumentOf(name, part, index, scope, read))};
		}
		case 'binary_operator':
		case 'union_type':
			return {is: 'either', of: node.children.map(part => typeOf(part, scope, read))};
		case 'list':
		case 'tuple':
			return {is: 'list', items: node.children.map(part => typeOf(part, scope, read))};
	}
	return read(node, scope, 'given');
}

/** In `Literal[…]`, and after the first in `Annotated[…]`, stand values and no types. */
function argumentOf(name: string, node: Node, index: number, scope: Scope, read: Read): Value {
	const last = name.slice(name.lastIndexOf('.') + 1);
	const isValue = last === 'Literal' || (last === 'Annotated' && index > 0);
	if (!isValue) return typeOf(node, scope, read);
	const [inner] = node.children;
	return read(node.type === 'type' && inner !== undefined ? inner : node, scope, 'given');
}
