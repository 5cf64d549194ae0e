import {
	chmodSync,
	closeSync,
	constants,
	copyFileSync,
	fsyncSync,
	linkSync,
	mkdirSync,
	openSync,
	renameSync,
	rmdirSync,
	rmSync,
	writeFileSync,
} from 'node:fs';
import {dirname, join} from 'node:path';
import {lookAt} from './on-disk.ts';

/** A file that may not or cannot be changed now, and why. Thrown only inside a writing, which then takes back what it did. */
export class CannotPlace extends Error {}

const codeOf = (error: unknown): string => (error instanceof Error && 'code' in error ? String(error.code) : '');
const cannotLink = new Set(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK', 'EACCES']);

/** Puts a folder's entries on disk, where the system can. */
export function syncFolder(folder: string): void {
	try {
		const handle = openSync(folder, constants.O_RDONLY);
		try {
			fsyncSync(handle);
		} finally {
			closeSync(handle);
		}
	} catch (error) {
		// Windows and some network file systems cannot open or sync a folder.
		if (!['EISDIR', 'EPERM', 'EINVAL', 'EACCES', 'ENOTSUP'].includes(codeOf(error))) throw error;
	}
}

/** Writes a new file and puts it on disk. Fails when something is there, a link included. */
export function writeNew(full: string, bytes: string | Uint8Array, mode: number): void {
	const handle = openSync(full, constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | constants.O_NOFOLLOW, mode);
	try {
		writeFileSync(handle, bytes);
		fsyncSync(handle);
	} finally {
		closeSync(handle);
	}
}

/** Gives a finished temporary file its name, only if nothing has that name. */
function linkInto(temporary: string, target: string): void {
	try {
		linkSync(temporary, target);
	} catch (error) {
		if (!cannotLink.has(codeOf(error))) throw error;
		copyFileSync(temporary, target, constants.COPYFILE_EXCL);
	}
	rmSync(temporary);
}

/** Makes the folders of a path one by one, refusing links. */
export function makeFolders(root: string, folders: readonly string[]): void {
	for (const folder of folders) {
		const now = lookAt(root, folder);
		if (now.kind === 'absent') mkdirSync(join(root, folder));
		syncFolder(dirname(join(root, folder)));
	}
}

/** Whether a folder is below the root without any link on the way. */
const isOurs = (root: string, folder: string): boolean => lookAt(root, `${folder}/x`).kind !== 'blocked';

/** Removes folders that are empty, the innermost first. Others stay. */
export function removeEmpty(root: string, folders: readonly string[]): void {
	for (const folder of [...folders].reverse()) {
		if (!isOurs(root, folder)) continue;
		try {
			rmdirSync(join(root, folder));
		} catch (error) {
			if (!['ENOTEMPTY', 'ENOENT', 'EEXIST', 'ENOTDIR'].includes(codeOf(error))) throw error;
		}
	}
}

export type Placing = {readonly path: string; readonly temporary: string; readonly mode: number};

/** Puts bytes at a path, whole or not at all, if what stands there still has the hash that was seen. `between` is called before the last step. */
export function place(root: string, {path, temporary, mode}: Placing, seen: string, bytes: Uint8Array, between: () => void): void {
	const now = lookAt(root, path);
	if (now.kind === 'blocked') throw new CannotPlace(now.because);
	const full = join(root, path);
	const beside = join(root, temporary);
	rmSync(beside, {force: true});
	writeNew(beside, bytes, mode);
	chmodSync(beside, mode);
	between();
	const then = lookAt(root, path);
	const hash = then.kind === 'file' ? then.hash : then.kind;
	if (hash !== seen) {
		rmSync(beside, {force: true});
		throw new CannotPlace(`${path} changed in the meantime`);
	}
	if (then.kind === 'absent') linkInto(beside, full);
	else renameSync(beside, full);
	syncFolder(dirname(full));
}
