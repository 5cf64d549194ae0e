import type {Code} from '../facts/code/code.ts';
import type {PlainFacts} from '../facts/facts.ts';
import type {Evidence} from '../safe-text.ts';
import type {Data} from './template-language.ts';
import type {Edit} from './wiring/edit.ts';

/** A package folder and the scripts that its manifest has: what a workflow may run. */
export type Scripts = Readonly<Record<string, readonly string[]>>;

/** What a template sees of a repository, made from facts by a pure function. */
export type View = {
	readonly data: {readonly [name: string]: Data};
	/** What to do after writing, besides what the template says. */
	readonly after: readonly string[];
	/** Checks that stay open in this repository, and what a person owes: they are taken out of `closes`. */
	readonly owes: readonly {readonly check: string; readonly owes: string}[];
	readonly scripts: Scripts;
	/** Those of the template's checks that can be closed in this repository; all of them where this is not said. */
	readonly closes?: readonly string[];
	/** What wires the generated files into the person's own. */
	readonly edits?: readonly Edit[];
};

/** What a person gave for a template's `needs`, and the repository's name. */
export type Given = {readonly name: string; readonly answers: Readonly<Record<string, string>>};

/** The code of a file as it stands now; undefined when there is none that can be read. */
export type CodeNow = (path: string) => Code | undefined;

/** The places that the last look named for a check's open gap; none when it is closed. */
export type SeenAt = (check: string) => readonly Evidence[];

/** Makes what a template sees of a repository: a pure function of facts, of what a person said, and of the files that it would be wired into. */
export type ViewMaker = (facts: PlainFacts, given: Given, code: CodeNow, seenAt: SeenAt) => View;

/** What was said to one of a template's needs; undefined when it was left unsaid. */
export function said(given: Given, id: string): string | undefined {
	const answer = Object.hasOwn(given.answers, id) ? given.answers[id]?.trim() : undefined;
	return answer === '' ? undefined : answer;
}
