import type {Language} from './language.ts';

const longest = 6000;
const continues = /^\s*(?:[.{?:&|=)\]]|=>)/u;

/** The text of the statement or definition that begins at an offset: by brackets, or by indentation in Python. At most 6,000 characters. */
export const blockAt = (code: string, offset: number, language: Language): string =>
	language === 'py' ? indented(code, offset) : bracketed(code, offset);

function bracketed(code: string, offset: number): string {
	let depth = 0;
	let opened = false;
	const end = Math.min(code.length, offset + longest);
	for (let at = offset; at < end; at++) {
		const character = code[at];
		if (character === '(' || character === '{' || character === '[') {
			depth++;
			opened = true;
		}
		if (character === ')' || character === '}' || character === ']') depth--;
		if (depth < 0) return code.slice(offset, at);
		if (depth === 0 && opened && (character === '\n' || character === ';') && !continues.test(code.slice(at + 1, at + 80)))
			return code.slice(offset, at);
	}
	return code.slice(offset, end);
}

function indented(code: string, offset: number): string {
	const lines = code.slice(code.lastIndexOf('\n', offset) + 1, offset + longest).split('\n');
	const head = lines.findIndex(line => /^\s*(?:async\s+)?def\s|^\s*class\s/u.test(line));
	if (head === -1) return lines.slice(0, 1).join('\n');
	const depth = indentOf(lines[head] ?? '');
	const end = lines.findIndex((line, index) => index > head && line.trim() !== '' && indentOf(line) <= depth && !/^\s*\)/u.test(line));
	return lines.slice(0, end === -1 ? lines.length : end).join('\n');
}

const indentOf = (line: string): number => line.length - line.trimStart().length;
