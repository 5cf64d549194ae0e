import {type Budget, matched, type Node} from './path-matching.ts';

const longest = 600;
const deepest = 12;
const mostSteps = 20_000;

/** Whether a pattern of paths, as routers and gates write them (`/users/:id`, `/((?!api|_next).*)`), covers a path. Undefined when it is not understood. */
export type PathPattern = (path: string) => boolean | undefined;

/** Reads a pattern. Matching is done here and in bounded steps, as the pattern is the repository's own word. */
export function pathPattern(text: string): PathPattern | undefined {
	const reading = {text: text.length > longest ? '' : text.replace(/(?<=.)\/$/u, ''), at: 0};
	const nodes = reading.text === '' ? undefined : sequence(reading, 0);
	if (nodes === undefined || reading.at < reading.text.length) return undefined;
	return path => {
		if (path.length > longest) return undefined;
		const budget: Budget = {left: mostSteps};
		const whole = (from: string): boolean => matched(nodes, 0, from, 0, at => at === from.length, budget);
		const covered = whole(path) || (path === '/' && whole(''));
		return budget.left <= 0 ? undefined : covered;
	};
}

type Reading = {readonly text: string; at: number};
const closes = new Set([')', '|', '}']);

/** Nodes up to what closes the group; at depth 0 the text is a path, in brackets a regular expression. */
function sequence(reading: Reading, depth: number): readonly Node[] | undefined {
	const nodes: Node[] = [];
	while (reading.at < reading.text.length && !(depth > 0 && closes.has(reading.text[reading.at] ?? ''))) {
		const node = atom(reading, depth);
		if (node === undefined) return undefined;
		const repeated = many(reading, node, nodes, depth);
		nodes.push(repeated);
	}
	return nodes;
}

function atom(reading: Reading, depth: number): Node | undefined {
	const character = reading.text[reading.at] ?? '';
	reading.at++;
	if (character === '\\') {
		const escaped = reading.text[reading.at] ?? '';
		reading.at++;
		return one(classOf[escaped] ?? same(escaped));
	}
	if (character === '(' || character === '{') return group(reading, character, depth + 1);
	if (character === '[' && depth > 0) return oneOf(reading);
	if (character === ':' && depth === 0) return parameter(reading);
	if (character === '*' && depth === 0) return {is: 'many', of: one(() => true), least: 0, most: Infinity};
	if (character === '.' && depth > 0) return one(() => true);
	if (character === '$' && depth > 0) return {is: 'end'};
	if (character === '^' && depth > 0) return {is: 'group', of: [[]]};
	return one(same(character));
}

const one = (fits: (character: string) => boolean): Node => ({is: 'one', fits});
const same = (wanted: string) => (character: string) => character.toLowerCase() === wanted.toLowerCase();
const classOf: Readonly<Record<string, (character: string) => boolean>> = {
	w: character => /\w/u.test(character),
	d: character => /\d/u.test(character),
	s: character => /\s/u.test(character),
	S: character => /\S/u.test(character),
};

function group(reading: Reading, opened: string, depth: number): Node | undefined {
	if (depth > deepest) return undefined;
	const prefix = ['?:', '?!', '?='].find(one => opened === '(' && reading.text.startsWith(one, reading.at));
	if (prefix !== undefined) reading.at += prefix.length;
	else if (reading.text[reading.at] === '?') return undefined;
	const of: (readonly Node[])[] = [];
	for (;;) {
		const nodes = sequence(reading, depth);
		if (nodes === undefined) return undefined;
		of.push(nodes);
		const closed = reading.text[reading.at];
		reading.at++;
		if (closed === '|') continue;
		if (closed !== (opened === '(' ? ')' : '}')) return undefined;
		return prefix === '?!' || prefix === '?=' ? {is: 'ahead', negative: prefix === '?!', of} : {is: 'group', of};
	}
}

/** `[^/.]`, `[a-z]`. */
function oneOf(reading: Reading): Node | undefined {
	const end = reading.text.indexOf(']', reading.at + 1);
	if (end === -1) return undefined;
	const negative = reading.text[reading.at] === '^';
	const body = reading.text.slice(reading.at + (negative ? 1 : 0), end).replaceAll('\\', '');
	reading.at = end + 1;
	const inside = (character: string): boolean =>
		[...body].some((from, index) => {
			const ranged = body[index + 1] === '-' && index + 2 < body.length;
			return ranged ? character >= from && character <= (body[index + 2] ?? '') : character === from;
		});
	return one(character => inside(character) !== negative);
}

/** `:id`, with what may stand in brackets behind it. */
function parameter(reading: Reading): Node | undefined {
	const name = /^\w+/u.exec(reading.text.slice(reading.at, reading.at + 60))?.[0] ?? '';
	reading.at += name.length;
	if (reading.text[reading.at] === '(') {
		reading.at++;
		return group(reading, '(', 1);
	}
	return {is: 'many', of: one(character => character !== '/'), least: 1, most: Infinity};
}

/** What follows a node repeats it; a repeated parameter takes the slash in front of it along. */
function many(reading: Reading, node: Node, before: Node[], depth: number): Node {
	const sign = reading.text[reading.at];
	if (sign !== '*' && sign !== '+' && sign !== '?') return node;
	if (depth === 0 && node.is === 'one' && sign === '*') return node;
	reading.at++;
	if (depth > 0 && reading.text[reading.at] === '?') reading.at++;
	const bounds = {least: sign === '+' ? 1 : 0, most: sign === '?' ? 1 : Infinity};
	const slash = before.at(-1);
	if (depth > 0 || node.is === 'one' || slash?.is !== 'one' || !slash.fits('/')) return {is: 'many', of: node, ...bounds};
	before.pop();
	return {is: 'many', of: {is: 'group', of: [[slash, node]]}, ...bounds};
}
