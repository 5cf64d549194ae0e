import type {Call, Value} from '../code/code.ts';
import {markAwaited} from './awaited.ts';
import {callOf, reachedOf, withoutParentheses} from './python-calls.ts';
import {lambdaOf} from './python-functions.ts';
import {comprehension, entryOf, stringOf} from './python-literals.ts';
import {namesIn} from './python-names.ts';
import {placed, type Scope, under} from './python-scope.ts';
import {formatted, joined, reckoned} from './python-text.ts';
import type {Node} from './python-tree.ts';

/** What an expression is, with every call and function in it noted on the way. `called` is the name that it is given to. */
export function expressionOf(node: Node, scope: Scope, result: Call['result'], called = ''): Value {
	const text = scope.draft.text;
	const [first, second, third] = node.children;
	switch (node.type) {
		case 'identifier':
			return {is: 'name', name: text.slice(node.start, node.end)};
		case 'attribute':
		case 'subscript':
			return reachedOf(node, scope, expressionOf);
		case 'call': {
			const place = callOf(node, scope, result, false, expressionOf);
			return filledOf(node, place, scope) ?? {is: 'call', call: place};
		}
		case 'await': {
			const inner = first === undefined ? undefined : withoutParentheses(first);
			if (inner?.type === 'call') return {is: 'call', call: callOf(inner, scope, result, true, expressionOf)};
			return inner === undefined ? other : markAwaited(expressionOf(inner, scope, result, called), scope.draft.calls);
		}
		case 'parenthesized_expression':
		case 'expression_statement':
			return first === undefined ? other : expressionOf(first, scope, result, called);
		case 'string':
			return stringOf(node, scope, result, expressionOf);
		case 'concatenated_string':
			return node.children.map(part => expressionOf(part, scope, result)).reduce(joined, {is: 'text', text: ''});
		case 'true':
		case 'false':
			return {is: 'literal', value: node.type === 'true'};
		case 'none':
			return {is: 'literal', value: null};
		case 'integer':
		case 'float': {
			const value = Number(text.slice(node.start, node.end).replaceAll('_', ''));
			return Number.isNaN(value) ? other : {is: 'literal', value};
		}
		case 'list':
		case 'tuple':
		case 'set':
		case 'expression_list':
		case 'pattern_list':
			return {is: 'list', items: node.children.map(item => expressionOf(item, scope, result))};
		case 'dictionary':
			return {is: 'object', entries: node.children.flatMap(entry => entryOf(entry, scope, result, expressionOf))};
		case 'list_splat':
		case 'dictionary_splat':
		case 'parenthesized_list_splat':
			return first === undefined ? other : {is: 'spread', of: expressionOf(first, scope, result)};
		case 'boolean_operator':
			return {is: 'either', of: operands(node, scope, result)};
		case 'conditional_expression': {
			if (first === undefined || second === undefined || third === undefined) return other;
			expressionOf(second, scope, 'tested');
			const when = namesIn(second, text);
			const inside = under(scope, when);
			const of = [expressionOf(first, inside, result, called), expressionOf(third, inside, result, called)];
			return when.length === 0 ? {is: 'either', of} : {is: 'either', of, when};
		}
		case 'binary_operator': {
			if (first === undefined || second === undefined) return other;
			const [left, right] = [expressionOf(first, scope, result), expressionOf(second, scope, result)];
			const operator = text.slice(first.end, second.start).trim();
			if (operator === '+') return joined(left, right);
			if (operator === '-') return reckoned(left, right);
			if (operator === '|') return {is: 'either', of: [left, right]};
			return operator === '%' && left.is === 'text' ? formatted(left.text, right) : other;
		}
		case 'unary_operator': {
			const value = first === undefined ? other : expressionOf(first, scope, result);
			const isMinus = text[node.start] === '-' && value.is === 'literal' && typeof value.value === 'number';
			return isMinus ? {is: 'literal', value: -Number(value.value)} : other;
		}
		case 'not_operator':
			for (const part of node.children) expressionOf(part, scope, 'tested');
			return other;
		case 'comparison_operator': {
			const [left = other, right] = node.children.map(part => expressionOf(part, scope, 'tested'));
			return first?.type === 'attribute' && right !== undefined ? reckoned(left, right) : other;
		}
		case 'lambda':
			return {is: 'function', function: lambdaOf(node, scope, called, false, expressionOf)};
		case 'named_expression': {
			const value = second === undefined ? other : expressionOf(second, scope, result);
			if (first !== undefined)
				scope.draft.variables.push({
					names: [text.slice(first.start, first.end)],
					pattern: 'name',
					value,
					in: scope.in,
					...placed(scope, node),
				});
			return value;
		}
		case 'list_comprehension':
		case 'set_comprehension':
		case 'dictionary_comprehension':
		case 'generator_expression':
			comprehension(node, scope, result, expressionOf);
			return other;
		case 'yield':
			for (const part of node.children) expressionOf(part, scope, 'returned');
			return other;
	}
	for (const part of node.children) expressionOf(part, scope, result);
	return other;
}

const other: Value = {is: 'other'};

/** `'… {} …'.format(a, b)`: the text with its holes. */
function filledOf(node: Node, place: number, scope: Scope): Value | undefined {
	const [callee] = node.children;
	const [base, called] = callee?.type === 'attribute' ? callee.children : [];
	const call = scope.draft.calls[place];
	if (base?.type !== 'string' || called === undefined || call?.to !== '') return undefined;
	if (scope.draft.text.slice(called.start, called.end) !== 'format') return undefined;
	const text = scope.draft.text.slice(base.start, base.end).replace(/^[a-z]{0,2}(?:"{3}|'{3}|["'])|(?:"{3}|'{3}|["'])$/giu, '');
	return {is: 'template', text: text.replace(fields, hole), holes: [...call.args, ...call.named.map(entry => entry.value)]};
}

const hole = '$' + '{}';
const fields = /\{[^{}\n]{0,60}\}/gu;

/** The operands of `a or b or c`, each under those before it. */
function operands(node: Node, scope: Scope, result: Call['result']): readonly Value[] {
	const parts: Node[] = [];
	let rest: Node | undefined = node;
	while (rest?.type === 'boolean_operator') {
		const [left, right]: readonly Node[] = rest.children;
		if (right !== undefined) parts.push(right);
		rest = left;
	}
	if (rest !== undefined) parts.push(rest);
	let inside = scope;
	return parts.toReversed().map(part => {
		const value = expressionOf(part, inside, result);
		inside = under(inside, namesIn(part, scope.draft.text));
		return value;
	});
}
