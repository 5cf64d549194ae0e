// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the syntax of other languages is what is tested here
import {execFileSync} from 'node:child_process';
import {mkdtempSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {describe, expect, it} from 'vitest';
import {parse} from 'yaml';
import probe from '../../source/probes/operational-readiness/ops-no-ci.ts';
import {allowedActions} from '../../source/scaffold/actions.ts';
import {workflowProblem} from '../../source/scaffold/validators/workflow.ts';
import {has} from '../scaffold/grounds.ts';
import {groundFor} from './applied.ts';
import {factsIn, planFor, repositories} from './repositories.ts';

type Job = {
	readonly defaults?: {readonly run: Readonly<Record<string, string>>};
	readonly steps: readonly {readonly run?: string; readonly uses?: string}[];
};

const path = '.github/workflows/ci.yml';
const workflow = (files: Readonly<Record<string, string>>): string => planFor('ci-workflow', files).files[0]?.text ?? '';
const jobsOf = (files: Readonly<Record<string, string>>): Readonly<Record<string, Job>> => {
	const parsed: {jobs: Record<string, Job>} = parse(workflow(files));
	return parsed.jobs;
};
const runsIn = (name: string, job: string): readonly string[] =>
	jobsOf(repositories[name] ?? {})[job]?.steps.flatMap(({run}) => run ?? []) ?? [];

describe.each(Object.keys(repositories))('the workflow for %s', name => {
	it('is accepted by the checker', () => {
		const plan = planFor('ci-workflow', repositories[name] ?? {});
		expect(plan.files.map(file => file.path)).toEqual([path]);
		expect(plan.validated).toEqual([{path, by: 'the built-in workflow checker'}]);
	});

	it('uses only actions at known commits, and none of the repository’s words in an expression', () => {
		const text = workflow(repositories[name] ?? {});
		for (const match of text.matchAll(/uses: (\S+)/gu)) expect(allowedActions).toContain(match[1]);
		expect([...text.matchAll(/\$\{\{.*?\}\}/gu)].map(match => match[0])).toEqual([
			'${{ github.ref }}',
			"${{ github.event_name == 'pull_request' }}",
		]);
	});

	it.skipIf(!has('actionlint'))('is accepted by actionlint (skipped where actionlint is not installed)', () => {
		const file = join(mkdtempSync(join(tmpdir(), 'ci-')), 'ci.yml');
		writeFileSync(file, workflow(repositories[name] ?? {}));
		execFileSync('actionlint', ['-no-color', file]);
	});
});

describe.each(Object.keys(repositories))('after it was written for %s', name => {
	it('the check passes when it closes it', () => {
		const files = repositories[name] ?? {};
		const plan = planFor('ci-workflow', files);
		const answer = probe(factsIn({...files, [path]: plan.files[0]?.text ?? ''}));
		if (plan.closes.includes('ops-no-ci')) expect(answer).toMatchObject({outcome: 'pass'});
		else expect(plan.prepares.map(({check}) => check)).toContain('ops-no-ci');
	});
});

describe('what the workflow runs', () => {
	it.each([
		['npm, express, postgres, stripe, fly', 'node', ['npm ci', 'npm run lint', 'npm run test', 'npm run build']],
		[
			'pnpm, next, supabase, vercel',
			'node',
			['corepack enable', 'pnpm install --frozen-lockfile', 'pnpm run lint', 'pnpm run build', 'pnpm exec tsc --noEmit'],
		],
		['yarn berry, mongo, bullmq, helm', 'node', ['corepack enable', 'yarn install --immutable', 'yarn run typecheck', 'yarn run test']],
		['bun, sqlite, no host', 'node', ['npm install --global bun', 'bun install --frozen-lockfile', 'bun run test']],
		['npm without a lockfile and without checks, heroku', 'node', ['npm install --no-audit --no-fund']],
		['pip, flask, mysql, celery, render', 'python', ['python -m pip install -r requirements.txt', 'ruff check .', 'python -m pytest']],
		[
			'uv, fastapi, postgres, compose',
			'python',
			[
				'python -m pip install uv',
				'uv sync --locked --all-extras --all-groups',
				'uv run --no-sync mypy .',
				'uv run --no-sync python -m pytest',
			],
		],
		[
			'poetry without a lockfile, docker',
			'python',
			['python -m pip install poetry', 'poetry install --no-interaction --all-extras', 'poetry run ruff check .'],
		],
		[
			'pip with a manifest only',
			'python',
			[
				'python -m pip install uv',
				'uv pip install --system -r pyproject.toml --all-extras',
				'uv pip install --system pytest',
				'python -m pytest',
			],
		],
		[
			'both languages, each in its folder, firebase',
			'node-frontend',
			['npm ci', 'npm run lint', 'npx --no-install tsc --noEmit -p tsconfig.app.json', 'npm run build'],
		],
		['both languages, each in its folder, firebase', 'python-backend', ['python -m pip install -r requirements.txt', 'mypy .']],
		['workspaces whose root script runs all of them, netlify', 'node', ['npm ci', 'npm run test', 'npm run build']],
		['workspaces that are tested one by one, cloudflare and railway', 'node-packages-one', ['npm ci', 'npm run test']],
		['a hostile one', 'node', ['npm ci', 'npm run test']],
	])('%s: %s', (name, job, expected) => {
		expect(runsIn(name, job)).toEqual(expected);
	});

	it('works in the folder of the package, and installs a workspace at its root', () => {
		expect(
			jobsOf(repositories['both languages, each in its folder, firebase'] ?? {})['python-backend']?.defaults?.run['working-directory'],
		).toBe('backend');
		expect(workflow(repositories['workspaces that are tested one by one, cloudflare and railway'] ?? {})).toContain(
			'working-directory: "."\n        run: npm ci',
		);
		expect(Object.keys(jobsOf(repositories['workspaces whose root script runs all of them, netlify'] ?? {}))).toEqual(['node']);
	});

	it('takes the version from the file or the manifest that names it', () => {
		expect(workflow(repositories['pnpm, next, supabase, vercel'] ?? {})).toContain('node-version-file: ".nvmrc"');
		expect(workflow(repositories['npm, express, postgres, stripe, fly'] ?? {})).toContain("node-version: '22'");
	});
});

describe('what is said besides', () => {
	it('says beforehand that the install fails while manifest and lockfile disagree', () => {
		const files = {
			'package.json': JSON.stringify({scripts: {test: 'vitest run'}, devDependencies: {vitest: '^2.0.0'}}),
			'package-lock.json': JSON.stringify({
				lockfileVersion: 3,
				packages: {'': {devDependencies: {vitest: '^3.2.4'}}, 'node_modules/vitest': {version: '3.2.4'}},
			}),
		};
		expect(planFor('ci-workflow', files).after.join('\n')).toContain(
			'until manifest and lockfile agree: package.json asks for vitest ^2.0.0',
		);
		expect(
			planFor('ci-workflow', {...files, 'package-lock.json': files['package-lock.json'].replace('^3.2.4', '^2.0.0')}).after.join('\n'),
		).not.toContain('agree');
	});

	it('says that an install without a lockfile is not frozen, in the file and after writing', () => {
		const plan = planFor('ci-workflow', repositories['npm without a lockfile and without checks, heroku'] ?? {});
		expect(plan.files[0]?.text).toContain(
			'# There is no lockfile, so each run may install something else. Commit package-lock.json, then make this: npm ci',
		);
		expect(plan.after).toContain('Commit package-lock.json: without it the workflow cannot install what you tested with.');
	});

	it('closes ops-no-ci only when it checks something', () => {
		expect(planFor('ci-workflow', repositories['npm, express, postgres, stripe, fly'] ?? {}).closes).toEqual(['ops-no-ci']);
		const bare = planFor('ci-workflow', repositories['npm without a lockfile and without checks, heroku'] ?? {});
		expect(bare.closes).toEqual([]);
		expect(bare.prepares).toEqual([{check: 'ops-no-ci', owes: expect.stringContaining('add tests, a linter or a type check')}]);
	});

	it('runs the checks that every commit is given where no other are declared, and that closes it', () => {
		const hooks = 'repos:\n  - repo: https://github.com/PyCQA/flake8\n    rev: 6.1.0\n    hooks:\n      - id: flake8\n';
		const files = {'requirements.txt': 'Django==5.2\n', 'manage.py': 'print()\n', '.pre-commit-config.yaml': hooks};
		const plan = planFor('ci-workflow', files);
		expect(plan.closes).toEqual(['ops-no-ci']);
		expect(plan.files[0]?.text).toContain('pre-commit run --all-files');
		expect(probe(factsIn({...files, [path]: plan.files[0]?.text ?? ''})).outcome).toBe('pass');
	});

	it('writes nothing for a language that it does not know, and says what is owed', () => {
		const plan = planFor('ci-workflow', {'go.mod': 'module x\n', 'main.go': 'package main\n'});
		expect(plan).toMatchObject({
			files: [],
			closes: [],
			prepares: [{check: 'ops-no-ci', owes: expect.stringContaining('Node and Python only')}],
		});
	});

	it('leaves out a folder whose name a workflow could misread, and says so', () => {
		const plan = planFor('ci-workflow', repositories['a hostile one'] ?? {});
		expect(plan.after.join('\n')).toContain('apps/${{ github.token }} is not in the workflow');
		expect(plan.files[0]?.text).not.toContain('apps/');
	});

	it('leaves out a test that waits for changes, and says so', () => {
		expect(planFor('ci-workflow', repositories['pnpm, next, supabase, vercel'] ?? {}).after.join('\n')).toContain(
			'waits for changes (--watch)',
		);
	});
});

it('says of a workflow that a person emptied that it stays open, not that it closes', () => {
	const ground = groundFor('ci-workflow', repositories['npm, express, postgres, stripe, fly'] ?? {});
	ground.write();
	writeFileSync(join(ground.root, path), ground.text(path).replaceAll(/ {6}- name: (?:Lint|Test|Build)\n.*\n/gu, ''));
	expect(ground.finding('ops-no-ci').outcome).toBe('gap');
	const plan = ground.plan();
	expect(plan.files.map(({action}) => action)).toEqual(['kept']);
	expect(plan.closes).toEqual([]);
	expect(plan.prepares).toEqual([{check: 'ops-no-ci', owes: expect.stringContaining('is as you edited it')}]);
});

describe('the workflow checker', () => {
	const good = workflow(repositories['npm, express, postgres, stripe, fly'] ?? {});
	const scripts = {'.': ['lint', 'test', 'build', 'start']};

	it('accepts the good one', () => {
		expect(workflowProblem(good, scripts)).toBeUndefined();
	});

	it.each([
		['a key twice', good.replace('permissions: {}', 'permissions: {}\npermissions: {}'), 'unique'],
		['an unknown key', good.replace('name: CI', 'name: CI\nbranch: main'), 'branch'],
		['no pull requests', good.replace('  pull_request:\n', ''), 'pull_request'],
		['no branch', good.replace(/branches:\n(?: {6}- \w+\n)+/u, 'branches: []\n'), 'branches'],
		['rights for all', good.replace('permissions: {}', 'permissions: write-all'), 'permissions'],
		['a right to write', good.replace('contents: read', 'contents: write'), 'contents'],
		['no time limit', good.replace('    timeout-minutes: 15\n', ''), 'timeout-minutes'],
		['an action by tag', good.replace(/checkout@[0-9a-f]{40}/u, 'checkout@v7'), 'known commit'],
		['another commit', good.replace(/checkout@[0-9a-f]{40}/u, `checkout@${'0'.repeat(40)}`), 'known commit'],
		['kept credentials', good.replace('persist-credentials: false', 'persist-credentials: true'), 'credentials'],
		['a script that is not there', good.replace('npm run test', 'npm run tset'), 'tset'],
		['words of strangers in a command', good.replace('run: npm ci', 'run: echo ${{ github.event.pull_request.title }}'), 'expression'],
		['a hidden failure', good.replace('npm run test', 'npm run test || true'), 'hides'],
		['no checkout', good.replace(/ {6}- uses: actions\/checkout[\s\S]*?persist-credentials: false\n/u, ''), 'check the code out'],
		[
			'no job',
			'name: CI\non: {pull_request: , push: {branches: [main]}}\npermissions: {}\nconcurrency: {group: x, cancel-in-progress: true}\njobs: {}\n',
			'no job',
		],
	])('rejects %s', (_, text, problem) => {
		expect(text).not.toBe(good);
		expect(workflowProblem(text, scripts)).toContain(problem);
	});
});

it('tests with the version that the image runs, where nothing else names one', () => {
	const files = {
		'requirements.txt': 'flask==3.0.0\n',
		'app.py': 'import flask\n',
		Dockerfile: 'FROM python:3.11.4-slim\nCOPY . .\nCMD ["python", "app.py"]\n',
	};
	const text = planFor('ci-workflow', files).files.find(({path}) => path.endsWith('ci.yml'))?.text ?? '';
	expect(text).toContain("python-version: '3.11'");
});
