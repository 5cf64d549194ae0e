import type {Place} from '../safe-text.ts';
import type {DocumentFact} from './documents.ts';
import type {Facts} from './facts.ts';
import {marksOf} from './files.ts';
import {distinct} from './places.ts';
import {isLesson} from './teaching.ts';

/** A paper that a person keeps beside the code: a list of data, of processors, of promises. */
export type Paper = {
	readonly path: string;
	readonly firstLine: Place;
	/** Its text line by line, in small letters, as far as it was kept. */
	readonly lines: readonly string[];
	readonly document?: DocumentFact;
	/** What was left to fill in, or says of itself that it is not said yet. */
	readonly blanks: readonly Place[];
	/** It says of itself that nobody confirmed it: what stands in it may be a guess. */
	readonly unconfirmed?: Place;
};

const openWords = /\b(?:not (?:said|decided|agreed|signed) yet|nobody yet)\b/iu;
const unconfirmed = /^\s*confirmed(?:[ _](?:on|by))?:\s*["']?(?:never|no|nobody yet|not yet)\b/iu;

/** Papers of tools and agents, in folders that people do not open. */
const hidden = /(?:^|\/)\.(?!\/)[^/]{1,100}\//u;

/** The papers of a kind, by the names of their files and by their titles; lessons about such papers are none. */
export function papersOf(facts: Facts, names: RegExp, titles: RegExp): readonly Paper[] {
	const lines = new Map<string, Line[]>();
	for (const {path, line, text, value = ''} of marksOf(facts, 'paper.line', ['docs', 'config', 'app'])) {
		const held = lines.get(path) ?? [];
		held.push({path, line, text, value});
		lines.set(path, held);
	}
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
				document,
				...readOf(
					lines.get(document.path) ?? [],
					document.placeholders.filter(({fenced, kind}) => !fenced && kind !== 'example-host'),
				),
			}),
		),
		...files.map(({path, firstLine}): Paper => ({path, firstLine, ...readOf(lines.get(path) ?? [], [])})),
	];
}

/** What to ask of a paper that nobody confirmed. */
export const askToConfirm = ({path}: Pick<Paper, 'path'>): string =>
	`Does ${path} say what is true? Look through it with somebody who knows, correct it, and write the day and a name after “confirmed”.`;

type Line = Place & {readonly value: string};
const placeOf = ({path, line, text}: Place): Place => ({path, line, text});

/** What the lines of a paper say, and what they leave open. */
function readOf(lines: readonly Line[], placeholders: readonly Place[]): Pick<Paper, 'lines' | 'blanks' | 'unconfirmed'> {
	const never = lines.find(({value}) => unconfirmed.test(value));
	return {
		lines: lines.map(({value}) => value.toLowerCase()),
		blanks: distinct([...placeholders, ...lines.filter(({value}) => openWords.test(value))].map(placeOf)),
		...(never === undefined ? {} : {unconfirmed: placeOf(never)}),
	};
}
