/** One simple command of a shell line. */
export type Simple = {
	readonly text: string;
	/** Its failure is thrown away: `|| true`, `|| echo …`, `|| :`, `|| exit 0`. */
	readonly ignored: boolean;
};

const harmless = /^(?:true\b|:(?:\s|$)|echo\b|printf\b|exit 0\b|\/bin\/true\b)/u;

/** Splits a shell line at `&&`, `||`, `;`, `|` and `&`, outside quotes. */
export function simplesIn(line: string): readonly Simple[] {
	const parts: {text: string; before: string}[] = [];
	let quote = '';
	let start = 0;
	let before = '';
	const cut = (end: number, operator: string, width: number): void => {
		parts.push({text: line.slice(start, end).trim(), before});
		before = operator;
		start = end + width;
	};
	for (let at = 0; at < line.length; at++) {
		const character = line[at] ?? '';
		if (quote !== '') {
			if (character === '\\' && quote === '"') at++;
			else if (character === quote) quote = '';
			continue;
		}
		if (character === '\\') at++;
		else if (character === '"' || character === "'" || character === '`') quote = character;
		else if (character === '$' && line[at + 1] === '{') at = Math.max(at, line.indexOf('}', at));
		else if (line.startsWith('&&', at) || line.startsWith('||', at)) {
			cut(at, line.slice(at, at + 2), 2);
			at++;
		} else if (character === ';' || character === '|') cut(at, character, 1);
		else if (character === '&' && line[at - 1] !== '>' && line[at + 1] !== '>') cut(at, '&', 1);
	}
	cut(line.length, '', 0);
	return parts.flatMap(({text}, index) => {
		const plain = text.replace(/^[({]\s*|\s*[)}]$/gu, match =>
			match.includes('(') || match.includes('{') ? '' : text.includes('(') ? match : '',
		);
		if (plain === '') return [];
		return [{text: plain, ignored: swallowed(parts, index)}];
	});
}

/** Whether the `||` that a command's failure meets, before any `;`, does nothing with it. */
function swallowed(parts: readonly {readonly text: string; readonly before: string}[], index: number): boolean {
	for (const [at, part] of parts.slice(index + 1).entries()) {
		if (part.before === ';' || part.before === '&') return false;
		if (part.before === '||') {
			const after = parts[index + 2 + at];
			return harmless.test(part.text) && !((after?.before === ';' || after?.before === '&&') && /^exit [1-9]/u.test(after.text));
		}
	}
	return false;
}

/** One command line of a script, with how many lines it stands below the first, and the folder it runs in. */
export type ScriptLine = {readonly text: string; readonly offset: number; readonly folder: string};

const keyword =
	/^(?:if|then|else|elif|fi|for|while|do|done|case|esac|function|set|shopt|trap|local|return|export)\b|^[\w-]+\s*\(\)\s*\{?$|^[{}]$|^;;$|^\*\)/u;
/** The word before a condition that is a command of its own: `if ! npm test; then`. */
const condition = /^(?:if|elif|while|until)\s+(?:!\s*)?(?=[\w./])(?!test\b)/u;
const heredoc = /<<-?\s*['"]?(?<end>\w+)['"]?/u;

/** The command lines of a shell script: continuations joined, comments and here-documents left out, `cd` followed. */
export function scriptLines(text: string, folder: string): readonly ScriptLine[] {
	const found: ScriptLine[] = [];
	const rows = text.split(/\r?\n/u);
	let here = folder;
	for (let at = 0; at < rows.length; at++) {
		const offset = at;
		let row = rows[at] ?? '';
		while (/(?<!\\)\\$/u.test(row) && at + 1 < rows.length) row = `${row.slice(0, -1)} ${(rows[++at] ?? '').trim()}`;
		const end = heredoc.exec(row)?.groups?.end;
		if (end !== undefined) while (at + 1 < rows.length && (rows[at] ?? '').trim() !== end) at++;
		const line = row
			.trim()
			.replace(condition, '')
			.replace(/;\s*(?:then|do)\s*$/u, '');
		if (line === '' || line.startsWith('#') || line === end) continue;
		const moved = /^cd\s+(?<to>[^\s;&|]+)\s*$/u.exec(line)?.groups?.to;
		if (moved !== undefined) {
			here = joined(here, moved);
			continue;
		}
		if (keyword.test(line) && !/&&|\bthen\s+\S/u.test(line)) continue;
		found.push({text: line, offset, folder: here});
	}
	return found;
}

/** A folder below another; `.` is the root. A path that cannot be told (a variable, above the root) is the root. */
export function joined(folder: string, path: string): string {
	const plain = path.replace(/^['"]|['"]$/gu, '');
	if (/\$|~|^\/|`/u.test(plain)) return '.';
	const parts: string[] = folder === '.' ? [] : folder.split('/');
	for (const part of plain.split('/')) {
		if (part === '..') parts.pop();
		else if (part !== '.' && part !== '') parts.push(part);
	}
	return parts.length === 0 ? '.' : parts.join('/');
}
