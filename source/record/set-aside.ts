import {rename} from 'node:fs/promises';
import {type SafeText, safeText} from '../safe-text.ts';
import {codeOf} from './plain-file.ts';

/** A file that could not be read and was set aside, or could not be written; never a reason to stop. */
export type Trouble = {readonly problem: SafeText};

/** Moves a broken file out of the way, so that it can be looked at and the next run starts clean. */
export async function setAside(path: string, why: string): Promise<Trouble> {
	const aside = `${path}.broken`;
	try {
		await rename(path, aside);
		return {problem: safeText(`${path} ${why}. It was moved to ${aside}; look at it or delete it.`, 1200)};
	} catch (error) {
		if (codeOf(error) === undefined) {
			throw error;
		}
		return {problem: safeText(`${path} ${why}, and cannot be moved (${codeOf(error)}). Delete it.`, 1200)};
	}
}
