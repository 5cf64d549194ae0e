import type {FileFact} from '../facts/files.ts';
import type {RepositoryFile, Stamp} from '../repository/repository.ts';
import {received} from './sent.ts';

/** What was seen in a file at an earlier look: its facts, as they were sent when they come from the disk. */
export type Known = {
	readonly hash: string;
	readonly bytes: number;
	readonly stamp: Stamp;
	/** When the look began that saw it, in milliseconds. */
	readonly at: number;
	readonly sent: Uint8Array;
	readonly fact?: FileFact;
};

/** A file that was written this close to the look that saw it may have been written once more within the same tick of the clock. */
const tick = 2000;

/** Whether a file still is, by its stamp alone, what was seen. */
export const isStill = ({bytes, stamp, at}: Known, file: RepositoryFile): boolean =>
	file.stamp !== undefined &&
	bytes === file.bytes &&
	stamp.number === file.stamp.number &&
	stamp.modified === file.stamp.modified &&
	stamp.changed === file.stamp.changed &&
	isSettled(stamp, at);

/** Whether a file was left alone for long enough before a look began. */
export const isSettled = ({modified, changed}: Stamp, began: number): boolean => Math.max(modified, changed) < began - tick;

/** What was seen, for a file that holds the same bytes now; undefined when it cannot be read back. */
export function factOf({fact, sent}: Known, {bytes, tracked, ignored}: RepositoryFile): FileFact | undefined {
	const seen = fact ?? received(sent);
	if (seen === undefined || (seen.bytes === bytes && seen.tracked === tracked && seen.ignored === ignored)) return seen;
	return {...seen, bytes, tracked, ignored};
}
