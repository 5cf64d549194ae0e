import {readFileSync} from 'node:fs';
import Ajv2020 from 'ajv/dist/2020.js';
import {describe, expect, test} from 'vitest';
import {json, safeJson} from '../../source/reports/json.ts';
import {reportOf} from '../../source/reports/report.ts';
import {assessed} from '../assessment/example.ts';
import {hostile, nasty, reported} from './example.ts';

const schema: object = JSON.parse(readFileSync(new URL('../../source/reports/report.schema.json', import.meta.url), 'utf8'));
const validate = new Ajv2020.default({allErrors: true, strict: true, allowUnionTypes: true}).compile(schema);
const empty = {assessment: assessed([], []), facts: [], repository: {name: 'empty', packages: ['.'], skipped: []}, version: '0.1.0'};

describe('The report for machines', () => {
	test.each([
		['with every outcome', reported],
		['of a hostile repository', hostile],
		['of an empty folder', empty],
	])('%s is what the schema says', (_, one) => {
		validate(JSON.parse(json(one)));
		expect(validate.errors).toBeNull();
	});

	test('Every outcome occurs in the example', () => {
		expect(new Set(reportOf(reported).checks.map(({outcome}) => outcome))).toEqual(
			new Set(['gap', 'pass', 'attested', 'accepted', 'not-applicable']),
		);
	});

	test.each<[string, (report: Record<string, unknown>) => object]>([
		[
			'an outcome that does not exist',
			report => ({...report, checks: reportOf(reported).checks.map(check => ({...check, outcome: 'fine'}))}),
		],
		['a check without a reason', report => ({...report, checks: reportOf(reported).checks.map(({because, ...check}) => check)})],
		['a field that nobody knows', report => ({...report, more: 1})],
		['an absolute path', report => ({...report, repository: {...reportOf(reported).repository, packages: ['/home/ana']}})],
		['a level that does not exist', report => ({...report, level: {...reportOf(reported).level, proven: 'Certified'}})],
		['a figure above 100', report => ({...report, figure: 101})],
		['a missing part', ({facts, ...report}) => report],
		['a newer schema', report => ({...report, schemaVersion: 2})],
	])('A report with %s is refused', (_, damage) => {
		expect(validate(damage(JSON.parse(json(reported))))).toBe(false);
	});

	test('It is sorted, and the same input in another order gives the same bytes', () => {
		const {checks, facts, repository} = reportOf(reported);
		expect(checks.map(({id, package: folder}) => `${id} ${folder}`)).toEqual([
			'sec-secret-in-repo .',
			'sec-vuln-process .',
			'dat-no-backup .',
			'dat-no-migrations apps/api',
			'dat-no-migrations apps/web',
			'scl-no-load-test .',
			'ops-no-ci .',
			'ops-no-runbooks .',
		]);
		expect(facts.map(({id}) => id)).toEqual(['app.api', 'fw.express']);
		expect(repository.packages).toEqual(['.', 'apps/api', 'apps/web']);
		const turned = {
			...reported,
			facts: reported.facts.toReversed(),
			repository: {...reported.repository, packages: reported.repository.packages.toReversed()},
		};
		expect(json(turned)).toBe(json(reported));
	});

	test('Nothing in it can be obeyed by a terminal or hides', () => {
		const bytes = json({...hostile, facts: [{id: 'x', value: nasty, confidence: 'low', package: '.', evidence: []}]});
		expect(bytes).not.toMatch(/[^\P{C}\n]|[\u2028\u2029]/u);
		expect(safeJson('\u009B31m\u202E\u200B\u{E0041}\u007F')).toBe('"\\u009b31m\\u202e\\u200b\\udb40\\udc41\\u007f"');
		expect(JSON.parse(safeJson('\u009B31m\u202E\u{E0041} ü 日'))).toBe('\u009B31m\u202E\u{E0041} ü 日');
	});
});
