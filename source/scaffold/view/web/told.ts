import type {View} from '../../view.ts';

/** What the parts of the template of headers give. `owes`: why nothing is planned. */
export type Headers = Pick<View, 'data' | 'after' | 'edits'> & {readonly owes?: string};

/** Nothing is planned, and why. */
export const noHeaders = (owes: string): Headers => ({data: {kind: 'none'}, after: [owes], owes});
