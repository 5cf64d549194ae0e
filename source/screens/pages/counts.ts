import type {CategoryAssessment} from '../../assessment/assessment.ts';
import {type Line, lineWidth} from '../line.ts';

/** What is counted of some checks. */
export type Counted = Pick<CategoryAssessment, 'standings' | 'blockers' | 'toAnswer'>;

/** The counts of some checks: all of them, or the heaviest that fit without being cut. */
export function countsOf(counted: Counted, columns: number): Line {
	const {standings, blockers, toAnswer} = counted;
	const gaps = standings.filter(standing => standing.outcome === 'gap').length - blockers;
	const fine = standings.filter(standing => standing.outcome === 'pass').length;
	const said = standings.filter(standing => standing.outcome === 'attested').length;
	const accepted = standings.filter(standing => standing.outcome === 'accepted').length;
	const parts: readonly (readonly [number, string, 'gap' | 'warn' | 'ask' | 'good'])[] = [
		[blockers, blockers === 1 ? 'blocker' : 'blockers', 'gap'],
		[gaps, gaps === 1 ? 'gap' : 'gaps', 'warn'],
		[toAnswer, 'to answer', 'ask'],
		[accepted, 'accepted', 'warn'],
		[said, 'said', 'ask'],
		[fine, 'fine', 'good'],
	];
	const shown = parts.filter(([number]) => number > 0);
	if (shown.length === 0) return [{text: columns < 20 ? 'none applies' : 'nothing here applies', tone: 'quiet'}];
	const line = shown.flatMap(
		([number, word, tone], index): Line => [
			...(index > 0 ? [{text: ' · ', tone: 'quiet'} as const] : []),
			{text: `${word === 'said' ? '◆ ' : ''}${number} ${word}`, tone},
		],
	);
	const fitting = shown.map((_, index) => line.slice(0, index * 2 + 1)).filter(part => lineWidth(part) <= columns);
	return fitting.at(-1) ?? line.slice(0, 1);
}
