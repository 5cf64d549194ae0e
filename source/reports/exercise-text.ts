import type {Exercise} from '../exercises/exercise.ts';
import type {Tried} from '../exercises/try.ts';
import type {Reading, Verdict} from '../exercises/verdict.ts';
import {safeText} from '../safe-text.ts';
import {wrap} from './wrap.ts';

const width = 78;
const para = (text: string, indent = ''): string => wrap(safeText(text, 2000), width, indent, indent);
const command = (words: string, does: string): string => `  ${words.padEnd(34)}${does}`;

/** Every exercise, and how to start one. */
export function exercisesText(exercises: readonly Exercise[], here: string | undefined): string {
	const wide = Math.max(...exercises.map(({id}) => id.length));
	return [
		'Exercises: a small app with one gap, yours to close. Offline, with nothing to install.',
		'',
		...exercises.map(({id, title, minutes}) => `  ${id.padEnd(wide)}  ${title}, about ${minutes} min`),
		'',
		...(here === undefined ? [] : [para(here), '']),
		`Start one: shipworthy exercise ${exercises[0]?.id ?? '<name>'} <empty folder>`,
	]
		.join('\n')
		.concat('\n');
}

/** What was written, the story, the task and what to do next. */
export function begunText({title, minutes, story, task, read, start}: Exercise, folder: string): string {
	return [
		`Written: ${safeText(folder)} (${Object.keys(start).length} files)`,
		'',
		`${title}, about ${minutes} min`,
		para(story),
		'',
		para(`Your task: ${task}`),
		'',
		'Next',
		`  cd ${safeText(folder)}`,
		command('shipworthy', 'the coach leads you through it'),
		command('shipworthy exercise check', 'are you done? It starts the app and tries it'),
		command('shipworthy exercise hint', 'one hint, of three'),
		command('shipworthy exercise reset', 'the start again'),
		'',
		`Read first: ${read.join(', ')}`,
	]
		.join('\n')
		.concat('\n');
}

function triedLines(tried: Tried): readonly string[] {
	switch (tried.holds) {
		case true:
			return [wrap(safeText(tried.must), width, '  ✔ ')];
		case false:
			return [wrap(safeText(tried.because, 600), width, '  ✖ ')];
		case 'untried':
			return [wrap(safeText(tried.must), width, '  - not tried: ')];
	}
}

/** What reading the code says, in one sentence. */
export function readingWords({outcome, because, at, check}: Reading): string {
	const where = at === undefined ? '' : ` (${at.path}:${at.line})`;
	switch (outcome) {
		case 'gap':
			return `Reading the code sees the gap still: ${because}${where}.`;
		case 'pass':
			return `Reading the code sees it closed: ${because}${where}.`;
		case 'unknown':
		case 'not-applicable':
			return `Reading the code cannot follow it (${check}); what the app does decides.`;
	}
}

/** How many behaviours hold. */
export const holding = ({tried}: Verdict): string => `${tried.filter(({holds}) => holds === true).length} of ${tried.length}`;

/** What a check came to, what is still wrong, and what to do next. */
export function checkedText({title, hints, debrief}: Exercise, verdict: Verdict, given: number): string {
	const {closed, tried, readings, problem} = verdict;
	const head = closed ? `Closed: ${title}.` : `Still open: ${title}.`;
	const next =
		given < hints.length
			? `Stuck? shipworthy exercise hint (${given} of ${hints.length} given)`
			: 'Stuck? shipworthy exercise hint --solution';
	return [
		head,
		'',
		...(problem === undefined ? [] : [para(problem), '']),
		...(problem !== undefined && tried.every(({holds}) => holds === 'untried') ? [] : [...tried.flatMap(triedLines), '']),
		...readings.map(reading => para(readingWords(reading))),
		'',
		...(closed
			? [
					`All ${tried.length} hold. Hints used: ${given} of ${hints.length}.`,
					'',
					'What this was',
					...debrief.map(line => wrap(line, width, '  - ')),
				]
			: [`${holding(verdict)} hold. ${next}`]),
	]
		.join('\n')
		.concat('\n');
}

/** The hints that were given, the last one last. */
export function hintsText({hints}: Exercise, given: number): string {
	const shown = hints.slice(0, given).map((hint, index) => `Hint ${index + 1} of ${hints.length}\n${para(hint, '  ')}`);
	const last = given < hints.length ? [] : ['That was the last one. One way to do it: shipworthy exercise hint --solution'];
	return `${[...shown, ...last].join('\n\n')}\n`;
}

/** One way to do it: the files, whole. */
export const solutionText = ({solution}: Exercise): string =>
	`One way to do it. Compare, do not copy.\n\n${Object.entries(solution)
		.map(([path, text]) => `--- ${path}\n${text.trimEnd()}`)
		.join('\n\n')}\n`;
