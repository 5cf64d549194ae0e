import {serve} from '../tools/serve.ts';
import {asking} from './asking.ts';
import type {Trial} from './behaviour.ts';
import type {Exercise} from './exercise.ts';

/** What trying one behaviour came to. */
export type Tried = {readonly id: string; readonly must: string} & (
	| {readonly holds: true}
	| {readonly holds: false; readonly because: string}
	| {readonly holds: 'untried'}
);

/** The hidden test of an exercise, made anew. It is found by the exercise's id: a missing one is a bug that a test finds. */
export async function trialOf(id: string): Promise<Trial> {
	const module: {readonly default: () => Trial} = await import(`./behaviours/${id}.ts`);
	return module.default();
}

/** How long the server may take to start, one answer, and all of it, in milliseconds. */
type Limits = {readonly start: number; readonly answer: number; readonly all: number};

const usual: Limits = {start: 5000, answer: 3000, all: 30_000};

/**
 * Starts the server of an exercise's folder on this machine and tries every behaviour. This runs code of the folder: callers have made sure that shipworthy wrote it.
 * A server that ends on the way is started again for the next behaviour. Rejects only when `signal` was aborted.
 */
export async function tryFolder(
	root: string,
	exercise: Pick<Exercise, 'id' | 'server'>,
	signal: AbortSignal,
	limits: Limits = usual,
): Promise<{readonly tried: readonly Tried[]; readonly problem?: string}> {
	const {settings, behaviours} = await trialOf(exercise.id);
	const over = AbortSignal.timeout(limits.all);
	const until = AbortSignal.any([signal, over]);
	const start = () => serve({root, file: exercise.server, settings, within: limits.start, signal: until});
	const tried: Tried[] = [];
	let serving = await start();
	try {
		for (const {id, must, wrong} of behaviours) {
			if (serving.serves && serving.ended() !== undefined) serving = await start();
			if (!serving.serves || until.aborted) {
				tried.push({id, must, holds: 'untried'});
				continue;
			}
			const because = await wrong(asking(serving, limits.answer, until));
			tried.push(because === undefined ? {id, must, holds: true} : {id, must, holds: false, because});
		}
	} finally {
		if (serving.serves) await serving.stop();
	}
	signal.throwIfAborted();
	if (over.aborted) return {tried, problem: `It took longer than ${limits.all / 1000} seconds and was stopped.`};
	return serving.serves ? {tried} : {tried, problem: serving.problem};
}
