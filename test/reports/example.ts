import type {Reported} from '../../source/reports/report.ts';
import {safeText} from '../../source/safe-text.ts';
import {accepts, assessed, found, item, said} from '../assessment/example.ts';

const items = [
	item('sec-secret-in-repo', {
		category: 'security-hardening',
		severity: 'blocker',
		gate: 'pilot',
		harm: 'credential',
		effort: 'minutes',
		gap: 'A password that works is in the repository',
	}),
	item('sec-vuln-process', {category: 'security-hardening', severity: 'low', gate: 'audit', good: 'People know where to report a hole'}),
	item('dat-no-backup', {severity: 'blocker', gate: 'pilot', harm: 'data', kind: 'question'}),
	item('dat-no-migrations', {good: 'Changes to the database are written down'}),
	item('ops-no-ci', {
		category: 'operational-readiness',
		gate: 'pilot',
		gap: 'Nothing checks a change before it ships',
		raised: [{when: {users: ['public']}, to: 'blocker', because: 'Raised because strangers use it.'}],
	}),
	item('ops-no-runbooks', {category: 'operational-readiness', severity: 'medium'}),
	item('scl-no-load-test', {category: 'scalability', severity: 'medium'}),
];

/** A report in which every outcome occurs, in two packages. */
export const reported: Reported = {
	assessment: assessed(
		items,
		[
			found('sec-secret-in-repo', 'gap', {occurrences: 3, because: safeText('A key of a payment service is in a tracked file.')}),
			found('sec-vuln-process', 'pass'),
			found('dat-no-backup', 'unknown'),
			found('dat-no-migrations', 'pass', {}, 'apps/api'),
			found('dat-no-migrations', 'pass', {}, 'apps/web'),
			found('ops-no-ci', 'gap', {evidence: []}),
			found('ops-no-runbooks', 'gap'),
			found('scl-no-load-test', 'not-applicable'),
		],
		{
			context: {users: 'public'},
			decisions: {
				answers: [said('dat-no-backup', 'yes')],
				accepted: [accepts('ops-no-runbooks', '2026-11-01', '2026-12-24')],
				live: [{check: 'sec-vuln-process', package: '.', until: safeText('the address is published'), on: '2026-11-02'}],
			},
			packages: [{path: '.'}, {path: 'apps/api'}, {path: 'apps/web'}],
		},
	),
	facts: [
		{
			id: 'fw.express',
			value: 4,
			confidence: 'high',
			package: 'apps/api',
			evidence: [{path: 'apps/api/package.json', line: 4, text: '"express": "4.18.0"'}],
		},
		{id: 'app.api', value: true, confidence: 'medium', package: '.', evidence: []},
	],
	repository: {name: 'my-app', head: '0123abc', packages: ['apps/web', '.', 'apps/api'], skipped: [{path: 'films', because: 'too large'}]},
	version: '0.1.0',
};

/** What a hostile repository puts into every string that it controls. */
export const nasty =
	'\u001B]0;owned\u0007\u001B[2Ja|b`c``<img src=x>@everyone [x](javascript:1) \u202E\u200B\u009B1m www.example.com #1 https://example.com\n# h';

const [secret] = items;
/** The same kind of report, with every string of the repository hostile. */
export const hostile: Reported = {
	...reported,
	assessment: assessed(
		secret ? [secret] : [],
		[
			found(
				'sec-secret-in-repo',
				'gap',
				{because: safeText(nasty), evidence: [{path: safeText(nasty), line: 1, text: safeText(nasty)}]},
				nasty,
			),
			found('sec-secret-in-repo', 'unknown', {because: safeText(nasty)}),
		],
		{decisions: {answers: [said('sec-secret-in-repo', 'yes', {by: safeText(nasty), evidence: safeText(nasty)})]}},
	),
	facts: [{id: 'fw.x', value: nasty, confidence: 'low', package: nasty, evidence: [{path: nasty, line: 1, text: nasty}]}],
	repository: {name: nasty, head: nasty, packages: [nasty], skipped: [{path: nasty, because: nasty}]},
	broken: [{path: safeText(nasty), line: 2, problem: safeText(nasty)}],
};
