import type {Data} from '../../template-language.ts';
import type {Edit} from '../../wiring/edit.ts';

/** How the requests of one server are followed: what the texts need, what wires it in, and what a person does besides. */
export type Followed = {
	readonly data: {readonly [name: string]: Data};
	readonly edits: readonly Edit[];
	readonly after: readonly string[];
	/** Why they cannot be followed yet, in one sentence: the check stays open. */
	readonly owes?: string;
};

/** Nothing is planned, and why. */
export const notFollowed = (owes: string): Followed => ({data: {}, edits: [], after: [owes], owes});

/** Items of a list that is printed in one line: each knows whether another one comes. */
export const listed = (name: string, items: readonly string[]): readonly Data[] =>
	items.map((item, at) => ({[name]: item, more: at < items.length - 1}));
