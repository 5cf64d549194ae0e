import type {Value} from '../code/code.ts';
import {bind} from './python-bindings.ts';
import {namesIn} from './python-names.ts';
import {type Block, placed, type Scope, under} from './python-scope.ts';
import type {Node} from './python-tree.ts';
import {expressionOf} from './python-values.ts';

/** `if`, its `elif`s and its `else`: each branch is under the conditions before it. */
export function choice(node: Node, scope: Scope, block: Block): void {
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

/** `with a() as b`. */
export function within(node: Node, scope: Scope, block: Block): void {
	const opened: number[] = [...(scope.inside ?? [])];
	for (const part of node.children) {
		if (part.type !== 'with_clause') {
			block([part], opened.length === 0 ? scope : {...scope, inside: opened});
			continue;
		}
		for (const item of part.children) {
			const [first] = item.children;
			const isNamed = first?.type === 'as_pattern';
			const thing = isNamed ? first.children[0] : first;
			const target = isNamed ? first.children[1]?.children[0] : undefined;
			const value: Value = thing === undefined ? {is: 'other'} : expressionOf(thing, scope, 'kept');
			if (value.is === 'call') opened.push(value.call);
			if (target !== undefined) bind(target, value, item, scope);
		}
	}
}

/** `try`, and what is caught. */
export function attempt(node: Node, scope: Scope, block: Block): void {
	const catches = node.children.some(({type}) => type === 'except_clause');
	node.children.forEach((part, index) => {
		if (part.type === 'except_clause') caught(part, scope, block, node);
		else block([part], index === 0 && catches ? {...scope, inTry: true} : scope);
	});
}

const empty: ReadonlySet<string> = new Set(['pass_statement', 'ellipsis']);

const doesNothing = (node: Node): boolean =>
	empty.has(node.type) || (node.type === 'expression_statement' && node.children.every(({type}) => type === 'ellipsis'));

function caught(node: Node, scope: Scope, block: Block, whole: Node): void {
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
		from: draft.lines.lineAt(whole.start),
		...placed(scope, node),
		end: draft.lines.lineAt(node.end),
		...(binding === undefined ? {} : {binding}),
		types,
		isEmpty: body.every(doesNothing),
		rethrows: draft.exits.slice(before).some(one => one.how === 'throw' && one.in === scope.in),
	});
}

/** `match`: what is looked at stands around every case. */
export function matched(node: Node, scope: Scope, block: Block): void {
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
