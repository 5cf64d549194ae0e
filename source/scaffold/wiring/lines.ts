import type {Edit, Wired} from './edit.ts';

/** Adds the lines that a file does not hold yet at its end. */
export function wireLines(text: string, {add, under}: Extract<Edit, {kind: 'lines'}>): Wired {
	const held = new Set(text.split('\n').map(line => line.trim()));
	const missing = add.filter(line => !held.has(line.trim()));
	if (missing.length === 0) return {is: 'there'};
	const head = text === '' || text.endsWith('\n') ? text : `${text}\n`;
	const title = under === undefined || held.has(under.trim()) ? [] : [...(head === '' ? [] : ['']), under];
	return {is: 'changed', text: `${head}${[...title, ...missing].join('\n')}\n`};
}
