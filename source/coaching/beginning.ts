import type {Preferences} from '../record/preferences.ts';
import type {SafeText} from '../safe-text.ts';
import type {Exercising} from './exercise.ts';
import {usualPreferences} from './preferences.ts';
import type {Arriving, ArrivingScreen} from './session.ts';
import type {Visit} from './work.ts';

/** What the coach must be told before it can open. */
export type Beginning = {
	readonly name: SafeText;
	readonly today: string;
	readonly by: SafeText | undefined;
	readonly since: Visit | undefined;
	readonly practice: boolean;
	/** The exercise that the folder is, when it is one. */
	readonly exercise?: Exercising | undefined;
	/** Files of a write that was cut off in an earlier run; empty when there was none. */
	readonly cutOff: readonly SafeText[];
	/** The sentence that says how to go on after leaving; that the same command does, unless another is given. */
	readonly again?: string;
	/** What is to be said on the first screen: what could not be read of the person's own. */
	readonly trouble?: string | undefined;
	/** What the person has set, as far as they have. */
	readonly preferences?: Partial<Preferences>;
	/** Settings that the command line or the environment decides for this run. */
	readonly decided?: readonly (keyof Preferences)[];
};

/** Where a visit begins: with a question, or where the last one ended. */
export const firstScreen = (since: Visit | undefined): ArrivingScreen => (since ? {screen: 'looking'} : {screen: 'welcome', at: 0});

/** The session at the start: looking begins at once. */
export function begin({
	name,
	today,
	by,
	since,
	practice,
	exercise,
	cutOff,
	again = 'The same command goes on from here.',
	trouble,
	preferences = {},
	decided = [],
}: Beginning): Arriving {
	const context = since?.context ?? {};
	const putOffToday = Object.entries(since?.notNow ?? {}).filter(([, day]) => day === today);
	return {
		phase: 'arriving',
		known: {
			name,
			today,
			by,
			since,
			goal: since?.goal,
			context,
			progress: {files: 0},
			notNow: Object.fromEntries(putOffToday),
			drafts: {},
			settled: [],
			written: [],
			doing: cutOff.length > 0 ? undefined : {doing: 'look', context},
			notice: trouble === undefined ? undefined : {text: trouble, tone: 'warn'},
			cutOff,
			again,
			watching: false,
			practice,
			exercise,
			offered: undefined,
			preferences: {...usualPreferences, ...preferences},
			decided,
		},
		look: undefined,
		weighed: context,
		atFirst: undefined,
		here: cutOff.length > 0 ? {screen: 'cut-off', at: 0, files: cutOff} : exercise === undefined ? firstScreen(since) : {screen: 'looking'},
		trail: [],
	};
}
