import type {Place} from '../../safe-text.ts';

/** One row of a section: a cell for each of its columns, and the line that shows it. */
export type MapRow = {readonly cells: readonly string[]; readonly place?: Place; readonly more?: readonly Place[]};

/** One part of what is known of a repository. */
export type MapSection = {
	readonly id: 'stack' | 'callers' | 'guards' | 'tables' | 'third-parties' | 'read-first' | 'unknown' | 'ask';
	readonly title: string;
	/** What the rows come to, in a sentence. */
	readonly lead: string;
	readonly columns: readonly string[];
	readonly rows: readonly MapRow[];
};

/** What is known of a repository, in the order in which someone who has just joined reads it. Sections without rows say so in their lead. */
export type RepositoryMap = readonly MapSection[];

/** `3 tables`, `1 table`. */
export const many = (count: number, one: string, several = `${one}s`): string => `${count} ${count === 1 ? one : several}`;

/** By characters, the same on every machine. */
export const compare = (one: string, other: string): number => (one === other ? 0 : one < other ? -1 : 1);
