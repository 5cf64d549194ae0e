import {describe, expect, test} from 'vitest';
import {safeText} from '../../source/safe-text.ts';
import {assessed, found, item, said} from './example.ts';

const minutes = {effort: 'minutes'} as const;

describe('Value', () => {
	test.each([
		{
			name: 'a blocker that takes minutes',
			x: {severity: 'blocker', ...minutes} as const,
			context: {users: 'public'} as const,
			arithmetic: '20 × 1 × 1 × 1 / 0.5 h = 40',
		},
		{
			name: 'before a person says how far it reaches',
			x: {severity: 'blocker', ...minutes} as const,
			context: {},
			arithmetic: '20 × 1 × 0.8 × 1 / 0.5 h = 32',
		},
		{
			name: 'with money at stake',
			x: {severity: 'low', effort: 'days', likelihood: 'request'} as const,
			context: {stakes: 'money'} as const,
			arithmetic: '1 × 0.3 × 1.25 × 1 / 12 h = 0.03',
		},
	])('$name: $arithmetic', ({x, context, arithmetic}) => {
		expect(assessed([item('dat-x', x)], [found('dat-x', 'gap')], {context}).fixFirst[0]?.arithmetic).toBe(arithmetic);
	});

	test('More places take longer', () => {
		const [step] = assessed([item('dat-x')], [found('dat-x', 'gap', {occurrences: 16})]).fixFirst;
		expect(step).toMatchObject({hours: 6, lane: 'gap', value: 1.07});
	});

	test('What was said is less certain than what was seen, and a guess less than that', () => {
		const items = ['dat-a', 'dat-b', 'dat-c', 'dat-d'].map(id => item(id));
		const findings = items.map(({id}) => found(id, id === 'dat-a' ? 'gap' : 'unknown'));
		const {fixFirst} = assessed(items, findings, {decisions: {answers: [said('dat-b', 'no'), said('dat-c', 'yes')]}});
		const certainty = Object.fromEntries(fixFirst.map(({check, arithmetic}) => [check, arithmetic.split(' × ')[3]?.split(' ')[0]]));
		expect(certainty).toEqual({'dat-a': '1', 'dat-b': '0.8', 'dat-c': '0.5', 'dat-d': '0.4'});
	});

	test('The arithmetic comes out when a person does it by hand', () => {
		const items = Array.from({length: 30}, (_, index) => item(`dat-n${index}`));
		const {fixFirst} = assessed(
			items,
			items.map(({id}, index) => found(id, 'gap', {occurrences: index * 7 + 1})),
		);
		for (const {arithmetic, value} of fixFirst) {
			const [factors = '', rest = ''] = arithmetic.split(' / ');
			const product = factors.split(' × ').reduce((total, factor) => total * Number(factor), 1);
			expect(Math.round((product / Number(rest.split(' h')[0])) * 100) / 100).toBe(value);
		}
	});
});

describe('Order', () => {
	test('Blockers that hurt today come before the next gate, and that before the rest', () => {
		const items = [
			item('dat-rest', {severity: 'medium', ...minutes}),
			item('dat-gate', {gate: 'pilot', ...minutes}),
			item('dat-today', {severity: 'blocker', harm: 'credential', effort: 'days'}),
		];
		const {fixFirst} = assessed(
			items,
			items.map(({id}) => found(id, 'gap')),
		);
		expect(fixFirst.map(({check}) => check)).toEqual(['dat-today', 'dat-gate', 'dat-rest']);
	});

	test('Of equal worth the shorter comes first', () => {
		const items = [
			item('dat-long', {severity: 'medium', likelihood: 'internet', effort: 'days'}),
			item('dat-short', {severity: 'medium', effort: 'minutes'}),
		];
		expect(
			assessed(
				items,
				items.map(({id}) => found(id, 'gap')),
			).fixFirst.map(({check}) => check),
		).toEqual(['dat-short', 'dat-long']);
	});

	test('What others need is pulled forward, also when needs run in a circle', () => {
		const items = [
			item('dat-b', {...minutes, gate: 'pilot', unlocks: ['dat-c']}),
			item('dat-c', {effort: 'days', severity: 'low', unlocks: ['dat-a']}),
			item('dat-a', {severity: 'blocker', harm: 'data', unlocks: ['dat-b']}),
		];
		expect(
			assessed(
				items,
				items.map(({id}) => found(id, 'gap')),
			).fixFirst.map(({check}) => check),
		).toEqual(['dat-b', 'dat-c', 'dat-a']);
	});

	test('At most one question stands among any three steps while gaps are left', () => {
		const items = Array.from({length: 12}, (_, index) => item(`dat-n${index}`, {severity: 'blocker', harm: 'data'}));
		const {fixFirst} = assessed(
			items,
			items.map(({id}, index) => found(id, index % 2 ? 'gap' : 'unknown')),
		);
		const lanes = fixFirst.map(({lane}) => lane);
		expect(lanes).toHaveLength(12);
		expect(lanes[0]).toBe('gap');
		const lastGap = lanes.lastIndexOf('gap');
		for (let start = 0; start + 2 <= lastGap; start++) {
			expect(lanes.slice(start, start + 3).filter(lane => lane === 'question').length).toBeLessThanOrEqual(1);
		}
	});

	test('A question that could reveal a blocker comes before a gap that can wait', () => {
		const items = [item('dat-low', {severity: 'low'}), item('dat-ask', {severity: 'blocker', harm: 'data'})];
		const {fixFirst} = assessed(items, [found('dat-low', 'gap'), found('dat-ask', 'unknown')]);
		expect(fixFirst.map(({check}) => check)).toEqual(['dat-ask', 'dat-low']);
	});

	test('A low question does not come before gaps that press', () => {
		const items = [
			item('dat-ask', {severity: 'low', kind: 'question'}),
			...['dat-a', 'dat-b', 'dat-c'].map(id => item(id, {severity: 'blocker', harm: 'data'})),
		];
		const {fixFirst} = assessed(
			items,
			items.map(({id}) => found(id, id === 'dat-ask' ? 'unknown' : 'gap')),
		);
		expect(fixFirst.at(-1)?.check).toBe('dat-ask');
	});
});

test('What is done, accepted, or known by someone else is not on the list; what is not live is', () => {
	const items = ['dat-a', 'dat-b', 'dat-c', 'dat-d'].map(id => item(id));
	const findings = [found('dat-a', 'pass'), found('dat-b', 'unknown'), found('dat-c', 'pass'), found('dat-d', 'not-applicable')];
	const {fixFirst} = assessed(items, findings, {
		decisions: {
			answers: [said('dat-b', 'someone-else')],
			live: [{check: 'dat-c', package: '.', until: safeText('revoke the key'), on: '2026-11-01'}],
		},
	});
	expect(fixFirst).toMatchObject([{check: 'dat-c', lane: 'question'}]);
});
