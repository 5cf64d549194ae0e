import type {Language} from './language.ts';

const hashLanguages: ReadonlySet<Language> = new Set<Language>(['py', 'rb', 'sh', 'yaml', 'toml', 'docker', 'elixir', 'hcl']);
const slashLanguages: ReadonlySet<Language> = new Set<Language>([
	'ts',
	'js',
	'go',
	'java',
	'kotlin',
	'rust',
	'csharp',
	'swift',
	'dart',
	'php',
	'vue',
	'svelte',
	'astro',
	'rules',
	'css',
	'prisma',
	'proto',
]);

/** The same text with comments blanked, so that lines and columns stay. Strings are kept. Unknown languages are returned as they are. */
export function withoutComments(text: string, language: Language): string {
	if (slashLanguages.has(language)) return blankSlash(text);
	if (hashLanguages.has(language)) return blankHash(text, language === 'py');
	if (language === 'sql') return blankSql(text);
	return text;
}

const blank = (text: string): string => text.replace(/[^\n]/gu, ' ');

/** A `/` after one of these begins a regular expression, not a division or a comment. */
const beforeRegex = /[(,=:[!&|?{};+\-*%<>~^]$|\b(?:return|typeof|case|in|of|void|delete|throw|new|do|else)$/u;

function blankSlash(text: string): string {
	const out: string[] = [];
	let at = 0;
	while (at < text.length) {
		const character = text[at] ?? '';
		const after = text[at + 1];
		if (character === '/' && after === '/' && text[at - 1] !== ':') {
			const end = endOfLine(text, at);
			out.push(blank(text.slice(at, end)));
			at = end;
			continue;
		}
		if (character === '/' && after === '*') {
			const close = text.indexOf('*/', at + 2);
			const end = close === -1 ? text.length : close + 2;
			out.push(blank(text.slice(at, end)));
			at = end;
			continue;
		}
		if (character === '/' && text[at - 1] !== '<' && beforeRegex.test(text.slice(Math.max(0, at - 12), at).trimEnd())) {
			const end = endOfRegex(text, at);
			out.push(text.slice(at, end));
			at = end;
			continue;
		}
		if (character === '"' || character === "'" || character === '`') {
			const end = endOfString(text, at, character);
			out.push(text.slice(at, end));
			at = end;
			continue;
		}
		const next = nextOf(anySlash, text, at + 1);
		out.push(text.slice(at, next));
		at = next;
	}
	return out.join('');
}

/** The characters at which something may begin that is not plain code. */
const anySlash = /["'`/]/gu;
const anyHash = /["'#]/gu;

function nextOf(interesting: RegExp, text: string, from: number): number {
	interesting.lastIndex = from;
	return interesting.exec(text)?.index ?? text.length;
}

const endOfLine = (text: string, from: number): number => {
	const end = text.indexOf('\n', from);
	return end === -1 ? text.length : end;
};

/** One past the closing quote; a quote that does not close on its line (JSX text) ends at once. */
function endOfString(text: string, from: number, quote: string): number {
	for (let at = from + 1; at < text.length; at++) {
		const character = text[at];
		if (character === '\\') at++;
		else if (character === quote) return at + 1;
		else if (character === '\n' && quote !== '`') return from + 1;
	}
	return quote === '`' ? text.length : from + 1;
}

function endOfRegex(text: string, from: number): number {
	let inClass = false;
	for (let at = from + 1; at < text.length; at++) {
		const character = text[at];
		if (character === '\n') return from + 1;
		if (character === '\\') at++;
		else if (character === '[') inClass = true;
		else if (character === ']') inClass = false;
		else if (character === '/' && !inClass) return at + 1;
	}
	return from + 1;
}

function blankHash(text: string, python: boolean): string {
	const out: string[] = [];
	let at = 0;
	while (at < text.length) {
		const character = text[at] ?? '';
		if (character === '#' && (at === 0 || /\s/u.test(text[at - 1] ?? '') || python)) {
			const end = endOfLine(text, at);
			out.push(blank(text.slice(at, end)));
			at = end;
			continue;
		}
		if (python && (text.startsWith('"""', at) || text.startsWith("'''", at))) {
			const close = text.indexOf(text.slice(at, at + 3), at + 3);
			const end = close === -1 ? text.length : close + 3;
			const string = text.slice(at, end);
			out.push(
				/[=(,[{+%]\s*[rbfuRBFU]{0,2}$|:[ \t]*[rbfu]{0,2}$|return\s*[rbfu]{0,2}$/u.test(text.slice(Math.max(0, at - 16), at))
					? string
					: blank(string),
			);
			at = end;
			continue;
		}
		if (character === '"' || character === "'") {
			const end = endOfString(text, at, character);
			out.push(text.slice(at, end));
			at = end;
			continue;
		}
		const next = nextOf(anyHash, text, at + 1);
		out.push(text.slice(at, next));
		at = next;
	}
	return out.join('');
}

function blankSql(text: string): string {
	return text.replace(/--[^\n]*|\/\*[\s\S]*?\*\//gu, comment => blank(comment));
}
