import type {Call, Entry, Value} from '../code/code.ts';
import {lambdaOf} from './python-functions.ts';
import {further, isGeneric, keyPart} from './python-names.ts';
import {placed, type Scope} from './python-scope.ts';
import type {Node} from './python-tree.ts';
import {type Read, typeOf} from './python-types.ts';

/** What stands in parentheses, however many. */
export function withoutParentheses(node: Node): Node {
	let inner = node;
	for (let [next] = inner.children; inner.type === 'parenthesized_expression' && next !== undefined; [next] = inner.children) inner = next;
	return inner;
}

type Reached = {readonly path: string; readonly on?: number};

/** What a callee or an attribute is reached through: its path, and the last call on the way. */
function reach(node: Node, scope: Scope, read: Read): Reached {
	const text = scope.draft.text;
	const [first, second] = node.children;
	switch (node.type) {
		case 'identifier':
			return {path: text.slice(node.start, node.end)};
		case 'attribute': {
			if (first === undefined || second === undefined) return {path: ''};
			const base = reach(first, scope, read);
			return {...base, path: further(base.path, text.slice(second.start, second.end))};
		}
		case 'call': {
			const on = callOf(node, scope, 'chained', false, read);
			const to = scope.draft.calls[on]?.to ?? '';
			return {path: to === '' ? '' : `${to}()`, on};
		}
		case 'await': {
			const inner = first === undefined ? undefined : withoutParentheses(first);
			if (inner?.type !== 'call') return inner === undefined ? {path: ''} : reach(inner, scope, read);
			const on = callOf(inner, scope, 'chained', true, read);
			const to = scope.draft.calls[on]?.to ?? '';
			return {path: to === '' ? '' : `${to}()`, on};
		}
		case 'parenthesized_expression':
			return first === undefined ? {path: ''} : reach(first, scope, read);
		case 'subscript':
			return first === undefined ? {path: ''} : subscripted(node, reach(first, scope, read), scope, read);
	}
	read(node, scope, 'chained');
	return {path: ''};
}

/** What a path leads to that ends in brackets. */
function subscripted(node: Node, base: Reached, scope: Scope, read: Read): Reached {
	const keys = node.children.slice(1).map(key => read(key, scope, 'given'));
	const call = base.on === undefined ? undefined : scope.draft.calls[base.on];
	if (base.on !== undefined && call !== undefined && base.path === `${call.to}()`) {
		const upTo = upToOf(node, keys[0], scope.draft.text);
		if (upTo !== undefined) scope.draft.calls[base.on] = {...call, upTo};
	}
	return {...base, path: further(base.path, keyPart(keys.length === 1 ? keys[0] : undefined))};
}

/** The 20 of `[:20]` and of `[5:20]`; a single index takes one. */
function upToOf(node: Node, key: Value | undefined, text: string): Value | undefined {
	const [, slice, ...others] = node.children;
	if (slice === undefined || others.length > 0) return undefined;
	if (slice.type !== 'slice') return key?.is === 'literal' && typeof key.value === 'number' ? {is: 'literal', value: 1} : undefined;
	const [first] = slice.children;
	const colon = text.indexOf(':', first === undefined || text[slice.start] === ':' ? slice.start : first.end);
	const last = slice.children.find(({start}) => start > colon);
	if (last === undefined || colon < 0) return undefined;
	return last.type === 'integer' ? {is: 'literal', value: Number(text.slice(last.start, last.end))} : {is: 'other'};
}

/** An attribute or subscript as a value: a dotted name, or a type with its arguments. */
export function reachedOf(node: Node, scope: Scope, read: Read): Value {
	const [first, ...rest] = node.children;
	if (node.type !== 'subscript' || first === undefined) return named(reach(node, scope, read));
	const base = reach(first, scope, read);
	const isType = base.path !== '' && (first.type === 'identifier' || first.type === 'attribute') && isGeneric(base.path);
	if (isType) return {is: 'generic', name: base.path, of: rest.map(part => typeOf(part, scope, read))};
	return named(subscripted(node, base, scope, read));
}

const named = ({path}: Reached): Value => (path === '' ? {is: 'other'} : {is: 'name', name: path});

/** Notes a call and everything in it; its place in the list of calls. */
export function callOf(node: Node, scope: Scope, result: Call['result'], isAwaited: boolean, read: Read): number {
	const [callee, given] = node.children;
	const reached: Reached = callee === undefined ? {path: ''} : reach(callee, scope, read);
	const args: Value[] = [];
	const named: Entry[] = [];
	const lineOf = scope.draft.lines.lineAt;
	if (given?.type === 'generator_expression') args.push(read(given, scope, 'given'));
	else
		for (const part of given?.children ?? []) {
			const [first, second] = part.children;
			if (part.type === 'keyword_argument' && first !== undefined && second !== undefined) {
				const key = scope.draft.text.slice(first.start, first.end);
				named.push({key, value: read(second, scope, 'given', key), line: lineOf(first.start)});
			} else if (part.type === 'dictionary_splat') named.push({key: '...', value: read(part, scope, 'given'), line: lineOf(part.start)});
			else if (part.type === 'lambda') args.push({is: 'function', function: lambdaOf(part, scope, '', repeating.has(reached.path), read)});
			else args.push(read(part, scope, 'given'));
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
			...(scope.inside === undefined ? {} : {inside: scope.inside}),
		}) - 1
	);
}

/** Built-in functions that call what they are given once for each item. */
const repeating: ReadonlySet<string> = new Set(['map', 'filter', 'reduce', 'functools.reduce']);
