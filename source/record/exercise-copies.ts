import {mkdir, writeFile} from 'node:fs/promises';
import {dirname, join} from 'node:path';
import {codeOf, folderAt} from './plain-file.ts';

const most = 1000;

/** Keeps copies of files, by path and bytes, in a new folder below `.shipworthy/`; the value is its path inside the root. Throws the system's error when it cannot. */
export async function keepCopies(root: string, files: ReadonlyMap<string, Uint8Array>): Promise<string> {
	if ((await folderAt(join(root, '.shipworthy'))) === 'other') throw new Error('.shipworthy is not an ordinary folder');
	for (let number = 1; number < most; number += 1) {
		const folder = `.shipworthy/before-reset-${number}`;
		if (!(await isMade(join(root, folder)))) continue;
		for (const [path, bytes] of files) {
			await mkdir(dirname(join(root, folder, path)), {recursive: true});
			await writeFile(join(root, folder, path), bytes, {flag: 'wx'});
		}
		return folder;
	}
	throw new Error(`.shipworthy holds ${most} copies already`);
}

/** Makes a folder; false when one is there. */
async function isMade(folder: string): Promise<boolean> {
	try {
		await mkdir(folder);
		return true;
	} catch (error) {
		if (codeOf(error) === 'EEXIST') return false;
		throw error;
	}
}
