import {lstatSync, mkdirSync, readdirSync} from 'node:fs';
import {dirname, join} from 'node:path';
import {hashOf, lookAt} from './on-disk.ts';
import {makeFolders, place, writeNew} from './place.ts';

/** Files by their path inside the folder, as text. */
type Files = Readonly<Record<string, string>>;

/** Whether a folder could be written, or why not and what to do. */
export type Filled = {readonly kind: 'ready'; readonly folder: string} | {readonly kind: 'refused'; readonly because: string};

const refused = (because: string): Filled => ({kind: 'refused', because});

/** Writes files into an empty folder, which is made when it is missing. Nothing that is there already is touched. `what` names the files in an error. */
export function fillFolder(into: string, files: Files, what: string): Filled {
	const stat = lstatSync(into, {throwIfNoEntry: false});
	if (stat !== undefined && !stat.isDirectory()) return refused(`${into} is not a folder. Name an empty or a new folder for ${what}.`);
	mkdirSync(into, {recursive: true});
	if (readdirSync(into).length > 0) return refused(`${into} is not empty. Name an empty or a new folder for ${what}.`);
	for (const [path, text] of Object.entries(files)) {
		mkdirSync(dirname(join(into, path)), {recursive: true});
		writeNew(join(into, path), text, 0o644);
	}
	return {kind: 'ready', folder: into};
}

/** How a folder differs from the files that it began with. */
export type Edits = {
	/** Files that say something else, with what they say. */
	readonly edited: ReadonlyMap<string, Uint8Array>;
	readonly missing: readonly string[];
	/** What stands where a file must be and may not be written, and why. */
	readonly blocked: readonly string[];
};

/** Compares a folder with the files that it began with. */
export function editsIn(root: string, files: Files): Edits {
	const edited = new Map<string, Uint8Array>();
	const missing: string[] = [];
	const blocked: string[] = [];
	for (const [path, text] of Object.entries(files)) {
		const now = lookAt(root, path);
		if (now.kind === 'blocked') blocked.push(now.because);
		else if (now.kind === 'absent') missing.push(path);
		else if (now.hash !== hashOf(text)) edited.set(path, now.bytes);
	}
	return {edited, missing, blocked};
}

/** Puts the files of the beginning back where `edits` says that they differ. Throws `CannotPlace` when one changed since. */
export function putBack(root: string, files: Files, {edited, missing}: Edits): void {
	for (const path of [...missing, ...edited.keys()]) {
		const folders = path
			.split('/')
			.slice(0, -1)
			.map((_, index, parts) => parts.slice(0, index + 1).join('/'));
		makeFolders(root, folders);
		const before = edited.get(path);
		const seen = before === undefined ? 'absent' : hashOf(before);
		const folder = path.slice(0, path.lastIndexOf('/') + 1);
		place(root, {path, temporary: `${folder}.shipworthy-reset.tmp`, mode: 0o644}, seen, Buffer.from(files[path] ?? ''), () => undefined);
	}
}
