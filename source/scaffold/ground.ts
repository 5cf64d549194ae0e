import type {OnDisk} from './on-disk.ts';
import type {Manifest} from './store.ts';
import type {CodeNow} from './view.ts';
import type {ReadCode} from './wiring/code.ts';

/** What a plan is made from, besides the template: nothing is looked up while it is made. */
export type Ground = {
	readonly disk: (path: string) => OnDisk;
	readonly manifest: Manifest;
	readonly base: (hash: string) => string | undefined;
	/** Reads a file of code as it would be read for facts. */
	readonly read: ReadCode;
	/** Whether a file that holds so many bytes now is another one than was looked at: lines that were named may then stand elsewhere. */
	readonly isOutdated: (path: string, bytes: number) => boolean;
};

const lineEnd = /\r\n/gu;

/** A text with the line ends of Unix. */
export const withLf = (text: string): string => text.replace(lineEnd, '\n');

/** Whether most lines of a text end as on Windows. */
export function usesCrlf(text: string): boolean {
	const ends = text.split('\n').length - 1;
	return ends > 0 && (text.match(lineEnd)?.length ?? 0) * 2 > ends;
}

/** The code of the repository's files as they stand now, for a view to say where it would be wired in. */
export const codeNow =
	({disk, read}: Pick<Ground, 'disk' | 'read'>): CodeNow =>
	path => {
		const now = disk(path);
		return now.kind === 'file' && now.text !== undefined ? read(path, withLf(now.text)) : undefined;
	};
