import type {Edit, Wired} from './edit.ts';

const assigned = /^(?:export\s+)?(?<name>[\w.-]+)(?:\[[\w,\s-]*\])?\s*[=<>~!]/u;

/** What a line speaks of: the name of a setting or a package, whatever its value or version; else the whole line. */
const subjectOf = (line: string): string => assigned.exec(line.trim())?.groups?.name ?? line.trim();

/** Adds the lines that a file does not hold yet at its end. A setting or a package that is there with another value is there. */
export function wireLines(text: string, {add, under}: Extract<Edit, {kind: 'lines'}>): Wired {
	const held = new Set(text.split('\n').map(subjectOf));
	const missing = add.filter(line => !held.has(subjectOf(line)));
	if (missing.length === 0) return {is: 'there'};
	const head = text === '' || text.endsWith('\n') ? text : `${text}\n`;
	const title = under === undefined || held.has(under.trim()) ? [] : [...(head === '' ? [] : ['']), under];
	return {is: 'changed', text: `${head}${[...title, ...missing].join('\n')}\n`};
}
