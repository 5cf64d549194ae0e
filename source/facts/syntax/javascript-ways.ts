import type {ArrowFunctionExpression, Expression, Function as FunctionNode, Statement, Super} from 'oxc-parser';
import type {Term, Way} from '../code/ways.ts';
import {bare, boundIn, keyOf, patternText} from './javascript-names.ts';

const mostWays = 200;
const deepest = 24;
const mostItems = 200;
const longest = 300;
const unknown: Term = {is: 'unknown'};

/** What a function does in order, with the conditions of each step; undefined for one without a body. */
export function waysIn(node: FunctionNode | ArrowFunctionExpression): readonly Way[] | undefined {
	if (node.body === null) return undefined;
	if (node.body.type !== 'BlockStatement') return [{does: 'returns', under: [], value: termOf(node.body, 0), names: []}];
	return waysOfStatements(node.body.body);
}

/** What statements do in order. */
export function waysOfStatements(nodes: readonly {readonly type: string}[]): readonly Way[] {
	const ways: Way[] = [];
	each(nodes, {ways, under: [], depth: 0});
	return ways;
}

type At = {readonly ways: Way[]; readonly under: readonly Term[]; readonly depth: number};

function each(nodes: readonly {readonly type: string}[], at: At): void {
	for (const node of nodes) {
		if (at.ways.length >= mostWays) return;
		if (isStatement(node)) statement(node, at);
	}
}

const isStatement = (node: {readonly type: string}): node is Statement => /Statement$|Declaration$/u.test(node.type);

const add = ({ways, under}: At, does: Way['does'], value: Term, names: Way['names'] = []): void => {
	ways.push({does, under, value, names});
};
const inside = (at: At, ...under: readonly Term[]): At => ({...at, under: [...at.under, ...under], depth: at.depth + 1});

function statement(node: Statement, at: At): void {
	if (at.depth > deepest) return;
	switch (node.type) {
		case 'BlockStatement':
			each(node.body, at);
			return;
		case 'ExpressionStatement':
			acted(node.expression, at);
			return;
		case 'VariableDeclaration':
			for (const {id, init} of node.declarations)
				add(
					at,
					'names',
					init === null ? {is: 'literal', value: null} : termOf(init, 0),
					boundIn(id).map(({local, key}) => ({name: local, key: id.type === 'Identifier' ? '' : key})),
				);
			return;
		case 'ReturnStatement':
			add(at, 'returns', node.argument === null ? {is: 'literal', value: null} : termOf(node.argument, 0));
			return;
		case 'ThrowStatement':
			add(at, 'throws', termOf(node.argument, 0));
			return;
		case 'IfStatement': {
			const test = termOf(node.test, 0);
			statement(node.consequent, inside(at, test));
			if (node.alternate !== null) statement(node.alternate, inside(at, {is: 'not', of: test}));
			return;
		}
		case 'TryStatement':
			each(node.block.body, inside(at));
			if (node.handler !== null) each(node.handler.body.body, inside(at, unknown));
			if (node.finalizer !== null) each(node.finalizer.body, inside(at));
			return;
		case 'ForOfStatement': {
			if (node.left.type !== 'VariableDeclaration' || node.left.declarations[0]?.id.type !== 'Identifier') {
				statement(node.body, inside(at, {is: 'name', name: 'pathname.[]'}));
				return;
			}
			looped(node.left.declarations[0].id.name, termOf(node.right, 0), node.body, at);
			return;
		}
		case 'SwitchStatement': {
			const asked = termOf(node.discriminant, 0);
			for (const {test, consequent} of node.cases)
				each(consequent, inside(at, test === null ? unknown : {is: 'same', of: [asked, termOf(test, 0)]}));
			return;
		}
		case 'ForStatement':
		case 'ForInStatement':
		case 'WhileStatement':
		case 'DoWhileStatement':
			statement(node.body, inside(at, unknown));
			return;
		case 'ContinueStatement':
			add(at, 'names', unknown, [{name: 'continue', key: ''}]);
			return;
		case 'LabeledStatement':
			statement(node.body, at);
			return;
		case 'ExportNamedDeclaration':
			if (node.declaration !== null && isStatement(node.declaration)) statement(node.declaration, at);
			return;
	}
}

/** What a loop does holds when it holds for one of the items: each condition in it is asked of any of them. */
function looped(name: string, list: Term, body: Statement, at: At): void {
	const ways: Way[] = [];
	statement(body, {ways, under: [], depth: at.depth + 1});
	let skips = false;
	for (const way of ways) {
		if (way.does === 'names') {
			if (way.names.some(one => one.name === 'continue')) skips = true;
			continue;
		}
		const body: Term = {is: 'all', of: skips ? [...way.under, {is: 'name', name: 'pathname.[]'}] : way.under};
		at.ways.push({...way, under: [...at.under, {is: 'call', to: 'some', on: list, args: [{is: 'lambda', parameters: [name], body}]}]});
	}
}

/** `isPublic = true`, `await requireUser()`, `signedIn || redirect('/login')`. */
function acted(node: Expression, at: At): void {
	const inner = bare(node, true);
	if (inner.type === 'AssignmentExpression') {
		if (inner.left.type === 'Identifier') {
			const value = inner.operator === '=' ? termOf(inner.right, 0) : unknown;
			add(at, 'names', value, [{name: inner.left.name, key: ''}]);
		}
		return;
	}
	if (inner.type === 'LogicalExpression' && inner.operator !== '??') {
		const left = termOf(inner.left, 0);
		acted(inner.right, inside(at, inner.operator === '&&' ? left : {is: 'not', of: left}));
		return;
	}
	if (inner.type === 'CallExpression') add(at, 'acts', termOf(inner, 0));
}

/** What an expression says. */
function termOf(node: Expression | Super, depth: number): Term {
	if (depth > deepest || node.type === 'Super') return unknown;
	const inner = bare(node, true);
	const of = (one: Expression): Term => termOf(one, depth + 1);
	switch (inner.type) {
		case 'Identifier':
			return inner.name === 'undefined' ? {is: 'literal', value: null} : {is: 'name', name: inner.name};
		case 'Literal':
			if ('regex' in inner) return {is: 'pattern', source: inner.regex.pattern.slice(0, longest)};
			if (typeof inner.value === 'string') return {is: 'text', text: inner.value.slice(0, longest)};
			return typeof inner.value === 'boolean' || typeof inner.value === 'number' || inner.value === null
				? {is: 'literal', value: inner.value}
				: unknown;
		case 'TemplateLiteral':
			return inner.expressions.length === 0
				? {is: 'text', text: (inner.quasis[0]?.value.cooked ?? '').slice(0, longest)}
				: {
						is: 'call',
						to: 'joined',
						args: inner.quasis.flatMap(({value}, index): readonly Term[] => {
							const hole = inner.expressions[index];
							const text: Term = {is: 'text', text: (value.cooked ?? '').slice(0, longest)};
							return hole === undefined ? [text] : [text, of(hole)];
						}),
					};
		case 'ThisExpression':
			return {is: 'name', name: 'this'};
		case 'MemberExpression': {
			const base = of(inner.object.type === 'Super' ? inner : inner.object);
			const key = keyOf(inner.property, inner.computed);
			if (base.is === 'name') return {is: 'name', name: `${base.name}.${key}`};
			return {is: 'call', to: `.${key}`, on: base, args: []};
		}
		case 'NewExpression':
		case 'CallExpression': {
			const args = inner.arguments
				.slice(0, mostItems)
				.map((arg): Term => (arg.type === 'SpreadElement' ? {is: 'call', to: '...', args: [of(arg.argument)]} : of(arg)));
			const callee = bare(inner.callee.type === 'Super' ? inner : inner.callee, true);
			if (callee.type === 'MemberExpression' && callee.object.type !== 'Super')
				return {is: 'call', to: keyOf(callee.property, callee.computed), on: of(callee.object), args};
			return {is: 'call', to: callee.type === 'Identifier' ? callee.name : '', args};
		}
		case 'UnaryExpression':
			return inner.operator === '!' ? {is: 'not', of: of(inner.argument)} : unknown;
		case 'LogicalExpression':
			return {is: inner.operator === '&&' ? 'all' : 'any', of: [of(inner.left), of(inner.right)]};
		case 'BinaryExpression': {
			if (inner.left.type === 'PrivateIdentifier') return unknown;
			const both: readonly [Term, Term] = [of(inner.left), of(inner.right)];
			if (inner.operator === '===' || inner.operator === '==') return {is: 'same', of: both};
			if (inner.operator === '!==' || inner.operator === '!=') return {is: 'not', of: {is: 'same', of: both}};
			return {is: 'call', to: inner.operator === '+' ? 'joined' : inner.operator, args: both};
		}
		case 'ConditionalExpression':
			return {is: 'choice', test: of(inner.test), of: [of(inner.consequent), of(inner.alternate)]};
		case 'ArrayExpression':
			return {
				is: 'list',
				items: inner.elements
					.slice(0, mostItems)
					.map(
						(item): Term =>
							item === null ? unknown : item.type === 'SpreadElement' ? {is: 'call', to: '...', args: [of(item.argument)]} : of(item),
					),
			};
		case 'ObjectExpression':
			return {
				is: 'object',
				entries: inner.properties
					.slice(0, mostItems)
					.flatMap(one => (one.type === 'SpreadElement' ? [] : [{key: keyOf(one.key, one.computed), value: of(one.value)}])),
			};
		case 'ArrowFunctionExpression':
		case 'FunctionExpression': {
			const {body} = inner;
			const only = body?.type === 'BlockStatement' && body.body.length === 1 ? body.body[0] : undefined;
			const returned = only?.type === 'ReturnStatement' ? only.argument : body?.type === 'BlockStatement' ? null : body;
			return {
				is: 'lambda',
				parameters: inner.params.map(patternText),
				body: returned === null || returned === undefined ? unknown : of(returned),
			};
		}
	}
	return unknown;
}
