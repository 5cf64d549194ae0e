import type {Place} from '../safe-text.ts';
import type {DocumentFact} from './documents.ts';
import type {Facts} from './facts.ts';
import {marksOf} from './files.ts';
import {isLesson} from './teaching.ts';

/** A paper that a person keeps beside the code: a list of data, of processors, of promises. */
export type Paper = {
	readonly path: string;
	readonly firstLine: Place;
	/** Its text line by line, in small letters, as far as it was kept. */
	readonly lines: readonly string[];
	readonly document?: DocumentFact;
	readonly blanks: readonly Place[];
};

/** Papers of tools and agents, in folders that people do not open. */
const hidden = /(?:^|\/)\.(?!\/)[^/]{1,100}\//u;

/** The papers of a kind, by the names of their files and by their titles; lessons about such papers are none. */
export function papersOf(facts: Facts, names: RegExp, titles: RegExp): readonly Paper[] {
	const lines = new Map<string, string[]>();
	for (const {path, value = ''} of marksOf(facts, 'paper.line', ['docs', 'config', 'app']))
		lines.set(path, [...(lines.get(path) ?? []), value.toLowerCase()]);
	const documents = facts.documents.filter(
		document =>
			document.kind === 'prose' &&
			!isLesson(document) &&
			!hidden.test(document.path) &&
			(names.test(document.path) || titles.test(document.title ?? '')),
	);
	const read = new Set(documents.map(({path}) => path));
	const files = facts.files.filter(
		({path, role}) => names.test(path) && !read.has(path) && (role === 'config' || role === 'docs') && lines.has(path),
	);
	return [
		...documents.map(
			(document): Paper => ({
				path: document.path,
				firstLine: document.firstLine,
				lines: lines.get(document.path) ?? [],
				document,
				blanks: document.placeholders
					.filter(({fenced, kind}) => !fenced && kind !== 'example-host')
					.map(({path, line, text}) => ({path, line, text})),
			}),
		),
		...files.map(({path, firstLine}): Paper => ({path, firstLine, lines: lines.get(path) ?? [], blanks: []})),
	];
}
