import {describe, expect, it} from 'vitest';
import {allTemplates} from '../../source/scaffold/templates.ts';
import {contents} from '../scaffold/grounds.ts';
import {closesTheLoop, groundFor} from './applied.ts';
import {repositories} from './repositories.ts';

const shop = repositories['npm, express, postgres, stripe, fly'] ?? {};
const onGithub = {...shop, '.github/workflows/release.yml': 'on: push\njobs: {}\n'};

describe('the gap closes, and undo brings every byte back', () => {
	it.each([
		['npm, express, postgres, stripe, fly', 'gap'],
		['uv, fastapi, postgres, compose', 'gap'],
		['both languages, each in its folder, firebase', 'gap'],
	] as const)('the workflow of checks for %s', (name, from) => closesTheLoop('ci-workflow', 'ops-no-ci', repositories[name] ?? {}, {from}));

	it('the pages on incidents, once somebody is named', () =>
		closesTheLoop('incident-response', 'ops-no-incident-process', shop, {
			answers: {owner: 'Ada', contact: '555-0100', deputy: 'Grace'},
			from: 'unknown',
		}));

	it.each([
		['an address', shop, {mail: 'security@shop.test'}],
		['private reports of the place that keeps the code', onGithub, {}],
	] as const)('the page for those who find a hole, with %s', (_, files, answers) =>
		closesTheLoop('security-policy', 'sec-vuln-process', files, {answers: {...answers}}),
	);
});

const preparing = allTemplates().filter(({closes, practice}) => closes.length === 0 && !practice);
const withTables = {...shop, 'db/migrations/001_orders.sql': 'create table orders (id int primary key);\n'};

it.each(preparing.map(({id}) => id))(
	'%s, which closes nothing by itself, says what a person owes, is written once and taken back byte for byte',
	id => {
		const ground = groundFor(id, withTables);
		const before = contents(ground.root);
		const plan = ground.plan();
		expect(plan.closes).toEqual([]);
		expect(plan.validated.filter(({problem}) => problem !== undefined)).toEqual([]);
		expect(plan.prepares.map(({owes}) => owes)).toEqual(expect.arrayContaining([expect.stringMatching(/\S \S/u)]));
		ground.write();
		expect(contents(ground.root)).not.toEqual(before);
		expect(new Set(ground.plan().files.map(({action}) => action))).toEqual(new Set(['same']));
		ground.undo();
		expect(contents(ground.root)).toEqual(before);
	},
);
