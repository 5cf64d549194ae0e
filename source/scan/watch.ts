import {readGuards} from '../record/guards.ts';
import {openRepository} from '../repository/open.ts';
import {noTexts} from '../repository/text.ts';
import {knownAt} from './cache.ts';
import {foldersOf, watchFolders} from './folder-watch.ts';
import {gather} from './gather.ts';
import {groundOf} from './ground.ts';
import type {Known} from './known.ts';
import {isQuiet, type Looked, placeOf, stateOf} from './look.ts';
import {type Means, type Scanners, scannersFor} from './scanners.ts';
import {seenOf} from './seen.ts';

/** How long nothing may change before it is looked at again, in milliseconds: an editor writes a file in several steps. */
const calm = 25;

const nothing = new Uint8Array(0);

/** A watch: what it saw first and after each change goes to `onLooked`, until `signal` is aborted. */
export type Watching = {
	readonly means: Means;
	/** The person's cache folder, from which the first look is sooner. */
	readonly cache?: string;
	readonly signal: AbortSignal;
	/** Hears that changes can no longer be heard. */
	readonly onProblem?: (problem: string) => void;
};

/**
 * Looks at the folder at `path` now and whenever something in it changes. Only files that changed are seen again, and texts that were read are kept:
 * one saved file and a whole branch that was checked out differ only in how many those are. Resolves when the watch is over.
 */
export async function watch(path: string, onLooked: (looked: Looked) => void, {means, cache, signal, onProblem}: Watching): Promise<void> {
	let texts = noTexts();
	let scanners: {readonly ground: string; readonly run: Scanners} | undefined;
	let state: string | undefined;
	let wake: (() => void) | undefined;
	let changes = 0;
	const opened = openRepository(path);
	if (!opened.opened) return onLooked({ok: false, problem: opened.problem});
	const {root} = opened;
	const place = placeOf(cache, root, means);
	let known: ReadonlyMap<string, Known> = place === undefined ? new Map() : knownAt(place);
	const folders = watchFolders(root, {
		changed: () => {
			changes++;
			wake?.();
		},
		failed: problem => onProblem?.(problem),
	});
	signal.addEventListener('abort', () => wake?.());

	const lookOnce = async (): Promise<void> => {
		const began = Date.now();
		const now = openRepository(root, undefined, texts);
		if (!now.opened) return onLooked({ok: false, problem: now.problem});
		const {repository} = now;
		const before = state;
		const said = await readGuards(root);
		state = isQuiet(repository, began) ? stateOf('', root, repository, said) : undefined;
		folders.on(new Set([...foldersOf(repository.files.map(file => file.path)), '.shipworthy']));
		if (state !== undefined && state === before) return undefined;
		const ground = groundOf(root, repository);
		if (scanners?.ground !== JSON.stringify(ground)) {
			scanners?.run.close();
			scanners = {ground: JSON.stringify(ground), run: scannersFor(ground, means)};
		}
		const gathered = await gather(repository, {scanners: scanners.run, known, keeps: true, began, report: () => undefined, said, signal});
		if ('problem' in gathered) return onLooked({ok: false, problem: gathered.problem});
		// What stands in memory is not needed as it was sent besides.
		known = new Map([...gathered.known].map(([file, one]) => [file, {...one, sent: nothing}]));
		onLooked({ok: true, seen: await seenOf(root, repository, gathered)});
		if (texts.kept.size > 2 * repository.files.length) texts = noTexts();
		return undefined;
	};

	/** Waits for a change, and then until nothing changes any more. */
	const change = async (since: number): Promise<void> => {
		if (changes === since)
			await new Promise<void>(resolve => {
				wake = resolve;
			});
		for (let seen = -1; seen !== changes && !signal.aborted; ) {
			seen = changes;
			await new Promise(resolve => setTimeout(resolve, calm));
		}
	};

	try {
		while (!signal.aborted) {
			const since = changes;
			await lookOnce();
			await change(since);
		}
	} catch (error) {
		if (!signal.aborted) throw error;
	} finally {
		folders.close();
		scanners?.run.close();
	}
}
