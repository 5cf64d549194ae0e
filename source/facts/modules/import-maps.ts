import {textEntries} from '../manifests/values.ts';
import {looseJson} from './json.ts';
import type {Listing} from './listing.ts';
import {folderOf} from './paths.ts';

/** What Deno's import maps say, by the folder that they hold for: a name, and what it stands for as written there. */
export type ImportMaps = ReadonlyMap<string, readonly (readonly [string, string])[]>;

const mapFile = /(?:^|\/)(?:deno\.jsonc?|import_map\.json|import-map\.json|importmap\.json)$/u;

/** Every import map of the repository. */
export function importMapsIn({paths, roleOf}: Listing, text: (path: string) => string | undefined): ImportMaps {
	const maps = new Map<string, readonly (readonly [string, string])[]>();
	for (const path of paths) {
		if (!mapFile.test(path) || roleOf(path) === 'vendored') continue;
		const folder = folderOf(path);
		maps.set(folder, [...(maps.get(folder) ?? []), ...textEntries(looseJson(text(path)).imports)]);
	}
	return maps;
}

/** What an import stands for by the map of its folder: the exact name, else the longest prefix that ends with `/`. */
export function mappedBy(map: readonly (readonly [string, string])[], source: string): string | undefined {
	let best: readonly [string, string] | undefined;
	for (const entry of map) {
		const fits = entry[0] === source || (entry[0].endsWith('/') && source.startsWith(entry[0]));
		if (fits && (best === undefined || entry[0].length > best[0].length)) best = entry;
	}
	return best === undefined ? undefined : best[1] + source.slice(best[0].length);
}
