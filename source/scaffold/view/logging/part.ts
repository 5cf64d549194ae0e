import type {Data} from '../../template-language.ts';
import type {Edit} from '../../wiring/edit.ts';

/** One side of a repository whose lines become records: what the texts need, what wires it in, and what a person does besides. */
export type LogPart = {
	readonly data: {readonly [name: string]: Data};
	readonly edits: readonly Edit[];
	readonly after: readonly string[];
	/** Why requests cannot all be followed yet, in one sentence each: the check of their ids stays open. */
	readonly unfollowed: readonly string[];
	/** Why lines are not all records yet, in one sentence each: the check of records stays open. */
	readonly unrecorded: readonly string[];
};

/** Nothing is planned for a side, and why. */
export const noLogPart = (because: string): LogPart => ({
	data: {},
	edits: [],
	after: [],
	unfollowed: [because],
	unrecorded: [because],
});
