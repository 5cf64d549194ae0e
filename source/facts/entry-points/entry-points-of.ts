import type {Guard} from '../guards/guard.ts';
import type {EntryPoints, UnreadEntryPoints} from './entry-point.ts';
import type {Ground, Reader, Registered} from './registered.ts';

/** The reader of each framework. */
const readers: readonly Reader[] = [];

/** Who can call what, and the guards that were found on the way. */
export function entryPointsIn(ground: Ground): {readonly entryPoints: EntryPoints; readonly guards: readonly Guard[]} {
	const read = readers.map(reader => reader(ground));
	const found: readonly Registered[] = read.flatMap(one => one.found);
	const unread: readonly UnreadEntryPoints[] = read.flatMap(one => one.unread);
	return {entryPoints: {points: found.length === 0 ? [] : [], unread}, guards: []};
}
