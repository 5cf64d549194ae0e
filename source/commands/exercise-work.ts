import {randomBytes} from 'node:crypto';
import {realpathSync} from 'node:fs';
import type {Exercise} from '../exercises/exercise.ts';
import {exerciseById} from '../exercises/exercises.ts';
import {tryFolder} from '../exercises/try.ts';
import {type Verdict, verdictOf} from '../exercises/verdict.ts';
import type {Found} from '../probes/found.ts';
import {keepCopies} from '../record/exercise-copies.ts';
import {type ExerciseLog, logOf, rememberExercise} from '../record/exercise-log.ts';
import {type Mark, markAs, markIn} from '../record/exercise-mark.ts';
import {editsIn, fillFolder, putBack} from '../scaffold/start-folder.ts';

/** A folder with an exercise that shipworthy wrote for this person. */
export type Opened = {
	readonly root: string;
	readonly states: string;
	readonly mark: Mark;
	readonly exercise: Exercise;
	readonly log: ExerciseLog;
};

type Problem = {readonly problem: string};

/** The exercise in the folder at `root`; undefined for any other folder, a problem for one that only says that it is one. */
export async function exerciseIn(root: string, states: string): Promise<Opened | Problem | undefined> {
	const mark = await markIn(root);
	if (mark === undefined) return undefined;
	const exercise = exerciseById(mark.exercise);
	if (exercise === undefined) return {problem: `${root} says that it is the exercise "${mark.exercise}", which is not known here.`};
	const log = await logOf(states, mark);
	if (log === undefined)
		return {
			problem: `${root} was not written by shipworthy for you on this machine, so nothing in it is run. Begin in a folder of your own: shipworthy exercise ${exercise.id} <empty folder>`,
		};
	return {root, states, mark, exercise, log};
}

/** Writes the start of an exercise into an empty or a new folder; the value is its real path. */
export async function beginExercise(
	exercise: Exercise,
	into: string,
	states: string,
	now: Date,
): Promise<{readonly root: string} | Problem> {
	try {
		const filled = fillFolder(into, exercise.start, 'the exercise');
		if (filled.kind === 'refused') return {problem: filled.because};
		const root = realpathSync(filled.folder);
		const token = randomBytes(16).toString('hex');
		await rememberExercise(states, token, {exercise: exercise.id, began: now.toISOString(), hints: 0, checks: 0});
		await markAs(root, {exercise: exercise.id, token});
		return {root};
	} catch (error) {
		if (!(error instanceof Error && 'code' in error && typeof error.code === 'string')) throw error;
		return {
			problem: `The exercise cannot be written (${error.message}). Name a folder that you may write; XDG_STATE_HOME says where its progress is kept.`,
		};
	}
}

const remembered = async (opened: Opened, log: ExerciseLog): Promise<Opened> => {
	await rememberExercise(opened.states, opened.mark.token, log);
	return {...opened, log};
};

/** Starts the server of the folder, tries it, and weighs that with what reading found. This runs code of the folder. Rejects only when `signal` was aborted. */
export async function checkExercise(
	opened: Opened,
	findings: readonly Found[],
	now: Date,
	signal: AbortSignal,
): Promise<{readonly verdict: Verdict; readonly opened: Opened}> {
	const {exercise, root, log} = opened;
	const verdict = verdictOf(exercise, await tryFolder(root, exercise, signal), findings);
	const closed = log.closed ?? (verdict.closed ? now.toISOString() : undefined);
	return {verdict, opened: await remembered(opened, {...log, checks: log.checks + 1, ...(closed === undefined ? {} : {closed})})};
}

/** Gives one hint more, as long as there is one. */
export const nextHint = async (opened: Opened): Promise<Opened> =>
	opened.log.hints >= opened.exercise.hints.length ? opened : remembered(opened, {...opened.log, hints: opened.log.hints + 1});

/** Whether the solution may be shown: all hints were given, or it is closed already. */
export const maySeeSolution = ({exercise, log}: Opened): boolean => log.hints >= exercise.hints.length || log.closed !== undefined;

/** What writing the start again would change; `blocked` is what stands in the way. */
export function lostBy({root, exercise}: Opened): {
	readonly edited: readonly string[];
	readonly missing: readonly string[];
	readonly blocked: readonly string[];
} {
	const {edited, missing, blocked} = editsIn(root, exercise.start);
	return {edited: [...edited.keys()], missing, blocked};
}

/** Writes the start again. What was edited is copied first; the value is the folder of the copies, when there are any. Files of the person's own stay. */
export async function resetExercise({root, exercise}: Opened): Promise<{readonly copies?: string} | Problem> {
	const edits = editsIn(root, exercise.start);
	if (edits.blocked.length > 0) return {problem: `The start was not written: ${edits.blocked.join('; ')}.`};
	const copies = edits.edited.size === 0 ? undefined : await keepCopies(root, edits.edited);
	putBack(root, exercise.start, edits);
	return copies === undefined ? {} : {copies};
}
