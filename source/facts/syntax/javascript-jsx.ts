import type {JSXAttributeItem, JSXChild, JSXElement, JSXElementName, JSXFragment, JSXMemberExpressionObject} from 'oxc-parser';
import type {Entry, Value} from '../code/code.ts';
import {recordCall} from './javascript-calls.ts';
import {nested, none, other, type Reader, type Use} from './javascript-reader.ts';

/** Elements of the page itself that say something beyond how it looks. */
const telling: ReadonlySet<string> = new Set(['form', 'input', 'script', 'iframe', 'a', 'img', 'html', 'meta', 'link']);
const mostEntries = 100;

/** An element is a call of its component with one object. Plain elements of the page are left out, what stands in them is not. */
export function elementValue(reader: Reader, node: JSXElement | JSXFragment, use: Use): Value {
	if (node.type === 'JSXFragment') {
		children(reader, node.children);
		return other;
	}
	const {openingElement} = node;
	const to = elementName(openingElement.name);
	const {depth} = reader;
	reader.depth = 0;
	const entries =
		openingElement.attributes.length === 0 ? none : openingElement.attributes.map(attribute => attributeEntry(reader, attribute));
	const isPlain =
		openingElement.name.type === 'JSXIdentifier' && /^[a-z]/u.test(to) && !entries.some(({key}) => key === 'dangerouslySetInnerHTML');
	const place =
		isPlain && !telling.has(to)
			? undefined
			: recordCall(reader, {
					to,
					start: node.start,
					end: openingElement.end,
					args: entries.length === 0 ? none : [{is: 'object', entries: entries.slice(0, mostEntries)}],
					isAwaited: false,
					use,
				});
	children(reader, node.children);
	reader.depth = depth;
	return place === undefined ? other : {is: 'call', call: place};
}

function elementName(name: JSXElementName | JSXMemberExpressionObject): string {
	switch (name.type) {
		case 'JSXIdentifier':
			return name.name;
		case 'JSXNamespacedName':
			return `${name.namespace.name}:${name.name.name}`;
		case 'JSXMemberExpression':
			return `${elementName(name.object)}.${name.property.name}`;
	}
}

function attributeEntry(reader: Reader, node: JSXAttributeItem): Entry {
	const line = reader.lines.lineAt(node.start);
	if (node.type === 'JSXSpreadAttribute')
		return {key: '...', value: {is: 'spread', of: reader.visit.expression(reader, node.argument, 'given')}, line};
	const key = elementName(node.name);
	if (node.value === null) return {key, value: {is: 'literal', value: true}, line};
	const {value} = node;
	if (value.type === 'Literal') return {key, value: {is: 'text', text: value.value.slice(0, 300)}, line};
	const inner = value.type === 'JSXExpressionContainer' ? value.expression : value;
	if (inner.type === 'JSXEmptyExpression') return {key, value: other, line};
	return {key, value: nested(reader, () => reader.visit.expression(reader, inner, 'given', key)), line};
}

function children(reader: Reader, nodes: readonly JSXChild[]): void {
	for (const child of nodes)
		switch (child.type) {
			case 'JSXText':
				break;
			case 'JSXElement':
			case 'JSXFragment':
				elementValue(reader, child, 'given');
				break;
			case 'JSXSpreadChild':
				reader.visit.expression(reader, child.expression, 'given');
				break;
			case 'JSXExpressionContainer':
				if (child.expression.type !== 'JSXEmptyExpression') reader.visit.expression(reader, child.expression, 'given');
				break;
		}
}
