import {blockAt} from '../block.ts';
import {withoutComments} from '../comments.ts';
import type {FileFact} from '../files.ts';

/** A file's text, and its text without comments, made when first asked for. */
export type Source = {readonly file: FileFact; readonly raw: string; readonly code: string};
/** A file of which the text without comments may never be asked for. */
export function sourceOf(file: FileFact, raw: string): Source {
	let code: string | undefined;
	return {
		file,
		raw,
		get code() {
			code ??= withoutComments(raw, file.language);
			return code;
		},
	};
}

/** The text that defines a name: in the same file first, else in any other; for a router, its whole file. */
export function definitionOf(
	name: string,
	sources: readonly Source[],
	from: Source,
): {readonly text: string; readonly source: Source} | undefined {
	if (name === '') return undefined;
	const pattern = new RegExp(
		`(?:\\bfunction\\s+|\\bdef\\s+|\\bclass\\s+|\\b(?:const|let|var)\\s+|\\bexports\\.|^[ \\t]+(?:(?:public|private|static|async)[ \\t]+){0,3})${name}\\s*(?:=|\\(|:)`,
		'mu',
	);
	for (const source of [from, ...sources.filter(one => one !== from && one.raw.includes(name))]) {
		for (let rest = 0; rest < source.code.length; ) {
			const match = pattern.exec(source.code.slice(rest));
			if (match === null) break;
			const offset = rest + match.index;
			const text = blockAt(source.code, offset, source.file.language);
			if (/\{|=>|\bdef\b|\bclass\b|Router\s*\(/u.test(text))
				return {text: /Router\s*\(|Blueprint\s*\(/u.test(text) ? source.code : text, source};
			rest = offset + match[0].length;
		}
	}
	const imported = from.file.imports
		.find(one => new RegExp(`\\b${name}\\b`, 'u').test(one.text))
		?.source.split(/[/.]/u)
		.at(-1);
	const file =
		imported === undefined ? undefined : sources.find(one => one.file.path.replace(/(?:\/index)?\.\w+$/u, '').endsWith(imported));
	return file === undefined ? undefined : {text: file.code, source: file};
}
