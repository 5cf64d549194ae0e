import type {Code} from './code/code.ts';
import type {Language} from './language.ts';

/** One import: what is named, and where. */
export type Import = {
	/** As written: `./lib/db`, `@scope/name/part`, `flask`. */
	readonly source: string;
	/** The name of the package it would come from; undefined for a relative one. */
	readonly dependency?: string;
	readonly line: number;
	/** The trimmed line. */
	readonly text: string;
	/** `import type`: nothing of it is left at run time. */
	readonly typeOnly: boolean;
};

const scriptImport =
	/(?:^|[\n;])[ \t]*(?:import|export)\s+(?<type>type\s+)?(?:[\w$*{}\s,]{1,2000}?\sfrom\s*|[\w$*{}\s,]{0,2000}?\}\s*from\s*)?['"](?<from>[^'"\n]{1,300})['"]|\b(?:require|import)\s*\(\s*['"](?<called>[^'"\n]{1,300})['"]/gu;
const pythonImport =
	/^[ \t]*(?:from[ \t]+(?<from>\.*[\w.]*)[ \t]+import\b|import[ \t]+(?<names>[\w.]+(?:[ \t]+as[ \t]+\w+)?(?:[ \t]*,[ \t]*[\w.]+(?:[ \t]+as[ \t]+\w+)?)*))/gmu;

const mostLines = 100;

/** The imports of a parsed file, one for each module and statement, in order. */
export function importsIn({imports, exports}: Code, language: Language, text: string): readonly Import[] {
	const passedOn = exports.flatMap(({from, line}) => (from === undefined ? [] : [{from, line, typeOnly: false}]));
	const all = [...imports, ...passedOn].toSorted((one, other) => one.line - other.line);
	const lines = linesUpTo(text, (all.at(-1)?.line ?? -mostLines) + mostLines);
	const found = new Map<string, Import>();
	for (const {from, line, typeOnly} of all) {
		const key = `${line} ${from}`;
		const known = found.get(key);
		if (known === undefined) found.set(key, placed(from, line, typeOnly, language, lines));
		else if (known.typeOnly && !typeOnly) found.set(key, {...known, typeOnly});
	}
	return [...found.values()];
}

function linesUpTo(text: string, count: number): readonly string[] {
	const lines: string[] = [];
	for (let start = 0; lines.length < count && start <= text.length; ) {
		const end = text.indexOf('\n', start);
		lines.push(text.slice(start, end === -1 ? undefined : end));
		start = end === -1 ? text.length + 1 : end + 1;
	}
	return lines;
}

/** A statement over several lines stands where it names its module. */
function placed(source: string, start: number, typeOnly: boolean, language: Language, lines: readonly string[]): Import {
	const isPython = language === 'py';
	const dependency = isPython ? (source.startsWith('.') ? undefined : source.split('.')[0]) : packageName(source);
	const quoted = [`'${source}'`, `"${source}"`, `\`${source}\``];
	const names = (line: string): boolean => quoted.some(one => line.includes(one));
	const offset = isPython ? 0 : Math.max(lines.slice(start - 1, start + mostLines).findIndex(names), 0);
	const line = start + offset;
	return {source, ...dependencyOf(dependency), line, text: (lines[line - 1] ?? '').trim().slice(0, 300), typeOnly};
}

/** The imports that are seen in the text of a file that is not parsed; `code` is its text without comments. */
export function importsOf(code: string, language: Language): readonly Import[] {
	if (language === 'py') return pythonImports(code);
	if (language === 'ts' || language === 'js' || language === 'vue' || language === 'svelte' || language === 'astro')
		return scriptImports(code);
	return [];
}

function scriptImports(code: string): readonly Import[] {
	const lines = lineCounter(code);
	return [...code.matchAll(scriptImport)].flatMap(match => {
		const source = match.groups?.from ?? match.groups?.called;
		if (source === undefined) return [];
		const at = (match.index ?? 0) + match[0].length - 1;
		return [
			{source, ...dependencyOf(packageName(source)), line: lines.at(at), text: lines.text(at), typeOnly: match.groups?.type !== undefined},
		];
	});
}

function pythonImports(code: string): readonly Import[] {
	const lines = lineCounter(code);
	return [...code.matchAll(pythonImport)].flatMap(match => {
		const at = (match.index ?? 0) + match[0].length - 1;
		const from = match.groups?.from;
		const names = from === undefined ? (match.groups?.names ?? '').split(',').map(name => name.trim().split(/\s/u)[0] ?? '') : [from];
		return names
			.filter(name => name !== '')
			.map(source => ({
				source,
				...dependencyOf(source.startsWith('.') ? undefined : source.split('.')[0]),
				line: lines.at(at),
				text: lines.text(at),
				typeOnly: false,
			}));
	});
}

const dependencyOf = (name: string | undefined): {dependency?: string} => (name === undefined ? {} : {dependency: name});

/** `@scope/name/part` → `@scope/name`; undefined for what is relative, absolute, an alias of `@/` or `~/`, or a URL of no package. */
function packageName(source: string): string | undefined {
	const remote = /^(?:npm:|jsr:|https:\/\/(?:esm\.sh|cdn\.skypack\.dev|unpkg\.com|cdn\.jsdelivr\.net\/npm)\/)(?<name>[^?]+)/u.exec(source)
		?.groups?.name;
	const plain = remote === undefined ? source : remote.replace(/^\/|(?<=.)@[^/]*/gu, '');
	if (/^[./~#]|^@\/|^node:|^\w+:/u.test(plain)) return undefined;
	const [first = '', second] = plain.split('/');
	return first.startsWith('@') ? (second === undefined ? undefined : `${first}/${second}`) : first;
}

/** Line numbers and lines by offset, for one text. */
export function lineCounter(text: string): {readonly at: (offset: number) => number; readonly text: (offset: number) => string} {
	const starts = [0];
	for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
	const at = (offset: number): number => {
		let low = 0;
		let high = starts.length - 1;
		while (low < high) {
			const middle = Math.ceil((low + high) / 2);
			if ((starts[middle] ?? 0) <= offset) low = middle;
			else high = middle - 1;
		}
		return low + 1;
	};
	return {
		at,
		text: offset => {
			const line = at(offset);
			return text
				.slice(starts[line - 1] ?? 0, (starts[line] ?? text.length + 1) - 1)
				.trim()
				.slice(0, 300);
		},
	};
}
