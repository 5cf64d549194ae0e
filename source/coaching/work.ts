import type {Assessment} from '../assessment/assessment.ts';
import type {Context, Decision, Decisions} from '../record/decision.ts';
import type {Preferences} from '../record/preferences.ts';
import type {Evidence, SafeText} from '../safe-text.ts';
import type {Plan} from '../scaffold/plan.ts';
import type {Exercised, Exercising, OfferedExercise, Tried} from './exercise.ts';
import type {Task} from './task.ts';

/** Why someone came. */
export type Goal = 'launch' | 'know' | 'exercise' | 'everything';

/** Something that was expected to go wrong at times, and what to do next. */
export type Problem = {readonly what: SafeText; readonly next: SafeText};

/** What a piece of work came to. */
export type Result<Value> = {readonly ok: true; readonly value: Value} | {readonly ok: false; readonly problem: Problem};

/** How far looking has come. */
export type Progress = {
	/** Files looked at so far. */
	readonly files: number;
	/** Files in all, once they are counted. */
	readonly of?: number;
	/** What was seen last, in one line. */
	readonly seen?: SafeText;
};

/** How far looking has come now; what was seen last stays until something new is. */
export const withSeen = (before: Progress, now: Progress): Progress => (before.seen === undefined ? now : {seen: before.seen, ...now});

/** A fact in words that may be shown. */
export type ShownFact = {
	readonly id: string;
	readonly label: SafeText;
	readonly value: SafeText;
	readonly package: SafeText;
	readonly evidence: readonly Evidence[];
};

/** A row of the map in words that may be shown, with the lines that show it. */
export type ShownRow = {readonly cells: readonly SafeText[]; readonly places: readonly Evidence[]};

/** One part of what is known of the repository. */
export type ShownSection = {readonly id: string; readonly title: string; readonly lead: SafeText; readonly rows: readonly ShownRow[]};

/** A template that fits this repository. */
export type AvailableTemplate = {
	readonly id: string;
	readonly title: SafeText;
	readonly files: number;
	/** What only a person can say; each may be left unsaid. */
	readonly needs: readonly {readonly id: string; readonly ask: string; readonly choices?: readonly string[] | undefined}[];
};

/** What one look at the repository came to, together with what people decided. */
export type Look = {
	readonly name: SafeText;
	readonly head?: SafeText;
	/** What it is built with, in words for the header, the most telling first. */
	readonly stack: readonly SafeText[];
	/** Folders of the packages; `.` alone when there is one. */
	readonly packages: readonly SafeText[];
	/** Number of files that were looked at. */
	readonly files: number;
	readonly skipped: readonly {readonly path: SafeText; readonly because: SafeText}[];
	/** True when the walk was cut short, so that absence proves nothing. */
	readonly capped: boolean;
	readonly facts: readonly ShownFact[];
	/** What is known of it, in the order in which someone who has just joined reads it. */
	readonly map: readonly ShownSection[];
	readonly assessment: Assessment;
	readonly decisions: Decisions;
	readonly templates: readonly AvailableTemplate[];
	/** The last write that can be taken back, whichever visit made it. */
	readonly lastWrite?: {readonly template: string; readonly files: readonly SafeText[]};
};

/** What is remembered of a visit, in the person's state folder. */
export type Visit = {
	/** `YYYY-MM-DD`. */
	readonly on: string;
	readonly goal: Goal;
	readonly context: Context;
	readonly level: string;
	/** The gaps that were open, by `keyOf`. */
	readonly open: readonly string[];
	/** Checks that were put off, and the day on which they were. */
	readonly notNow: Readonly<Record<string, string>>;
};

/** What a person gave to show that an answer holds, as it was typed or pasted. */
export type Given = {readonly given: 'nothing'} | {readonly given: 'path' | 'link' | 'day' | 'output'; readonly text: string};

/** What a save did: the file that was written, and whether `.shipworthy/` was made for it. */
export type Saved = {readonly look: Look; readonly path: SafeText; readonly madeFolder: boolean};

/** What taking a write back came to: the files that are as before, and those that were kept, with the reason. */
export type TakenBack = {
	readonly taken: readonly SafeText[];
	readonly kept: readonly {readonly path: SafeText; readonly because: SafeText}[];
};

/** The lines of a file around a place, fit to be shown. */
export type CodeAround = {
	readonly path: SafeText;
	readonly line: number;
	/** The number of the first of the lines. */
	readonly from: number;
	readonly lines: readonly SafeText[];
};

/** What was done with an exercise: how it stands, a new look where the code was read again, and one line that says it. */
export type ExerciseResult = {readonly exercise: Exercising; readonly look?: Look; readonly says: string};

/** The effects that the coach is handed. Expected failures are values; a throw is a bug. */
export type Work = {
	/** Looks at the repository anew. Rejects only when `signal` was aborted. */
	readonly look: (context: Context, report: (progress: Progress) => void, signal: AbortSignal) => Promise<Result<Look>>;
	/** Weighs what was already seen under another context; reads no file. */
	readonly assess: (context: Context) => Promise<Result<Look>>;
	/** What a template would write, filled with what a person said to its needs. */
	readonly plan: (template: string, answers: Readonly<Record<string, string>>) => Promise<Result<Plan>>;
	/** Writes the plan without the paths that were left out; the value names what was written. */
	readonly write: (plan: Plan, leftOut: readonly string[]) => Promise<Result<readonly SafeText[]>>;
	/** Puts back what a write that was cut off had changed; the value names the files. */
	readonly recover: () => Promise<Result<readonly SafeText[]>>;
	/** Takes the last write back. */
	readonly undo: () => Promise<Result<TakenBack>>;
	/** Saves a decision in the repository's record. The evidence of an answer is made from `given`: a path or link is checked, output is kept as its hash only. */
	readonly remember: (decision: Decision, given: Given) => Promise<Result<Saved>>;
	/** Opens an editor at a line and waits until it is closed; an empty name stands for what `VISUAL` or `EDITOR` says. */
	readonly openEditor: (place: {readonly path: string; readonly line: number; readonly editor: string}) => Promise<Result<undefined>>;
	/** The lines around a place, every credential masked; undefined when the file cannot be shown or has changed there. */
	readonly around: (place: Evidence) => Promise<CodeAround | undefined>;
	/** The exercises that can be begun. */
	readonly exercises: () => Promise<readonly OfferedExercise[]>;
	/** Does something with the exercise that this folder is. `check` starts its app, which is code of this folder; `tried` is what was tried before, and stays. Rejects only when `signal` was aborted. */
	readonly exercise: (
		asked: {readonly what: Exercised; readonly tried: Tried | undefined},
		context: Context,
		signal: AbortSignal,
	) => Promise<Result<ExerciseResult>>;
	/** Keeps the preferences in the person's own folder. */
	readonly prefer: (preferences: Preferences) => Promise<Result<undefined>>;
	/** Keeps the visit in the person's state folder. */
	readonly keep: (visit: Visit) => Promise<Result<undefined>>;
	/** Hands a task for a coding agent to the terminal's clipboard and keeps it in a file, whose path is the value: not every terminal takes copies. */
	readonly copyForAgent: (task: Task) => Promise<Result<SafeText>>;
	/** Looks again whenever a file is saved, until `signal` is aborted. `context` says what it is weighed with at that moment. */
	readonly watch: (context: () => Context, seen: (result: Result<Look>) => void, signal: AbortSignal) => void;
};
