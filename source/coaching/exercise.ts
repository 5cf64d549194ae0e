import type {SafeText} from '../safe-text.ts';

/** An exercise that can be begun, and the new folder that it would be written to. */
export type OfferedExercise = {readonly id: string; readonly title: string; readonly minutes: number; readonly folder: SafeText};

/** What a person asks of the exercise that is open. */
export type Exercised = 'check' | 'hint' | 'solution' | 'reset';

/** What starting and trying the app came to. */
export type Tried = {
	readonly closed: boolean;
	readonly rows: readonly {readonly holds: boolean | 'untried'; readonly text: SafeText}[];
	/** What reading the code says beside. */
	readonly readings: readonly SafeText[];
	/** Why not everything could be tried. */
	readonly problem?: SafeText;
};

/** The exercise in the folder that is open, and how far the person is. */
export type Exercising = {
	readonly id: string;
	readonly title: string;
	readonly minutes: number;
	/** Where it is, in words for the screen. */
	readonly folder: SafeText;
	readonly story: string;
	readonly task: string;
	readonly read: readonly string[];
	/** The file with the gap. */
	readonly shows: string;
	/** Ids of the checks that it is about. */
	readonly checks: readonly string[];
	/** The hints that were given. */
	readonly hints: readonly string[];
	/** How many hints there are. */
	readonly of: number;
	readonly debrief: readonly string[];
	/** It was closed once. */
	readonly closed: boolean;
	readonly tried?: Tried;
	readonly solution?: readonly {readonly path: string; readonly lines: readonly SafeText[]}[];
	/** What was asked last: it stands first. */
	readonly asked?: Exercised;
};
