import type {CoachingScreen} from '../coaching/session.ts';
import {always, type Binding, back, moves, pages, wrapUp} from './bindings.ts';

/** Keys that turn the page here, where elsewhere they choose a row. */
const turning = new Set(['enter', 'pgdn', 'pgup', 'home', 'end', 'g', 'G']);

/** The keys of a plan that is read before it is written. */
export function planKeys(here: Extract<CoachingScreen, {readonly screen: 'plan'}>): readonly Binding[] {
	const isChanged = here.plan.files[here.at]?.before !== undefined;
	return [
		{key: 'enter', does: 'write', act: {event: 'write'}, rank: 1},
		{key: 'space', does: 'leave out', act: {event: 'leave-out'}, rank: 2},
		...moves('write').filter(({key}) => !turning.has(key)),
		...pages,
		...(isChanged ? [{key: 'v', does: here.oneColumn ? 'side by side' : 'one column', act: {event: 'columns'}, rank: 6} as const] : []),
		{key: 'g', does: 'to the top', act: {turn: 'top'}, rank: 0},
		{key: 'G', does: 'to the end', act: {turn: 'bottom'}, rank: 0},
		back,
		...always,
		wrapUp,
	];
}

/** Whether a key only changes how wide a difference is shown. */
export const isColumns = ({act}: Binding): boolean => act !== undefined && 'event' in act && act.event === 'columns';
