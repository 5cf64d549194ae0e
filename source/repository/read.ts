import {closeSync, constants, fstatSync, lstatSync, openSync, readSync, type Stats} from 'node:fs';

/** Errors that say "this file cannot be had", as against a bug or a broken machine. */
const unreadable = new Set(['ENOENT', 'EACCES', 'EPERM', 'ELOOP', 'ENOTDIR', 'EISDIR', 'EIO', 'ENXIO', 'ENAMETOOLONG', 'EMLINK']);
export const isUnreadable = (error: unknown): boolean =>
	error instanceof Error && 'code' in error && typeof error.code === 'string' && unreadable.has(error.code);

/** What stands at a path, itself and not what it links to; undefined when nothing does or it may not be seen. */
export function statOf(path: string): Stats | undefined {
	try {
		return lstatSync(path, {throwIfNoEntry: false});
	} catch (error) {
		if (isUnreadable(error)) return undefined;
		throw error;
	}
}

/** The bytes of a regular file of at most `cap` bytes; undefined when it is a link, something else, larger, or cannot be read. */
export function readCapped(path: string, cap: number): Buffer | undefined {
	const file = openRegular(path);
	if (file === undefined) return undefined;
	try {
		const stat = fstatSync(file);
		if (!stat.isFile() || stat.size > cap) return undefined;
		const bytes = Buffer.allocUnsafe(stat.size);
		let filled = 0;
		while (filled < stat.size) {
			const got = readSync(file, bytes, filled, stat.size - filled, filled);
			if (got === 0) break;
			filled += got;
		}
		return bytes.subarray(0, filled);
	} catch (error) {
		if (isUnreadable(error)) return undefined;
		throw error;
	} finally {
		closeSync(file);
	}
}

/** Opens without following a link and without waiting on a pipe. */
function openRegular(path: string): number | undefined {
	try {
		return openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
	} catch (error) {
		if (isUnreadable(error)) return undefined;
		throw error;
	}
}

/** Text in its real encoding (UTF-8, or UTF-16 with a byte order mark); undefined for anything binary. */
export function decoded(bytes: Buffer): string | undefined {
	if (bytes.length >= 2 && bytes[0] === 0xff && bytes[1] === 0xfe) return bytes.toString('utf16le', 2);
	if (bytes.length >= 2 && bytes[0] === 0xfe && bytes[1] === 0xff)
		return Buffer.from(bytes.subarray(2, bytes.length - (bytes.length % 2)))
			.swap16()
			.toString('utf16le');
	if (bytes.subarray(0, 8192).includes(0)) return undefined;
	const start = bytes.length >= 3 && bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0;
	return bytes.toString('utf8', start);
}
