import {checkedText, hintsText, readingWords, solutionText} from '../reports/exercise-text.ts';
import {safeText} from '../safe-text.ts';
import {look} from '../scan/look.ts';
import {checkExercise, lostBy, maySeeSolution, nextHint, type Opened, resetExercise} from './exercise-work.ts';
import {lookingAs} from './looking.ts';
import {exitCodes, type World} from './world.ts';

/** What a person asked of the exercise in a folder. */
export type Asked = {
	readonly opened: Opened;
	readonly json: boolean;
	readonly yes: boolean;
	readonly solution: boolean;
	readonly world: World;
};

const asJson = (value: unknown): string => `${JSON.stringify(value, null, '\t')}\n`;

/** Reads the code, starts the app and tries it. Says so before. Exits with 1 while it is open. */
export async function check({opened, json, world}: Asked): Promise<number> {
	const {exercise, root} = opened;
	world.tell(`Starting ${exercise.server} of this folder on this machine and trying it. Nothing leaves the machine; 30 seconds at most.\n`);
	const looked = await look(root, {...lookingAs(world, true), only: ({id}) => exercise.checks.includes(id)});
	if (!looked.ok) {
		world.tell(`${safeText(looked.problem)}\n`);
		return exitCodes.usedWrongly;
	}
	const {verdict, opened: now} = await checkExercise(opened, looked.seen.findings, world.today, new AbortController().signal);
	world.write(
		json
			? asJson({
					exercise: exercise.id,
					closed: verdict.closed,
					...(verdict.problem === undefined ? {} : {problem: safeText(verdict.problem, 800)}),
					behaviours: verdict.tried.map(one => ({...one, ...('because' in one ? {because: safeText(one.because, 800)} : {})})),
					readings: verdict.readings.map(reading => ({
						check: reading.check,
						outcome: reading.outcome,
						says: safeText(readingWords(reading), 800),
					})),
					hints: {given: now.log.hints, of: exercise.hints.length},
				})
			: checkedText(exercise, verdict, now.log.hints),
	);
	return verdict.closed ? exitCodes.done : exitCodes.gateFailed;
}

/** Gives one hint more, or one way to do it when that is asked for and the hints are used up. */
export async function hint({opened, json, solution, world}: Asked): Promise<number> {
	const {exercise, log} = opened;
	if (solution && !maySeeSolution(opened)) {
		world.tell(`First the hints: ${log.hints} of ${exercise.hints.length} were given. The next one: shipworthy exercise hint\n`);
		return exitCodes.usedWrongly;
	}
	if (solution) {
		world.write(json ? asJson({exercise: exercise.id, solution: exercise.solution}) : solutionText(exercise));
		return exitCodes.done;
	}
	const now = (await nextHint(opened)).log.hints;
	const given = {exercise: exercise.id, hints: exercise.hints.slice(0, now), of: exercise.hints.length};
	world.write(json ? asJson(given) : hintsText(exercise, now));
	return exitCodes.done;
}

/** Writes the start again. Edits are copied first, and only with `--yes`. */
export async function reset({opened, json, yes, world}: Asked): Promise<number> {
	const {edited, missing} = lostBy(opened);
	if (edited.length > 0 && !yes) {
		world.tell(
			`You changed ${safeText(edited.join(', '))}. Nothing was written. To begin anew, with a copy of them kept: shipworthy exercise reset --yes\n`,
		);
		return exitCodes.usedWrongly;
	}
	const done = await resetExercise(opened);
	if ('problem' in done) {
		world.tell(`${safeText(done.problem, 800)}\n`);
		return exitCodes.usedWrongly;
	}
	const restored = [...edited, ...missing];
	if (json) world.write(asJson({exercise: opened.exercise.id, restored, copies: done.copies ?? null}));
	else if (restored.length === 0) world.write('Everything is as at the start already.\n');
	else
		world.write(`As at the start: ${restored.join(', ')}.${done.copies === undefined ? '' : ` Your version is kept in ${done.copies}.`}\n`);
	return exitCodes.done;
}
