import type {Input} from '../coaching/event.ts';
import {widthOf} from './line.ts';

/** One thing that can be chosen, and what choosing it does. */
export type MenuItem = {
	readonly label: string;
	/** What it is called where its label has no room. */
	readonly short?: string;
	readonly event: Input;
};

/** One entry of a menu, with what it is called where there is little room. */
export const item = (label: string, event: Input, short?: string): MenuItem => ({label, event, ...(short === undefined ? {} : {short})});

/** What an entry is called in that many columns. */
export const labelIn = ({label, short = label}: MenuItem, columns: number): string => (widthOf(label) > columns ? short : label);
