import type {Field, Value} from '../code/code.ts';
import {importsOf} from './python-imports.ts';
import {namesIn} from './python-names.ts';
import {bodyOf, looped, placed, type Scope, under} from './python-scope.ts';
import type {Node} from './python-tree.ts';
import {typeOf} from './python-types.ts';
import {expressionOf, parametersOf} from './python-values.ts';

/** Notes what every statement of a block says. */
export function block(nodes: readonly Node[], scope: Scope): void {
	for (const node of nodes) statement(node, scope);
}

function statement(node: Node, scope: Scope): void {
	const {draft} = scope;
	const [first, second] = node.children;
	switch (node.type) {
		case 'expression_statement':
			for (const part of node.children)
				if (part.type === 'assignment' || part.type === 'augmented_assignment') assigned(part, scope);
				else expressionOf(part, scope, part.type === 'yield' ? 'returned' : 'dropped');
			return;
		case 'import_statement':
		case 'import_from_statement':
		case 'future_import_statement':
			draft.imports.push(...importsOf(node, scope));
			return;
		case 'function_definition':
		case 'class_definition':
		case 'decorated_definition':
			definition(node, scope);
			return;
		case 'return_statement':
			if (first !== undefined) exit('return', expressionOf(first, scope, 'returned'), node, scope);
			return;
		case 'raise_statement': {
			const value = first === undefined ? undefined : expressionOf(first, scope, 'kept');
			if (second !== undefined) expressionOf(second, scope, 'kept');
			exit('throw', value, node, scope);
			return;
		}
		case 'if_statement':
			choice(node, scope);
			return;
		case 'for_statement': {
			const [target, over, ...blocks] = node.children;
			const items: Value = over === undefined ? {is: 'other'} : expressionOf(over, scope, 'kept');
			if (target !== undefined) bind(target, items.is === 'list' ? {is: 'either', of: items.items} : {is: 'other'}, node, scope);
			block(blocks, looped(scope));
			return;
		}
		case 'while_statement': {
			if (first === undefined) return;
			const inside = looped(scope);
			expressionOf(first, inside, 'tested');
			block(node.children.slice(1), under(inside, namesIn(first, draft.text)));
			return;
		}
		case 'with_statement':
			within(node, scope);
			return;
		case 'try_statement':
			attempt(node, scope);
			return;
		case 'match_statement':
			matched(node, scope);
			return;
		case 'global_statement':
		case 'nonlocal_statement':
			for (const name of node.children) scope.outer.add(draft.text.slice(name.start, name.end));
			return;
		case 'type_alias_statement':
			if (first !== undefined && second !== undefined) {
				const [name = first] = first.children;
				bind(name, typeOf(second, scope, expressionOf), node, scope);
			}
			return;
		case 'assert_statement':
			node.children.forEach((part, index) => {
				expressionOf(part, scope, index === 0 ? 'tested' : 'given');
			});
			return;
		case 'block':
		case 'else_clause':
		case 'finally_clause':
			block(node.children, scope);
			return;
		case 'ERROR':
			return;
	}
	for (const part of node.children) expressionOf(part, scope, 'dropped');
}

function exit(how: 'return' | 'throw', value: Value | undefined, node: Node, scope: Scope): void {
	scope.draft.exits.push({
		how,
		...(value === undefined ? {} : {value}),
		in: scope.in,
		...placed(scope, node),
		when: scope.when,
		inCatch: scope.inCatch,
	});
}

/** `if`, its `elif`s and its `else`: each branch is under the conditions before it. */
function choice(node: Node, scope: Scope): void {
	let inside = scope;
	const [condition, ...branches] = node.children;
	if (condition === undefined) return;
	const enter = (tested: Node) => {
		expressionOf(tested, inside, 'tested');
		const names = namesIn(tested, scope.draft.text);
		inside = under(inside, names);
		return names.some(name => name === 'TYPE_CHECKING' || name.endsWith('.TYPE_CHECKING')) ? {...inside, typeOnly: true} : inside;
	};
	let branch = enter(condition);
	for (const part of branches) {
		if (part.type !== 'elif_clause') {
			block([part], part.type === 'else_clause' ? inside : branch);
			continue;
		}
		const [next, ...body] = part.children;
		if (next === undefined) continue;
		branch = enter(next);
		block(body, branch);
	}
}

function within(node: Node, scope: Scope): void {
	for (const part of node.children) {
		if (part.type !== 'with_clause') {
			block([part], scope);
			continue;
		}
		for (const item of part.children) {
			const [first] = item.children;
			const isNamed = first?.type === 'as_pattern';
			const opened = isNamed ? first.children[0] : first;
			const target = isNamed ? first.children[1]?.children[0] : undefined;
			const value: Value = opened === undefined ? {is: 'other'} : expressionOf(opened, scope, 'kept');
			if (target !== undefined) bind(target, value, item, scope);
		}
	}
}

function attempt(node: Node, scope: Scope): void {
	const catches = node.children.some(({type}) => type === 'except_clause');
	node.children.forEach((part, index) => {
		if (part.type === 'except_clause') caught(part, scope);
		else block([part], index === 0 && catches ? {...scope, inTry: true} : scope);
	});
}

const empty: ReadonlySet<string> = new Set(['pass_statement', 'ellipsis']);
const doesNothing = (node: Node): boolean =>
	empty.has(node.type) || (node.type === 'expression_statement' && node.children.every(({type}) => type === 'ellipsis'));

function caught(node: Node, scope: Scope): void {
	const {draft} = scope;
	const body = node.children.filter(({type}) => type === 'block').flatMap(({children}) => children);
	const types: string[] = [];
	let binding: string | undefined;
	const note = (part: Node): void => {
		const [first, target] = part.children;
		if (part.type === 'tuple') part.children.forEach(note);
		else if (part.type === 'as_pattern' && first !== undefined) {
			note(first);
			if (target !== undefined) binding = draft.text.slice(target.start, target.end);
		} else {
			const value = expressionOf(part, scope, 'kept');
			if (value.is === 'name') types.push(value.name);
		}
	};
	for (const part of node.children) if (part.type !== 'block') note(part);
	const before = draft.exits.length;
	block(body, {...scope, inCatch: true});
	draft.catches.push({
		in: scope.in,
		...placed(scope, node),
		end: draft.lines.lineAt(node.end),
		...(binding === undefined ? {} : {binding}),
		types,
		isEmpty: body.every(doesNothing),
		rethrows: draft.exits.slice(before).some(one => one.how === 'throw' && one.in === scope.in),
	});
}

function matched(node: Node, scope: Scope): void {
	const names: string[] = [];
	for (const part of node.children) {
		if (part.type !== 'block') {
			expressionOf(part, scope, 'tested');
			names.push(...namesIn(part, scope.draft.text));
			continue;
		}
		for (const one of part.children) {
			const guard = one.children.find(({type}) => type === 'if_clause')?.children[0];
			const inside = under(scope, guard === undefined ? names : [...names, ...namesIn(guard, scope.draft.text)]);
			if (guard !== undefined) expressionOf(guard, inside, 'tested');
			block(
				one.children.filter(({type}) => type === 'block'),
				inside,
			);
		}
	}
}

/** `a = b = value`, `a: T = value`, `a += value`. */
function assigned(node: Node, scope: Scope): void {
	const targets: Node[] = [];
	let type: Value | undefined;
	let rest: Node | undefined = node;
	let isAdded = false;
	while (rest?.type === 'assignment' || rest?.type === 'augmented_assignment') {
		const [target, ...others]: readonly Node[] = rest.children;
		if (target !== undefined) targets.push(target);
		isAdded ||= rest.type === 'augmented_assignment';
		const written = others.find(part => part.type === 'type');
		if (written !== undefined) type = typeOf(written, scope, expressionOf);
		rest = others.find(part => part.type !== 'type');
	}
	const [target] = targets;
	if (target === undefined) return;
	const called = target.type === 'identifier' ? scope.draft.text.slice(target.start, target.end) : '';
	const value = rest === undefined ? undefined : expressionOf(rest, scope, 'kept', called);
	for (const one of targets) bind(one, value, node, scope, type, isAdded);
}

/** Gives a value to what stands left of it: a name, several, an attribute, a field of the class. */
function bind(target: Node, value: Value | undefined, node: Node, scope: Scope, type?: Value, isAdded = false): void {
	const {draft} = scope;
	const at = placed(scope, node);
	const name = draft.text.slice(target.start, target.end);
	const typed = type === undefined ? {} : {type};
	if (target.type === 'identifier') {
		if (scope.class !== undefined && !isAdded) {
			const field: Field = {name, ...(value === undefined ? {} : {value}), ...typed, optional: false, decorators: [], ...at};
			scope.fields?.push(field);
		} else if (isAdded || scope.outer.has(name)) draft.assignments.push({to: name, value: value ?? {is: 'other'}, in: scope.in, ...at});
		else {
			if (value === undefined) return;
			draft.variables.push({names: [name], pattern: 'name', value, ...typed, in: scope.in, ...at});
			if (scope.in < 0) draft.exports.push({name, local: name, line: at.line});
		}
		return;
	}
	if (target.type === 'attribute' || target.type === 'subscript') {
		const to = expressionOf(target, scope, 'kept');
		if (to.is === 'name') draft.assignments.push({to: to.name, value: value ?? {is: 'other'}, in: scope.in, ...at});
		return;
	}
	const parts = target.children.flatMap(part => (part.type === 'list_splat_pattern' ? part.children : [part]));
	const plain = parts.filter(part => part.type === 'identifier').map(part => draft.text.slice(part.start, part.end));
	for (const part of parts) if (part.type !== 'identifier') bind(part, {is: 'other'}, node, scope);
	if (plain.length === 0) return;
	if (scope.class !== undefined) {
		for (const part of plain) scope.fields?.push({name: part, value: {is: 'other'}, optional: false, decorators: [], ...at});
		return;
	}
	draft.variables.push({names: plain, pattern: 'list', value: value ?? {is: 'other'}, in: scope.in, ...at});
	if (scope.in < 0) draft.exports.push(...plain.map(part => ({name: part, local: part, line: at.line})));
}

/** A function or a class, with its decorators. */
function definition(node: Node, scope: Scope): void {
	const decorators = node.children.flatMap(part =>
		part.type === 'decorator' && part.children[0] !== undefined ? [expressionOf(part.children[0], scope, 'kept')] : [],
	);
	const defined = node.type === 'decorated_definition' ? node.children.at(-1) : node;
	if (defined?.type === 'function_definition') functionOf(defined, decorators, scope);
	if (defined?.type === 'class_definition') classOf(defined, decorators, scope);
}

function functionOf(node: Node, decorators: readonly Value[], scope: Scope): void {
	const {draft} = scope;
	const [name] = node.children;
	const given = node.children.find(({type}) => type === 'parameters');
	const body = node.children.filter(({type}) => type === 'block');
	if (name === undefined) return;
	const called = draft.text.slice(name.start, name.end);
	const at = placed(scope, node);
	const parameters = given === undefined ? [] : parametersOf(given, scope);
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
		}) - 1;
	if (scope.class === undefined) {
		if (scope.in < 0) draft.exports.push({name: called, local: called, line: at.line});
	} else scope.methods?.push(made);
	block(body, bodyOf(scope, made));
}

function classOf(node: Node, decorators: readonly Value[], scope: Scope): void {
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
