import type {Data} from '../../template-language.ts';
import type {Edit} from '../../wiring/edit.ts';

/** How a server is taught to count: what the texts need, the file without its ending, what wires it in, and what a person does besides. */
export type Measured = {
	readonly data: {readonly [name: string]: Data};
	/** The file that is made. */
	readonly made: string;
	readonly edits: readonly Edit[];
	readonly after: readonly string[];
	/** Why nothing is counted yet, in one sentence: the check stays open. */
	readonly owes?: string;
};

/** Nothing is planned, and why. */
export const notMeasured = (owes: string): Measured => ({data: {}, made: '', edits: [], after: [owes], owes});
