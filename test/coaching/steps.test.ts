import {expect, test} from 'vitest';
import type {Step} from '../../source/assessment/assessment.ts';
import {asLongAsItTakes, choose, keyOfStep} from '../../source/coaching/steps.ts';
import {practiceLook} from '../support/practice.ts';

const {assessment} = await practiceLook();
const step = (check: string, lane: Step['lane'], hours: number): Step => ({check, package: '.', lane, value: 1, arithmetic: '1', hours});
const withSteps = (steps: readonly Step[]) => ({...assessment, fixFirst: steps});

test('steps fill the time from the top, and the rest waits', () => {
	const {steps, waiting, hours} = choose(withSteps([step('a', 'gap', 1), step('b', 'gap', 4), step('c', 'gap', 1)]), 'launch', 2, []);
	expect(steps.map(({check}) => check)).toEqual(['a', 'c']);
	expect(waiting.map(({check}) => check)).toEqual(['b']);
	expect(hours).toBe(2);
});

test('what weighs most and takes longer than the time waits for what fits', () => {
	const {steps, waiting} = choose(withSteps([step('a', 'gap', 3), step('b', 'gap', 1), step('c', 'gap', 0.5)]), 'launch', 2, []);
	expect(steps.map(({check}) => check)).toEqual(['b', 'c']);
	expect(waiting.map(({check}) => check)).toEqual(['a']);
});

test('the first step is shown even when it takes longer than the time', () => {
	expect(choose(withSteps([step('a', 'gap', 40)]), 'launch', 0.5, []).steps).toHaveLength(1);
});

test('of three steps in a row one at most is a question, while a gap is left', () => {
	const order = ['g1', 'q1', 'q2', 'q3', 'g2', 'g3', 'q4'].map(name => step(name, name.startsWith('q') ? 'question' : 'gap', 0.1));
	expect(choose(withSteps(order), 'launch', asLongAsItTakes, []).steps.map(({check}) => check)).toEqual([
		'g1',
		'q1',
		'g2',
		'g3',
		'q2',
		'q3',
		'q4',
	]);
});

test('what was put off today is not chosen', () => {
	const all = choose(assessment, 'launch', asLongAsItTakes, []).steps;
	const first = all[0];
	if (first === undefined) throw new Error('no steps');
	expect(choose(assessment, 'launch', asLongAsItTakes, [keyOfStep(first)]).steps).not.toContainEqual(first);
});

test('an exercise is a gap that a file can close, and never a question while there is a gap', async () => {
	const [chosen] = choose(assessment, 'exercise', asLongAsItTakes, []).steps;
	expect(chosen).toMatchObject({check: 'ops-no-ci', lane: 'gap'});
	const order = [step('dat-restore-untested', 'question', 0.05), step('sec-secret-in-repo', 'gap', 3)];
	expect(choose(withSteps(order), 'exercise', asLongAsItTakes, []).steps.map(({check}) => check)).toEqual(['sec-secret-in-repo']);
});

test('what is fine or answered is no step, whatever else is owed for it', () => {
	const order = [step('sec-no-security-headers', 'question', 0.05), step('ops-no-ci', 'gap', 1)];
	const {steps, waiting} = choose(withSteps(order), 'launch', asLongAsItTakes, []);
	expect([...steps, ...waiting].map(({check}) => check)).toEqual(['ops-no-ci']);
});

test.each([
	{name: 'one that fits takes the room of a question', gap: 0.5, expect: ['q1', 'g1'], hours: 0.55, box: 0.55},
	{name: 'one that does not fit is chosen all the same, and its time is counted', gap: 3, expect: ['q1', 'g1', 'q2'], hours: 3.1, box: 0.5},
])('questions are never all that is chosen: $name', ({gap, expect: expected, hours: taken, box}) => {
	const order = [step('q1', 'question', 0.05), step('g1', 'gap', gap), step('q2', 'question', 0.05)];
	const {steps, hours} = choose(withSteps(order), 'launch', box, []);
	expect(steps.map(({check}) => check)).toEqual(expected);
	expect(hours).toBeCloseTo(taken);
});
