import {randomBytes} from 'node:crypto';
import {resolve} from 'node:path';
import {scaffoldStore} from '../record/scaffold-store.ts';
import {safeText} from '../safe-text.ts';
import type {Plan} from '../scaffold/plan.ts';
import type {Manifest, Store} from '../scaffold/store.ts';
import {writePlan} from '../scaffold/write.ts';
import {type Looking, look, type Seen} from '../scan/look.ts';
import {lookingAs} from './looking.ts';
import {type Planner, plannerOf} from './planning.ts';
import type {World} from './world.ts';

/** A repository that was looked at, and what is needed to write into it. */
export type Site = {readonly seen: Seen; readonly store: Store; readonly manifest: Manifest; readonly planner: Planner};

/** Looks at a folder to write into it, or says why that cannot be. */
export async function siteAt(folder: string, world: World, only?: Looking['only']): Promise<Site | {readonly problem: string}> {
	const looked = await look(resolve(world.cwd, folder), {...lookingAs(world, true), ...(only && {only})});
	if (!looked.ok) return {problem: looked.problem};
	const {seen} = looked;
	const store = scaffoldStore(seen.root, world.runner);
	const read = store.readManifest();
	if (read.kind === 'broken') return {problem: `${read.path} cannot be read: ${read.problem}. Mend it, or bring it back from git.`};
	return {seen, store, manifest: read.manifest, planner: plannerOf(seen.root, store, world.environment.PATH ?? '')};
}

/** Writes a plan without the paths that are left out. Gives the files that were written, or what kept it from being written. */
export function writeAt(
	root: string,
	store: Store,
	plan: Plan,
	leftOut: readonly string[] = [],
): {readonly files: readonly string[]} | {readonly problem: string} {
	const only = plan.files.map(({path}) => path).filter(path => !leftOut.includes(path));
	const outcome = writePlan(root, plan, store, {id: `${Date.now()}-${randomBytes(4).toString('hex')}`, only});
	switch (outcome.kind) {
		case 'written':
			return {files: outcome.files};
		case 'nothing':
			return {files: []};
		case 'refused':
			return {problem: outcome.because};
		case 'rolled-back':
			return {problem: `${outcome.because}${outcome.left.length === 0 ? '' : ` Left as it is: ${safeText(outcome.left.join('; '), 500)}`}`};
	}
}
