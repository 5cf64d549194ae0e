import {mkdir} from 'node:fs/promises';
import {join} from 'node:path';
import {type SafeText, safeText} from '../safe-text.ts';
import {codeOf, replaceWhole} from './plain-file.ts';

/** Keeps a task for a coding agent in the person's state folder; the value is its path, or what is wrong. */
export async function keepTask(
	states: string,
	{name, text}: {readonly name: string; readonly text: string},
): Promise<{readonly path: string} | {readonly problem: SafeText}> {
	const folder = join(states, 'tasks');
	const path = join(folder, `${name}.md`);
	try {
		await mkdir(folder, {recursive: true, mode: 0o700});
		await replaceWhole(path, text);
		return {path};
	} catch (error) {
		const code = codeOf(error);
		if (code === undefined) throw error;
		return {problem: safeText(`The task could not be kept in ${folder} (${code}).`)};
	}
}
