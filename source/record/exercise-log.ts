import {mkdir} from 'node:fs/promises';
import {join} from 'node:path';
import * as v from 'valibot';
import type {Mark} from './exercise-mark.ts';
import {readPlain, replaceWhole} from './plain-file.ts';
import {jsonIn} from './scans.ts';

const whole = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1_000_000));
const schema = v.object({exercise: v.string(), began: v.string(), hints: whole, checks: whole, closed: v.optional(v.string())});

/** How far someone is with an exercise, in their state folder. That it is there proves that shipworthy wrote the folder, for this person on this machine. */
export type ExerciseLog = {
	readonly exercise: string;
	/** When it was started, ISO 8601. */
	readonly began: string;
	/** Hints that were given. */
	readonly hints: number;
	/** Times that it was checked. */
	readonly checks: number;
	/** When a check found it closed for the first time, ISO 8601. */
	readonly closed?: string;
};

const mostBytes = 4000;
const fileOf = (states: string, token: string): string => join(states, 'exercises', `${token}.json`);

/** The log that belongs to a mark; undefined when this person's state folder knows nothing of it. */
export async function logOf(states: string, {exercise, token}: Mark): Promise<ExerciseLog | undefined> {
	const plain = await readPlain(fileOf(states, token), mostBytes);
	if (plain.kind !== 'bytes') return undefined;
	const parsed = v.safeParse(schema, jsonIn(plain.bytes.toString('utf8')));
	if (!parsed.success || parsed.output.exercise !== exercise) return undefined;
	const {closed, ...log} = parsed.output;
	return closed === undefined ? log : {...log, closed};
}

/** Remembers how far someone is. Throws the system's error when it cannot. */
export async function rememberExercise(states: string, token: string, log: ExerciseLog): Promise<void> {
	await mkdir(join(states, 'exercises'), {recursive: true, mode: 0o700});
	await replaceWhole(fileOf(states, token), `${JSON.stringify(log)}\n`, 0o600);
}
