import {expect, it} from 'vitest';
import probe from '../../source/probes/security-hardening/sec-vuln-process.ts';
import {givenProblem} from '../../source/scaffold/view-of.ts';
import {factsIn, planFor, repositories} from './repositories.ts';

const shop = repositories['npm, express, postgres, stripe, fly'] ?? {};
const onGithub = {...shop, '.github/workflows/ci.yml': 'on: push\njobs: {}\n'};
const after = (files: Readonly<Record<string, string>>, answers = {}) => {
	const plan = planFor('security-policy', files, answers);
	return {plan, written: {...files, ...Object.fromEntries(plan.files.map(({path, text}) => [path, text]))}};
};

it.each([
	['an address', shop, {mail: 'security@shop.test'}],
	['private reports of the place that keeps the code', onGithub, {}],
	['both', onGithub, {mail: 'security@shop.test'}],
] as const)('with %s, the gap closes, and it says the same when it is planned again', (_, files, answers) => {
	expect(probe(factsIn(files)).outcome).toBe('gap');
	const {plan, written} = after(files, answers);
	expect(plan.closes).toEqual(['sec-vuln-process']);
	expect(probe(factsIn(written))).toMatchObject({outcome: 'pass'});
	expect(after(written, answers).plan.files[0]?.text).toBe(plan.files[0]?.text);
});

it('without an address and without such a place it says what is owed', () => {
	const {plan} = after(shop);
	expect(plan.closes).toEqual([]);
	expect(plan.prepares.map(({check}) => check)).toEqual(['sec-vuln-process']);
});

it('refuses an address that nobody can write to', () => {
	expect(givenProblem({name: 'shop', answers: {mail: 'the usual one'}})).toContain('can be written to');
	expect(givenProblem({name: 'shop', answers: {mail: 'security@shop.test'}})).toBeUndefined();
});
