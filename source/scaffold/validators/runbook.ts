import * as v from 'valibot';
import {parseDocument} from 'yaml';

const front = /^---\n(?<yaml>[\s\S]*?)\n---\n/u;
const frontSchema = v.looseObject({
	title: v.pipe(v.string(), v.minLength(3)),
	owner: v.pipe(v.string(), v.minLength(2)),
	rehearsed: v.union([v.literal('never'), v.pipe(v.string(), v.regex(/^\d{4}-\d{2}-\d{2}$/u))]),
	took: v.pipe(v.string(), v.minLength(3)),
});
const headingLine = /^## (?<title>.+)$/gmu;
const fence = /^( *)```(?<language>\w*)\n(?<code>[\s\S]*?)^\1```$/gmu;
const shellLanguages = new Set(['bash', 'sh', 'shell', 'console']);
const commandLanguages = new Set([...shellLanguages, 'sql', 'js', 'python']);
const placeholder =
	/\b(?:TODO|TBD|FIXME|XXX+)\b|<[a-z][a-z0-9 _-]*>|\[(?:your|insert|add|name|phone)\b[^\]]*\]|\byour-[a-z]+|example\.(?:com|org)/iu;
const destructive = /(?:^|[\s;|(])(?:rm|drop|delete|truncate|flushall|pg_terminate_backend)\b|reset --hard|--force\b/imu;
const duration = /\b\d+ (?:minutes?|hours?|days?)\b/u;
const relativeLink = /\]\((?<target>[a-z0-9-]+\.md)(?:#[^)]*)?\)/gu;
const variable = /\$\{?(?<name>[A-Z][A-Z0-9_]*)\b/gu;
const defined = /(?:^|[\s;])(?:export\s+)?(?<name>[A-Z][A-Z0-9_]*)=|read (?:-\w+ )*(?<read>[A-Z][A-Z0-9_]*)/gu;
const wellKnown = new Set(['HOME', 'PATH', 'PWD', 'USER']);

/** The parts of a runbook, in the order in which they are needed at night. */
export const runbookParts = [
	'Trigger',
	'Impact',
	'Dashboards and logs',
	'Diagnose',
	'Mitigate',
	'Roll back',
	'Escalate',
	'Verify',
	'Aftermath',
] as const;

type Part = {readonly title: string; readonly text: string};
type Block = {readonly language: string; readonly code: string};

function partsOf(text: string): readonly Part[] {
	const plain = text.replace(fence, block => block.replace(/^## /gmu, '#  '));
	const heads = [...plain.matchAll(headingLine)];
	return heads.map((head, index) => ({
		title: head.groups?.title?.trim() ?? '',
		text: text.slice(head.index + head[0].length, heads[index + 1]?.index),
	}));
}

const blocksOf = (text: string): readonly Block[] =>
	[...text.matchAll(fence)].map(match => ({language: match.groups?.language ?? '', code: match.groups?.code ?? ''}));

function frontProblem(text: string): string | undefined {
	const yaml = front.exec(text)?.groups?.yaml;
	if (yaml === undefined) return 'there is no front matter';
	const document = parseDocument(yaml, {uniqueKeys: true});
	if (document.errors[0]) return document.errors[0].message;
	const parsed = v.safeParse(frontSchema, document.toJS());
	if (parsed.success) return undefined;
	const issue = parsed.issues[0];
	return `front matter: ${v.getDotPath(issue) ?? ''} ${issue.message}`;
}

function partProblem(parts: readonly Part[]): string | undefined {
	const titles = parts.map(({title}) => title);
	const order = runbookParts.map(part => titles.indexOf(part));
	const missing = runbookParts.find(part => !titles.includes(part));
	if (missing) return `the part "${missing}" is missing`;
	if (order.some((at, index) => index > 0 && at <= (order[index - 1] ?? -1))) return 'the parts are not in order';
	const empty = parts.find(({text}) => text.trim().length < 40);
	if (empty) return `the part "${empty.title}" says next to nothing`;
	const find = (title: string): string => parts.find(part => part.title === title)?.text ?? '';
	const diagnose = blocksOf(find('Diagnose'));
	if (diagnose.filter(({language}) => commandLanguages.has(language)).length < 2) return '"Diagnose" needs at least two commands';
	const harmful = diagnose.find(({code}) => destructive.test(code));
	if (harmful) return `"Diagnose" must only look, and holds: ${harmful.code.trim().split('\n')[0] ?? ''}`;
	if (!duration.test(find('Escalate'))) return '"Escalate" names no time limit';
	if (!/\d/u.test(find('Verify'))) return '"Verify" measures nothing';
	if (!/\d/u.test(find('Impact'))) return '"Impact" has no number';
	return undefined;
}

function undefinedVariable(text: string): string | undefined {
	const code = blocksOf(text)
		.filter(({language}) => shellLanguages.has(language))
		.map(block => block.code)
		.join('\n');
	const names = new Set([...code.matchAll(defined)].map(match => match.groups?.name ?? match.groups?.read ?? ''));
	const used = [...code.matchAll(variable)].map(match => match.groups?.name ?? '');
	return used.find(name => !names.has(name) && !wellKnown.has(name));
}

const linkProblem = (text: string, beside: readonly string[]): string | undefined =>
	[...text.matchAll(relativeLink)].map(match => match.groups?.target ?? '').find(target => !beside.includes(target));

/** The first thing in a text that was left to fill in, or undefined. */
export const placeholderIn = (text: string): string | undefined => placeholder.exec(text)?.[0];
const longParagraph = (text: string): string | undefined =>
	text
		.replace(fence, '')
		.split(/\n\s*\n/u)
		.find(block => !/^\s*(?:[-*|#>]|\d+\.|---)/u.test(block) && block.trim().split('\n').length > 5);

/** What is wrong with a generated runbook, or undefined. `beside` are the names of the files in its folder. */
export function runbookProblem(text: string, beside: readonly string[]): string | undefined {
	const held = placeholderIn(text);
	if (held) return `something was left to fill in: ${held}`;
	const link = linkProblem(text, beside);
	if (link) return `it links to ${link}, which is not there`;
	const name = undefinedVariable(text);
	if (name) return `a command uses $${name}, which nothing in the file sets`;
	const long = longParagraph(text);
	if (long) return `a paragraph is too long to read at night: ${long.trim().slice(0, 60)}`;
	return frontProblem(text) ?? partProblem(partsOf(text));
}

/** What is wrong with the index of the runbooks, or undefined: every page is linked, and nothing is left to fill in. */
export function runbookIndexProblem(text: string, beside: readonly string[]): string | undefined {
	const held = placeholderIn(text);
	if (held) return `something was left to fill in: ${held}`;
	const link = linkProblem(text, beside);
	if (link) return `it links to ${link}, which is not there`;
	const forgotten = beside.find(name => name.endsWith('.md') && name !== 'README.md' && !text.includes(`](${name})`));
	if (forgotten) return `it does not link ${forgotten}`;
	return /^## Escalat/mu.test(text) ? undefined : 'it does not say how to escalate';
}
