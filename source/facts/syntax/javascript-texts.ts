import type {BinaryExpression, Expression, TemplateLiteral} from 'oxc-parser';
import type {Value} from '../code/code.ts';
import {bare} from './javascript-names.ts';
import {nested, other, type Reader, shortened} from './javascript-reader.ts';

const mostHoles = 100;
/** What stands for a hole. */
const hole = '$'.concat('{}');

/** A template: plain text without holes or tag. */
export function templateValue(reader: Reader, node: TemplateLiteral, tag?: string): Value {
	const holes = node.expressions.map(part => nested(reader, () => reader.visit.expression(reader, part, 'given')));
	const texts = node.quasis.map(({value}) => value.cooked ?? value.raw);
	const text = shortened(texts.join(hole));
	if (tag !== undefined) return {is: 'template', text, holes: holes.slice(0, mostHoles), tag};
	return holes.length === 0 ? {is: 'text', text} : {is: 'template', text, holes: holes.slice(0, mostHoles)};
}

/** What `+` joins, when a text is among it: a template, or plain text. */
export function joinedValue(reader: Reader, node: BinaryExpression): Value {
	const parts: Expression[] = [];
	let left: Expression = node;
	while (left.type === 'BinaryExpression' && left.operator === '+') {
		parts.push(left.right);
		left = bare(left.left);
	}
	parts.push(left);
	const values = parts.reverse().map(part => nested(reader, () => reader.visit.expression(reader, part, 'kept')));
	return joined(values);
}

/** A sum or difference, with its sides when one of them is the property of something. */
export const reckoned = (left: Value, right: Value): Value =>
	[left, right].some(side => side.is === 'name' && side.name !== '') ? {is: 'other', of: [left, right]} : other;

/** Values joined to one text; `other` when none of them is text. */
export function joined(values: readonly Value[]): Value {
	const [first = other, second] = values;
	if (!values.some(({is}) => is === 'text' || is === 'template')) return second === undefined ? other : reckoned(first, second);
	const holes: Value[] = [];
	let text = '';
	for (const value of values)
		if (value.is === 'text') text += value.text;
		else if (value.is === 'template' && value.tag === undefined) {
			text += value.text;
			holes.push(...value.holes);
		} else {
			text += hole;
			holes.push(value);
		}
	return holes.length === 0
		? {is: 'text', text: shortened(text)}
		: {is: 'template', text: shortened(text), holes: holes.slice(0, mostHoles)};
}
