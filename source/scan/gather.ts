import type {Facts} from '../facts/facts.ts';
import {factsOf} from '../facts/facts-of.ts';
import {type FileFact, hasText, seeFile, servedDocs} from '../facts/files.ts';
import type {SaidGuards} from '../facts/guards/said.ts';
import {languagesOf, loadParsers} from '../facts/syntax/parsers.ts';
import type {Repository, Skipped} from '../repository/repository.ts';
import type {Job} from './chunks.ts';
import {factOf, isStill, type Known} from './known.ts';
import {parsingNothing, type Sight, seenIn} from './scanner.ts';
import type {Outcome, Scanners} from './scanners.ts';
import {received} from './sent.ts';

/** How far a look has come. */
export type Step = {
	readonly files: number;
	readonly of: number;
	/** Something that is certain already, in words. */
	readonly seen?: string;
};

/** Everything that can be known of a repository, and what was seen in each file, for the next look. */
export type Gathered = {
	readonly facts: Facts;
	readonly known: ReadonlyMap<string, Known>;
	/** Files whose parser did not survive them, and why. */
	readonly lost: readonly Skipped[];
};

export type Gathering = {
	/** Who sees the files; without them it is done in this process. */
	readonly scanners: Scanners | undefined;
	/** What was seen at an earlier look. */
	readonly known: ReadonlyMap<string, Known>;
	/** Whether what is seen is kept for the next look. */
	readonly keeps: boolean;
	/** When this look began, in milliseconds. */
	readonly began: number;
	readonly report: (step: Step) => void;
	/** Hears that every file was seen: until the next look there is nothing for scanners to do. */
	readonly onSeen?: () => void;
	/** What people said of guards. */
	readonly said?: SaidGuards;
	readonly signal?: AbortSignal;
};

const unread = parsingNothing('it was not read');

/** Sees the files of a repository that are not known yet, and makes the facts of all. The same repository gives the same facts, whatever was known. */
export async function gather(repository: Repository, gathering: Gathering): Promise<Gathered | {readonly problem: string}> {
	const {known, keeps, began, report, scanners, signal} = gathering;
	const served = new Set(servedDocs(repository));
	const facts = new Map<string, FileFact>();
	const now = new Map<string, Known>();
	const lost: Skipped[] = [];
	const jobs: Job[] = [];
	/** What may turn out to be as it was, once its bytes are read. */
	const earlier = new Map<string, Known>();
	for (const file of repository.files) {
		if (!hasText(file.path)) {
			facts.set(file.path, seeFile(file, undefined, unread, served));
			continue;
		}
		const before = known.get(file.path);
		const fact = before === undefined ? undefined : factOf(before, file);
		if (before === undefined || fact === undefined) {
			jobs.push({file});
			continue;
		}
		const restored = before.fact === fact ? before : {...before, fact};
		if (!isStill(before, file)) {
			earlier.set(file.path, restored);
			jobs.push({file, known: before.hash});
			continue;
		}
		facts.set(file.path, fact);
		now.set(file.path, restored);
	}
	const of = repository.files.length;
	report({files: facts.size, of});

	const done = ({job, sight, because}: Outcome): void => {
		const {file} = job;
		const fact = factFrom(sight, earlier.get(file.path)) ?? seeFile(file, undefined, unread, served);
		facts.set(file.path, fact);
		if (because !== undefined) lost.push({path: file.path, because: `not looked at: ${because}`});
		else if (keeps && sight !== undefined && file.stamp !== undefined) {
			const sent = sight.fact ?? earlier.get(file.path)?.sent;
			if (sent !== undefined) now.set(file.path, {hash: sight.hash, bytes: file.bytes, stamp: file.stamp, at: began, sent, fact});
		}
	};
	if (scanners === undefined) await seeHere(repository, jobs, served, facts);
	else {
		let said = facts.size;
		const problem = await scanners.see(
			jobs,
			outcome => {
				done(outcome);
				if (facts.size - said < every && facts.size < of) return;
				said = facts.size;
				report({files: said, of});
			},
			signal,
		);
		if (problem !== undefined) return {problem};
	}
	gathering.onSeen?.();
	const files = repository.files.flatMap(({path}) => facts.get(path) ?? []);
	lost.sort((one, other) => (one.path < other.path ? -1 : 1));
	return {facts: named(factsOf(repository, files, gathering.said), lost), known: now, lost};
}

const every = 50;

/** What a scanner saw; what was known when it saw nothing new. */
function factFrom(sight: Sight | undefined, before: Known | undefined): FileFact | undefined {
	if (sight?.fact !== undefined) return received(sight.fact);
	return sight === undefined ? undefined : before?.fact;
}

async function seeHere(
	repository: Repository,
	jobs: readonly Job[],
	served: ReadonlySet<string>,
	facts: Map<string, FileFact>,
): Promise<void> {
	const parsers = await loadParsers(languagesOf(jobs.map(({file}) => file.path)));
	for (const {file} of jobs) facts.set(file.path, seenIn(file, repository.text(file.path), parsers, served));
}

/** The facts, with the files that were lost among those that were not read. */
function named(facts: Facts, lost: readonly Skipped[]): Facts {
	if (lost.length === 0) return facts;
	const paths = new Set(lost.map(({path}) => path));
	const notRead = [...facts.notRead.filter(({path}) => !paths.has(path)), ...lost];
	return {...facts, notRead: notRead.sort((one, other) => (one.path < other.path ? -1 : 1))};
}
