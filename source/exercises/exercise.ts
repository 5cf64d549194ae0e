import * as v from 'valibot';
import {categoryIds} from '../checklists/checklist.ts';

const line = v.pipe(v.string(), v.trim(), v.minLength(1));
const path = v.pipe(v.string(), v.regex(/^[\w-][\w./-]*$/u, 'is a path inside the folder'));

const schema = v.strictObject({
	title: line,
	category: v.picklist(categoryIds),
	minutes: v.pipe(v.number(), v.integer(), v.minValue(5), v.maxValue(120)),
	story: line,
	task: line,
	read: v.pipe(v.array(path), v.minLength(1)),
	shows: path,
	server: path,
	checks: v.pipe(v.array(line), v.minLength(1)),
	hints: v.pipe(v.array(line), v.length(3)),
	debrief: v.pipe(v.array(line), v.length(5)),
});

/** Files by their path inside the folder, as text. */
export type Files = Readonly<Record<string, string>>;

/** A small app with one gap, what is to be done about it, and what helps on the way. */
export type Exercise = {
	readonly id: string;
	readonly title: string;
	/** The category of the gap. */
	readonly category: (typeof categoryIds)[number];
	/** How long it takes most people. */
	readonly minutes: number;
	/** What happened, and to whom. */
	readonly story: string;
	/** What must be true when it is done. */
	readonly task: string;
	/** Files to read first. */
	readonly read: readonly string[];
	/** The file with the gap. */
	readonly shows: string;
	/** The file that starts the app. The one that a check of the exercise runs. */
	readonly server: string;
	/** Checks that must find no gap any more. */
	readonly checks: readonly string[];
	readonly hints: readonly string[];
	/** Said when it is closed: what this was, which check, what else. */
	readonly debrief: readonly string[];
	readonly start: Files;
	/** Files that replace those of the start. */
	readonly solution: Files;
};

const below = (folder: string, files: Files): Files =>
	Object.fromEntries(
		Object.entries(files).flatMap(([file, text]) => (file.startsWith(`${folder}/`) ? [[file.slice(folder.length + 1), text]] : [])),
	);

/** Makes an exercise of a folder given as text. Throws for a folder that is none. */
export function readExercise(id: string, described: unknown, files: Files): Exercise {
	const parsed = v.safeParse(schema, described);
	if (!parsed.success) throw new Error(`exercises/${id}/exercise.yaml: ${v.summarize(parsed.issues)}`);
	const exercise = {id, ...parsed.output, start: below('start', files), solution: below('solution', files)};
	const missing = [exercise.server, exercise.shows, ...exercise.read].find(file => exercise.start[file] === undefined);
	if (missing !== undefined) throw new Error(`exercises/${id}/start has no ${missing}`);
	return exercise;
}
