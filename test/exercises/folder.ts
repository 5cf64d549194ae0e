import {cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {dirname, join} from 'node:path';
import {afterAll} from 'vitest';

/** The folder of the exercises, each with its start, its solution, and fixes that are wrong or right. */
export const home = join(import.meta.dirname, '../../exercises');
const made: string[] = [];
afterAll(() => {
	for (const folder of made) rmSync(folder, {recursive: true, force: true});
});

/** A folder that is gone when the tests of a file are over. */
function emptyFolder(): string {
	const root = mkdtempSync(join(tmpdir(), 'shipworthy-exercise-'));
	made.push(root);
	return root;
}

/** The start of an exercise in a folder of its own, with other files over it: those of a fix by its folder, or given as text. */
export function startOf(id: string, fix = '', files: Readonly<Record<string, string>> = {}): string {
	const root = emptyFolder();
	cpSync(join(home, id, 'start'), root, {recursive: true});
	if (fix !== '') cpSync(join(home, id, fix), root, {recursive: true});
	for (const [path, text] of Object.entries(files)) {
		mkdirSync(dirname(join(root, path)), {recursive: true});
		writeFileSync(join(root, path), text);
	}
	return root;
}
