import {mkdir, mkdtemp, writeFile} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {dirname, join} from 'node:path';

/** A new empty folder. */
export const newFolder = (): Promise<string> => mkdtemp(join(tmpdir(), 'shipworthy-record-'));

/** A new folder that holds these files. */
export async function folderWith(files: Readonly<Record<string, string>>): Promise<string> {
	const root = await newFolder();
	for (const [path, text] of Object.entries(files)) {
		await mkdir(dirname(join(root, path)), {recursive: true});
		await writeFile(join(root, path), text);
	}
	return root;
}
