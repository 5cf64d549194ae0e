import {describe, expect, test} from 'vitest';
import type {Level} from '../../source/assessment/assessment.ts';
import type {Item} from '../../source/checklists/checklist.ts';
import type {Finding} from '../../source/probes/probe.ts';
import type {Decisions} from '../../source/record/decision.ts';
import {safeText} from '../../source/safe-text.ts';
import {accepts, assessed, found, item, said} from './example.ts';

const evidence = safeText('https://example.com/proof');
const ok = Array.from({length: 9}, (_, index) => `dat-ok${index}`);
const solid = ok.map(id => item(id));
const passes = ok.map(id => found(id, 'pass'));
const recent = accepts('dat-x', '2026-11-10', '2026-12-31');
type Case = {name: string; x: Partial<Item>; outcome: Finding['outcome']; decisions?: Partial<Decisions>; proven: Level; possible: Level};

describe('One check among nine that pass', () => {
	test.each<Case>([
		{name: 'passes', x: {}, outcome: 'pass', proven: 'Production', possible: 'Production'},
		{name: 'a blocker is open', x: {severity: 'blocker'}, outcome: 'gap', proven: 'Prototype', possible: 'Prototype'},
		{name: 'a blocker is not known', x: {severity: 'blocker'}, outcome: 'unknown', proven: 'Prototype', possible: 'Production'},
		{
			name: 'a high of the pilot gate is open',
			x: {gate: 'pilot', harm: 'data'},
			outcome: 'gap',
			proven: 'Prototype',
			possible: 'Prototype',
		},
		{
			name: 'a high of the pilot gate is open that somebody may accept',
			x: {gate: 'pilot', harm: 'insight'},
			outcome: 'gap',
			proven: 'Prototype',
			possible: 'Pilot',
		},
		{
			name: 'a medium of the pilot gate is open',
			x: {gate: 'pilot', severity: 'medium'},
			outcome: 'gap',
			proven: 'Prototype',
			possible: 'Pilot',
		},
		{name: 'a high of the production gate is open', x: {}, outcome: 'gap', proven: 'Pilot', possible: 'Pilot'},
		{name: 'a high of the production gate is not known', x: {}, outcome: 'unknown', proven: 'Pilot', possible: 'Production'},
		{
			name: 'a medium of the production gate is open',
			x: {severity: 'medium'},
			outcome: 'gap',
			proven: 'Production',
			possible: 'Production',
		},
		{
			name: 'a blocker is only claimed',
			x: {severity: 'blocker', gate: 'pilot'},
			outcome: 'unknown',
			decisions: {answers: [said('dat-x', 'yes')]},
			proven: 'Prototype',
			possible: 'Production',
		},
		{
			name: 'a blocker is attested with evidence',
			x: {severity: 'blocker', gate: 'pilot'},
			outcome: 'unknown',
			decisions: {answers: [said('dat-x', 'yes', {evidence})]},
			proven: 'Production',
			possible: 'Production',
		},
		{
			name: 'a blocker is accepted',
			x: {severity: 'blocker', gate: 'pilot'},
			outcome: 'gap',
			decisions: {accepted: [recent]},
			proven: 'Pilot',
			possible: 'Pilot',
		},
		{
			name: 'a credential blocker is accepted',
			x: {severity: 'blocker', harm: 'credential'},
			outcome: 'gap',
			decisions: {accepted: [recent]},
			proven: 'Prototype',
			possible: 'Prototype',
		},
		{
			name: 'a high is accepted lately',
			x: {gate: 'pilot'},
			outcome: 'gap',
			decisions: {accepted: [recent]},
			proven: 'Production',
			possible: 'Production',
		},
		{
			name: 'a pilot high was accepted 31 days ago',
			x: {gate: 'pilot'},
			outcome: 'gap',
			decisions: {accepted: [accepts('dat-x', '2026-10-20', '2026-12-31')]},
			proven: 'Prototype',
			possible: 'Prototype',
		},
		{
			name: 'a production high was accepted 91 days ago',
			x: {},
			outcome: 'gap',
			decisions: {accepted: [accepts('dat-x', '2026-08-21', '2026-12-31')]},
			proven: 'Pilot',
			possible: 'Pilot',
		},
		{
			name: 'a blocker is closed in code and not live',
			x: {severity: 'blocker'},
			outcome: 'pass',
			decisions: {live: [{check: 'dat-x', package: '.', until: safeText('revoke it'), on: '2026-11-01'}]},
			proven: 'Prototype',
			possible: 'Production',
		},
	])('$name', ({x, outcome, decisions, proven, possible}) => {
		const {level, categories} = assessed([...solid, item('dat-x', x)], [...passes, found('dat-x', outcome)], decisions ? {decisions} : {});
		expect(level).toMatchObject({proven, possible});
		expect(categories[0]).toMatchObject({proven, possible});
		if (proven !== 'Production') {
			expect(level.heldBackBy.map(({check}) => check)).toEqual(['dat-x']);
		}
	});
});

test.each(['credential', 'access', 'data'] as const)('A blocker that hurts by %s cannot be accepted away', harm => {
	const items = [...solid, item('dat-x', {severity: 'blocker', gate: 'pilot', harm})];
	expect(assessed(items, [...passes, found('dat-x', 'gap')], {decisions: {accepted: [recent]}}).level.proven).toBe('Prototype');
});

test.each([
	{known: 6, proven: 'Prototype'},
	{known: 7, proven: 'Pilot'},
	{known: 8, proven: 'Pilot'},
	{known: 9, proven: 'Production'},
])('$known of ten mediums known make it $proven', ({known, proven}) => {
	const items = Array.from({length: 10}, (_, index) => item(`dat-m${index}`, {severity: 'medium'}));
	const findings = items.map(({id}, index) => found(id, index < known ? 'pass' : 'unknown'));
	expect(assessed(items, findings).level.proven).toBe(proven);
});

test('Too many bare answers keep from production, and are named', () => {
	const mediums = ['dat-m1', 'dat-m2', 'dat-m3'];
	const items = [item('dat-a'), ...mediums.map(id => item(id, {severity: 'medium', kind: 'question'}))];
	const of = (answered: readonly string[]) =>
		assessed(items, [found('dat-a', 'pass'), ...mediums.map(id => found(id, answered.includes(id) ? 'unknown' : 'gap'))], {
			decisions: {answers: answered.map(id => said(id, 'yes'))},
		}).level;
	expect(of(['dat-m1', 'dat-m2']).heldBackBy.map(({check}) => check)).toEqual(['dat-m1', 'dat-m2']);
	expect(of(['dat-m1', 'dat-m2'])).toMatchObject({proven: 'Pilot', possible: 'Production'});
	expect(of(['dat-m1']).proven).toBe('Pilot');
	expect(of([]).proven).toBe('Production');
});

test('Too little known keeps from Pilot and names what is not known', () => {
	const items = [item('dat-a'), item('dat-b'), item('dat-c')];
	const {level} = assessed(items, [found('dat-a', 'pass'), found('dat-b', 'pass'), found('dat-c', 'unknown')]);
	expect(level).toMatchObject({proven: 'Prototype', possible: 'Production'});
	expect(level.heldBackBy).toMatchObject([{check: 'dat-c', level: 'Pilot', because: expect.stringContaining('67 %')}]);
});

test('Everything that holds a level back is named, of the weakest categories only', () => {
	const items = [
		item('dat-a', {gate: 'pilot'}),
		item('dat-b', {severity: 'blocker'}),
		item('ops-a', {category: 'operational-readiness'}),
		item('ops-b', {category: 'operational-readiness'}),
	];
	const {level} = assessed(items, [found('dat-a', 'gap'), found('dat-b', 'gap'), found('ops-a', 'gap'), found('ops-b', 'pass')]);
	expect(level.heldBackBy.map(({check}) => check)).toEqual(['dat-a', 'dat-b']);
});

test('Answers alone do not make a category that a probe can see ready for production', () => {
	const answers = ok.map(id => said(id, 'yes', {evidence}));
	const claimed = ok.map(id => found(id, 'unknown'));
	expect(assessed(solid, claimed, {decisions: {answers}}).level.proven).toBe('Pilot');
	const questions = solid.map(one => ({...one, kind: 'question' as const}));
	expect(assessed(questions, claimed, {decisions: {answers}}).level.proven).toBe('Production');
});

test('A category in which nothing is closed is not ready for production', () => {
	expect(assessed([item('scl-a', {category: 'scalability', severity: 'medium'})], [found('scl-a', 'gap')]).level).toMatchObject({
		proven: 'Pilot',
		possible: 'Pilot',
	});
});

test('Two accepted blockers are one too many', () => {
	const ids = ['dat-x', 'dat-y'];
	const items = [...solid, ...ids.map(id => item(id, {severity: 'blocker'}))];
	const accepted = ids.map(id => accepts(id, '2026-11-10', '2026-12-01'));
	const {level} = assessed(items, [...passes, ...ids.map(id => found(id, 'gap'))], {decisions: {accepted}});
	expect(level.proven).toBe('Prototype');
	expect(level.heldBackBy.map(({check}) => check)).toEqual(ids);
});

test('Four accepted highs are one too many for production', () => {
	const ids = ['dat-w', 'dat-x', 'dat-y', 'dat-z'];
	const of = (some: readonly string[]) =>
		assessed([...solid, ...ids.map(id => item(id))], [...passes, ...ids.map(id => found(id, some.includes(id) ? 'gap' : 'pass'))], {
			decisions: {accepted: some.map(id => accepts(id, '2026-11-10', '2026-12-01'))},
		}).level.proven;
	expect(of(ids)).toBe('Pilot');
	expect(of(ids.slice(1))).toBe('Production');
});

test('A pilot is possible with two accepted highs in all, and not with three', () => {
	const ids = ['dat-w', 'dat-x', 'obs-y'];
	const items = [
		...solid,
		...ids.map(id => item(id, {gate: 'pilot', harm: 'insight', category: id.startsWith('obs') ? 'observability' : 'data-integrity'})),
	];
	const of = (some: readonly string[]) =>
		assessed(items, [...passes, ...ids.map(id => found(id, some.includes(id) ? 'gap' : 'pass'))]).level;
	expect(of(ids)).toMatchObject({proven: 'Prototype', possible: 'Prototype'});
	expect(of(ids.slice(1))).toMatchObject({proven: 'Prototype', possible: 'Pilot'});
});

test('What is asked of the repository as a whole counts, also where nothing is shipped from its root', () => {
	const standing = assessed([item('dat-no-backup', {severity: 'blocker', gate: 'pilot'})], [found('dat-no-backup', 'gap')], {
		packages: [
			{path: '.', shipped: false},
			{path: 'apps/web', shipped: true},
		],
	});
	expect(standing.level.proven).toBe('Prototype');
	expect(standing.fixFirst.map(({check}) => check)).toEqual(['dat-no-backup']);
});

test('Each check counts once, in its worst shipped package', () => {
	const findings = [
		found('dat-x', 'pass', {}, 'apps/web'),
		found('dat-x', 'gap', {}, 'apps/api'),
		found('dat-x', 'gap', {}, 'apps/admin'),
		found('dat-x', 'gap', {severity: 'blocker'}, 'examples/demo'),
	];
	const packages = [
		{path: '.'},
		{path: 'apps/web', shipped: true},
		{path: 'apps/api'},
		{path: 'apps/admin'},
		{path: 'examples/demo', shipped: false},
	];
	const {categories, fixFirst, level} = assessed([...solid, item('dat-x', {per: 'package'})], [...passes, ...findings], {packages});
	expect(categories[0]).toMatchObject({closedPercent: 90, blockers: 0});
	expect(categories[0]?.standings).toHaveLength(13);
	expect(level.heldBackBy).toMatchObject([{check: 'dat-x', package: 'apps/admin'}]);
	expect(fixFirst).toMatchObject([{check: 'dat-x', package: 'apps/admin'}]);
});

test('Bare answers never make up more than a fifth of what is earned', () => {
	const items = [item('dat-a', {severity: 'low'}), item('dat-b', {severity: 'blocker'}), item('dat-c', {severity: 'blocker'})];
	const findings = [found('dat-a', 'pass'), found('dat-b', 'unknown'), found('dat-c', 'unknown')];
	const {categories} = assessed(items, findings, {decisions: {answers: [said('dat-b', 'yes'), said('dat-c', 'yes')]}});
	expect(categories[0]?.closedPercent).toBe(Math.round((100 * 1.25) / 41));
});

test('Where nothing applies there is nothing to claim', () => {
	const {categories, level, figure, fixFirst} = assessed([item('dat-a')], [found('dat-a', 'not-applicable')]);
	expect(categories[0]).toMatchObject({closedPercent: 0, assessedPercent: 0, heldBackBy: []});
	expect(categories[0]).not.toHaveProperty('proven');
	expect({level, figure, fixFirst}).toEqual({level: {proven: 'Prototype', possible: 'Prototype', heldBackBy: []}, figure: 0, fixFirst: []});
});
