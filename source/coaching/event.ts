import type {CategoryId} from '../checklists/checklist.ts';
import type {Context} from '../record/decision.ts';
import type {SafeText} from '../safe-text.ts';
import type {Plan} from '../scaffold/plan.ts';
import type {Exercised, OfferedExercise} from './exercise.ts';
import type {Edit} from './field.ts';
import type {Form} from './form.ts';
import type {Asked} from './session.ts';
import type {Key} from './standings.ts';
import type {CodeAround, ExerciseResult, Goal, Look, Problem, Progress, Result, Saved, TakenBack} from './work.ts';

/** What a person did. */
export type Input =
	| {readonly event: 'back'}
	| {readonly event: 'quit'}
	| {readonly event: 'leave'; readonly code: number}
	| {readonly event: 'help'}
	| {readonly event: 'dead-key'; readonly key: string}
	/** The terminal was redrawn: nothing else changes. */
	| {readonly event: 'redraw'}
	/** The process is to stop until it is continued. */
	| {readonly event: 'suspend'}
	| {readonly event: 'highlight'; readonly at: number}
	| {readonly event: 'move'; readonly by: number}
	| {readonly event: 'scroll'; readonly to: number}
	| {readonly event: 'place'; readonly by: number}
	| {readonly event: 'open'}
	/** What a write that was cut off had changed is put back, or left as it is. */
	| {readonly event: 'put-back'}
	| {readonly event: 'leave-as-is'}
	| {readonly event: 'practise'}
	/** To the exercises that can be begun. */
	| {readonly event: 'exercises'}
	| {readonly event: 'begin-exercise'; readonly exercise: string}
	| {readonly event: 'exercise'; readonly what: Exercised}
	| {readonly event: 'goal'; readonly goal: Goal}
	| {readonly event: 'say'; readonly question: Asked; readonly context: Context}
	| {readonly event: 'ask-context'}
	| {readonly event: 'steps'}
	/** To one step, whether it fitted in the time or not. */
	| {readonly event: 'step'; readonly key: Key}
	| {readonly event: 'not-now'}
	/** What was put off is taken up again. */
	| {readonly event: 'take-up'}
	| {readonly event: 'first'; readonly key?: Key}
	| {readonly event: 'everything'}
	| {readonly event: 'about'}
	| {readonly event: 'facts'}
	/** To the next part of the map, or the one before. */
	| {readonly event: 'part'; readonly by: 1 | -1}
	| {readonly event: 'live'}
	| {readonly event: 'category'; readonly category: CategoryId}
	/** To the search over all checks. */
	| {readonly event: 'search'}
	| {readonly event: 'packages'}
	| {readonly event: 'package'; readonly folder: string}
	| {readonly event: 'preferences'}
	/** Another value for the chosen setting. */
	| {readonly event: 'change'; readonly by: 1 | -1}
	/** Before and after in one column, or side by side. */
	| {readonly event: 'columns'}
	| {readonly event: 'check'; readonly key: Key}
	| {readonly event: 'by-hand'; readonly key: Key}
	| {readonly event: 'examples'; readonly key: Key}
	| {readonly event: 'question'; readonly key: Key}
	| {readonly event: 'form'; readonly key: Key; readonly form: Form}
	| {readonly event: 'type'; readonly edit: Edit}
	/** `text`: what was chosen instead of typed. */
	| {readonly event: 'submit'; readonly text?: string}
	| {readonly event: 'plan'; readonly key: Key}
	| {readonly event: 'leave-out'}
	| {readonly event: 'write'}
	| {readonly event: 'undo'}
	| {readonly event: 'remember-not-live'}
	| {readonly event: 'look-again'}
	| {readonly event: 'edit-file'; readonly path: string; readonly line: number}
	| {readonly event: 'copy'; readonly key: Key}
	/** Write what stands before the launch, for the team. */
	| {readonly event: 'sheet'}
	/** Saved files are looked at from now on, or no longer. */
	| {readonly event: 'watch'};

/** What came back from work that was under way. */
export type Report =
	| {readonly event: 'progressed'; readonly progress: Progress}
	| {readonly event: 'looked'; readonly result: Result<Look>}
	| {readonly event: 'assessed'; readonly context: Context; readonly result: Result<Look>}
	| {readonly event: 'planned'; readonly result: Result<Plan>}
	| {readonly event: 'wrote'; readonly result: Result<readonly SafeText[]>}
	| {readonly event: 'recovered'; readonly result: Result<readonly SafeText[]>}
	| {readonly event: 'undone'; readonly result: Result<TakenBack>}
	| {readonly event: 'remembered'; readonly result: Result<Saved>}
	| {readonly event: 'edited'; readonly result: Result<undefined>}
	| {readonly event: 'copied'; readonly result: Result<SafeText>}
	/** How things stand now, while saved files are looked at; `saved`: because a file was saved. */
	| {readonly event: 'seen'; readonly result: Result<Look>; readonly saved?: true}
	| {readonly event: 'exercised'; readonly result: Result<ExerciseResult>}
	| {readonly event: 'offered'; readonly exercises: readonly OfferedExercise[]}
	/** The lines around a place were read. */
	| {readonly event: 'read'; readonly code: CodeAround}
	/** The person has been at it for as long as they wanted to be told. */
	| {readonly event: 'paused'}
	/** The visit or the preferences were kept, or could not be. */
	| {readonly event: 'kept'; readonly result: Result<undefined>}
	/** Work threw: a bug of ours or a broken machine. */
	| {readonly event: 'broke'; readonly problem: Problem};

export type Event = Input | Report;
