import {realpathSync} from 'node:fs';
import {resolve} from 'node:path';
import {isUnreadable, statOf} from './read.ts';

/** The real path of a folder that can be opened, or what is wrong and what to do. */
export function rootOf(path: string): {readonly root: string} | {readonly problem: string} {
	const given = resolve(path);
	const root = realRoot(given);
	if (root === undefined)
		return {problem: `${given} does not exist. Give the path of a folder, or leave it out to look at the one you are in.`};
	return statOf(root)?.isDirectory() ? {root} : {problem: `${given} is not a folder. Give the folder that holds the project.`};
}

function realRoot(path: string): string | undefined {
	try {
		return realpathSync(path);
	} catch (error) {
		if (isUnreadable(error)) return undefined;
		throw error;
	}
}
