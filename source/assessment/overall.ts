import type {Assessment, CategoryAssessment, Hold, Level, Standing} from './assessment.ts';
import type {Counted} from './counted.ts';
import {percent, pointsOf} from './credit.ts';
import {holdOf} from './hold.ts';
import {figureCaps, lower, nextLevel} from './level.ts';
import {highsOf, mostAccepted} from './possible.ts';

/** Accepted risks count over all categories: one blocker for a pilot, three highs for production. */
function tooManyAccepted(accepted: readonly Standing[]): readonly Hold[] {
	const blockers = accepted.filter(({severity}) => severity === 'blocker');
	const highs = accepted.filter(({severity}) => severity === 'high');
	return [
		...(blockers.length > 1
			? blockers.map(standing => holdOf(standing, 'Pilot', `${blockers.length} blockers are accepted; a pilot may have one.`))
			: []),
		...(highs.length > 3
			? highs.map(standing => holdOf(standing, 'Production', `${highs.length} highs are accepted; Production may have three.`))
			: []),
	];
}

function lowest(found: readonly (Level | undefined)[], limits: readonly Hold[]): Level {
	const known = found.filter(level => level !== undefined);
	if (known.length === 0) {
		return 'Prototype';
	}
	const caps = limits.map(({level}): Level => (level === 'Pilot' ? 'Prototype' : 'Pilot'));
	return [...known, ...caps].reduce(lower);
}

/** The level and figure of the whole: the weakest category decides. `counted` holds each category's checks, in the same order. A repository in which nothing applies is a Prototype with figure 0. */
export function overall(
	categories: readonly CategoryAssessment[],
	counted: readonly (readonly Counted[])[],
): Pick<Assessment, 'level' | 'figure'> {
	const limits = tooManyAccepted(
		counted.flat().flatMap(({standings}) => standings.filter(({outcome}) => outcome === 'accepted').slice(0, 1)),
	);
	const proven = lowest(
		categories.map(category => category.proven),
		limits,
	);
	const tooMany = highsOf(categories.flatMap(({accepting}) => accepting)) > mostAccepted;
	const possible = lowest(
		categories.map(({possible: one, proven: other, accepting}) => (tooMany && accepting.length > 0 ? other : one)),
		limits,
	);
	const next = nextLevel(proven);
	const points = counted.map(pointsOf);
	const earned = points.reduce((total, point) => total + point.earned, 0);
	const applicable = points.reduce((total, point) => total + point.applicable, 0);
	return {
		level: {
			proven,
			possible,
			heldBackBy: [...categories.flatMap(({heldBackBy}) => heldBackBy), ...limits].filter(({level}) => level === next),
		},
		figure: Math.min(percent(earned, applicable), figureCaps[proven]),
	};
}
