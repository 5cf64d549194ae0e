import {hash as hashOf} from 'node:crypto';
import {type FileFact, hasText, seeFile} from '../facts/files.ts';
import type {Language} from '../facts/language.ts';
import {loadParsers, type Parsers} from '../facts/syntax/parsers.ts';
import {decoded} from '../repository/read.ts';
import type {RepositoryFile} from '../repository/repository.ts';
import {withBytesOf} from '../repository/text.ts';
import type {Job} from './chunks.ts';
import {hidden} from './hidden.ts';
import {sent} from './sent.ts';

/** What a scanner is told. Everything before the first `see` is one `begin`. */
export type Asked =
	| {readonly asks: 'begin'; readonly root: string; readonly languages: readonly Language[]; readonly served: readonly string[]}
	/** `unparsed` says why the parser is to be left out. */
	| {readonly asks: 'see'; readonly jobs: readonly Job[]; readonly unparsed?: string};

/** What was seen in one file: its facts as bytes, or nothing new when it holds what it held. `hash` is that of its bytes. */
export type Sight = {readonly hash: string; readonly fact?: Uint8Array};

export type Answered = {readonly tells: 'ready'} | {readonly tells: 'seen'; readonly sights: readonly Sight[]};

/** What a scanner has to speak with the process that started it. */
export type Channel = {readonly tell: (answered: Answered) => void; readonly hear: (listener: (asked: Asked) => void) => void};

/** Runs in a process of its own, which a parser may end at any moment: sees the files that it is given, in the order in which they come. */
export function scanner({tell, hear}: Channel): void {
	let see: ((asked: Extract<Asked, {asks: 'see'}>) => readonly Sight[]) | undefined;
	hear(async asked => {
		switch (asked.asks) {
			case 'begin': {
				const parsers = await loadParsers(new Set(asked.languages));
				const served = new Set(asked.served);
				see = ({jobs, unparsed}) =>
					jobs.map(job => sightOf(asked.root, job, unparsed === undefined ? parsers : parsingNothing(unparsed), served));
				return tell({tells: 'ready'});
			}
			case 'see':
				return tell({tells: 'seen', sights: see?.(asked) ?? []});
		}
	});
}

/** Parsers that parse nothing and say why. */
export const parsingNothing = (because: string): Parsers => ({code: () => ({because}), sql: () => ({because})});

const nothing = hashOf('sha1', '');

function sightOf(root: string, {file, known}: Job, parsers: Parsers, served: ReadonlySet<string>): Sight {
	const read = hasText(file.path)
		? withBytesOf(root, file, bytes => {
				const hash = hashOf('sha1', bytes);
				return hash === known ? {hash} : {hash, text: decoded(bytes)};
			})
		: undefined;
	const hash = read?.hash ?? nothing;
	if (hash === known) return {hash};
	return {hash, fact: sent(seenIn(file, read?.text, parsers, served))};
}

/** What is seen in one file, fit to be kept. */
export function seenIn(file: RepositoryFile, text: string | undefined, parsers: Parsers, served: ReadonlySet<string>): FileFact {
	const fact = seeFile(file, text, parsers, served);
	return text === undefined ? fact : hidden(fact, text);
}
