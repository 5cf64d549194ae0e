import type {Place} from '../../../safe-text.ts';

/** What is done with a signed token on a server. */
export type TokenRead = Place & {
	readonly is: 'verified' | 'switched off' | 'only decoded' | 'unclear';
	readonly said: string;
};
