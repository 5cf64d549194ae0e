import type {Span, Tone} from './line.ts';

/** How a family of languages writes comments and strings, and which words it keeps for itself. */
type Family = {readonly comment: RegExp; readonly text: RegExp; readonly words: ReadonlySet<string>};

const words = (list: string): ReadonlySet<string> => new Set(list.split(' '));

const slash: Family = {
	comment: /^(?:\/\/.*|\/\*(?:[^*]|\*(?!\/))*(?:\*\/)?)/u,
	text: /^(?:"(?:[^"\\]|\\.)*"?|'(?:[^'\\]|\\.)*'?|`(?:[^`\\]|\\.)*`?)/u,
	words: words(
		'abstract as async await break case catch class const continue default defer delete do else enum export extends final finally fn for from fun func function go guard if implements import in instanceof interface is let match mut namespace new null of override package private protected pub public readonly return self static struct super switch this throw throws trait true false try type typeof undefined union use using val var void when where while yield',
	),
};
const hash: Family = {
	comment: /^#.*/u,
	text: /^(?:"""(?:[^"]|"(?!""))*(?:""")?|'''(?:[^']|'(?!''))*(?:''')?|"(?:[^"\\]|\\.)*"?|'(?:[^'\\]|\\.)*'?)/u,
	words: words(
		'and as assert async await begin break case class continue def del do done elif else elsif end ensure esac except export False fi finally for from function global if import in is lambda let local match module nil None nonlocal not null or pass raise require rescue return self set then true True false try unless until when while with yield ARG CMD COPY ENTRYPOINT ENV EXPOSE FROM RUN USER WORKDIR',
	),
};
const sql: Family = {
	comment: /^(?:--.*|\/\*(?:[^*]|\*(?!\/))*(?:\*\/)?)/u,
	text: /^'(?:[^']|'')*'?/u,
	words: words(
		'add all alter and any as asc begin between by case check column commit constraint create default delete desc distinct drop else end exists false for foreign from function grant group having if in index insert into is join key language left like limit not null on or order policy primary references returns revoke right security select set table then to trigger true union unique update using values view when where with',
	),
};
const markup: Family = {
	comment: /^<!--(?:[^-]|-(?!->))*(?:-->)?/u,
	text: /^(?:"[^"]*"?|'[^']*'?)/u,
	words: words(''),
};

const families: Readonly<Record<string, Family>> = Object.fromEntries([
	...'ts tsx mts cts js jsx mjs cjs go java kt kts rs cs swift dart php c h cpp hpp scala vue svelte astro css scss less prisma proto rules groovy gradle json jsonc'
		.split(' ')
		.map(ending => [ending, slash]),
	...'py pyi rb sh bash zsh yaml yml toml ex exs tf hcl env ini cfg conf dockerfile makefile procfile'
		.split(' ')
		.map(ending => [ending, hash]),
	['sql', sql],
	...'html htm xml svg erb ejs hbs'.split(' ').map(ending => [ending, markup]),
]);

const number = /^(?:0[xX][\da-fA-F_]+|\d[\d_]*(?:\.\d+)?)/u;
const word = /^[\p{L}_$][\p{L}\p{N}_$]*/u;
const space = /^\s+/u;

/** The name of a file without folders, or its ending. */
const endingOf = (path: string): string => (path.split('/').at(-1) ?? '').split('.').at(-1)?.toLowerCase() ?? '';

function next(rest: string, family: Family): readonly [string, Tone] {
	const comment = family.comment.exec(rest)?.[0] ?? '';
	if (comment !== '') return [comment, 'comment'];
	const text = family.text.exec(rest)?.[0] ?? '';
	if (text !== '') return [text, 'string'];
	const digits = number.exec(rest)?.[0];
	if (digits !== undefined) return [digits, 'number'];
	const name = word.exec(rest)?.[0];
	if (name !== undefined)
		return [name, family.words.has(name) || (family === sql && sql.words.has(name.toLowerCase())) ? 'keyword' : 'plain'];
	const gap = space.exec(rest)?.[0];
	return [gap ?? String.fromCodePoint(rest.codePointAt(0) ?? 32), 'plain'];
}

/** A line inside a comment of several lines. */
const inComment = /^\s*\*(?:[\s/].*)?$/u;

/** A line of code in pieces of one meaning: strings, comments, keywords, numbers, the rest. A language that is not known is one plain piece. */
export function tokensOf(code: string, path: string): readonly Span[] {
	const family = families[endingOf(path)];
	if (family === undefined) return [{text: code, tone: 'plain'}];
	if (family === slash && inComment.test(code)) return [{text: code, tone: 'comment'}];
	const spans: Span[] = [];
	let at = 0;
	while (at < code.length) {
		const [text, tone] = next(code.slice(at), family);
		const last = spans.at(-1);
		if (last !== undefined && last.tone === tone) spans[spans.length - 1] = {text: last.text + text, tone};
		else spans.push({text, tone});
		at += text.length;
	}
	return spans;
}
