// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the syntax of workflows is what is tested here
import {execFileSync} from 'node:child_process';
import {join} from 'node:path';
import {describe, expect, it} from 'vitest';
import {allowedActions} from '../../source/scaffold/actions.ts';
import {wireWorkflow} from '../../source/scaffold/wiring/workflow.ts';
import {has} from '../scaffold/grounds.ts';
import {closesTheLoop, groundFor} from './applied.ts';
import {planFor, repositories} from './repositories.ts';

const own = '.github/workflows/security.yml';
const security = (files: Readonly<Record<string, string>>): string =>
	planFor('ci-security', files).files.find(({path}) => path === own)?.text ?? '';
const shop = {
	'package.json': '{"name": "shop", "dependencies": {"express": "5.1.0"}}',
	'package-lock.json': '{}',
	'src/server.js': "require('express')().listen(3000);\n",
};
const workflow = (...rows: readonly string[]): string => `${rows.join('\n')}\n`;

/** Workflows with holes that an edit mends, and the lines that it must have then. */
const mended: Readonly<Record<string, readonly [text: string, lines: readonly string[]]>> = {
	'nothing said of the token': [
		workflow(
			'name: Check',
			'on: [push, pull_request]',
			'',
			'# what is checked',
			'jobs:',
			'  check:',
			'    runs-on: ubuntu-latest',
			'    steps:',
			'      - uses: actions/checkout@v4',
			'      - run: npm ci && npm test',
		),
		['permissions:', '  contents: read', '# what is checked'],
	],
	'an action by tag, of the release that is known': [
		workflow(
			'on: push',
			'permissions: {contents: read}',
			'jobs:',
			'  image:',
			'    runs-on: ubuntu-latest',
			'    steps:',
			"      - uses: 'docker/setup-buildx-action@v4' # builds",
			'        with: {driver: docker}',
			'      - run: docker build .',
		),
		['      - uses: docker/setup-buildx-action@37fe631027851001ddb9b187196cc803df7f5f0e # v4.3.0', '        with: {driver: docker}'],
	],
	'both, with the line ends of Windows': [
		workflow(
			'on: push',
			'jobs:',
			'  audit:',
			'    runs-on: ubuntu-latest',
			'    steps:',
			'      - name: List',
			'        uses: anchore/sbom-action@v0.24.0',
		).replaceAll('\n', '\r\n'),
		['        uses: anchore/sbom-action@e22c389904149dbc22b58101806040fa8d37a610 # v0.24.0\r', '  contents: read\r'],
	],
};

describe.each(Object.entries(mended))('a workflow with %s', (_, [text, lines]) => {
	it('is mended, the gap closes, and undone it is as before', async () => {
		await closesTheLoop(
			'ci-security',
			'sec-ci-hardening',
			{...shop, '.github/workflows/check.yml': text},
			{
				run: ({root, text: now}) => {
					expect(now('.github/workflows/check.yml').split('\n')).toEqual(expect.arrayContaining([...lines]));
					if (has('actionlint')) execFileSync('actionlint', ['-no-color', join(root, '.github/workflows/check.yml')]);
				},
			},
		);
	});
});

describe('what only a person can mend is left, and said with its line', () => {
	const check = (...rows: readonly string[]) => {
		const plan = planFor('ci-security', {...shop, '.github/workflows/x.yml': workflow(...rows)});
		return {plan, file: plan.files.find(({path}) => path.endsWith('x.yml'))};
	};
	it.each([
		[
			'an action that is not known',
			['on: push', 'permissions: {}', 'jobs:', '  a:', '    runs-on: ubuntu-latest', '    steps:', '      - uses: somebody/deploy@v1'],
			'line 7: pin somebody/deploy to a commit. git ls-remote https://github.com/somebody/deploy v1',
		],
		[
			'a newer release than was asked for',
			[
				'on: push',
				'permissions: {}',
				'jobs:',
				'  a:',
				'    runs-on: ubuntu-latest',
				'    steps:',
				'      - uses: docker/build-push-action@v5',
			],
			'pin docker/build-push-action',
		],
		[
			'words of strangers',
			[
				'on: pull_request',
				'permissions: {}',
				'jobs:',
				'  a:',
				'    runs-on: ubuntu-latest',
				'    steps:',
				'      - run: echo "${{ github.event.pull_request.title }}"',
			],
			'line 7: hand the words over as a setting',
		],
		[
			'code of strangers',
			[
				'on: pull_request_target',
				'permissions: {}',
				'jobs:',
				'  a:',
				'    runs-on: ubuntu-latest',
				'    steps:',
				'      - uses: actions/checkout@v4',
				'        with: {ref: "${{ github.event.pull_request.head.sha }}"}',
				'      - run: npm ci',
			],
			'Start it by pull_request instead',
		],
		[
			'a step that pushes',
			['on: push', 'jobs:', '  a:', '    runs-on: ubuntu-latest', '    steps:', '      - run: git push'],
			'what line 6 needs on its job',
		],
		[
			'a token that may do everything',
			['on: push', 'permissions: write-all', 'jobs:', '  a:', '    runs-on: ubuntu-latest', '    steps:', '      - run: npm test'],
			'instead of write-all',
		],
	])('%s', (_, rows, said) => {
		const {plan, file} = check(...rows);
		expect(file).toMatchObject({action: 'by-hand', because: expect.stringContaining(said)});
		expect(plan.closes).toEqual([]);
		expect(plan.prepares.map(({check: id}) => id)).toContain('sec-ci-hardening');
	});

	it.each([
		['what cannot be read', 'on: [push\njobs:\n', 'cannot be read'],
		['jobs on one line', 'on: push\njobs: {a: {runs-on: ubuntu-latest, steps: [{run: npm test}]}}\n', 'not where they are expected'],
	])('%s', (_, text, because) => {
		const edit = {kind: 'workflow', path: 'x.yml', permissions: true, pins: [], beyond: '', does: '', byHand: ''} as const;
		expect(wireWorkflow(text, edit)).toMatchObject({is: 'refused', because: expect.stringContaining(because)});
	});
});

describe('the security workflow', () => {
	it.each([
		['npm, express, postgres, stripe, fly', ['npm audit --omit=dev --audit-level=high']],
		['pnpm, next, supabase, vercel', ['corepack enable', 'pnpm audit --prod --audit-level=high']],
		['yarn berry, mongo, bullmq, helm', ['yarn npm audit --environment production --severity high']],
		['pip, flask, mysql, celery, render', ['pip-audit -r requirements.txt']],
		['uv, fastapi, postgres, compose', ['uv export --locked', '--no-deps --disable-pip -r requirements-audit.txt']],
		['both languages, each in its folder, firebase', ['working-directory: backend', 'working-directory: frontend', 'known-holes-2:']],
	])('asks for known holes in the way of %s', (name, lines) => {
		for (const line of lines) expect(security(repositories[name] ?? {})).toContain(line);
	});

	it.each(Object.keys(repositories))('for %s is accepted by the checker, and has only actions at known commits', name => {
		const plan = planFor('ci-security', repositories[name] ?? {});
		expect(plan.validated.filter(({problem}) => problem !== undefined)).toEqual([]);
		const text = security(repositories[name] ?? {});
		for (const match of text.matchAll(/uses: (\S+)/gu)) expect(allowedActions).toContain(match[1]);
		expect(text).not.toMatch(/\$\(|secrets\./u);
	});

	it.skipIf(!has('actionlint')).each(['pnpm, next, supabase, vercel', 'both languages, each in its folder, firebase'])(
		'for %s is accepted by actionlint (skipped where actionlint is not installed)',
		name => {
			const ground = groundFor('ci-security', repositories[name] ?? {});
			ground.write();
			execFileSync('actionlint', ['-no-color', join(ground.root, own)]);
		},
		120_000,
	);

	it('prepares the question about known holes, and does not answer it', () => {
		expect(planFor('ci-security', shop).prepares).toMatchObject([{check: 'sec-vulnerable-deps'}]);
	});
});
