import type {Place} from '../../../safe-text.ts';

/** A header that says who is asking, or under which address, and that anyone can write: what it is used for. */
export type Forwarded = Place & {
	readonly header: 'for' | 'host' | 'single';
	readonly use: 'limit' | 'mail' | 'unclear' | 'written down' | 'other';
	readonly how: 'as it is' | 'counted' | 'second';
};
