import {severities} from '../checklists/checklist.ts';
import type {Standing} from './assessment.ts';
import {evidenceCredit} from './attested.ts';
import {weights} from './severity.ts';

/** A package of the repository. One that is not shipped (an example, a tool) is shown and does not count. */
export type AssessedPackage = {readonly path: string; readonly shipped?: boolean};

/** A check as levels and figures count it: once, however many packages it was asked in. */
export type Counted = {
	/** Where it applies, the worst first. */
	readonly standings: readonly [Standing, ...Standing[]];
	/** In points: the heaviest of what is not closed. */
	readonly weight: number;
	/** False as long as one package is unknown. */
	readonly known: boolean;
};

function rank({outcome, credit, notLive}: Standing): number {
	switch (outcome) {
		case 'gap':
			return 7;
		case 'unknown':
			return 6;
		case 'accepted':
			return 5;
		case 'attested':
			return credit < evidenceCredit ? 4 : 3;
		case 'pass':
			return notLive ? 2 : 1;
		case 'not-applicable':
			return 0;
	}
}

const worstFirst = (one: Standing, other: Standing): number =>
	rank(other) - rank(one) ||
	severities.indexOf(one.severity) - severities.indexOf(other.severity) ||
	other.occurrences - one.occurrences ||
	(one.package < other.package ? -1 : 1);

const heaviest = (standings: readonly Standing[]): number => Math.max(...standings.map(({severity}) => weights[severity]));

/** The checks that apply, each once: about the repository as a whole, and in what is shipped. Where nothing is shipped, everything counts. */
export function countedOf(standings: readonly Standing[], packages: readonly AssessedPackage[]): readonly Counted[] {
	const anyShipped = packages.some(({shipped}) => shipped !== false);
	const left = new Set(anyShipped ? packages.filter(({shipped}) => shipped === false).map(({path}) => path) : []);
	const byCheck = new Map<string, Standing[]>();
	for (const standing of standings) {
		const counts = standing.item.per === 'repository' || !left.has(standing.package);
		if (counts && standing.outcome !== 'not-applicable') {
			byCheck.set(standing.item.id, [...(byCheck.get(standing.item.id) ?? []), standing]);
		}
	}
	return [...byCheck.values()].flatMap((mine): readonly Counted[] => {
		const [worst, ...others] = mine.sort(worstFirst);
		const open = mine.filter(({outcome}) => outcome !== 'pass');
		return worst
			? [
					{
						standings: [worst, ...others],
						weight: heaviest(open.length > 0 ? open : mine),
						known: mine.every(({outcome}) => outcome !== 'unknown'),
					},
				]
			: [];
	});
}
