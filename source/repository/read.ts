import {isAscii} from 'node:buffer';
import {closeSync, constants, fstatSync, lstatSync, openSync, readSync, realpathSync, type Stats} from 'node:fs';
import {resolve} from 'node:path';

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
	return opened(path, cap, (file, size) => {
		const bytes = Buffer.allocUnsafe(size);
		return bytes.subarray(0, filled(file, bytes, size));
	});
}

/** What all small files are read into, one after the other: a fresh buffer for each costs more than the reading. */
const shared = Buffer.allocUnsafeSlow(1024 * 1024);

/**
 * Reads a file as `readCapped` does and hands its bytes over; they are good only until `use` returns.
 * Of a file with more than `most` bytes these are the first ones. With the file number that a walk has seen, a file that was exchanged since counts only where it truly stands at this path.
 */
export function withBytes<Value>(
	path: string,
	cap: number,
	number: number | undefined,
	use: (bytes: Buffer) => Value,
	most = Number.POSITIVE_INFINITY,
): Value | undefined {
	return opened(path, cap, (file, whole, now) => {
		if (number !== undefined && now !== number && !standsAt(path, now)) return undefined;
		const size = Math.min(whole, most);
		const bytes = size <= shared.length ? shared : Buffer.allocUnsafeSlow(size);
		return use(bytes.subarray(0, filled(file, bytes, size)));
	});
}

function opened<Value>(path: string, cap: number, use: (file: number, size: number, number: number) => Value): Value | undefined {
	const file = openRegular(path);
	if (file === undefined) return undefined;
	try {
		const stat = fstatSync(file);
		return stat.isFile() && stat.size <= cap ? use(file, stat.size, stat.ino) : undefined;
	} catch (error) {
		if (isUnreadable(error)) return undefined;
		throw error;
	} finally {
		closeSync(file);
	}
}

function filled(file: number, bytes: Buffer, size: number): number {
	let at = 0;
	while (at < size) {
		const got = readSync(file, bytes, at, size - at, at);
		if (got === 0) break;
		at += got;
	}
	return at;
}

/** No folder on the way to a path has become a link to elsewhere, and the file with this number is the one there. */
function standsAt(path: string, number: number): boolean {
	return realpathSync(path) === resolve(path) && statOf(path)?.ino === number;
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
	return isAscii(bytes) ? bytes.toString('latin1') : bytes.toString('utf8', start);
}
