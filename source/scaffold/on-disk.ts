import {createHash} from 'node:crypto';
import {closeSync, constants, fstatSync, lstatSync, openSync, readdirSync, readFileSync, realpathSync} from 'node:fs';
import {join} from 'node:path';
import {folded, pathProblem} from './path-rules.ts';

/** What stands at a path now. `blocked`: it may not be written, and why. `text` is missing for what is not UTF-8. */
export type OnDisk =
	| {readonly kind: 'absent'}
	| {readonly kind: 'file'; readonly bytes: Uint8Array; readonly hash: string; readonly mode: number; readonly text?: string}
	| {readonly kind: 'blocked'; readonly because: string};

/** sha256 in hex. */
export const hashOf = (content: string | Uint8Array): string => createHash('sha256').update(content).digest('hex');

const isMissing = (error: unknown): boolean =>
	error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR');

function kindOf(path: string): 'absent' | 'folder' | 'file' | 'link' | 'special' {
	try {
		const stat = lstatSync(path);
		if (stat.isSymbolicLink()) return 'link';
		if (stat.isDirectory()) return 'folder';
		return stat.isFile() ? 'file' : 'special';
	} catch (error) {
		if (isMissing(error)) return 'absent';
		throw error;
	}
}

function textOf(bytes: Uint8Array): string | undefined {
	const text = Buffer.from(bytes).toString('utf8');
	return !text.includes('\0') && Buffer.from(text).equals(bytes) ? text : undefined;
}

const blocked = (because: string): OnDisk => ({kind: 'blocked', because});

/** Looks at one path below the root without following any link. Throws only when the machine will not let it look. */
export function lookAt(root: string, path: string): OnDisk {
	const problem = pathProblem(path);
	if (problem) return blocked(`this path is not written: ${problem}`);
	const parts = path.split('/');
	let folder = realpathSync(root);
	for (const [index, part] of parts.entries()) {
		const here = parts.slice(0, index + 1).join('/');
		const twin = readdirSync(folder).find(name => name !== part && folded(name) === folded(part));
		if (twin !== undefined) return blocked(`${twin} differs from ${part} only in case`);
		const full = join(folder, part);
		const kind = kindOf(full);
		const isLast = index === parts.length - 1;
		if (kind === 'absent') return {kind: 'absent'};
		if (kind === 'link') return blocked(`${here} is a link, and nothing is written through links`);
		if (isLast && kind === 'file') return readPlain(full);
		if (isLast || kind !== 'folder') return blocked(`${here} is not ${isLast ? 'an ordinary file' : 'a folder'}`);
		folder = full;
	}
	return {kind: 'absent'};
}

function readPlain(full: string): OnDisk {
	const handle = openSync(full, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
	try {
		const stat = fstatSync(handle);
		const bytes = readFileSync(handle);
		const text = textOf(bytes);
		return {kind: 'file', bytes, hash: hashOf(bytes), mode: stat.mode & 0o777, ...(text !== undefined && {text})};
	} finally {
		closeSync(handle);
	}
}
