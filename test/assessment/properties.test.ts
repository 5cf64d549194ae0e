import {expect, test} from 'vitest';
import {levels} from '../../source/assessment/assessment.ts';
import {severities} from '../../source/checklists/checklist.ts';
import type {Found} from '../../source/probes/found.ts';
import {safeText} from '../../source/safe-text.ts';
import {accepts, assessed, found, item, said} from './example.ts';

/** Numbers from 0 to 1, the same ones for the same seed. */
function numbers(seed: number): () => number {
	let state = seed;
	return () => {
		state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
		return state / 2 ** 32;
	};
}
const pick = <Value>(random: () => number, from: readonly Value[]): Value => from[Math.floor(random() * from.length)] ?? pick(random, from);

function world(seed: number) {
	const random = numbers(seed);
	const ids = Array.from({length: 1 + Math.floor(random() * 12)}, (_, index) => `dat-n${index}`);
	const items = ids.map((id, index) =>
		item(id, {
			category: index % 3 ? 'data-integrity' : 'compliance',
			severity: pick(random, severities),
			gate: pick(random, ['pilot', 'production', 'audit', 'none'] as const),
			kind: pick(random, ['file', 'question'] as const),
			harm: pick(random, ['credential', 'law', 'data'] as const),
			unlocks: random() < 0.3 ? [pick(random, ids)] : [],
		}),
	);
	const findings = ids.flatMap(id => {
		const folders = pick(random, [['.'], ['.'], ['a', 'b']]);
		return folders.map(folder =>
			found(
				id,
				pick(random, ['pass', 'pass', 'pass', 'gap', 'unknown', 'unknown', 'not-applicable'] as const),
				{confidence: pick(random, ['high', 'hint'] as const)},
				folder,
			),
		);
	});
	const answers = ids
		.filter(() => random() < 0.4)
		.map(id =>
			said(
				id,
				pick(random, ['yes', 'yes', 'no', 'someone-else'] as const),
				random() < 0.5 ? {evidence: safeText('https://example.com')} : {},
			),
		);
	const accepted = ids.filter(() => random() < 0.2).map(id => accepts(id, '2026-11-01', '2026-12-01'));
	return {items, findings, decisions: {answers, accepted}};
}
const seeds = Array.from({length: 400}, (_, index) => index + 1);

test('Proven is never above possible, and both figures stay within bounds', () => {
	for (const seed of seeds) {
		const {items, findings, decisions} = world(seed);
		const {categories, level, figure} = assessed(items, findings, {decisions});
		expect(levels.indexOf(level.proven), `seed ${seed}`).toBeLessThanOrEqual(levels.indexOf(level.possible));
		for (const {proven, possible, closedPercent, assessedPercent} of categories) {
			expect(levels.indexOf(proven ?? 'Prototype'), `seed ${seed}`).toBeLessThanOrEqual(levels.indexOf(possible ?? 'Prototype'));
			expect(closedPercent).toBeLessThanOrEqual(assessedPercent);
			expect(assessedPercent).toBeLessThanOrEqual(100);
		}
		expect(figure).toBeLessThanOrEqual({Prototype: 39, Pilot: 69, Production: 89, 'Audit-ready': 100}[level.proven]);
	}
});

test('A level below Production always names what holds it back', () => {
	for (const seed of seeds) {
		const {items, findings, decisions} = world(seed);
		for (const {proven, heldBackBy} of assessed(items, findings, {decisions}).categories) {
			expect(proven === 'Prototype' || proven === 'Pilot', `seed ${seed}`).toBe(
				(proven === 'Prototype' || proven === 'Pilot') && heldBackBy.length > 0,
			);
		}
	}
});

test('One more pass never lowers a percentage, the figure or the level', () => {
	for (const seed of seeds) {
		const {items, findings, decisions} = world(seed);
		const before = assessed(items, findings, {decisions});
		findings.forEach((closed, index) => {
			const better: readonly Found[] = findings.with(index, found(closed.check, 'pass', {}, closed.package));
			const after = assessed(items, better, {decisions});
			expect(after.figure, `seed ${seed}, ${closed.check}`).toBeGreaterThanOrEqual(before.figure);
			expect(levels.indexOf(after.level.proven), `seed ${seed}, ${closed.check}`).toBeGreaterThanOrEqual(
				levels.indexOf(before.level.proven),
			);
			after.categories.forEach((category, at) => {
				expect(category.closedPercent, `seed ${seed}, ${closed.check}`).toBeGreaterThanOrEqual(before.categories[at]?.closedPercent ?? 0);
			});
		});
	}
});

test('The same input in another order gives the same bytes', () => {
	for (const seed of seeds.slice(0, 50)) {
		const {items, findings, decisions} = world(seed);
		const once = JSON.stringify(assessed(items, findings, {decisions}));
		expect(JSON.stringify(assessed(items, findings, {decisions}))).toBe(once);
		expect(JSON.stringify(assessed(items.toReversed(), findings.toReversed(), {decisions}))).toBe(once);
	}
});
