import {constants} from 'node:fs';
import {type FileHandle, lstat, open, rename, rm} from 'node:fs/promises';
import {basename, dirname, join} from 'node:path';

/** No file of the record is larger than this, in bytes. */
export const mostBytes = 64_000;

/** The code of a system error, such as `ENOENT`; undefined for any other throw. */
export const codeOf = (error: unknown): string | undefined =>
	error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;

/** What stands at a path: an ordinary file's bytes, nothing, or something that is not read, and why. */
type Plain =
	| {readonly kind: 'bytes'; readonly bytes: Buffer}
	| {readonly kind: 'absent'}
	| {readonly kind: 'refused'; readonly because: string};

const refused = (because: string): Plain => ({kind: 'refused', because});

/** Reads an ordinary file without following a link, up to `cap` bytes. */
export async function readPlain(path: string, cap: number): Promise<Plain> {
	let handle: FileHandle | undefined;
	try {
		handle = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
		const stat = await handle.stat();
		if (!stat.isFile()) {
			return refused('it is not an ordinary file');
		}
		return stat.size > cap ? refused(`it is larger than ${cap} bytes`) : {kind: 'bytes', bytes: await handle.readFile()};
	} catch (error) {
		const code = codeOf(error);
		if (code === 'ENOENT' || code === 'ENOTDIR') {
			return {kind: 'absent'};
		}
		if (code === undefined) {
			throw error;
		}
		return refused(code === 'ELOOP' ? 'it is a link, and links are not followed' : `it cannot be read (${code})`);
	} finally {
		await handle?.close();
	}
}

/** What stands where a folder is wanted; a link is never one. */
export async function folderAt(path: string): Promise<'folder' | 'absent' | 'other'> {
	try {
		return (await lstat(path)).isDirectory() ? 'folder' : 'other';
	} catch (error) {
		const code = codeOf(error);
		if (code === 'ENOENT') {
			return 'absent';
		}
		if (code === undefined) {
			throw error;
		}
		return 'other';
	}
}

async function newBeside(path: string, mode: number): Promise<{readonly temporary: string; readonly handle: FileHandle}> {
	for (let turn = 0; ; turn++) {
		const temporary = join(dirname(path), `.${basename(path)}.${turn}.tmp`);
		try {
			return {temporary, handle: await open(temporary, 'wx', mode)};
		} catch (error) {
			if (codeOf(error) !== 'EEXIST' || turn > 200) {
				throw error;
			}
		}
	}
}

/** Replaces a file whole: at every moment either the old or the new one is there. Throws the system's error when it cannot. */
export async function replaceWhole(path: string, text: string, mode = 0o644): Promise<void> {
	const {temporary, handle} = await newBeside(path, mode);
	try {
		try {
			await handle.writeFile(text);
			await handle.sync();
		} finally {
			await handle.close();
		}
		await rename(temporary, path);
	} catch (error) {
		await rm(temporary, {force: true});
		throw error;
	}
}
