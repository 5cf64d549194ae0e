import {describe, expect, it} from 'vitest';
import probe from '../../source/probes/operational-readiness/ops-no-incident-process.ts';
import {factsIn, planFor, repositories} from './repositories.ts';

const page = 'docs/incident-response.md';
const answers = {
	owner: 'Ada [on call]',
	contact: '555-0100',
	deputy: 'Grace, 555-0199',
	hours: 'always',
	status: 'https://status.shop.test',
};
const written = (files: Readonly<Record<string, string>>, said = {}) =>
	Object.fromEntries(planFor('incident-response', files, said).files.map(({path, text}) => [path, text]));

describe.each(Object.keys(repositories))('the pages on incidents for %s', name => {
	const files = repositories[name] ?? {};

	it('close the gap once somebody can be reached, and say the same when they are planned again', () => {
		const pages = written(files, answers);
		expect(planFor('incident-response', files, answers).closes).toEqual(['ops-no-incident-process']);
		expect(probe(factsIn(files)).outcome).not.toBe('pass');
		expect(probe(factsIn({...files, ...pages}))).toMatchObject({outcome: 'pass'});
		expect(written({...files, ...pages}, answers)).toEqual(pages);
	});

	it('say what is owed while nobody is named, and leave no empty table or gap to guess at', () => {
		const plan = planFor('incident-response', files);
		expect(plan.closes).toEqual([]);
		expect(plan.prepares.map(({owes}) => owes)).toEqual(['write down who is called first, and how they are reached at night']);
		for (const {text} of plan.files.filter(({path}) => path === page))
			expect(text).not.toMatch(/<%|%>|undefined|\[object|\| --- \|\n\n\S|TODO|TBD/u);
	});
});

it('names the services that this system depends on, and what fails without each', () => {
	const text = written(repositories['npm, express, postgres, stripe, fly'] ?? {})[page] ?? '';
	expect(text).toMatch(/\| Stripe \| nobody can pay/u);
	expect(written(repositories['npm without a lockfile and without checks, heroku'] ?? {})[page]).not.toContain('| Service |');
});

it('speaks of people whose data is lost only where there are such data', () => {
	expect(written(repositories['npm, express, postgres, stripe, fly'] ?? {})[page]).toContain('within 72 hours');
	expect(written(repositories['npm without a lockfile and without checks, heroku'] ?? {})[page]).not.toContain('72 hours');
});

it('takes what a person says as words, whatever they are', () => {
	const text =
		written(repositories['npm, express, postgres, stripe, fly'] ?? {}, {...answers, owner: '<script>alert(1)</script> | x'})[page] ?? '';
	expect(text).not.toContain('<script>');
	expect(text).toContain('\\<script\\>');
});
