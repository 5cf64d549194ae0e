import {assess} from '../../source/assessment/assess.ts';
import type {Assessment, Standing} from '../../source/assessment/assessment.ts';
import {type CategoryId, type Checklist, categoryIds, type Item} from '../../source/checklists/checklist.ts';
import type {Found} from '../../source/probes/found.ts';
import type {Finding} from '../../source/probes/probe.ts';
import {type Attestation, type Context, type Decisions, noDecisions} from '../../source/record/decision.ts';
import {evidenceOf, safeText} from '../../source/safe-text.ts';

const today = '2026-11-20';

/** A check with nothing remarkable about it. */
export const item = (id: string, more: Partial<Item> = {}): Item => ({
	id,
	category: 'data-integrity',
	gap: `The gap of ${id} is open`,
	good: `The gap of ${id} is closed`,
	part: 'backup and recovery',
	severity: 'high',
	gate: 'production',
	effort: 'hours',
	per: 'repository',
	kind: 'file',
	confidence: 'high',
	likelihood: 'internet',
	harm: 'availability',
	reads: 'files',
	unlocks: [],
	freshness: 180,
	raised: [],
	why: 'Someone is hurt by this.',
	fix: ['Do the first thing', 'Do the second thing'],
	verify: 'Look at it again.',
	question: {ask: `Is ${id} taken care of?`, counts: ['a protocol', 'a picture']},
	references: [],
	examples: [],
	...more,
});

const finding = (outcome: Finding['outcome'], more: Partial<Finding> = {}): Finding => ({
	outcome,
	confidence: 'high',
	because: safeText(`The probe says ${outcome}.`),
	evidence: [evidenceOf({path: 'source/app.ts', line: 3, text: 'app.listen(3000)'})],
	occurrences: 1,
	...more,
});

export const found = (check: string, outcome: Finding['outcome'], more: Partial<Finding> = {}, folder = '.'): Found => ({
	check,
	package: folder,
	finding: finding(outcome, more),
});

export const said = (check: string, says: Attestation['says'], more: Partial<Attestation> = {}): Attestation => ({
	check,
	package: '.',
	says,
	by: safeText('Ana'),
	on: '2026-11-01',
	...more,
});

export const accepts = (check: string, on: string, until: string) => ({
	check,
	package: '.',
	owner: safeText('Ben'),
	reason: safeText('the pilot has three users'),
	on,
	until,
});

/** The items of a list, each in the checklist of its category. */
const checklistsOf = (items: readonly Item[]): readonly Checklist[] =>
	categoryIds.flatMap((id: CategoryId) => {
		const mine = items.filter(({category}) => category === id);
		return mine.length === 0 ? [] : [{id, title: `Title of ${id}`, question: 'Is everything here as it should be?', items: mine}];
	});

export const assessed = (
	items: readonly Item[],
	findings: readonly Found[],
	{
		decisions = {},
		context = {},
		packages = [{path: '.'}],
	}: {decisions?: Partial<Decisions>; context?: Context; packages?: readonly {path: string; shipped?: boolean}[]} = {},
): Assessment => assess({checklists: checklistsOf(items), findings, decisions: {...noDecisions, ...decisions}, context, today, packages});

/** The only standing of an assessment of one check. */
export function only(assessment: Assessment): Standing {
	const standing = assessment.categories[0]?.standings[0];
	if (!standing) {
		throw new Error('There is no standing');
	}
	return standing;
}
