import type {FileFact} from '../files.ts';
import {record} from '../manifests/values.ts';
import {type Alias, aliased, bundlerAliasesIn, hasPattern} from './bundler-aliases.ts';
import {compilerPathsIn} from './compiler-paths.ts';
import {frameworkAliasesIn} from './framework-aliases.ts';
import {importMapsIn, mappedBy} from './import-maps.ts';
import {leftOutIn} from './left-out.ts';
import type {Listing} from './listing.ts';
import {asksForAddress, isData, isMade, isVirtual} from './made-by-tools.ts';
import {manifestsIn, moduleOf} from './manifests.ts';
import type {Resolved} from './modules.ts';
import {below, joined, upwards} from './paths.ts';
import {isBuiltin, packageOfSpecifier} from './specifiers.ts';
import {workspacesIn} from './workspaces.ts';

/** Where an import of a script leads, from the folder that it is written in. */
export type FolderLookup = (folder: string, source: string) => Resolved;

const asset: Resolved = {to: 'asset'};
const nowhere: Resolved = {to: 'nowhere'};
const mostHops = 4;
/** No package can be called so: `@/lib/db`, `~/lib/db`, `$lib/db`, `src/lib/db`. */
const ownByForm = /^(?:@|~|~~|@@|\$\w*|src)\//u;

/** How the scripts of a repository find each other. */
export function scriptImports(files: readonly FileFact[], listing: Listing, text: (path: string) => string | undefined): FolderLookup {
	const manifests = manifestsIn(listing, text);
	const {byName, inward, workspace} = workspacesIn(manifests, listing);
	const compilerPaths = compilerPathsIn(listing, text, byName);
	const maps = importMapsIn(listing, text);
	const told = bundlerAliasesIn(files, manifests, listing);
	const given = frameworkAliasesIn(listing);

	const isLeftOut = leftOutIn(listing, text);
	const fileAt = (written: string | undefined): Resolved | undefined => {
		const path = written === undefined ? undefined : joined('', written);
		if (path === undefined) return undefined;
		const found = listing.module(path) ?? main(path);
		if (found !== undefined) return isData(found) ? asset : {to: 'file', path: found};
		return isData(path) || isMade(path) || isLeftOut(path) ? asset : undefined;
	};
	const main = (path: string): string | undefined => {
		const manifest = manifests.get(path);
		return manifest === undefined ? undefined : moduleOf(manifest, '', listing);
	};
	const firstFile = (places: readonly (string | undefined)[]): Resolved | undefined => {
		let made: Resolved | undefined;
		for (const place of places) {
			const found = fileAt(place);
			if (found?.to === 'file') return found;
			made ??= found;
		}
		return made;
	};

	const byAlias = (table: ReadonlyMap<string, readonly Alias[]>, folder: string, source: string): string | undefined => {
		for (const at of upwards(folder)) {
			const aliases = table.get(at);
			const found = aliases === undefined ? undefined : aliased(aliases, source);
			if (found !== undefined) return found;
		}
		return undefined;
	};

	const byMap = (folder: string, source: string, hops: number): Resolved | undefined => {
		for (const at of upwards(folder)) {
			const map = maps.get(at);
			const target = map === undefined ? undefined : mappedBy(map, source);
			if (target === undefined) continue;
			return /^\.{0,2}\//u.test(target) ? (fileAt(joined(at, target)) ?? nowhere) : lookup(at, target, hops + 1);
		}
		return undefined;
	};

	/** A pattern of an alias that was not read may stand for a name that no manifest above knows. */
	const mayBePattern = (folder: string, name: string): boolean => {
		const up = upwards(folder);
		if (!up.some(at => hasPattern(told.get(at) ?? []))) return false;
		return !up.some(at => {
			const json = manifests.get(at)?.json;
			return [json?.dependencies, json?.devDependencies, json?.peerDependencies].some(section => Object.hasOwn(record(section), name));
		});
	};

	/** Where an import that nothing explains would lie by the customs of most projects. */
	const byCustom = (folder: string, source: string): Resolved | undefined => {
		if (!ownByForm.test(source)) return undefined;
		const rest = source.slice(source.indexOf('/') + 1);
		const places = upwards(folder).flatMap(at =>
			source.startsWith('src/') ? [below(at, source)] : [below(at, `src/${rest}`), below(at, rest)],
		);
		return places.map(place => listing.module(place)).flatMap(path => (path === undefined ? [] : [{to: 'file' as const, path}]))[0];
	};

	const lookup = (folder: string, written: string, hops: number): Resolved => {
		const source = written.slice(written.lastIndexOf('!') + 1).replace(/\?.*$/u, '');
		if (source === '' || hops > mostHops) return nowhere;
		if (/^\.{1,2}(?:\/|$)/u.test(source)) return fileAt(joined(folder, source)) ?? nowhere;
		if (isBuiltin(source)) return packageOfSpecifier(source) ?? nowhere;
		if (source.startsWith('/'))
			return firstFile(upwards(folder).flatMap(at => [below(at, source.slice(1)), below(at, `public${source}`)])) ?? nowhere;
		const compiler = compilerPaths(folder, source);
		const alias = byAlias(told, folder, source) ?? byAlias(given, folder, source);
		const found = firstFile([...compiler.places, alias]);
		if (found?.to === 'file') return found;
		const mappedTo =
			byMap(folder, source, hops) ?? (source.startsWith('#') ? inward(folder, source) : undefined) ?? workspace(folder, source);
		if (mappedTo !== undefined) return mappedTo;
		const custom = byCustom(folder, source);
		if (custom !== undefined) return custom;
		if (isVirtual(written)) return asset;
		if (compiler.named || alias !== undefined || ownByForm.test(source) || source.startsWith('#'))
			return found ?? (isData(source) || isMade(source) ? asset : nowhere);
		const named = packageOfSpecifier(source);
		return named === undefined ? nowhere : mayBePattern(folder, named.name) ? asset : named;
	};

	const known = new Map<string, Map<string, Resolved>>();
	return (folder, source) => {
		const inFolder = known.get(folder) ?? new Map<string, Resolved>();
		if (!known.has(folder)) known.set(folder, inFolder);
		const before = inFolder.get(source);
		if (before !== undefined) return before;
		const found = lookup(folder, source, 0);
		const made = found.to === 'file' && asksForAddress(source) ? asset : found;
		inFolder.set(source, made);
		return made;
	};
}
