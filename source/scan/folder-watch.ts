import {existsSync, type FSWatcher, watch} from 'node:fs';
import {isUnreadable} from '../repository/read.ts';

/** Hears that something in a folder changed, and that it can no longer be heard. */
export type Hears = {readonly changed: () => void; readonly failed: (problem: string) => void};

/** Watches folders of a repository, each for itself: what a walk leaves out is never watched. */
export type FolderWatch = {
	/** From now on these folders, relative to the root (the root itself is empty), and no others. */
	readonly on: (folders: ReadonlySet<string>) => void;
	readonly close: () => void;
};

/** Files of git whose change changes what is tracked, or where one stands. */
const ofGit: ReadonlySet<string | null> = new Set(['index', 'HEAD']);

/** What people decided: of it only what they say of guards changes what is seen. */
const record = '.shipworthy';
const guards = 'guards.yaml';

/** Watches nothing yet. */
export function watchFolders(root: string, {changed, failed}: Hears): FolderWatch {
	const watchers = new Map<string, FSWatcher>();

	const open = (folder: string): void => {
		const isGit = folder === '.git';
		const isRecord = folder === record;
		try {
			const watcher = watch(folder === '' ? root : `${root}/${folder}`, {persistent: true}, (_event, name) => {
				if (folder === '' && name === record) return renew();
				if (name === '.git' || (isGit && !ofGit.has(name)) || (isRecord && name !== guards)) return;
				changed();
			});
			watcher.on('error', () => drop(folder));
			watchers.set(folder, watcher);
		} catch (error) {
			if (isUnreadable(error)) return;
			if (!(error instanceof Error && 'code' in error)) throw error;
			failed(`This system watches no more folders (${error.code}). Press r to look again by hand.`);
		}
	};
	const drop = (folder: string): void => {
		watchers.get(folder)?.close();
		watchers.delete(folder);
	};

	/** The folder of the record is new, or gone: that alone changes nothing. */
	const renew = (): void => {
		drop(record);
		open(record);
		if (existsSync(`${root}/${record}/${guards}`)) changed();
	};

	return {
		on: folders => {
			for (const folder of [...watchers.keys()]) if (!folders.has(folder)) drop(folder);
			for (const folder of folders) if (!watchers.has(folder)) open(folder);
		},
		close: () => {
			for (const folder of [...watchers.keys()]) drop(folder);
		},
	};
}

/** Every folder on the way to a file that was listed, and where git keeps its index. */
export function foldersOf(paths: readonly string[]): ReadonlySet<string> {
	const folders = new Set(['', '.git']);
	for (const path of paths) {
		for (let end = path.lastIndexOf('/'); end > 0; end = path.lastIndexOf('/', end - 1)) {
			const folder = path.slice(0, end);
			if (folders.has(folder)) break;
			folders.add(folder);
		}
	}
	return folders;
}
