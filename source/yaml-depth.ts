import {type CST, Parser} from 'yaml';

/** So many collections inside each other are more than anyone writes. */
const deepest = 100;
const opening = /[[{]/gu;
const blocks = /^ *(?:[-?] +)*/u;

/**
 * Whether YAML nests deeper than a parser that calls itself for each level survives: one that comes to the end of the stack may take the whole process
 * with it, and nothing catches that. The tokens are counted first, by what calls itself nowhere.
 */
export function nestsTooDeep(text: string): boolean {
	if ((text.match(opening)?.length ?? 0) + deepestBlock(text) <= deepest) return false;
	const open = [...new Parser().parse(text)].map((token): readonly [CST.Token, number] => [token, 0]);
	for (let next = open.pop(); next !== undefined; next = open.pop()) {
		const [token, depth] = next;
		if (depth > deepest) return true;
		if (token.type === 'document' && token.value !== undefined) open.push([token.value, depth]);
		if (!('items' in token)) continue;
		for (const {key, value} of token.items) for (const part of [key, value]) if (part) open.push([part, depth + 1]);
	}
	return false;
}

/** As deep as the blocks of a text can be at most: one for each column that a line is indented by. */
function deepestBlock(text: string): number {
	let most = 0;
	for (const line of text.split('\n')) most = Math.max(most, blocks.exec(line)?.[0].length ?? 0);
	return most;
}
