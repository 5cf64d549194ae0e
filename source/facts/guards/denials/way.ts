import type {Rejection} from '../rejection/kind.ts';

/** One way in which a function turns callers away. */
export type Way = {
	readonly line: number;
	readonly text: string;
	readonly when: readonly string[];
	readonly rejection: Rejection | 'silent';
	readonly at: number;
	/** It goes back to the caller instead of ending the request. */
	readonly back: boolean;
	readonly ends: boolean;
};
