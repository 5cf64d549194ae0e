import type {View} from '../../view.ts';

/** What the parts of the template of shutdown give. `owes`: why nothing is planned. */
export type Stop = Pick<View, 'data' | 'after' | 'edits'> & {readonly owes?: string};

/** Nothing is planned, and why. */
export const noStop = (owes: string): Stop => ({data: {kind: 'none'}, after: [owes], owes});
