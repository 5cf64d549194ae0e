/** What git says of a file: tracked or not; `unknown` outside git or with an index that cannot be read. */
export type Tracked = boolean | 'unknown';

/** What shows that a file is another than before: when it was written, when anything of it was changed (in milliseconds), and its number on the disk. */
export type Stamp = {readonly modified: number; readonly changed: number; readonly number: number};

export type RepositoryFile = {
	/** Relative to the root, with `/`, raw. */
	readonly path: string;
	readonly bytes: number;
	readonly tracked: Tracked;
	/** Matched by a `.gitignore`, and here only because git tracks it all the same. */
	readonly ignored: boolean;
	/** Absent in memory. */
	readonly stamp?: Stamp;
};

/** Something that was there and was not looked at, and why. */
export type Skipped = {readonly path: string; readonly because: string};

/** A folder on disk as shipworthy sees it. The files on disk are the truth. */
export type Repository = {
	/** The name of the root folder. */
	readonly name: string;
	/** The commit that HEAD names, when it can be read. */
	readonly head?: string;
	/** The branch that others build on, when it can be read. */
	readonly branch?: string;
	readonly git: boolean;
	/** The folder lies inside a larger git repository, parts of which are not looked at. */
	readonly inside: boolean;
	/** Sorted by path. */
	readonly files: readonly RepositoryFile[];
	readonly skipped: readonly Skipped[];
	/** True when a cap cut the walk short, so that absence proves nothing. */
	readonly capped: boolean;
	/** The decoded text of a listed file; undefined when it is binary, too large or unreadable. */
	readonly text: (path: string) => string | undefined;
};

/** A repository that exists in memory only, for examples. */
export function inMemory(
	files: Readonly<Record<string, string>>,
	{name = 'example', untracked = []}: {name?: string; untracked?: readonly string[]} = {},
): Repository {
	const paths = Object.keys(files).sort();
	return {
		name,
		git: true,
		inside: false,
		files: paths.map(path => ({path, bytes: files[path]?.length ?? 0, tracked: !untracked.includes(path), ignored: false})),
		skipped: [],
		capped: false,
		text: path => (Object.hasOwn(files, path) ? files[path] : undefined),
	};
}
