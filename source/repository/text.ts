import {decoded, withBytes} from './read.ts';
import type {RepositoryFile, Stamp} from './repository.ts';

const kibibyte = 1024;
/** Bytes of the largest file that is read; locks may be larger. */
export const largestText = 1024 * kibibyte;
const largestLock = 32 * 1024 * kibibyte;
/** Lockfiles are facts of their own, and often larger than any source file. */
const lockfile =
	/(?:^|\/)(?:package-lock\.json|npm-shrinkwrap\.json|yarn\.lock|pnpm-lock\.yaml|bun\.lock|poetry\.lock|uv\.lock|Pipfile\.lock)$/u;

/** Rows of data, which tell by their beginning what they hold. */
const rows = /\.(?:csv|tsv|jsonl|ndjson|vcf|mbox)$/iu;
const beginning = 256 * kibibyte;

/** Only the beginning of the file is read. */
const isReadInPart = ({path, bytes}: {readonly path: string; readonly bytes: number}): boolean => bytes > largestText && rows.test(path);

/**
 * Hands the bytes of a listed file over, if it is not too large and still is what was listed; they are good only until `use` returns.
 * Of larger rows of data it is the beginning.
 */
export function withBytesOf<Value>(root: string, file: RepositoryFile, use: (bytes: Buffer) => Value): Value | undefined {
	const cap = lockfile.test(file.path) ? largestLock : largestText;
	if (isReadInPart(file)) return withBytes(`${root}/${file.path}`, Number.POSITIVE_INFINITY, file.stamp?.number, use, beginning);
	return file.bytes > cap ? undefined : withBytes(`${root}/${file.path}`, cap, file.stamp?.number, use);
}

/** The decoded text of a listed file; undefined when it is binary, too large or unreadable. */
const textOfFile = (root: string, file: RepositoryFile): string | undefined => withBytesOf(root, file, decoded);

/** Texts that were read, so that small ones are not read again while the file stays as it is. */
export type Texts = {
	readonly kept: Map<string, {readonly stamp: Stamp | undefined; readonly text: string | undefined}>;
	characters: number;
};

const largestKept = 256 * kibibyte;
const mostKept = 32 * 1024 * kibibyte;

/** Nothing read yet. */
export const noTexts = (): Texts => ({kept: new Map(), characters: 0});

/** The text of a file, from those that were read or from the disk. */
export function keptText(texts: Texts, root: string, file: RepositoryFile): string | undefined {
	const known = texts.kept.get(file.path);
	if (known !== undefined && isSame(known.stamp, file.stamp)) return known.text;
	const text = textOfFile(root, file);
	const characters = (text?.length ?? 0) - (known?.text?.length ?? 0);
	if ((text?.length ?? 0) <= largestKept && texts.characters + characters <= mostKept) {
		texts.kept.set(file.path, {stamp: file.stamp, text});
		texts.characters += characters;
	}
	return text;
}

const isSame = (one: Stamp | undefined, other: Stamp | undefined): boolean =>
	one === other ||
	(one !== undefined &&
		other !== undefined &&
		one.number === other.number &&
		one.changed === other.changed &&
		one.modified === other.modified);
