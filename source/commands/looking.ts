import {existsSync} from 'node:fs';
import {homedir, platform} from 'node:os';
import {personFolder} from '../record/person-folder.ts';
import type {World} from './world.ts';

/** Where looks are kept: nowhere in CI, where each begins afresh, and nowhere for someone who has no home. */
export function cacheOf({environment}: Pick<World, 'environment'>): string | undefined {
	const home = homedir();
	if (environment.CI !== undefined || (!environment.XDG_CACHE_HOME && !existsSync(home))) return undefined;
	return personFolder('cache', {platform: platform(), home, environment});
}

/** How a command looks: files are seen in processes of their own, and what was seen is kept unless it is not wanted. */
export function lookingAs(world: Pick<World, 'environment' | 'program'>, wantsCache: boolean) {
	const cache = wantsCache ? cacheOf(world) : undefined;
	return {means: {program: world.program}, ...(cache === undefined ? {} : {cache})};
}
