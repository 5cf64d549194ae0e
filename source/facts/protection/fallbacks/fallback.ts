import type {Place} from '../../../safe-text.ts';

/** A secret that has a known value when nobody sets it. */
export type Fallback = Place & {
	readonly name: string;
	/** What the secret does here: it signs or opens what is ours, it opens a database, or it opens another's service. */
	readonly opens: 'sessions' | 'ours' | 'database' | 'theirs';
	/** Nothing was seen to read it. */
	readonly unread?: true;
	/** It is empty, and some condition asks whether it is set: what happens without it was not followed. */
	readonly asked?: true;
	readonly to: 'literal' | 'nothing' | 'public' | 'guessable' | 'another';
};
