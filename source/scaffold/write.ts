import {type SafeText, safeText} from '../safe-text.ts';
import {hashOf, lookAt} from './on-disk.ts';
import {ourMistake} from './our-mistake.ts';
import {CannotPlace, makeFolders, place} from './place.ts';
import {isWritten, type Plan, type PlannedFile} from './plan.ts';
import {restore} from './restore.ts';
import type {Generated, Journal, JournalEntry, Manifest, Store} from './store.ts';

/** What writing did. `refused`: nothing was touched. `rolled-back`: it failed half-way and was taken back, but for `left`. */
export type Written =
	| {readonly kind: 'written'; readonly journal: string; readonly files: readonly string[]}
	| {readonly kind: 'nothing'}
	| {readonly kind: 'refused'; readonly because: SafeText}
	| {readonly kind: 'rolled-back'; readonly because: SafeText; readonly left: readonly SafeText[]};

/** `id` names the writing and is not used before: a time and a random part. `only` are the paths to write, all when absent. `stop` is called at each point where a kill would matter. */
export type Writing = {readonly id: string; readonly only?: readonly string[]; readonly stop?: (point: string) => void};

const idPattern = /^[A-Za-z0-9-]{1,80}$/u;
const refused = (because: string): Written => ({kind: 'refused', because: safeText(because)});
const lf = (text: string): string => text.replaceAll('\r\n', '\n');
const madeOf = (file: PlannedFile): string => lf(file.generated ?? file.text);

const foldersAbove = (path: string): readonly string[] =>
	path
		.split('/')
		.slice(0, -1)
		.map((_, index, parts) => parts.slice(0, index + 1).join('/'));

function newFolders(root: string, files: readonly PlannedFile[]): readonly string[] {
	const above = new Set(files.flatMap(({path}) => foldersAbove(path)));
	return [...above].filter(folder => lookAt(root, folder).kind === 'absent').sort();
}

/** Why a file is no longer as the plan saw it, or undefined. */
function changed(root: string, file: PlannedFile): string | undefined {
	const now = lookAt(root, file.path);
	if (now.kind === 'blocked') return `${file.path}: ${now.because}. Nothing was written.`;
	const hash = now.kind === 'file' ? now.hash : 'absent';
	return hash === file.seen ? undefined : `${file.path} changed after the plan was made. Nothing was written; look again and decide anew.`;
}

/** Why an edit may not be written without a file that it brings in, or undefined. */
function withoutNeed(root: string, file: PlannedFile, files: readonly PlannedFile[]): string | undefined {
	const missing = file.needs?.find(path => files.every(other => other.path !== path) && lookAt(root, path).kind !== 'file');
	return missing && `${file.path} would bring in ${missing}, which is left out. Leave both out, or write both. Nothing was written.`;
}

function entryOf(root: string, file: PlannedFile, id: string, index: number, manifest: Manifest): JournalEntry {
	const now = lookAt(root, file.path);
	const remembered = Object.hasOwn(manifest.files, file.path) ? manifest.files[file.path] : undefined;
	const folder = file.path.slice(0, file.path.lastIndexOf('/') + 1);
	return {
		path: file.path,
		seen: file.seen,
		wrote: hashOf(file.text),
		mode: now.kind === 'file' ? now.mode : file.executable ? 0o755 : 0o644,
		temporary: `${folder}.shipworthy-${id}-${index}.tmp`,
		...(remembered && {remembered}),
	};
}

function beforeOf(root: string, files: readonly PlannedFile[]): ReadonlyMap<string, Uint8Array> {
	const found = new Map<string, Uint8Array>();
	for (const {path} of files) {
		const now = lookAt(root, path);
		if (now.kind === 'file') found.set(path, now.bytes);
	}
	return found;
}

function writeLocked(root: string, plan: Plan, store: Store, {id, only, stop = () => undefined}: Writing): Written {
	const open = store.journals();
	if (open.broken[0])
		return refused(`${open.broken[0].path} cannot be read (${open.broken[0].problem}). Mend or remove it, then write again.`);
	if (open.journals.some(({state}) => state === 'started' || state === 'undoing'))
		return refused('An earlier writing was cut off. Recover it first; nothing was written.');
	const read = store.readManifest();
	if (read.kind === 'broken')
		return refused(`${read.path} cannot be read (${read.problem}). Mend it or bring it back from git; nothing was written.`);
	const files = plan.files.filter(file => isWritten(file) && (only === undefined || only.includes(file.path)));
	if (files.length === 0) return {kind: 'nothing'};
	const problem = files.map(file => changed(root, file) ?? withoutNeed(root, file, files)).find(found => found !== undefined);
	if (problem) return refused(problem);

	const entries = files.map((file, index) => entryOf(root, file, id, index, read.manifest));
	const journal: Journal = {id, state: 'started', template: plan.template, entries, folders: newFolders(root, files)};
	// What is edited stays the person's own: it is in the journal, and never in the manifest.
	const generated = files.filter(({action}) => action !== 'edit');
	for (const file of generated) store.writeBase(hashOf(madeOf(file)), madeOf(file));
	stop('before the journal');
	store.openJournal(journal, beforeOf(root, files));
	stop('after the journal');
	try {
		makeFolders(root, journal.folders);
		for (const [index, file] of files.entries()) {
			const entry = entries[index];
			if (!entry) continue;
			stop(`before ${file.path}`);
			place(root, entry, entry.seen, Buffer.from(file.text), () => stop(`half-way in ${file.path}`));
			stop(`after ${file.path}`);
		}
		const made = generated.map((file): readonly [string, Generated] => [
			file.path,
			{hash: hashOf(madeOf(file)), template: plan.template, version: plan.version},
		]);
		const said = {...read.manifest.said, ...(plan.said && {[plan.template]: plan.said})};
		store.writeManifest({files: {...read.manifest.files, ...Object.fromEntries(made)}, said});
		stop('after the manifest');
		store.setState(id, 'done');
	} catch (error) {
		if (!(error instanceof Error)) throw error;
		const {left} = restore(root, journal, store, () => undefined);
		const because = error instanceof CannotPlace ? error.message : `the machine refused: ${error.message}`;
		return {
			kind: 'rolled-back',
			because: safeText(`${because}. What was written was taken back; look again.`),
			left: left.map(file => safeText(`${file.path}: ${file.because}`)),
		};
	}
	return {kind: 'written', journal: id, files: files.map(({path}) => path)};
}

/** Writes the files of a plan that are to be created, updated or merged: all of them, or none. The only code besides undo and recover that changes the developer's files. */
export function writePlan(root: string, plan: Plan, store: Store, writing: Writing): Written {
	const mistake = ourMistake(plan);
	if (mistake) return refused(mistake);
	if (!idPattern.test(writing.id))
		throw new Error(`a writing needs an id of letters, digits and dashes, not ${JSON.stringify(writing.id)}`);
	const lock = store.lock();
	if (lock.kind === 'busy') return refused(lock.because);
	try {
		return writeLocked(root, plan, store, writing);
	} finally {
		lock.release();
	}
}
