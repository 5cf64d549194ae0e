import {fieldFor, partsOf} from '../coaching/form.ts';
import {standingHere} from '../coaching/moving.ts';
import type {Coaching, CoachingScreen} from '../coaching/session.ts';
import {always, type Binding, back, close, edits, menu, moves, pages, typedMoves} from './bindings.ts';

/** `?` is a letter where something is typed. */
const alwaysTyped: readonly Binding[] = always.filter(({key}) => key !== '?');

/** The keys while something is typed to be put on record. */
export function formKeys(session: Coaching, here: Extract<CoachingScreen, {screen: 'form'}>): readonly Binding[] {
	const parts = partsOf(here.form, session.known, standingHere(session), session.look.templates);
	const part = parts[here.part];
	if (part?.choices !== undefined) return [...menu, ...pages, {...back, does: 'back (it is kept)'}, ...always];
	const isLast = here.part + 1 >= parts.length;
	const isSuggested = part !== undefined && fieldFor(session.known, here.key, here.form, part).suggested === true;
	return [
		{key: 'enter', does: !isLast ? 'next' : here.form === 'needs' ? 'see the files' : 'save', act: {event: 'submit'}, rank: 1},
		...(isSuggested ? [{key: 'tab', does: 'keep it and edit', act: {event: 'type', edit: {edit: 'end'}}, rank: 4} as const] : []),
		...edits,
		{...back, does: 'back (it is kept)', rank: 2},
		...alwaysTyped,
	];
}

/** The keys while a check is looked for. */
export const searchKeys: readonly Binding[] = [
	{key: 'enter', does: 'open', act: {event: 'submit'}, rank: 1},
	...typedMoves.map(binding => (binding.key === 'down' ? {...binding, shown: '↑↓', does: 'choose', rank: 3} : binding)),
	...edits.map(binding => (binding.key === 'ctrl-u' ? {...binding, rank: 4} : binding)),
	back,
	...alwaysTyped,
];

/** The keys of the preferences; letters are text while one is typed. */
export function preferencesKeys({typing}: Extract<CoachingScreen, {screen: 'preferences'}>): readonly Binding[] {
	if (typing) return [{key: 'enter', does: 'save', act: {event: 'submit'}, rank: 1}, ...edits, back, ...alwaysTyped];
	return [
		...moves('change').filter(({key}) => key !== 'pgdn' && key !== 'pgup'),
		{key: 'right', shown: '→', does: 'next value', act: {event: 'change', by: 1}, rank: 0},
		{key: 'left', shown: '←', does: 'value before', act: {event: 'change', by: -1}, rank: 0},
		back,
		...always,
		close,
	];
}
