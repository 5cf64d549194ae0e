import type {Input} from '../coaching/event.ts';

/** One thing that can be chosen, and what choosing it does. */
export type MenuItem = {readonly label: string; readonly event: Input};

/** One entry of a menu. */
export const item = (label: string, event: Input): MenuItem => ({label, event});
