import type {Term, Way} from '../code/ways.ts';
import {literalText} from './python-text.ts';
import type {Node} from './python-tree.ts';

const mostWays = 200;
const deepest = 24;
const longest = 300;
const unknown: Term = {is: 'unknown'};
const nothing: Term = {is: 'literal', value: null};

type At = {readonly ways: Way[]; readonly under: readonly Term[]; readonly depth: number; readonly text: string};

/** What the statements of a block do in order, with the conditions of each. */
export function pythonWays(nodes: readonly Node[], text: string): readonly Way[] {
	const ways: Way[] = [];
	each(nodes, {ways, under: [], depth: 0, text});
	return ways;
}

function each(nodes: readonly Node[], at: At): void {
	for (const node of nodes) {
		if (at.ways.length >= mostWays || at.depth > deepest) return;
		statement(node, at);
	}
}

const add = ({ways, under}: At, does: Way['does'], value: Term, names: Way['names'] = []): void => {
	ways.push({does, under, value, names});
};
const inside = (at: At, ...under: readonly Term[]): At => ({...at, under: [...at.under, ...under], depth: at.depth + 1});

function statement(node: Node, at: At): void {
	const [first, second] = node.children;
	switch (node.type) {
		case 'block':
		case 'finally_clause':
			each(node.children, at);
			return;
		case 'return_statement':
			add(at, 'returns', first === undefined ? nothing : termOf(first, at.text, 0));
			return;
		case 'raise_statement':
			add(at, 'throws', first === undefined ? unknown : termOf(first, at.text, 0));
			return;
		case 'if_statement':
			branches(node, at);
			return;
		case 'try_statement':
			node.children.forEach((part, index) => {
				each(
					part.type === 'block' ? part.children : [part],
					index === 0 || part.type === 'finally_clause' ? inside(at) : inside(at, unknown),
				);
			});
			return;
		case 'except_clause':
		case 'else_clause':
		case 'for_statement':
		case 'while_statement':
			for (const part of node.children) if (part.type === 'block') each(part.children, inside(at, unknown));
			return;
		case 'with_statement':
			for (const part of node.children) if (part.type === 'block') each(part.children, inside(at));
			return;
		case 'expression_statement': {
			if (first?.type !== 'assignment') {
				if (first !== undefined) add(at, 'acts', termOf(first, at.text, 0));
				return;
			}
			const [target, ...rest] = first.children;
			const value = rest.at(-1);
			if (target?.type === 'identifier' && value !== undefined)
				add(at, 'names', termOf(value, at.text, 0), [{name: at.text.slice(target.start, target.end), key: ''}]);
			return;
		}
	}
	if (second === undefined && first !== undefined && node.type === 'await') add(at, 'acts', termOf(first, at.text, 0));
}

function branches(node: Node, at: At): void {
	const [condition, ...parts] = node.children;
	if (condition === undefined) return;
	let around = at;
	let test = termOf(condition, at.text, 0);
	for (const part of parts) {
		if (part.type === 'block') each(part.children, inside(around, test));
		if (part.type === 'elif_clause') {
			const [next, ...body] = part.children;
			around = inside(around, {is: 'not', of: test});
			test = next === undefined ? unknown : termOf(next, at.text, 0);
			for (const one of body) if (one.type === 'block') each(one.children, inside(around, test));
		}
		if (part.type === 'else_clause')
			for (const one of part.children) if (one.type === 'block') each(one.children, inside(around, {is: 'not', of: test}));
	}
}

function termOf(node: Node, text: string, depth: number): Term {
	if (depth > deepest) return unknown;
	const of = (one: Node | undefined): Term => (one === undefined ? unknown : termOf(one, text, depth + 1));
	const [first, second, third] = node.children;
	switch (node.type) {
		case 'identifier':
			return {is: 'name', name: text.slice(node.start, node.end)};
		case 'attribute': {
			const base = of(first);
			const key = second === undefined ? '' : text.slice(second.start, second.end);
			return base.is === 'name' ? {is: 'name', name: `${base.name}.${key}`} : {is: 'call', to: `.${key}`, on: base, args: []};
		}
		case 'string':
			return node.children.some(({type}) => type === 'interpolation')
				? unknown
				: {is: 'text', text: literalText(text.slice(node.start, node.end)).slice(0, longest)};
		case 'integer':
			return {is: 'literal', value: Number(text.slice(node.start, node.end).replaceAll('_', ''))};
		case 'true':
		case 'false':
			return {is: 'literal', value: node.type === 'true'};
		case 'none':
			return nothing;
		case 'parenthesized_expression':
		case 'await':
			return of(first);
		case 'not_operator':
			return {is: 'not', of: of(first)};
		case 'boolean_operator':
			return first === undefined || second === undefined
				? unknown
				: {is: text.slice(first.end, second.start).includes('and') ? 'all' : 'any', of: [of(first), of(second)]};
		case 'conditional_expression':
			return {is: 'choice', test: of(second), of: [of(first), of(third)]};
		case 'comparison_operator':
			return first === undefined || second === undefined || third !== undefined
				? unknown
				: compared(text.slice(first.end, second.start).trim(), of(first), of(second));
		case 'list':
		case 'tuple':
		case 'set':
		case 'expression_list':
			return {is: 'list', items: node.children.map(of)};
		case 'call': {
			const args = (second?.type === 'argument_list' ? second.children : []).map(
				(arg): Term =>
					arg.type !== 'keyword_argument'
						? of(arg)
						: {
								is: 'object',
								entries: [{key: text.slice(arg.children[0]?.start ?? 0, arg.children[0]?.end ?? 0), value: of(arg.children[1])}],
							},
			);
			if (first?.type === 'attribute') {
				const [on, name] = first.children;
				return {is: 'call', to: name === undefined ? '' : text.slice(name.start, name.end), on: of(on), args};
			}
			return {is: 'call', to: first?.type === 'identifier' ? text.slice(first.start, first.end) : '', args};
		}
	}
	return unknown;
}

function compared(operator: string, left: Term, right: Term): Term {
	switch (operator.replaceAll(/\s+/gu, ' ')) {
		case '==':
		case 'is':
			return {is: 'same', of: [left, right]};
		case '!=':
		case 'is not':
			return {is: 'not', of: {is: 'same', of: [left, right]}};
		case 'in':
			return {is: 'call', to: 'in', on: right, args: [left]};
		case 'not in':
			return {is: 'not', of: {is: 'call', to: 'in', on: right, args: [left]}};
	}
	return unknown;
}
