import {rmSync} from 'node:fs';
import {dirname, join} from 'node:path';
import {type SafeText, safeText} from '../safe-text.ts';
import {lookAt} from './on-disk.ts';
import {place, removeEmpty, syncFolder} from './place.ts';
import type {Generated, Journal, JournalEntry, Store} from './store.ts';

/** What taking a writing back did: which files are as they were before, and which were left, and why. */
export type Restored = {
	readonly restored: readonly string[];
	readonly left: readonly {readonly path: string; readonly because: SafeText}[];
};

/** Puts one file back. Gives the reason when it is left as it is. */
function putBack(root: string, journal: Journal, entry: JournalEntry, store: Store, stop: (point: string) => void): string | undefined {
	const parent = lookAt(root, entry.temporary);
	if (parent.kind === 'blocked') return parent.because;
	rmSync(join(root, entry.temporary), {force: true});
	const now = lookAt(root, entry.path);
	if (now.kind === 'blocked') return now.because;
	const hash = now.kind === 'file' ? now.hash : 'absent';
	if (hash === entry.seen) return undefined;
	if (hash === 'absent') return 'it was deleted since; bring it back from git if you want it';
	if (hash !== entry.wrote) return 'it was edited since; take the lines out by hand or with git';
	if (entry.seen === 'absent') {
		rmSync(join(root, entry.path));
		syncFolder(dirname(join(root, entry.path)));
		return undefined;
	}
	const bytes = store.before(journal.id, entry);
	if (!bytes) return 'what it held before is lost from the journal; bring it back from git';
	place(root, entry, entry.wrote, bytes, () => stop(`restoring ${entry.path}`));
	return undefined;
}

function forget(store: Store, entries: readonly JournalEntry[]): void {
	const read = store.readManifest();
	if (read.kind === 'broken') return;
	const restored = new Map(entries.map(entry => [entry.path, entry.remembered]));
	const kept = Object.entries(read.manifest.files).filter(([path]) => !restored.has(path));
	const back = [...restored].flatMap(([path, before]): readonly (readonly [string, Generated])[] => (before ? [[path, before]] : []));
	store.writeManifest({...read.manifest, files: Object.fromEntries([...kept, ...back])});
}

/** Takes a writing back, file by file. May be cut off at any moment and called again. */
export function restore(root: string, journal: Journal, store: Store, stop: (point: string) => void): Restored {
	const outcomes = journal.entries.map(entry => {
		stop(`before restoring ${entry.path}`);
		return {entry, because: putBack(root, journal, entry, store, stop)};
	});
	const restored = outcomes.filter(({because}) => because === undefined).map(({entry}) => entry);
	removeEmpty(root, journal.folders);
	stop('before the manifest is restored');
	forget(store, restored);
	store.setState(journal.id, 'undone');
	return {
		restored: restored.map(({path}) => path),
		left: outcomes.flatMap(({entry, because}) => (because === undefined ? [] : [{path: entry.path, because: safeText(because)}])),
	};
}
