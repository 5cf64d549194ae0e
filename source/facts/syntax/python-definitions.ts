import type {Field, Value} from '../code/code.ts';
import {parametersOf} from './python-functions.ts';
import {type Block, bodyOf, placed, type Scope} from './python-scope.ts';
import type {Node} from './python-tree.ts';
import {expressionOf} from './python-values.ts';
import {pythonWays} from './python-ways.ts';

/** A function or a class, with its decorators. */
export function definition(node: Node, scope: Scope, block: Block): void {
	const decorators = node.children.flatMap(part =>
		part.type === 'decorator' && part.children[0] !== undefined ? [expressionOf(part.children[0], scope, 'kept')] : [],
	);
	const defined = node.type === 'decorated_definition' ? node.children.at(-1) : node;
	if (defined?.type === 'function_definition') functionOf(defined, decorators, scope, block);
	if (defined?.type === 'class_definition') classOf(defined, decorators, scope, block);
}

function functionOf(node: Node, decorators: readonly Value[], scope: Scope, block: Block): void {
	const {draft} = scope;
	const [name] = node.children;
	const given = node.children.find(({type}) => type === 'parameters');
	const body = node.children.filter(({type}) => type === 'block');
	if (name === undefined) return;
	const called = draft.text.slice(name.start, name.end);
	const at = placed(scope, node);
	const parameters = given === undefined ? [] : parametersOf(given, scope, expressionOf);
	const made =
		draft.functions.push({
			name: scope.within + called,
			...at,
			end: draft.lines.lineAt(node.end),
			in: scope.in,
			...(scope.class === undefined ? {} : {class: scope.class}),
			isAsync: draft.text.startsWith('async', node.start),
			parameters,
			decorators,
			directives: [],
			...(draft.decides ? {ways: pythonWays(body, draft.text)} : {}),
		}) - 1;
	if (scope.class === undefined) {
		if (scope.in < 0) draft.exports.push({name: called, local: called, line: at.line});
	} else scope.methods?.push(made);
	block(body, bodyOf(scope, made));
}

function classOf(node: Node, decorators: readonly Value[], scope: Scope, block: Block): void {
	const {draft} = scope;
	const [name] = node.children;
	const given = node.children.find(({type}) => type === 'argument_list');
	if (name === undefined) return;
	const called = draft.text.slice(name.start, name.end);
	const at = placed(scope, node);
	const fields: Field[] = [];
	const methods: number[] = [];
	const bases: Value[] = [];
	for (const part of given?.children ?? []) {
		const [, value] = part.children;
		if (part.type !== 'keyword_argument') bases.push(expressionOf(part, scope, 'given'));
		else if (value !== undefined) expressionOf(value, scope, 'given');
	}
	const made =
		draft.classes.push({
			name: scope.within + called,
			...at,
			end: draft.lines.lineAt(node.end),
			in: scope.in,
			bases,
			decorators,
			fields,
			methods,
		}) - 1;
	if (scope.class === undefined) {
		if (scope.in < 0) draft.exports.push({name: called, local: called, line: at.line});
	} else scope.fields?.push({name: called, value: {is: 'class', class: made}, optional: false, decorators: [], ...at});
	const inside: Scope = {...scope, class: made, within: `${scope.within}${called}.`, fields, methods, inLoop: false};
	for (const part of node.children) if (part.type === 'block') block(part.children, inside);
}
