import {record, textOf} from '../manifests/values.ts';
import {looseJson} from './json.ts';
import type {Listing} from './listing.ts';
import {below, folderOf, joined} from './paths.ts';

/** What a package.json says of how its modules are found. */
export type Manifest = {
	readonly folder: string;
	readonly name?: string;
	/** `main`, `module`, `source`, `types`: where the package itself begins, the nearest to its source first. */
	readonly starts: readonly string[];
	readonly exports: unknown;
	readonly imports: unknown;
	readonly json: Readonly<Record<string, unknown>>;
};

const manifestFile = /(?:^|\/)package\.json$/u;

/** Every package.json of the project itself, by folder, those nearest to the root first. */
export function manifestsIn({paths, roleOf}: Listing, text: (path: string) => string | undefined): ReadonlyMap<string, Manifest> {
	const own = paths.filter(path => manifestFile.test(path) && roleOf(path) !== 'vendored' && roleOf(path) !== 'generated');
	return new Map(
		own.toSorted((one, other) => one.split('/').length - other.split('/').length).map(path => [folderOf(path), manifest(path, text(path))]),
	);
}

function manifest(path: string, text: string | undefined): Manifest {
	const json = looseJson(text);
	const name = textOf(json.name);
	return {
		folder: folderOf(path),
		...(name === undefined ? {} : {name}),
		starts: [json.source, json.module, json.main, json.types, json.typings].flatMap(value => textOf(value) ?? []),
		exports: json.exports,
		imports: json.imports,
		json,
	};
}

/** Every path that an entry of `exports` or `imports` may lead to, whatever the condition; the source's own conditions first. */
function targetsOf(value: unknown, depth = 0): readonly string[] {
	if (typeof value === 'string') return [value];
	if (depth > 6) return [];
	if (Array.isArray(value)) return value.flatMap(one => targetsOf(one, depth + 1));
	return Object.values(record(value)).flatMap(one => targetsOf(one, depth + 1));
}

/** The targets of a subpath (`.`, `./ui`, `#db`) in `exports` or `imports`: the exact key, else the longest pattern. */
export function mapped(map: unknown, subpath: string): readonly string[] {
	if (typeof map === 'string' || Array.isArray(map)) return subpath === '.' ? targetsOf(map) : [];
	const entries = Object.entries(record(map));
	if (subpath === '.' && entries.length > 0 && entries.every(([key]) => !key.startsWith('.'))) return targetsOf(map);
	const exact = entries.find(([key]) => key === subpath);
	if (exact !== undefined) return targetsOf(exact[1]);
	const patterns = entries.flatMap(([key, value]) => {
		const [before = '', after] = key.split('*', 2);
		const fits =
			after !== undefined && subpath.startsWith(before) && subpath.endsWith(after) && subpath.length >= before.length + after.length;
		return fits ? [{before, after, value}] : [];
	});
	const longest = patterns.toSorted((one, other) => other.before.length - one.before.length)[0];
	if (longest === undefined) return [];
	const star = subpath.slice(longest.before.length, subpath.length - longest.after.length);
	return targetsOf(longest.value).map(target => target.replaceAll('*', star));
}

const builtFolder = /^(?:dist|build|lib|out|output|\.output|es|esm|cjs)(?=\/|$)/u;
const nestedFormat = /^src\/(?:es|esm|cjs|types|src)\//u;

/** The source file that a manifest's target stands for: the target itself, or what it is built from. */
export function sourceOf(folder: string, target: string, listing: Listing): string | undefined {
	const plain = joined('', target);
	if (plain === undefined) return undefined;
	const source = plain.replace(/\.d\.[cm]?ts$/u, '').replace(/\.[cm]?js$/u, '');
	const moved = source.replace(builtFolder, 'src');
	const guesses = [plain, source, moved, moved.replace(nestedFormat, 'src/'), source.replace(builtFolder, '').replace(/^\//u, '')];
	for (const guess of guesses) {
		const found = listing.module(below(folder, guess));
		if (found !== undefined && listing.roleOf(found) !== 'generated') return found;
	}
	return undefined;
}

/** The module that a package, or a part of it, means: `''` for the package itself. */
export function moduleOf({folder, starts, exports}: Manifest, part: string, listing: Listing): string | undefined {
	const targets = [...mapped(exports, part === '' ? '.' : `./${part}`), ...(part === '' ? starts : [])];
	for (const target of targets) {
		const found = sourceOf(folder, target, listing);
		if (found !== undefined) return found;
	}
	const places = part === '' ? ['src/index', 'index', 'src/main', 'lib/index'] : [part, `src/${part}`];
	for (const place of places) {
		const found = listing.module(below(folder, place));
		if (found !== undefined) return found;
	}
	return undefined;
}
