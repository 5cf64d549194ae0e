import {type SafeText, safeText} from '../safe-text.ts';
import {type Restored, restore} from './restore.ts';
import type {Journal, Store} from './store.ts';

export type Recovered =
	| ({readonly kind: 'recovered'} & Restored)
	| {readonly kind: 'nothing'}
	| {readonly kind: 'refused'; readonly because: SafeText};

/** The writings and undoings that were cut off, the newest first. */
export const cutOff = (store: Store): readonly Journal[] =>
	store
		.journals()
		.journals.filter(({state}) => state === 'started' || state === 'undoing')
		.reverse();

/** Puts every file of a writing that was cut off back as it was before. Safe to call at any time, and again. */
export function recover(root: string, store: Store, stop: (point: string) => void = () => undefined): Recovered {
	if (cutOff(store).length === 0) return {kind: 'nothing'};
	const lock = store.lock();
	if (lock.kind === 'busy') return {kind: 'refused', because: safeText(lock.because)};
	try {
		const all = cutOff(store).map(journal => restore(root, journal, store, stop));
		return {kind: 'recovered', restored: all.flatMap(({restored}) => restored), left: all.flatMap(({left}) => left)};
	} finally {
		lock.release();
	}
}
