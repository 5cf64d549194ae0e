import {existsSync} from 'node:fs';
import {homedir, tmpdir} from 'node:os';
import {join} from 'node:path';
import type {Exercised, Exercising, OfferedExercise, Tried} from '../coaching/exercise.ts';
import type {ExerciseResult, Look, Result} from '../coaching/work.ts';
import {allExercises, exerciseById} from '../exercises/exercises.ts';
import type {Verdict} from '../exercises/verdict.ts';
import {holding, readingWords} from '../reports/exercise-text.ts';
import {type SafeText, safeLines, safeText} from '../safe-text.ts';
import {forkedLook} from '../scan/forked.ts';
import type {Seen} from '../scan/look.ts';
import {beginExercise, checkExercise, exerciseIn, nextHint, type Opened, resetExercise} from './exercise-work.ts';
import {cacheOf} from './looking.ts';
import type {World} from './world.ts';

const most = 100;

/** A new folder for an exercise, beside the person's others. */
function newFolder(id: string): string {
	const home = homedir();
	const base = join(existsSync(home) ? home : tmpdir(), 'shipworthy-exercises');
	const names = [id, ...Array.from({length: most}, (_, index) => `${id}-${index + 2}`)];
	return join(base, names.find(name => !existsSync(join(base, name))) ?? `${id}-${Date.now()}`);
}

const atHome = (path: string): SafeText => safeText(path.replace(`${homedir()}/`, '~/'), 300);

/** The exercises that can be begun from the coach, and where each would be written. */
export const offeredExercises = (): readonly OfferedExercise[] =>
	allExercises().map(({id, title, minutes}) => ({id, title, minutes, folder: atHome(newFolder(id))}));

/** Writes an exercise into a new folder of its own; the value is that folder's real path. */
export async function beginNew(id: string, states: string, world: World): Promise<{readonly root: string} | {readonly problem: string}> {
	const exercise = exerciseById(id);
	return exercise === undefined ? {problem: `There is no exercise ${id}.`} : beginExercise(exercise, newFolder(id), states, world.today);
}

const triedOf = (verdict: Verdict): Tried => ({
	closed: verdict.closed,
	rows: verdict.tried.map(one => ({holds: one.holds, text: safeText(one.holds === false ? one.because : one.must, 600)})),
	readings: verdict.readings.map(reading => safeText(readingWords(reading), 600)),
	...(verdict.problem === undefined ? {} : {problem: safeText(verdict.problem, 600)}),
});

/** An exercise in the coach's terms. */
function exercising({exercise, log, root}: Opened, asked?: Exercised, more: Pick<Exercising, 'tried' | 'solution'> = {}): Exercising {
	const {id, title, minutes, story, task, read, shows, checks, hints, debrief} = exercise;
	return {
		id,
		title,
		minutes,
		folder: atHome(root),
		story,
		task,
		read,
		shows,
		checks,
		hints: hints.slice(0, log.hints),
		of: hints.length,
		debrief,
		closed: log.closed !== undefined,
		...(asked === undefined ? {} : {asked}),
		...more,
	};
}

/** The exercise in the folder at `root` for the coach; undefined for any other folder, and for one that only says that it is one. */
export async function exercisingIn(root: string, states: string): Promise<Exercising | undefined> {
	const opened = await exerciseIn(root, states);
	return opened === undefined || 'problem' in opened ? undefined : exercising(opened);
}

type Done = Result<ExerciseResult>;
const failed = (what: string, next: string): Done => ({ok: false, problem: {what: safeText(what, 600), next: safeText(next, 300)}});
const done = (value: ExerciseResult): Done => ({ok: true, value});
const lookAgain = 'Press r to look again.';

/** Where and with what something is done with an exercise. */
type Doing = {
	readonly root: string;
	readonly states: string;
	readonly world: World;
	readonly signal: AbortSignal;
	/** A look in the coach's terms. */
	readonly fresh: (seen: Seen) => Promise<Look>;
};

/** Does something with an exercise. `tried` is what was tried before: it stays on screen. */
export async function doExercise(
	doing: Doing,
	{what, tried}: {readonly what: Exercised; readonly tried: Tried | undefined},
): Promise<Done> {
	const opened = await exerciseIn(doing.root, doing.states);
	if (opened === undefined || 'problem' in opened)
		return failed(opened?.problem ?? 'This folder is no exercise any more.', 'Esc goes back.');
	const kept = tried === undefined ? {} : {tried};
	switch (what) {
		case 'hint': {
			const now = await nextHint(opened);
			return done({exercise: exercising(now, what, kept), says: `Hint ${now.log.hints} of ${now.exercise.hints.length}.`});
		}
		case 'solution': {
			const solution = Object.entries(opened.exercise.solution).map(([path, text]) => ({path, lines: safeLines(text.trimEnd())}));
			return done({exercise: exercising(opened, what, {...kept, solution}), says: 'One way to do it. Compare, do not copy.'});
		}
		case 'reset':
			return reset(doing, opened);
		case 'check':
			return check(doing, opened);
	}
}

async function reset(doing: Doing, opened: Opened): Promise<Done> {
	const put = await resetExercise(opened);
	if ('problem' in put) return failed(put.problem, 'Move it away, and try again.');
	const seen = await seenIn(doing);
	if (typeof seen === 'string') return failed(seen, lookAgain);
	const says = `As at the start.${put.copies === undefined ? '' : ` Your version is kept in ${put.copies}.`}`;
	return done({exercise: exercising(opened, 'reset'), look: await doing.fresh(seen), says});
}

async function check(doing: Doing, opened: Opened): Promise<Done> {
	const seen = await seenIn(doing);
	if (typeof seen === 'string') return failed(seen, lookAgain);
	const {verdict, opened: now} = await checkExercise(opened, seen.findings, doing.world.today, doing.signal);
	const {hints, of} = exercising(now);
	const says = verdict.closed
		? `Closed: all ${verdict.tried.length} hold, and reading the code sees no gap. Hints used: ${hints.length} of ${of}.`
		: `Still open: ${holding(verdict)} hold.`;
	return done({exercise: exercising(now, 'check', {tried: triedOf(verdict)}), look: await doing.fresh(seen), says});
}

/** A look at the folder, or why there is none. */
async function seenIn({root, world, signal}: Doing): Promise<Seen | string> {
	const looked = await forkedLook(world.program, root, () => undefined, signal, cacheOf(world));
	return looked.ok ? looked.seen : looked.problem;
}
