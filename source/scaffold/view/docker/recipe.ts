/** One image for one package: what it is built from, how, and what it starts. Empty texts and lists stand for what there is none of. */
export type Recipe = {
	readonly base: string;
	/** The files that an install reads, copied before everything else so that it is kept while they stay the same. */
	readonly manifests: readonly {readonly from: string; readonly to: string}[];
	/** Files that the build makes only of the program itself. */
	readonly before: readonly string[];
	readonly install: string;
	/** The folder in which the package manager keeps its downloads while images are built. */
	readonly cache: string;
	readonly after: readonly string[];
	/** The command that starts it, word by word, so that a signal to stop reaches it. */
	readonly start: readonly string[];
	/** The route that says whether it works, and the port on which it answers when nothing else is set. */
	readonly health: {readonly port: number; readonly route: string} | undefined;
	readonly settings: readonly string[];
};

/** A recipe, with the folder of Python's packages where there is one; or why there is none: what a person does first. */
export type Cooked = {readonly recipe: Recipe; readonly notes: readonly string[]; readonly venv?: string} | {readonly because: string};

/** A path from the root of the repository as the package's own folder names it. */
export const within = (folder: string, path: string): string =>
	folder !== '.' && path.startsWith(`${folder}/`) ? path.slice(folder.length + 1) : path;

/** The name of a file in a package's folder, from the root of the repository. */
export const inFolder = (folder: string, name: string): string => (folder === '.' ? name : `${folder}/${name}`);
