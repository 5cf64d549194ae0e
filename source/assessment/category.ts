import type {Checklist} from '../checklists/checklist.ts';
import type {CategoryAssessment, Standing} from './assessment.ts';
import {type AssessedPackage, countedOf} from './counted.ts';
import {percent, pointsOf} from './credit.ts';
import {higher, levelOf} from './level.ts';
import {possibleOf} from './possible.ts';

const isToAnswer = ({outcome, broke, asks}: Standing): boolean =>
	(outcome === 'unknown' && !broke) || (outcome === 'gap' && asks !== undefined);

const isOpenBlocker = ({outcome, severity}: Standing): boolean => outcome === 'gap' && severity === 'blocker';

/** What is known of one category; levels and figures count each check once. */
export function assessCategory(
	{id, title}: Pick<Checklist, 'id' | 'title'>,
	standings: readonly Standing[],
	packages: readonly AssessedPackage[],
	today: string,
): CategoryAssessment {
	const counted = countedOf(standings, packages);
	const {applicable, known, earned} = pointsOf(counted);
	const summary = {
		id,
		title,
		standings,
		closedPercent: percent(earned, applicable),
		assessedPercent: percent(known, applicable),
		blockers: counted.filter(({standings: all}) => all.some(isOpenBlocker)).length,
		toAnswer: counted.filter(({standings: all}) => all.some(isToAnswer)).length,
	};
	if (counted.length === 0) {
		return {...summary, accepting: [], heldBackBy: []};
	}
	const {level: proven, heldBackBy} = levelOf(counted, today);
	const {level: possible, accepting} = possibleOf(standings, packages, today);
	return {...summary, proven, possible: higher(proven, possible), accepting, heldBackBy};
}
