import type {Data} from '../template-language.ts';

/** A name that a file of code is to import: from a file of the repository (`src/health`, without its ending) or from a package (`node:http`). */
export type WantedImport = {
	/**
	 * What it is called where it comes from, and here; `default` brings what the module gives by itself, as `local`;
	 * `*` all of it. Without a name it is loaded for what it does, before anything else.
	 */
	readonly name?: string;
	readonly local?: string;
	/** `otherwise`: how a file is named by one that imports nothing of its own yet: with its ending (TypeScript), by its place (Python). */
	readonly from: {readonly file: string; readonly otherwise?: 'ending' | 'relative'} | {readonly package: string};
};

/** A spot in a file of code: beside a call, by its callee as written (`app.listen`), or at the end of the file. */
type Spot = {readonly where: 'before' | 'after'; readonly call: string; readonly which?: 'first' | 'last'} | {readonly where: 'end'};

/** Whole lines of code to put at a spot, without indentation of the spot's own. */
export type Insertion = {readonly at: Spot; readonly lines: readonly string[]};

/** A call whose result nobody keeps, and the name that it is to be kept under: `app.listen(80)` becomes `const server = app.listen(80)`. */
export type Keep = {readonly call: string; readonly as: string};

/** What a pattern named in the words that it found. */
type Named = Readonly<Record<string, string | undefined>>;

/** Words of one line, found by a pattern of ours, and what stands there instead. They were seen from `line` to `end` (itself where not said), and may have moved since. */
export type Swap = {
	readonly line: number;
	readonly end?: number;
	readonly pattern: RegExp;
	readonly to: string | ((named: Named) => string);
	/** What the line calls afterwards: where it does not, the words stood in a longer text. */
	readonly calls?: string;
};

/**
 * A change to a file that is the person's own: what mounts a generated file, in data. It is made on the syntax tree or not at all.
 * `byHand` says to a person exactly what to add and where, for when it cannot be made safely.
 */
export type Edit = {readonly path: string; readonly does: string; readonly byHand: string} & (
	| {
			readonly kind: 'code';
			readonly imports: readonly WantedImport[];
			readonly inserts: readonly Insertion[];
			readonly keeps?: readonly Keep[];
	  }
	/** Keys of a JSON file, comments and formatting kept. A key that holds something else already is left to the person; with `orAny` it is fine as it is. */
	| {readonly kind: 'json'; readonly set: readonly {readonly at: readonly string[]; readonly value: Data; readonly orAny?: true}[]}
	/** A job of a workflow, and the jobs beside it that it is to wait for. `beyond`: what only a person can do instead. */
	| {readonly kind: 'needs'; readonly job: string; readonly needs: readonly string[]; readonly beyond: string}
	/** One key of a table of a TOML file. What holds something else already is left to the person. */
	| {readonly kind: 'toml'; readonly table: string; readonly key: string; readonly value: string}
	/** Words in lines that are there, exchanged; in code, what comes out is read again. */
	| {readonly kind: 'swap'; readonly swaps: readonly Swap[]; readonly imports?: readonly WantedImport[]}
	/** A Dockerfile: the version of what it stands on, where none is named, and a user that is not root. */
	| {readonly kind: 'image'; readonly pins: readonly {readonly image: string; readonly version: string}[]}
	/** A workflow of GitHub: what its token may do, where it does not say so, and actions pinned to commits. `beyond`: what is wrong besides, which only a person can mend. */
	| {
			readonly kind: 'workflow';
			readonly permissions: boolean;
			readonly pins: readonly {readonly from: string; readonly to: string; readonly version: string}[];
			readonly beyond: string;
	  }
	/** Lines that are to stand in a file, in any order; those that are missing are added at its end, under `under` where that is given. A missing file is made. */
	| {readonly kind: 'lines'; readonly add: readonly string[]; readonly under?: string}
);

/** What an edit came to: the whole new text, nothing to do, or why it is left to a person. */
export type Wired =
	| {readonly is: 'changed'; readonly text: string}
	| {readonly is: 'there'}
	| {readonly is: 'refused'; readonly because: string};
