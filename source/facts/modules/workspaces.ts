import {record, textOf} from '../manifests/values.ts';
import type {Listing} from './listing.ts';
import {isData, isMade} from './made-by-tools.ts';
import {type Manifest, mapped, moduleOf, sourceOf} from './manifests.ts';
import type {Resolved} from './modules.ts';
import {upwards} from './paths.ts';
import {packageOfSpecifier} from './specifiers.ts';

/** What the packages of a repository offer each other and themselves. */
export type Workspaces = {
	readonly byName: ReadonlyMap<string, Manifest>;
	/** `#name`, by the `imports` of the nearest package. */
	readonly inward: (folder: string, source: string) => Resolved | undefined;
	/** A package of the repository, or a part of it, by name. */
	readonly workspace: (folder: string, source: string) => Resolved | undefined;
};

const asset: Resolved = {to: 'asset'};
const nowhere: Resolved = {to: 'nowhere'};
const ownRange = /^(?:workspace|file|link|portal):|^\*$/u;

/** The packages of a repository by name. */
export function workspacesIn(manifests: ReadonlyMap<string, Manifest>, listing: Listing): Workspaces {
	const byName = new Map<string, Manifest>();
	for (const manifest of manifests.values())
		if (manifest.name !== undefined && !byName.has(manifest.name)) byName.set(manifest.name, manifest);

	const nearest = (folder: string): Manifest | undefined => {
		for (const at of upwards(folder)) {
			const manifest = manifests.get(at);
			if (manifest !== undefined) return manifest;
		}
		return undefined;
	};
	const inward = (folder: string, source: string): Resolved | undefined => {
		const manifest = nearest(folder);
		for (const target of mapped(manifest?.imports, source)) {
			if (!target.startsWith('.')) return packageOfSpecifier(target);
			const found = sourceOf(manifest?.folder ?? '', target, listing);
			if (found !== undefined) return {to: 'file', path: found};
			if (isMade(target)) return asset;
		}
		return undefined;
	};

	/** A manifest above that wants a published version of it. */
	const isForeign = (folder: string, name: string): boolean => {
		const json = nearest(folder)?.json;
		const range = textOf(record(json?.dependencies)[name]) ?? textOf(record(json?.devDependencies)[name]);
		return range !== undefined && !ownRange.test(range);
	};

	const workspace = (folder: string, source: string): Resolved | undefined => {
		const named = packageOfSpecifier(source);
		const manifest = named === undefined ? undefined : byName.get(named.name);
		if (named === undefined || manifest === undefined) return undefined;
		if (manifest === nearest(folder) && manifest.exports === undefined) return undefined;
		const found = moduleOf(manifest, named.part, listing);
		if (found !== undefined) return isData(found) ? asset : {to: 'file', path: found};
		const targets = [
			...mapped(manifest.exports, named.part === '' ? '.' : `./${named.part}`),
			...(named.part === '' ? manifest.starts : []),
		];
		if (isData(named.part) || isMade(named.part) || targets.length > 0 || named.part === '') return asset;
		return isForeign(folder, named.name) ? undefined : nowhere;
	};

	return {byName, inward, workspace};
}
