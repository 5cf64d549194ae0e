import type {Found} from '../probes/found.ts';
import type {Place} from '../safe-text.ts';
import type {Exercise} from './exercise.ts';
import type {Tried} from './try.ts';

/** What reading the code says to one check of an exercise. */
export type Reading = {
	readonly check: string;
	readonly outcome: Found['finding']['outcome'];
	readonly because: string;
	readonly at?: Place;
};

/** What a check of an exercise came to. */
export type Verdict = {
	/** Every behaviour holds, and reading the code sees no gap. */
	readonly closed: boolean;
	readonly tried: readonly Tried[];
	readonly readings: readonly Reading[];
	/** Why not everything could be tried. */
	readonly problem?: string;
};

/** What behaves and what is read, together. What reading cannot follow, behaviour decides; a gap that is read keeps the exercise open. */
export function verdictOf(
	{checks}: Pick<Exercise, 'checks'>,
	{tried, problem}: {readonly tried: readonly Tried[]; readonly problem?: string},
	findings: readonly Found[],
): Verdict {
	const readings = findings
		.filter(({check}) => checks.includes(check))
		.map(({check, finding: {outcome, because, evidence}}): Reading => {
			const [at] = evidence;
			return {check, outcome, because, ...(at === undefined ? {} : {at})};
		});
	const holds = tried.length > 0 && tried.every(one => one.holds === true);
	const closed = problem === undefined && holds && readings.every(({outcome}) => outcome !== 'gap');
	return {closed, tried, readings, ...(problem === undefined ? {} : {problem})};
}
