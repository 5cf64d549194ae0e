import type {Assessment} from '../assessment/assessment.ts';
import type {CategoryId} from '../checklists/checklist.ts';
import type {Context, Decision} from '../record/decision.ts';
import type {Preferences} from '../record/preferences.ts';
import type {SafeText} from '../safe-text.ts';
import type {Plan} from '../scaffold/plan.ts';
import type {Exercised, Exercising, OfferedExercise, Tried} from './exercise.ts';
import type {Field} from './field.ts';
import type {Form} from './form.ts';
import type {Fold} from './rows.ts';
import type {Key} from './standings.ts';
import type {Task} from './task.ts';
import type {CodeAround, Given, Goal, Look, Problem, Progress, TakenBack, Visit} from './work.ts';

/** The three questions about the project as a whole. */
export const asked = ['users', 'stakes', 'hours'] as const;
export type Asked = (typeof asked)[number];

/** `at` is the row or menu entry that is chosen, `scroll` the first line of the content that is shown, `place` the evidence looked at, `before` what was weighed before the questions were asked anew. */
type Asking = {readonly screen: 'asking'; readonly question: Asked; readonly at: number; readonly before?: Assessment};
type Failed = {readonly screen: 'failed'; readonly problem: Problem};
type Help = {readonly screen: 'help'; readonly scroll: number};

/** What can be on screen before the first look is complete. */
export type ArrivingScreen =
	| {readonly screen: 'cut-off'; readonly at: number; readonly files: readonly SafeText[]}
	| {readonly screen: 'welcome'; readonly at: number}
	| {readonly screen: 'exercises'; readonly at: number}
	| {readonly screen: 'looking'}
	| Asking
	| Failed
	| Help;

/** What a comparison of two looks came to, in words. */
export type Change = {
	/** Titles of what looking found closed. */
	readonly closed: readonly string[];
	/** Titles of what people answered, accepted or set aside. */
	readonly said: readonly string[];
	readonly opened: readonly string[];
	readonly summary: string;
};

/** What can be on screen once the repository was looked at. */
export type CoachingScreen =
	| {readonly screen: 'resume'; readonly at: number; readonly scroll: number}
	| {readonly screen: 'nothing'; readonly at: number}
	| {readonly screen: 'exercise'; readonly at: number; readonly scroll: number}
	| {readonly screen: 'step'; readonly key: Key; readonly at: number; readonly scroll: number; readonly place: number}
	| {readonly screen: 'first'; readonly at: number}
	| {readonly screen: 'everything'; readonly at: number}
	| {readonly screen: 'category'; readonly category: CategoryId; readonly at: number; readonly unfolded: readonly Fold[]}
	| {readonly screen: 'search'; readonly at: number}
	| {readonly screen: 'packages'; readonly at: number}
	| {readonly screen: 'package'; readonly folder: string; readonly at: number; readonly unfolded: readonly Fold[]}
	/** `typing`: the chosen setting is being typed. */
	| {readonly screen: 'preferences'; readonly at: number; readonly typing: boolean}
	| {readonly screen: 'check'; readonly key: Key; readonly at: number; readonly scroll: number; readonly place: number}
	| {readonly screen: 'by-hand'; readonly key: Key; readonly at: number; readonly scroll: number; readonly place: number}
	| {readonly screen: 'examples'; readonly key: Key; readonly scroll: number}
	| {readonly screen: 'question'; readonly key: Key; readonly at: number; readonly scroll: number}
	/** `at` is the row that is chosen where the answers are few. */
	| {readonly screen: 'form'; readonly key: Key; readonly form: Form; readonly part: number; readonly at: number}
	| {
			readonly screen: 'plan';
			readonly key: Key;
			readonly plan: Plan;
			readonly leftOut: readonly string[];
			/** Before and after stand in one column even where two fit. */
			readonly oneColumn: boolean;
			readonly at: number;
			readonly scroll: number;
	  }
	| {
			readonly screen: 'written';
			readonly key: Key;
			readonly plan: Plan;
			readonly files: readonly SafeText[];
			readonly change: Change;
			readonly at: number;
			readonly scroll: number;
	  }
	| {readonly screen: 'live'; readonly at: number}
	| {readonly screen: 'about'; readonly at: number; readonly scroll: number}
	| {readonly screen: 'facts'; readonly at: number}
	| {readonly screen: 'wrap-up'; readonly at: number; readonly scroll: number}
	| Asking
	| Failed
	| Help;

/** What is under way. One thing at a time; the result comes back as an event. */
export type Doing =
	/** `says` is said again when the look is there. */
	| {readonly doing: 'look'; readonly context: Context; readonly says?: string}
	| {readonly doing: 'assess'; readonly context: Context; readonly before?: Assessment}
	| {readonly doing: 'plan'; readonly key: Key; readonly template: string; readonly answers: Readonly<Record<string, string>>}
	| {readonly doing: 'write'; readonly key: Key; readonly plan: Plan; readonly leftOut: readonly string[]}
	| {
			readonly doing: 'look-after-write';
			readonly context: Context;
			readonly key: Key;
			readonly plan: Plan;
			readonly files: readonly SafeText[];
	  }
	| {readonly doing: 'undo'; readonly key: Key | undefined}
	| {readonly doing: 'look-after-undo'; readonly context: Context; readonly key: Key | undefined; readonly back: TakenBack}
	| {readonly doing: 'recover'}
	| {readonly doing: 'remember'; readonly key: Key; readonly decision: Decision; readonly given: Given}
	| {readonly doing: 'edit'; readonly path: string; readonly line: number}
	| {readonly doing: 'copy'; readonly task: Task}
	| {readonly doing: 'exercise'; readonly what: Exercised; readonly tried: Tried | undefined; readonly context: Context};

/** One line that answers what was just done. `confirms`: pressing the same key again, while this is shown, does it. */
type Notice = {readonly text: string; readonly tone: 'good' | 'warn' | 'quiet'; readonly confirms?: 'undo' | 'reset'};

/** What every screen may rely on, whatever comes next. */
export type Known = {
	readonly name: SafeText;
	/** `YYYY-MM-DD`. */
	readonly today: string;
	/** The name that signs decisions, when it is known. */
	readonly by: SafeText | undefined;
	readonly since: Visit | undefined;
	readonly goal: Goal | undefined;
	readonly context: Context;
	readonly progress: Progress;
	/** Checks that were put off, with the day. */
	readonly notNow: Readonly<Record<Key, string>>;
	/** What was typed, by form and part, until it is saved. */
	readonly drafts: Readonly<Record<string, Field>>;
	/** What was open and is not any more, by looking or by a word of a person, since the program was opened. */
	readonly settled: readonly Key[];
	/** Paths that were written since the program was opened, and not taken back. */
	readonly written: readonly SafeText[];
	readonly doing: Doing | undefined;
	readonly notice: Notice | undefined;
	/** Files of a write that was cut off in an earlier run and not put back. */
	readonly cutOff: readonly SafeText[];
	/** The sentence that says how to go on after leaving. */
	readonly again: string;
	/** Saved files are looked at as they are saved. */
	readonly watching: boolean;
	/** Whether a small app to practise on is offered: here is shipworthy itself. */
	readonly practice: boolean;
	/** The exercise that this folder is; undefined in any other folder. */
	readonly exercise: Exercising | undefined;
	/** The exercises that can be begun, once they were asked for. */
	readonly offered: readonly OfferedExercise[] | undefined;
	readonly preferences: Preferences;
	/** Settings that the command line or the environment decides for this run. */
	readonly decided: readonly (keyof Preferences)[];
};

/** Before the first look is complete, or while the three questions are asked. */
export type Arriving = {
	readonly phase: 'arriving';
	readonly known: Known;
	/** The look, once it is there, and the context that it was weighed with. */
	readonly look: Look | undefined;
	readonly weighed: Context;
	/** The first look, before anything was said in this visit. */
	readonly atFirst: Look | undefined;
	readonly here: ArrivingScreen;
	readonly trail: readonly ArrivingScreen[];
};

/** The repository was looked at. */
export type Coaching = {
	readonly phase: 'coaching';
	readonly known: Known;
	readonly look: Look;
	/** The steps that fit in the time, in order. */
	readonly chosen: readonly Key[];
	/** The code around places that were looked at since the last look, the newest last. */
	readonly code: readonly CodeAround[];
	readonly here: CoachingScreen;
	readonly trail: readonly CoachingScreen[];
};

/** The person left; `words` are for the terminal they go back to. */
export type Left = {
	readonly phase: 'left';
	readonly known: Known;
	readonly code: number;
	readonly words: readonly string[];
	readonly visit: Visit | undefined;
	/** The person wants to practise on the small app. */
	readonly practise?: true;
	/** The exercise that the person wants to begin. */
	readonly exercise?: string;
};

/** Where the person is. */
export type Session = Arriving | Coaching | Left;
