import type {Value} from '../code/code.ts';
import {assigned, bind} from './python-bindings.ts';
import {attempt, choice, matched, within} from './python-branches.ts';
import {withoutParentheses} from './python-calls.ts';
import {definition} from './python-definitions.ts';
import {importsOf} from './python-imports.ts';
import {namesIn} from './python-names.ts';
import {looped, placed, type Scope, under} from './python-scope.ts';
import type {Node} from './python-tree.ts';
import {typeOf} from './python-types.ts';
import {expressionOf} from './python-values.ts';

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
			definition(node, scope, block);
			return;
		case 'return_statement':
			if (first !== undefined) exit('return', expressionOf(first, scope, 'returned'), node, scope, comparedIn(first, draft.text));
			else if (scope.when.length > 0) exit('return', undefined, node, scope);
			return;
		case 'raise_statement': {
			const value = first === undefined ? undefined : expressionOf(first, scope, 'kept');
			if (second !== undefined) expressionOf(second, scope, 'kept');
			exit('throw', value, node, scope);
			return;
		}
		case 'if_statement':
			choice(node, scope, block);
			return;
		case 'for_statement': {
			const [target, over, ...blocks] = node.children;
			const items: Value = over === undefined ? {is: 'other'} : expressionOf(over, scope, 'kept');
			if (target !== undefined)
				bind(target, items.is === 'list' ? {is: 'either', of: items.items} : {is: 'spread', of: items}, node, scope);
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
			within(node, scope, block);
			return;
		case 'try_statement':
			attempt(node, scope, block);
			return;
		case 'match_statement':
			matched(node, scope, block);
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

function exit(how: 'return' | 'throw', value: Value | undefined, node: Node, scope: Scope, compared: readonly string[] = []): void {
	scope.draft.exits.push({
		how,
		...(value === undefined ? {} : {value}),
		in: scope.in,
		...placed(scope, node),
		when: scope.when,
		inCatch: scope.inCatch,
		...(compared.length === 0 ? {} : {compared}),
	});
}

/** The names in `a and b == c`; none where nothing is compared. */
function comparedIn(node: Node, text: string): readonly string[] {
	const inner = withoutParentheses(node);
	const compares = (part: Node): boolean =>
		part.type === 'comparison_operator' ||
		((part.type === 'boolean_operator' || part.type === 'not_operator' || part.type === 'parenthesized_expression') &&
			part.children.some(compares));
	return compares(inner) ? namesIn(inner, text) : [];
}
