import {existsSync} from 'node:fs';
import {homedir, platform} from 'node:os';
import {relative, resolve} from 'node:path';
import {allExercises, exerciseById} from '../exercises/exercises.ts';
import {personFolder} from '../record/person-folder.ts';
import {begunText, exercisesText} from '../reports/exercise-text.ts';
import {rootOf} from '../repository/root.ts';
import {safeText} from '../safe-text.ts';
import {argumentsOf, closest} from './arguments.ts';
import {wrongFormat} from './checks.ts';
import {type Asked, check, hint, reset} from './exercise-verbs.ts';
import {beginExercise, exerciseIn} from './exercise-work.ts';
import {exitCodes, type World} from './world.ts';

const verbs = {check, hint, reset} as const;
type Verb = keyof typeof verbs;
const isVerb = (word: string): word is Verb => Object.hasOwn(verbs, word);

/** `shipworthy exercise [folder] | <exercise> [empty folder] | check | hint | reset [folder]`: lists, starts and leads through exercises. */
export async function exercise(words: readonly string[], world: World): Promise<number> {
	const given = argumentsOf(
		words,
		{
			format: {type: 'string', default: 'text'},
			yes: {type: 'boolean', default: false},
			solution: {type: 'boolean', default: false},
		},
		'exercise',
	);
	if (!given.ok) return wrong(world, given.problem);
	const [first, folder, another] = given.words;
	const problem = another === undefined ? wrongFormat(given.values.format) : `One folder at a time: "${another}" is one too many.`;
	if (problem !== undefined) return wrong(world, problem);
	const states = personFolder('state', {platform: platform(), home: homedir(), environment: world.environment});
	const json = given.values.format === 'json';
	if (first !== undefined && exerciseById(first) !== undefined) return begin(first, folder ?? first, {states, json, world});
	if (first === undefined || !isVerb(first)) return list(first, folder, {states, json, world});
	const found = rootOf(resolve(world.cwd, folder ?? '.'));
	if ('problem' in found) return wrong(world, found.problem);
	const opened = await exerciseIn(found.root, states);
	if (opened === undefined)
		return wrong(
			world,
			`There is no exercise in ${found.root}. Start one: shipworthy exercise ${allExercises()[0]?.id ?? ''} <empty folder>`,
		);
	if ('problem' in opened) return wrong(world, opened.problem);
	const asked: Asked = {opened, json, yes: given.values.yes, solution: given.values.solution, world};
	return verbs[first](asked);
}

type About = {readonly states: string; readonly json: boolean; readonly world: World};

async function begin(id: string, into: string, {states, json, world}: About): Promise<number> {
	const chosen = exerciseById(id);
	if (chosen === undefined) throw new Error(`no exercise ${id}`);
	const folder = resolve(world.cwd, into);
	const begun = await beginExercise(chosen, folder, states, world.today);
	if ('problem' in begun) return wrong(world, begun.problem);
	const near = relative(world.cwd, folder);
	const shown = near === '' ? '.' : near.startsWith('..') ? begun.root : near;
	world.write(
		json
			? `${JSON.stringify({exercise: id, folder: safeText(begun.root), files: Object.keys(chosen.start)}, null, '\t')}\n`
			: begunText(chosen, shown),
	);
	return exitCodes.done;
}

async function list(word: string | undefined, more: string | undefined, {states, json, world}: About): Promise<number> {
	const path = resolve(world.cwd, word ?? '.');
	if (word !== undefined && !existsSync(path)) return wrong(world, unknownWord(word));
	if (more !== undefined) return wrong(world, `One folder at a time: "${more}" is one too many.`);
	const root = rootOf(path);
	if ('problem' in root) return wrong(world, root.problem);
	const opened = await exerciseIn(root.root, states);
	const here = opened === undefined || 'problem' in opened ? undefined : opened;
	if (json) {
		const exercises = allExercises().map(({id, title, category, minutes, checks}) => ({id, title, category, minutes, checks}));
		const stand = here && {exercise: here.exercise.id, hints: here.log.hints, checks: here.log.checks, closed: here.log.closed ?? null};
		world.write(`${JSON.stringify({exercises, here: stand ?? null}, null, '\t')}\n`);
		return exitCodes.done;
	}
	const words =
		here &&
		`Here is ${here.exercise.id}: ${here.log.closed === undefined ? 'not closed yet' : 'closed'}, checked ${here.log.checks} times, ${here.log.hints} of ${here.exercise.hints.length} hints given. Go on: shipworthy exercise check`;
	world.write(exercisesText(allExercises(), words));
	return exitCodes.done;
}

function unknownWord(word: string): string {
	const known = [...allExercises().map(({id}) => id), ...Object.keys(verbs)];
	const near = closest(word, known);
	return `There is no exercise and no folder "${word}".${near === undefined ? '' : ` Did you mean ${near}?`} All of them: shipworthy exercise`;
}

function wrong(world: World, problem: string): number {
	world.tell(`${safeText(problem, 800)}\n`);
	return exitCodes.usedWrongly;
}
