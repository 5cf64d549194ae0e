import {describe, expect, test} from 'vitest';
import type {Standing} from '../../source/assessment/assessment.ts';
import type {Finding} from '../../source/probes/probe.ts';
import type {Decisions} from '../../source/record/decision.ts';
import {safeText} from '../../source/safe-text.ts';
import {accepts, assessed, found, item, only, said} from './example.ts';

const evidence = safeText('docs/drill.md sha256:00');
const never = {check: 'dat-x', package: '.', reason: safeText('there is no database'), by: safeText('Ana'), on: '2026-11-01'};
const live = {check: 'dat-x', package: '.', until: safeText('the key is revoked'), on: '2026-11-01'};
type Case = {
	name: string;
	finding: Finding['outcome'];
	more?: Partial<Finding>;
	decisions?: Partial<Decisions>;
	severity?: 'blocker';
	expect: Partial<Standing>;
	because?: string;
};
const cases: readonly Case[] = [
	{
		name: 'A pass by probe stays, whatever was said',
		finding: 'pass',
		decisions: {answers: [said('dat-x', 'no')], notApplicable: [never], accepted: [accepts('dat-x', '2026-11-01', '2027-01-01')]},
		expect: {outcome: 'pass', credit: 1},
	},
	{name: 'What is not live stays on the list', finding: 'pass', decisions: {live: [live]}, expect: {outcome: 'pass', notLive: live}},
	{
		name: 'What a person confirmed is off the list',
		finding: 'pass',
		decisions: {live: [{...live, confirmed: {by: safeText('Ana'), on: '2026-11-02'}}]},
		expect: {outcome: 'pass'},
	},
	{
		name: 'An accepted risk',
		finding: 'gap',
		decisions: {accepted: [accepts('dat-x', '2026-11-01', '2027-01-01')]},
		expect: {outcome: 'accepted', credit: 0},
		because: 'Accepted by Ben until 2027-01-01: the pilot has three users.',
	},
	{
		name: 'An accepted risk on its last day',
		finding: 'gap',
		decisions: {accepted: [accepts('dat-x', '2026-11-01', '2026-11-20')]},
		expect: {outcome: 'accepted'},
	},
	{
		name: 'An accepted risk that is over',
		finding: 'gap',
		decisions: {accepted: [accepts('dat-x', '2026-11-01', '2026-11-19')]},
		expect: {outcome: 'gap'},
		because: 'Accepted by Ben until 2026-11-19, which is over.',
	},
	{
		name: 'A blocker accepted for 30 days',
		finding: 'gap',
		severity: 'blocker',
		decisions: {accepted: [accepts('dat-x', '2026-10-21', '2027-11-20')]},
		expect: {outcome: 'accepted'},
	},
	{
		name: 'A blocker accepted for longer than 30 days',
		finding: 'gap',
		severity: 'blocker',
		decisions: {accepted: [accepts('dat-x', '2026-10-20', '2027-11-20')]},
		expect: {outcome: 'gap'},
		because: 'may be accepted for 30 days',
	},
	{
		name: 'A high accepted for longer than 180 days',
		finding: 'gap',
		decisions: {accepted: [accepts('dat-x', '2026-05-23', '2027-11-20')]},
		expect: {outcome: 'gap'},
		because: 'may be accepted for 180 days',
	},
	{
		name: 'A risk accepted in the future',
		finding: 'gap',
		decisions: {accepted: [accepts('dat-x', '2027-01-01', '2027-02-01')]},
		expect: {outcome: 'gap'},
		because: 'not a day that has been',
	},
	{
		name: 'A risk accepted on a day that does not exist',
		finding: 'gap',
		decisions: {accepted: [accepts('dat-x', '2026-02-30', '2027-02-01')]},
		expect: {outcome: 'gap'},
	},
	{
		name: 'An accepted risk of which nobody knows whether it is open',
		finding: 'unknown',
		decisions: {accepted: [accepts('dat-x', '2026-11-01', '2027-01-01')]},
		expect: {outcome: 'accepted', credit: 0},
		because: 'Accepted by',
	},
	{
		name: 'Said not to apply',
		finding: 'gap',
		decisions: {notApplicable: [never]},
		expect: {outcome: 'not-applicable', saidNotApplicable: never.reason},
		because: 'Ana said on 2026-11-01 that it does not apply: there is no database.',
	},
	{
		name: 'A yes with evidence',
		finding: 'unknown',
		decisions: {answers: [said('dat-x', 'yes', {evidence})]},
		expect: {outcome: 'attested', credit: 0.8},
	},
	{
		name: 'A bare yes',
		finding: 'unknown',
		decisions: {answers: [said('dat-x', 'yes')]},
		expect: {outcome: 'attested', credit: 0.3},
		because: 'Nothing here proves it yet.',
	},
	{
		name: 'A yes whose evidence is old',
		finding: 'unknown',
		decisions: {answers: [said('dat-x', 'yes', {evidence, on: '2026-05-23'})]},
		expect: {outcome: 'attested', credit: 0.3},
		because: '181 days old',
	},
	{
		name: 'A yes whose evidence is as old as it may be',
		finding: 'unknown',
		decisions: {answers: [said('dat-x', 'yes', {evidence, on: '2026-05-24'})]},
		expect: {credit: 0.8},
	},
	{
		name: 'Evidence of next year',
		finding: 'unknown',
		decisions: {answers: [said('dat-x', 'yes', {evidence, on: '2027-05-24'})]},
		expect: {credit: 0.3},
	},
	{
		name: 'A no',
		finding: 'unknown',
		decisions: {answers: [said('dat-x', 'no')]},
		expect: {outcome: 'gap'},
		because: 'Ana said on 2026-11-01 that it is not taken care of.',
	},
	{
		name: 'A no that is accepted',
		finding: 'unknown',
		decisions: {answers: [said('dat-x', 'no')], accepted: [accepts('dat-x', '2026-11-01', '2027-01-01')]},
		expect: {outcome: 'accepted'},
	},
	{
		name: 'Someone else knows',
		finding: 'unknown',
		decisions: {answers: [said('dat-x', 'someone-else')]},
		expect: {outcome: 'unknown', credit: 0},
		because: 'someone else knows',
	},
	{
		name: 'A yes against what the probe sees',
		finding: 'gap',
		decisions: {answers: [said('dat-x', 'yes', {evidence})]},
		expect: {outcome: 'gap', credit: 0},
		because: 'the files says otherwise',
	},
	{
		name: 'An answer about another package',
		finding: 'unknown',
		decisions: {answers: [said('dat-x', 'yes', {package: 'apps/web'})]},
		expect: {outcome: 'unknown'},
	},
	{
		name: 'A guess is a question',
		finding: 'gap',
		more: {confidence: 'hint'},
		expect: {outcome: 'unknown', asks: safeText('Is dat-x taken care of?')},
	},
	{name: 'A broken probe', finding: 'unknown', more: {broke: true}, expect: {outcome: 'unknown', broke: true}},
];

test.each<Case>(cases)('$name', ({finding: outcome, more, decisions = {}, severity, expect: expected, because = ''}) => {
	const standing = only(assessed([item('dat-x', severity && {severity})], [found('dat-x', outcome, more)], {decisions}));
	expect(standing).toMatchObject(expected);
	expect(standing.because).toContain(because);
	expect('notLive' in standing).toBe('notLive' in expected);
});

test('A check that no probe looked at is unknown', () => {
	expect(only(assessed([item('dat-x')], []))).toMatchObject({outcome: 'unknown', because: 'It was not looked at.'});
});

describe('Severity', () => {
	const raised = item('dat-x', {
		severity: 'medium',
		raised: [
			{when: {stakes: ['money']}, to: 'blocker', because: 'Raised because money moves.'},
			{when: {users: ['public', 'customers']}, to: 'high', because: 'Raised because strangers use it.'},
		],
	});
	test.each([
		{context: {}, severity: 'medium', because: []},
		{context: {users: 'me'}, severity: 'medium', because: []},
		{context: {users: 'public'}, severity: 'high', because: ['Raised because strangers use it.']},
		{context: {stakes: 'both'}, severity: 'blocker', because: ['Raised because money moves.']},
		{context: {stakes: 'money', users: 'public'}, severity: 'blocker', because: ['Raised because money moves.']},
		{context: {stakes: 'sensitive'}, severity: 'medium', because: []},
	] as const)('$context makes it $severity', ({context, severity, because}) => {
		expect(only(assessed([raised], [found('dat-x', 'gap')], {context}))).toMatchObject({severity, raisedBecause: because});
	});

	test('The context never lowers what the probe saw', () => {
		const standing = only(assessed([raised], [found('dat-x', 'gap', {severity: 'blocker'})], {context: {users: 'public'}}));
		expect(standing).toMatchObject({
			severity: 'blocker',
			raisedBecause: ['What was seen makes it blocker; elsewhere it is mostly medium.'],
		});
	});
});
