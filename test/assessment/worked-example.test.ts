import {expect, test} from 'vitest';
import {safeText} from '../../source/safe-text.ts';
import {assessed, found, item, said} from './example.ts';

const items = [
	item('dat-no-migrations'),
	item('dat-schema-push-deploy', {gate: 'pilot'}),
	item('dat-multi-write-no-tx'),
	item('dat-lost-update'),
	item('dat-missing-constraints', {severity: 'medium'}),
	item('dat-no-backup', {severity: 'blocker', gate: 'pilot', harm: 'data'}),
	item('dat-restore-untested', {kind: 'question'}),
	item('dat-ephemeral-storage', {severity: 'blocker', gate: 'pilot'}),
	item('dat-in-memory-state'),
	item('dat-shared-environments', {gate: 'pilot'}),
	item('dat-destructive-migration'),
	item('dat-money-float'),
];
const findings = [
	found('dat-no-migrations', 'pass'),
	found('dat-schema-push-deploy', 'pass'),
	found('dat-multi-write-no-tx', 'gap'),
	found('dat-lost-update', 'unknown'),
	found('dat-missing-constraints', 'gap'),
	found('dat-no-backup', 'unknown'),
	found('dat-restore-untested', 'unknown'),
	found('dat-ephemeral-storage', 'pass'),
	found('dat-in-memory-state', 'pass'),
	found('dat-shared-environments', 'unknown'),
	found('dat-destructive-migration', 'not-applicable'),
	found('dat-money-float', 'not-applicable'),
];
const evidence = safeText('https://example.com/environments');
const answers = [said('dat-no-backup', 'yes'), said('dat-shared-environments', 'yes', {evidence})];

test('The worked example comes out to the figure', () => {
	const {categories, level, figure} = assessed(items, findings, {decisions: {answers}});
	expect(categories[0]).toMatchObject({
		closedPercent: 57,
		assessedPercent: 84,
		proven: 'Prototype',
		possible: 'Pilot',
		blockers: 0,
		toAnswer: 2,
	});
	expect(level.proven).toBe('Prototype');
	expect(figure).toBe(39);
});

test('Only the backup that nobody proved holds the example back', () => {
	const {level} = assessed(items, findings, {decisions: {answers}});
	expect(level.heldBackBy).toEqual([
		{
			category: 'data-integrity',
			check: 'dat-no-backup',
			package: '.',
			level: 'Pilot',
			because: 'Only said, by Ana on 2026-11-01; nothing proves it yet.',
		},
	]);
});

test('With its proof the example is a Pilot', () => {
	const proven = answers.map(answer => ({...answer, evidence}));
	const {level, figure} = assessed(items, findings, {decisions: {answers: proven}});
	expect(level.proven).toBe('Pilot');
	expect(level.heldBackBy.map(({check}) => check)).toEqual(['dat-lost-update', 'dat-multi-write-no-tx', 'dat-restore-untested']);
	expect(figure).toBe(67);
});
