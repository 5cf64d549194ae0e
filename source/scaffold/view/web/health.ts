import type {View} from '../../view.ts';

/** What the parts of the template of health addresses give: the texts' data, the edits, and what to say. `owes`: why nothing is planned. */
export type Health = Pick<View, 'data' | 'after' | 'edits'> & {readonly owes?: string};

/** Nothing is planned, and why. */
export const noHealth = (owes: string): Health => ({data: {kind: 'none'}, after: [owes], owes});
