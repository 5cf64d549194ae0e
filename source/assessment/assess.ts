import {type Checklist, categoryIds} from '../checklists/checklist.ts';
import type {Found} from '../probes/found.ts';
import type {Finding} from '../probes/probe.ts';
import type {Context, Decisions} from '../record/decision.ts';
import {safeText} from '../safe-text.ts';
import type {Assessment, Standing} from './assessment.ts';
import {assessCategory} from './category.ts';
import {type AssessedPackage, countedOf} from './counted.ts';
import {fixFirst} from './fix-first.ts';
import {overall} from './overall.ts';
import {standingOf} from './stand.ts';

/** Everything that an assessment is made of. `today` is `YYYY-MM-DD`. */
export type Assessed = {
	readonly checklists: readonly Checklist[];
	readonly findings: readonly Found[];
	readonly decisions: Decisions;
	readonly context: Context;
	readonly today: string;
	readonly packages: readonly AssessedPackage[];
};

const notLookedAt: Finding = {
	outcome: 'unknown',
	confidence: 'high',
	because: safeText('It was not looked at.'),
	evidence: [],
	occurrences: 0,
};

function standingsOf({items}: Checklist, world: Assessed): readonly Standing[] {
	return items
		.flatMap(item => {
			const found = world.findings.filter(({check}) => check === item.id);
			return found.length === 0
				? [standingOf(item, '.', notLookedAt, world)]
				: found.map(({package: folder, finding}) => standingOf(item, folder, finding, world));
		})
		.sort((one, other) => (one.item.id === other.item.id ? compare(one.package, other.package) : compare(one.item.id, other.item.id)));
}

const compare = (one: string, other: string): number => (one === other ? 0 : one < other ? -1 : 1);

/** Joins what probes found and what people decided into levels, figures and an order. Pure: the same input gives the same assessment. */
export function assess(world: Assessed): Assessment {
	const {checklists, packages, today, context} = world;
	const categories = [...checklists]
		.sort((one, other) => categoryIds.indexOf(one.id) - categoryIds.indexOf(other.id))
		.map(checklist => assessCategory(checklist, standingsOf(checklist, world), packages, today));
	const counted = categories.map(({standings}) => countedOf(standings, packages));
	const {level, figure} = overall(categories, counted);
	return {categories, level, figure, fixFirst: fixFirst(counted.flat(), level.heldBackBy, context)};
}
