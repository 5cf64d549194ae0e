import type {Standing} from './assessment.ts';
import {evidenceCredit} from './attested.ts';
import type {Counted} from './counted.ts';

/** At most this share of what is earned may come from answers that nothing proves. */
const bareShare = 0.2;

/** Sums over checks, in points. */
type Points = {
	readonly applicable: number;
	/** Of what applies, what is not unknown. */
	readonly known: number;
	readonly earned: number;
	/** Of what is earned, by answers that nothing proves. */
	readonly bare: number;
	/** Earned by checks that a probe could have answered. */
	readonly seeable: number;
	/** Of `seeable`, what a probe did see. */
	readonly seen: number;
};

/** True of an answer that no fresh evidence supports. */
export const isBare = ({outcome, credit}: Standing): boolean => outcome === 'attested' && credit < evidenceCredit;

const sum = (counted: readonly Counted[], share: (worst: Standing) => number): number =>
	counted.reduce((total, {weight, standings: [worst]}) => total + weight * share(worst), 0);

/** What a category's checks weigh and earn; bare answers are cut so that they never make up more than a fifth. */
export function pointsOf(counted: readonly Counted[]): Points {
	const proven = sum(counted, worst => (isBare(worst) ? 0 : worst.credit));
	const claimed = sum(counted, worst => (isBare(worst) ? worst.credit : 0));
	const bare = Math.min(claimed, (proven * bareShare) / (1 - bareShare));
	const seeable = counted.filter(({standings: [{item, outcome}]}) => item.kind !== 'question' || outcome === 'pass');
	return {
		applicable: sum(counted, () => 1),
		known: sum(
			counted.filter(({known}) => known),
			() => 1,
		),
		earned: proven + bare,
		bare,
		seeable: sum(seeable, ({credit}) => credit),
		seen: sum(seeable, ({outcome}) => (outcome === 'pass' ? 1 : 0)),
	};
}

/** A share as a whole percentage; 100 only when nothing is missing, 0 when there is nothing. */
export function percent(part: number, whole: number): number {
	if (whole === 0) {
		return 0;
	}
	return part >= whole ? 100 : Math.min(99, Math.round((100 * part) / whole));
}
