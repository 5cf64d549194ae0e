/** A piece of an SQL text: plain code, or something whose inside is no code. */
export type SqlPart = {readonly is: 'code' | 'string' | 'name' | 'comment'; readonly start: number; readonly end: number};

const opener = /--|\/\*|['"`]|\$(?:[A-Za-z_]\w*)?\$/gu;
const commentEdge = /\/\*|\*\//gu;
const backslashed = /[\\']/gu;
const letter = /\w/u;

/** The end of a block comment; PostgreSQL's may hold others. */
function endOfComment(text: string, start: number): number {
	commentEdge.lastIndex = start;
	let depth = 0;
	for (let edge = commentEdge.exec(text); edge !== null; edge = commentEdge.exec(text)) {
		depth += edge[0] === '/*' ? 1 : -1;
		if (depth === 0) return edge.index + 2;
	}
	return text.length;
}

/** The end of what a quote opens; a doubled quote does not close it, nor one behind a backslash where those count. */
function endOfQuote(text: string, start: number, quote: string, backslash: boolean): number {
	let at = start + 1;
	while (at < text.length) {
		if (backslash) {
			backslashed.lastIndex = at;
			const stop = backslashed.exec(text);
			if (stop === null) return text.length;
			if (stop[0] === '\\') {
				at = stop.index + 2;
				continue;
			}
			at = stop.index;
		} else {
			at = text.indexOf(quote, at);
			if (at === -1) return text.length;
		}
		if (text[at + 1] !== quote) return at + 1;
		at += 2;
	}
	return text.length;
}

/** The pieces of an SQL text in order, without gaps. Backticks quote names; `backslash` says that strings are escaped as MySQL does. */
export function* partsOf(text: string, backslash = false): Generator<SqlPart> {
	let plain = 0;
	opener.lastIndex = 0;
	for (let open = opener.exec(text); open !== null; open = opener.exec(text)) {
		const start = open.index;
		const mark = open[0];
		if (mark.startsWith('$') && letter.test(text[start - 1] ?? '')) {
			opener.lastIndex = start + 1;
			continue;
		}
		if (start > plain) yield {is: 'code', start: plain, end: start};
		const end = endOf(text, start, mark, backslash);
		yield {is: mark === '--' || mark === '/*' ? 'comment' : mark === '"' || mark === '`' ? 'name' : 'string', start, end};
		plain = end;
		opener.lastIndex = end;
	}
	if (plain < text.length) yield {is: 'code', start: plain, end: text.length};
}

function endOf(text: string, start: number, mark: string, backslash: boolean): number {
	if (mark === '--') {
		const end = text.indexOf('\n', start);
		return end === -1 ? text.length : end;
	}
	if (mark === '/*') return endOfComment(text, start);
	if (mark === "'") return endOfQuote(text, start, mark, backslash || isEscaped(text, start));
	if (mark === '"' || mark === '`') return endOfQuote(text, start, mark, false);
	const close = text.indexOf(mark, start + mark.length);
	return close === -1 ? text.length : close + mark.length;
}

/** `E'…'`: a string in which backslashes escape. */
const isEscaped = (text: string, start: number): boolean =>
	(text[start - 1] === 'E' || text[start - 1] === 'e') && !letter.test(text[start - 2] ?? '');

/** One statement as written, without the comments before it. */
export type WrittenStatement = {readonly line: number; readonly text: string};

const edgeOfBody = /;|\b(?:begin|end|case)\b/giu;
const withBody = /^create\s+(?:or\s+replace\s+)?(?:(?:temp|temporary)\s+)?(?:definer\s*=\s*\S+\s+)?(?:function|procedure|trigger)\b/iu;
const fromStdin = /^copy\b[^;]*\bfrom\s+stdin\b/iu;

/** The statements of an SQL text without the client's own words (`withoutClient`), split as the command line client does. */
export function statementsOf(clean: string, backslash = false): readonly WrittenStatement[] {
	const found: WrittenStatement[] = [];
	let start = 0;
	let depth = 0;
	let body: boolean | undefined;
	let line = 1;
	let counted = 0;
	const keep = (end: number): void => {
		const first = firstCode(clean, start, end);
		if (first < end) {
			line += newlines(clean, counted, first);
			counted = first;
			found.push({line, text: clean.slice(first, end).trimEnd()});
		}
	};
	const next = (at: number): void => {
		keep(at);
		start = at + 1;
		body = undefined;
		depth = 0;
	};
	for (const part of partsOf(clean, backslash)) {
		if (part.is !== 'code') continue;
		const code = clean.slice(part.start, part.end);
		for (let at = 0; at < code.length; ) {
			if (body !== true) {
				const end = code.indexOf(';', at);
				body ??= hasBody(clean, start, part.end);
				if (body) continue;
				if (end === -1) break;
				next(part.start + end);
				at = end + 1;
				continue;
			}
			edgeOfBody.lastIndex = at;
			const edge = edgeOfBody.exec(code);
			if (edge === null) break;
			at = edge.index + edge[0].length;
			if (edge[0] !== ';') depth = Math.max(0, depth + (edge[0].toLowerCase() === 'end' ? -1 : 1));
			else if (depth === 0) next(part.start + edge.index);
		}
	}
	keep(clean.length);
	return found;
}

/** Whether the statement that begins here is a function, procedure or trigger, whose body may stand in the open; undefined while its first words are not seen. */
function hasBody(text: string, start: number, seen: number): boolean | undefined {
	const first = firstCode(text, start, text.length);
	return first >= seen ? undefined : withBody.test(text.slice(first, first + 200));
}

const blankOrComment = /(?:\s+|--[^\n]*)+/uy;

function firstCode(text: string, start: number, end: number): number {
	let at = start;
	while (at < end) {
		blankOrComment.lastIndex = at;
		if (blankOrComment.test(text)) at = Math.min(blankOrComment.lastIndex, end);
		else if (text.startsWith('/*', at)) at = Math.min(endOfComment(text, at), end);
		else break;
	}
	return at;
}

function newlines(text: string, from: number, to: number): number {
	let count = 0;
	for (let at = text.indexOf('\n', from); at !== -1 && at < to; at = text.indexOf('\n', at + 1)) count += 1;
	return count;
}

const clientLine = /^(?:\\[a-zA-Z!?.][^\n]*|[ \t]*(?:delimiter|go)\b[ \t]*\S{0,8}[ \t]*\r?)$/iu;

/** Blanks what only the command line client understands, and the rows that it is to copy; lines stay where they are. */
export function withoutClient(text: string): string {
	if (!/\\|^[ \t]*(?:delimiter|go)\b/imu.test(text)) return text;
	const out: string[] = [];
	let copying = false;
	for (const line of text.split('\n')) {
		if (copying) {
			copying = !/^\\\.\s*$/u.test(line);
			out.push('');
		} else {
			copying = fromStdin.test(line);
			out.push(clientLine.test(line) ? '' : line);
		}
	}
	return out.join('\n');
}
