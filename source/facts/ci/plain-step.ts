import {scalarsOf, type Tree} from './tree.ts';
import type {ReadJob, ReadStep} from './workflow.ts';

/** A step that only runs a command, or only uses something. */
export const plainStep = (line: number, more: Partial<ReadStep>): ReadStep => ({
	line,
	runLine: line,
	with: {},
	env: {},
	continueOnError: false,
	continueLine: line,
	...more,
});

/** A step for each line of a list of commands. */
export const stepsOf = (script: Tree | undefined): readonly ReadStep[] =>
	scalarsOf(script)
		.filter(({text}) => text !== '')
		.map(({line, first, text}) => plainStep(line, {run: text, runLine: first}));

/** A job that needs nothing and hides nothing. */
export const plainJob = (id: string, line: number, steps: readonly ReadStep[], more: Partial<ReadJob> = {}): ReadJob => ({
	id,
	line,
	needs: [],
	continueOnError: false,
	continueLine: line,
	steps,
	...more,
});
