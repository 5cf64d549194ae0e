import type {Place} from '../../../safe-text.ts';

/** Where the proof that somebody is signed in is kept: open to scripts, sent without protection, or well. */
export type Kept = Place & {
	readonly is: 'open to scripts' | 'sent in the clear' | 'open to other sites' | 'kept well' | 'unclear';
	readonly said: string;
};
