import {TemplateError} from './template-error.ts';

/** `path`, `not path`, `path == word` or `path != word`. */
type Test = {readonly path: readonly string[]; readonly negated: boolean; readonly equals?: string};
/** Holds when all tests of any one group hold. */
export type Condition = readonly (readonly Test[])[];

export type Node =
	| {readonly kind: 'text'; readonly text: string}
	| {readonly kind: 'print'; readonly line: number; readonly path: readonly string[]; readonly encoder?: string}
	| {readonly kind: 'if'; readonly line: number; readonly branches: readonly Branch[]}
	| {readonly kind: 'for'; readonly line: number; readonly name: string; readonly path: readonly string[]; readonly body: readonly Node[]}
	| {readonly kind: 'include'; readonly line: number; readonly file: string};
type Branch = {readonly line: number; readonly when?: Condition; readonly body: readonly Node[]};

type Token = {readonly line: number; readonly text: string} | {readonly line: number; readonly tag: string};

const tagPattern = /<%([\s\S]*?)%>/gu;
const printPattern = /^=\s*([\w.]+)\s*(?:\|\s*(\w+)\s*)?$/u;
const testPattern = /^(not\s+)?([\w.]+)(?:\s*(==|!=)\s*([\w.-]+))?$/u;
const forPattern = /^for\s+(\w+)\s+in\s+([\w.]+)$/u;
const includePattern = /^include\s+([a-z0-9-]+\.[a-z]+)$/u;
/** A line with nothing but one statement leaves no line behind. */
const statementLine = /^[ \t]*(<%(?!=)(?:(?!%>)[^\n])*%>)[ \t]*\n/gmu;

const lines = (text: string): number => text.split('\n').length - 1;

function tokens(file: string, source: string): readonly Token[] {
	const found: Token[] = [];
	let line = 1;
	let from = 0;
	for (const match of source.matchAll(tagPattern)) {
		const text = source.slice(from, match.index);
		found.push({line, text});
		line += lines(text);
		found.push({line, tag: (match[1] ?? '').trim()});
		line += lines(match[0]);
		from = match.index + match[0].length;
	}
	const rest = source.slice(from);
	if (rest.includes('<%')) throw new TemplateError(file, line + lines(rest.slice(0, rest.indexOf('<%'))), 'a <% is never closed');
	found.push({line, text: rest});
	return found;
}

/** Reads a condition such as `database == postgres and not deploy.none or owner`. */
export function parseCondition(file: string, line: number, text: string): Condition {
	return text.split(/\s+or\s+/u).map(group =>
		group.split(/\s+and\s+/u).map(test => {
			const match = testPattern.exec(test.trim());
			if (!match?.[2]) throw new TemplateError(file, line, `cannot read the condition "${test}"`);
			const path = match[2].split('.');
			const negated = Boolean(match[1]) !== (match[3] === '!=');
			return match[4] === undefined ? {path, negated} : {path, negated, equals: match[4]};
		}),
	);
}

/** Turns a template's text into nodes. What it cannot read is an error with file and line. */
export function parseTemplate(file: string, source: string): readonly Node[] {
	const kept = source.replaceAll('\r\n', '\n').replace(statementLine, (_, tag: string) => `${tag}\u0000`);
	const all = tokens(file, kept.replaceAll('\u0000', '\n'));
	const gone = tokens(file, kept.replaceAll('\u0000', ''));
	const stream = gone.map((token, index) => ({...token, line: all[index]?.line ?? token.line}));
	let at = 0;

	function block(opened: number, ends: readonly string[]): {readonly body: readonly Node[]; readonly end: string; readonly line: number} {
		const body: Node[] = [];
		for (;;) {
			const token = stream[at++];
			if (!token) {
				if (ends.length > 0) throw new TemplateError(file, opened, 'this is never closed with <% end %>');
				return {body, end: '', line: opened};
			}
			if ('text' in token) {
				if (token.text !== '') body.push({kind: 'text', text: token.text});
				continue;
			}
			const word = token.tag.split(/\s/u)[0] ?? '';
			if (ends.includes(word)) return {body, end: token.tag, line: token.line};
			const node = statement(token.tag, word, token.line);
			if (node) body.push(node);
		}
	}

	function statement(tag: string, word: string, line: number): Node | undefined {
		if (tag.startsWith('#')) return undefined;
		if (tag.startsWith('=')) {
			const match = printPattern.exec(tag);
			if (!match?.[1]) throw new TemplateError(file, line, `cannot read <%${tag}%>; write <%= name %> or <%= name | encoder %>`);
			return {kind: 'print', line, path: match[1].split('.'), ...(match[2] && {encoder: match[2]})};
		}
		const included = includePattern.exec(tag);
		if (included?.[1]) return {kind: 'include', line, file: included[1]};
		const loop = forPattern.exec(tag);
		if (loop?.[1] && loop[2]) return {kind: 'for', line, name: loop[1], path: loop[2].split('.'), body: block(line, ['end']).body};
		if (word === 'if') return {kind: 'if', line, branches: branches(tag, line)};
		throw new TemplateError(file, line, `cannot read <% ${tag} %>`);
	}

	function branches(tag: string, line: number): readonly Branch[] {
		const found: Branch[] = [];
		let head = {tag, line};
		for (;;) {
			const isElse = head.tag === 'else';
			const part = block(head.line, isElse ? ['end'] : ['elif', 'else', 'end']);
			const when = isElse ? undefined : parseCondition(file, head.line, head.tag.replace(/^(?:if|elif)\b\s*/u, ''));
			found.push({line: head.line, body: part.body, ...(when && {when})});
			if (part.end === 'end') return found;
			head = {tag: part.end, line: part.line};
		}
	}

	return block(1, []).body;
}
