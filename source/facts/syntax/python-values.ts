import type {Call, Entry, Parameter, Value} from '../code/code.ts';
import {further, isGeneric, keyPart, namesIn} from './python-names.ts';
import {bodyOf, looped, placed, type Scope, under} from './python-scope.ts';
import {formatted, hole, joined, literalText, openingOf, pieceText} from './python-text.ts';
import type {Node} from './python-tree.ts';
import {typeOf} from './python-types.ts';

type Result = Call['result'];

/** What an expression is, with every call and function in it noted on the way. `called` is the name that it is given to. */
export function expressionOf(node: Node, scope: Scope, result: Result, called = ''): Value {
	const text = scope.draft.text;
	const [first, second, third] = node.children;
	switch (node.type) {
		case 'identifier':
			return {is: 'name', name: text.slice(node.start, node.end)};
		case 'attribute':
		case 'subscript':
			return reachedOf(node, scope);
		case 'call':
			return {is: 'call', call: callOf(node, scope, result, false)};
		case 'await': {
			const inner = first === undefined ? undefined : withoutParentheses(first);
			if (inner?.type === 'call') return {is: 'call', call: callOf(inner, scope, result, true)};
			return inner === undefined ? other : expressionOf(inner, scope, result, called);
		}
		case 'parenthesized_expression':
		case 'expression_statement':
			return first === undefined ? other : expressionOf(first, scope, result, called);
		case 'string':
			return stringOf(node, scope, result);
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
			return {is: 'object', entries: node.children.flatMap(entry => entryOf(entry, scope, result))};
		case 'list_splat':
		case 'dictionary_splat':
		case 'parenthesized_list_splat':
			return first === undefined ? other : {is: 'spread', of: expressionOf(first, scope, result)};
		case 'boolean_operator':
			if (first === undefined || second === undefined) return other;
			return {is: 'either', of: [expressionOf(first, scope, result), expressionOf(second, under(scope, namesIn(first, text)), result)]};
		case 'conditional_expression': {
			if (first === undefined || second === undefined || third === undefined) return other;
			expressionOf(second, scope, 'tested');
			const inside = under(scope, namesIn(second, text));
			return {is: 'either', of: [expressionOf(first, inside, result, called), expressionOf(third, inside, result, called)]};
		}
		case 'binary_operator': {
			if (first === undefined || second === undefined) return other;
			const [left, right] = [expressionOf(first, scope, result), expressionOf(second, scope, result)];
			const operator = text.slice(first.end, second.start).trim();
			if (operator === '+') return joined(left, right);
			if (operator === '|') return {is: 'either', of: [left, right]};
			return operator === '%' && left.is === 'text' ? formatted(left.text, right) : other;
		}
		case 'unary_operator': {
			const value = first === undefined ? other : expressionOf(first, scope, result);
			const isMinus = text[node.start] === '-' && value.is === 'literal' && typeof value.value === 'number';
			return isMinus ? {is: 'literal', value: -Number(value.value)} : other;
		}
		case 'not_operator':
		case 'comparison_operator':
			for (const part of node.children) expressionOf(part, scope, 'tested');
			return other;
		case 'lambda':
			return {is: 'function', function: lambdaOf(node, scope, called, false)};
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
			comprehension(node, scope, result);
			return other;
		case 'yield':
			for (const part of node.children) expressionOf(part, scope, 'returned');
			return other;
	}
	for (const part of node.children) expressionOf(part, scope, result);
	return other;
}

const other: Value = {is: 'other'};

/** What stands in parentheses, however many. */
function withoutParentheses(node: Node): Node {
	let inner = node;
	for (let [next] = inner.children; inner.type === 'parenthesized_expression' && next !== undefined; [next] = inner.children) inner = next;
	return inner;
}

type Reached = {readonly path: string; readonly on?: number};

/** What a callee or an attribute is reached through: its path, and the last call on the way. */
function reach(node: Node, scope: Scope): Reached {
	const text = scope.draft.text;
	const [first, second] = node.children;
	switch (node.type) {
		case 'identifier':
			return {path: text.slice(node.start, node.end)};
		case 'attribute': {
			if (first === undefined || second === undefined) return {path: ''};
			const base = reach(first, scope);
			return {...base, path: further(base.path, text.slice(second.start, second.end))};
		}
		case 'call': {
			const on = callOf(node, scope, 'chained', false);
			const to = scope.draft.calls[on]?.to ?? '';
			return {path: to === '' ? '' : `${to}()`, on};
		}
		case 'await': {
			const inner = first === undefined ? undefined : withoutParentheses(first);
			if (inner?.type !== 'call') return inner === undefined ? {path: ''} : reach(inner, scope);
			const on = callOf(inner, scope, 'chained', true);
			const to = scope.draft.calls[on]?.to ?? '';
			return {path: to === '' ? '' : `${to}()`, on};
		}
		case 'parenthesized_expression':
			return first === undefined ? {path: ''} : reach(first, scope);
		case 'subscript': {
			if (first === undefined) return {path: ''};
			const base = reach(first, scope);
			const keys = node.children.slice(1).map(key => expressionOf(key, scope, 'given'));
			const [key] = keys;
			return {...base, path: further(base.path, keyPart(keys.length === 1 ? key : undefined))};
		}
	}
	expressionOf(node, scope, 'chained');
	return {path: ''};
}

/** An attribute or subscript as a value: a dotted name, or a type with its arguments. */
function reachedOf(node: Node, scope: Scope): Value {
	const [first, ...rest] = node.children;
	if (node.type === 'subscript' && first !== undefined && (first.type === 'identifier' || first.type === 'attribute')) {
		const {path} = reach(first, scope);
		if (path !== '' && isGeneric(path)) return {is: 'generic', name: path, of: rest.map(part => typeOf(part, scope, expressionOf))};
	}
	const {path} = reach(node, scope);
	return path === '' ? other : {is: 'name', name: path};
}

/** Notes a call and everything in it; its place in the list of calls. */
function callOf(node: Node, scope: Scope, result: Result, isAwaited: boolean): number {
	const [callee, given] = node.children;
	const reached: Reached = callee === undefined ? {path: ''} : reach(callee, scope);
	const args: Value[] = [];
	const named: Entry[] = [];
	const lineOf = scope.draft.lines.lineAt;
	if (given?.type === 'generator_expression') args.push(expressionOf(given, scope, 'given'));
	else
		for (const part of given?.children ?? []) {
			const [first, second] = part.children;
			if (part.type === 'keyword_argument' && first !== undefined && second !== undefined) {
				const key = scope.draft.text.slice(first.start, first.end);
				named.push({key, value: expressionOf(second, scope, 'given', key), line: lineOf(first.start)});
			} else if (part.type === 'dictionary_splat')
				named.push({key: '...', value: expressionOf(part, scope, 'given'), line: lineOf(part.start)});
			else if (part.type === 'lambda') args.push({is: 'function', function: lambdaOf(part, scope, '', repeating.has(reached.path))});
			else args.push(expressionOf(part, scope, 'given'));
		}
	return (
		scope.draft.calls.push({
			to: reached.path,
			...placed(scope, node),
			end: lineOf(node.end),
			in: scope.in,
			args,
			named,
			...(reached.on === undefined ? {} : {on: reached.on}),
			isNew: false,
			isAwaited,
			result,
			inLoop: scope.inLoop,
			inTry: scope.inTry,
			when: scope.when,
		}) - 1
	);
}

/** Built-in functions that call what they are given once for each item. */
const repeating: ReadonlySet<string> = new Set(['map', 'filter', 'reduce', 'functools.reduce']);

function entryOf(node: Node, scope: Scope, result: Result): readonly Entry[] {
	const line = scope.draft.lines.lineAt(node.start);
	const [first, second] = node.children;
	if (node.type === 'dictionary_splat') return [{key: '...', value: expressionOf(node, scope, result), line}];
	if (first === undefined || second === undefined) return [];
	const said = expressionOf(first, scope, result);
	const key = said.is === 'text' ? said.text : said.is === 'name' ? said.name : said.is === 'literal' ? String(said.value) : '';
	return [{key, value: expressionOf(second, scope, result, key), line}];
}

function stringOf(node: Node, scope: Scope, result: Result): Value {
	const text = scope.draft.text;
	if (node.children.length === 0) return {is: 'text', text: literalText(text.slice(node.start, node.end))};
	const {isRaw} = openingOf(text.slice(node.start, node.start + 5));
	const holes: Value[] = [];
	const pieces: string[] = [];
	for (const part of node.children) {
		if (part.type === 'string_content') pieces.push(pieceText(text.slice(part.start, part.end), isRaw));
		const [inside] = part.children;
		if (part.type !== 'interpolation') continue;
		pieces.push(hole);
		holes.push(inside === undefined ? other : expressionOf(inside, scope, result));
	}
	return holes.length === 0 ? {is: 'text', text: pieces.join('')} : {is: 'template', text: pieces.join(''), holes};
}

/** Only the first thing that a comprehension goes over is reached once. */
function comprehension(node: Node, scope: Scope, result: Result): void {
	const [body, ...clauses] = node.children;
	let inside = scope;
	for (const clause of clauses) {
		if (clause.type === 'if_clause') {
			for (const part of clause.children) expressionOf(part, inside, 'tested');
			inside = under(
				inside,
				clause.children.flatMap(part => namesIn(part, scope.draft.text)),
			);
			continue;
		}
		for (const part of clause.children.slice(1)) expressionOf(part, inside, 'kept');
		inside = looped(inside);
	}
	for (const part of body?.type === 'pair' ? body.children : body === undefined ? [] : [body]) expressionOf(part, inside, result);
}

function lambdaOf(node: Node, scope: Scope, name: string, inLoop: boolean): number {
	const body = node.children.at(-1);
	const given = node.children.find(({type}) => type === 'lambda_parameters');
	const at = placed(scope, node);
	const made =
		scope.draft.functions.push({
			name,
			...at,
			end: scope.draft.lines.lineAt(node.end),
			in: scope.in,
			isAsync: false,
			parameters: given === undefined ? [] : parametersOf(given, scope),
			decorators: [],
			directives: [],
		}) - 1;
	if (body === undefined) return made;
	const inside = bodyOf(scope, made, inLoop);
	const value = expressionOf(body, inside, 'returned');
	scope.draft.exits.push({how: 'return', value, in: made, ...placed(scope, body), when: [], inCatch: false});
	return made;
}

/** The parameters of a function, with their types and defaults. */
export function parametersOf(node: Node, scope: Scope): readonly Parameter[] {
	const text = scope.draft.text;
	return node.children.flatMap((part): readonly Parameter[] => {
		const [first] = part.children;
		if (part.type === 'identifier') return [{name: text.slice(part.start, part.end), decorators: []}];
		if (part.type === 'positional_separator' || part.type === 'keyword_separator') return [];
		if (part.type === 'list_splat_pattern' || part.type === 'dictionary_splat_pattern' || part.type === 'tuple_pattern')
			return [{name: text.slice(part.start, part.end), decorators: []}];
		if (first === undefined) return [];
		const written = part.children.find(({type}) => type === 'type');
		const last = part.children.at(-1);
		const type = written === undefined ? undefined : typeOf(written, scope, expressionOf);
		const given = part.type.endsWith('default_parameter') && last !== undefined ? expressionOf(last, scope, 'kept') : undefined;
		return [
			{
				name: text.slice(first.start, first.end),
				...(type === undefined ? {} : {type}),
				...(given === undefined ? {} : {default: given}),
				decorators: [],
			},
		];
	});
}
