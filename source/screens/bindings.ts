import type {Input} from '../coaching/event.ts';
import type {Edit} from '../coaching/field.ts';

/** Moves through content that is longer than the screen; how far depends on its rows. */
export type Turn = {readonly turn: 'page-down' | 'page-up' | 'top' | 'bottom' | 'down' | 'up'};

/** What one key does. `act` is absent for the keys that the menu itself reads. */
export type Binding = {
	readonly key: string;
	/** How the key is shown; the key itself when absent. */
	readonly shown?: string;
	readonly does: string;
	readonly act?: Input | Turn | {readonly event: 'type'; readonly edit: Edit};
	/** The order in which the footer gives up its entries: 1 stays longest. 0 is in the help only, -1 in neither: another entry speaks for it. */
	readonly rank: number;
};

/** The keys that a menu reads by itself; no binding with an act may use them where a menu is. */
export const menuKeys: readonly string[] = ['up', 'down', 'j', 'k', 'enter', '1', '2', '3', '4', '5', '6', '7', '8', '9'];

/** Keys that work on every screen. */
export const always: readonly Binding[] = [
	{key: '?', does: 'help', act: {event: 'help'}, rank: 3},
	{key: 'ctrl-l', does: 'draw the screen again', act: {event: 'redraw'}, rank: 0},
	{key: 'ctrl-z', does: 'pause (fg comes back)', act: {event: 'suspend'}, rank: 0},
	{key: 'ctrl-c', does: 'leave at once', act: {event: 'leave', code: 130}, rank: 0},
];
/** One screen back. */
export const back: Binding = {key: 'esc', does: 'back', act: {event: 'back'}, rank: 2};
/** To the wrap-up. */
export const wrapUp: Binding = {key: 'q', does: 'wrap up', act: {event: 'quit'}, rank: 4};
/** Closes what is in front. */
export const close: Binding = {key: 'q', does: 'close', act: {event: 'quit'}, rank: 4};
/** Leaves the program. */
export const leave: Binding = {key: 'q', does: 'leave', act: {event: 'quit'}, rank: 1};
/** To the eight categories. */
export const everything: Binding = {key: 'tab', does: 'everything', act: {event: 'everything'}, rank: 5};
/** Through content that is longer than the screen, beside a menu. */
export const pages: readonly Binding[] = [
	{key: 'pgdn', does: 'read on', act: {turn: 'page-down'}, rank: 9},
	{key: 'pgup', does: 'read back', act: {turn: 'page-up'}, rank: 0},
	{key: 'home', does: 'to the top', act: {turn: 'top'}, rank: -1},
	{key: 'end', does: 'to the end', act: {turn: 'bottom'}, rank: -1},
];
/** What the menu reads by itself, for the footer and the help. */
export const menu: readonly Binding[] = [
	{key: 'enter', does: 'choose', rank: 1},
	{key: 'up', shown: '↑↓ j k', does: 'move in the menu', rank: 0},
	{key: '1', shown: '1-9', does: 'choose that row', rank: 9},
];
/** Through a list whose rows can be opened. */
export const moves = (enter: string): readonly Binding[] => [
	{key: 'enter', does: enter, act: {event: 'open'}, rank: 1},
	{key: 'down', shown: '↓ j', does: 'down', act: {event: 'move', by: 1}, rank: 0},
	{key: 'up', shown: '↑ k', does: 'up', act: {event: 'move', by: -1}, rank: 0},
	{key: 'j', does: 'down', act: {event: 'move', by: 1}, rank: -1},
	{key: 'k', does: 'up', act: {event: 'move', by: -1}, rank: -1},
	{key: 'g', shown: 'g home', does: 'to the first', act: {event: 'move', by: -100_000}, rank: 0},
	{key: 'G', shown: 'G end', does: 'to the last', act: {event: 'move', by: 100_000}, rank: 0},
	{key: 'home', does: 'to the first', act: {event: 'move', by: -100_000}, rank: -1},
	{key: 'end', does: 'to the last', act: {event: 'move', by: 100_000}, rank: -1},
	{key: 'pgdn', does: 'ten down', act: {event: 'move', by: 10}, rank: 0},
	{key: 'pgup', does: 'ten up', act: {event: 'move', by: -10}, rank: 0},
];
/** Through content without a menu. */
export const reading: readonly Binding[] = [
	{key: 'down', shown: '↓ j', does: 'down', act: {turn: 'down'}, rank: 0},
	{key: 'up', shown: '↑ k', does: 'up', act: {turn: 'up'}, rank: 0},
	{key: 'j', does: 'down', act: {turn: 'down'}, rank: -1},
	{key: 'k', does: 'up', act: {turn: 'up'}, rank: -1},
	{key: 'g', does: 'to the top', act: {turn: 'top'}, rank: 0},
	{key: 'G', does: 'to the end', act: {turn: 'bottom'}, rank: 0},
	...pages,
];
/** In a field. */
export const edits: readonly Binding[] = [
	{key: 'left', shown: '←', does: 'left', act: {event: 'type', edit: {edit: 'left'}}, rank: 0},
	{key: 'right', shown: '→', does: 'right', act: {event: 'type', edit: {edit: 'right'}}, rank: 0},
	{key: 'home', does: 'to the start', act: {event: 'type', edit: {edit: 'start'}}, rank: 0},
	{key: 'end', does: 'to the end', act: {event: 'type', edit: {edit: 'end'}}, rank: 0},
	{key: 'backspace', does: 'erase the one before', act: {event: 'type', edit: {edit: 'backspace'}}, rank: 0},
	{key: 'delete', does: 'erase the one after', act: {event: 'type', edit: {edit: 'delete'}}, rank: 0},
	{key: 'ctrl-u', does: 'clear', act: {event: 'type', edit: {edit: 'clear'}}, rank: 3},
	{key: 'ctrl-w', does: 'erase the word before', act: {event: 'type', edit: {edit: 'word'}}, rank: 0},
	{key: 'ctrl-a', does: 'to the start', act: {event: 'type', edit: {edit: 'start'}}, rank: 0},
	{key: 'ctrl-e', does: 'to the end', act: {event: 'type', edit: {edit: 'end'}}, rank: 0},
];
const arrows: Readonly<Record<string, string>> = {up: '↑', down: '↓'};
/** Through a list while letters are text. */
export const typedMoves: readonly Binding[] = moves('open')
	.filter(({key}) => ['up', 'down', 'pgup', 'pgdn'].includes(key))
	.map(binding => ({...binding, shown: arrows[binding.key] ?? binding.key}));
/** To the search over all checks. */
export const search: Binding = {key: '/', does: 'search', act: {event: 'search'}, rank: 6};
/** To the person's own settings. */
export const preferences: Binding = {key: ',', does: 'preferences', act: {event: 'preferences'}, rank: 0};
/** Looks at the repository anew. */
export const lookAgain: Binding = {key: 'r', does: 'look again', act: {event: 'look-again'}, rank: 8};
/** Looks at whatever is saved. */
export const watch: Binding = {key: 'W', does: 'watch saved files', act: {event: 'watch'}, rank: 0};
/** To the order of what to do first. */
export const first: Binding = {key: 'f', does: 'what first', act: {event: 'first'}, rank: 6};
/** To what is known of the repository. */
export const map: Binding = {key: 'm', does: 'map', act: {event: 'facts'}, rank: 7};
