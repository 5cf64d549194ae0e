import {type SafeText, safeText} from '../safe-text.ts';
import {type Restored, restore} from './restore.ts';
import type {Journal, Store} from './store.ts';

export type Undone = ({readonly kind: 'undone'} & Restored) | {readonly kind: 'refused'; readonly because: SafeText};

const refused = (because: string): Undone => ({kind: 'refused', because: safeText(because)});

/** The newest writing that can be taken back, or undefined. */
export const lastWriting = (store: Store): Journal | undefined => store.journals().journals.findLast(({state}) => state === 'done');

/** Takes one finished writing back: each file as it was, byte for byte. A file that was edited since is left, and named. */
export function undoWriting(root: string, id: string, store: Store, stop: (point: string) => void = () => undefined): Undone {
	const lock = store.lock();
	if (lock.kind === 'busy') return refused(lock.because);
	try {
		const journal = store.journals().journals.find(other => other.id === id);
		if (!journal) return refused('There is no journal of that writing any more; take it back with git.');
		if (journal.state === 'undone') return refused('That writing was taken back already.');
		if (journal.state !== 'done') return refused('That writing was cut off. Recover it first.');
		const manifest = store.readManifest();
		if (manifest.kind === 'broken')
			return refused(`${manifest.path} cannot be read (${manifest.problem}). Mend it or bring it back from git, then undo again.`);
		store.setState(id, 'undoing');
		stop('after undoing was noted');
		return {kind: 'undone', ...restore(root, journal, store, stop)};
	} finally {
		lock.release();
	}
}
