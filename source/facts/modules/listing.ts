import type {FileFact} from '../files.ts';
import type {Role} from '../role.ts';
import {below, folderOf} from './paths.ts';

/** Endings that an import may leave out, the most telling first. */
const endings = ['.ts', '.tsx', '.mts', '.cts', '.js', '.jsx', '.mjs', '.cjs', '.vue', '.svelte', '.astro', '.d.ts', '.d.mts', '.d.cts'];
const platforms = ['.native', '.web', '.ios', '.android'];
const ranked = new Map(
	[...endings, ...platforms.flatMap(platform => endings.slice(0, 6).map(ending => platform + ending))].map((ending, rank) => [
		ending,
		rank,
	]),
);
const code = /(?:\.(?:native|web|ios|android|d))?\.(?:[cm]?[jt]sx?|vue|svelte|astro)$/u;
const output = /\.(?:[cm]?jsx?)$/u;

/** What there is in a repository, by path. */
export type Listing = {
	readonly has: (path: string) => boolean;
	readonly hasFolder: (path: string) => boolean;
	readonly roleOf: (path: string) => Role | undefined;
	/** The module that an import of this path means: itself, with an ending, as TypeScript's source, or as a folder's index. */
	readonly module: (path: string) => string | undefined;
	readonly paths: readonly string[];
};

/** Makes lookups by path for a list of files. */
export function listingOf(files: readonly FileFact[]): Listing {
	const roles = new Map(files.map(({path, role}) => [path, role]));
	const stems = new Map<string, {readonly path: string; readonly rank: number}>();
	const folders = new Set<string>(['']);
	for (const {path} of files) {
		for (let folder = folderOf(path); !folders.has(folder); folder = folderOf(folder)) folders.add(folder);
		const ending = code.exec(path)?.[0];
		const rank = ending === undefined ? undefined : ranked.get(ending);
		if (ending === undefined || rank === undefined) continue;
		const stem = path.slice(0, -ending.length);
		const known = stems.get(stem);
		if (known === undefined || rank < known.rank) stems.set(stem, {path, rank});
	}
	const file = (path: string): string | undefined => {
		if (roles.has(path)) return path;
		const found = stems.get(path);
		if (found !== undefined) return found.path;
		return output.test(path) ? stems.get(path.replace(output, ''))?.path : undefined;
	};
	return {
		has: path => roles.has(path),
		hasFolder: path => folders.has(path),
		roleOf: path => roles.get(path),
		module: path => file(path) ?? file(below(path, 'index')),
		paths: [...roles.keys()],
	};
}
