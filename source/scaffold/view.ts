import type {Data} from './template-language.ts';

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
};
