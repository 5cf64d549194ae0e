// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the syntax of workflows is what is tested here
import {spawnSync} from 'node:child_process';
import {chmodSync, mkdtempSync, readFileSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {describe, expect, it} from 'vitest';
import {parse} from 'yaml';
import {allowedActions} from '../../source/scaffold/actions.ts';
import {deployWorkflowProblem} from '../../source/scaffold/validators/deploy-workflow.ts';
import {has} from '../scaffold/grounds.ts';
import {closesTheLoop, type Ground, groundFor} from './applied.ts';
import {planFor, repositories} from './repositories.ts';

type Files = Readonly<Record<string, string>>;
type Step = {readonly name?: string; readonly run?: string; readonly env?: Readonly<Record<string, string>>};
type Job = {
	readonly needs?: readonly string[];
	readonly environment?: unknown;
	readonly concurrency?: {readonly group: string; readonly 'cancel-in-progress': boolean | string};
	readonly steps: readonly Step[];
};

const path = '.github/workflows/deploy.yml';
const ci = (run: string): string =>
	`name: CI\non:\n  pull_request:\n  push:\n    branches: [main]\npermissions:\n  contents: read\njobs:\n  test:\n    runs-on: ubuntu-24.04\n    steps:\n      - run: ${run}\n`;
const prisma: Files = {
	'package.json': JSON.stringify({
		name: 'shop',
		scripts: {test: 'vitest run'},
		dependencies: {express: '5.1.0', '@prisma/client': '6.0.0', prisma: '6.0.0'},
		devDependencies: {vitest: '3.0.0'},
	}),
	'package-lock.json': '{}',
	'.github/workflows/ci.yml': ci('npm test'),
	'prisma/schema.prisma': 'datasource db {\n  provider = "postgresql"\n  url = env("DATABASE_URL")\n}\nmodel Order {\n  id Int @id\n}\n',
	'prisma/migrations/20250101_init/migration.sql': 'CREATE TABLE "Order" (id integer PRIMARY KEY);\n',
	'src/server.js': `const express = require('express');
const {PrismaClient} = require('@prisma/client');
const app = express();
const db = new PrismaClient();
app.get('/healthz', async (request, response) => response.json({ok: await db.order.count()}));
app.listen(process.env.PORT);
`,
	'scripts/roll-back.sh': '#!/bin/sh\nset -eu\n',
};
const alembic: Files = {
	'requirements.txt': 'fastapi==0.115.0\nuvicorn==0.30.0\nalembic==1.13.0\nsqlalchemy==2.0.30\nasyncpg==0.30.0\npytest==8.0.0\n',
	'.github/workflows/tests.yml': ci('pytest').replace('name: CI', 'name: Tests'),
	'alembic.ini': '[alembic]\nscript_location = migrations\n',
	'migrations/versions/0001_orders.py':
		"from alembic import op\nimport sqlalchemy as sa\nrevision = '0001'\ndown_revision = None\n\ndef upgrade():\n    op.create_table('orders', sa.Column('id', sa.Integer, primary_key=True))\n",
	'main.py':
		"import os\nfrom fastapi import FastAPI\nfrom sqlalchemy import create_engine\nengine = create_engine(os.environ['DATABASE_URL'])\napp = FastAPI()\n@app.get('/health')\ndef health():\n    return {'ok': True}\n",
	'test_main.py': 'import main\n\ndef test_it():\n    assert main.app\n',
	'scripts/roll-back.sh': '#!/bin/sh\nset -eu\n',
};
const django: Files = {
	'requirements.txt': 'Django==5.2\npsycopg==3.2.0\npytest==8.0.0\n',
	'.github/workflows/ci.yml': ci('pytest'),
	'manage.py': 'import sys\nfrom django.core.management import execute_from_command_line\nexecute_from_command_line(sys.argv)\n',
	'shop/settings.py':
		"import os\nDATABASES = {'default': {'ENGINE': 'django.db.backends.postgresql', 'HOST': os.environ['DB_HOST'], 'USER': os.environ['DB_USER'], 'PASSWORD': os.environ['DB_PASSWORD'], 'NAME': os.environ['DB_NAME']}}\nROOT_URLCONF = 'shop.urls'\n",
	'shop/urls.py': "from django.urls import path\nfrom orders.views import home\nurlpatterns = [path('', home)]\n",
	'orders/models.py': 'from django.db import models\n\nclass Order(models.Model):\n    item = models.CharField(max_length=80)\n',
	'orders/migrations/0001_initial.py':
		"from django.db import migrations, models\n\nclass Migration(migrations.Migration):\n    dependencies = []\n    operations = [migrations.CreateModel(name='Order', fields=[('id', models.AutoField(primary_key=True)), ('item', models.CharField(max_length=80))])]\n",
	'orders/views.py': "from django.http import HttpResponse\n\ndef home(request):\n    return HttpResponse('hi')\n",
	'shop/wsgi.py': 'from django.core.wsgi import get_wsgi_application\napplication = get_wsgi_application()\n',
	'scripts/roll-back.sh': '#!/bin/sh\nset -eu\n',
};
const fly = "app = 'shop'\n\n[http_service]\n  internal_port = 3000\n";
const cluster =
	'apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: web\nspec:\n  replicas: 2\n  template:\n    spec:\n      containers:\n        - name: web\n          image: shop:1\n';
const site = 'https://shop.test';
const staging = 'https://staging.shop.test';
const places: Readonly<Record<string, Files>> = {
	fly: {...prisma, 'fly.toml': fly},
	render: prisma,
	railway: alembic,
	vercel: prisma,
	compose: {...alembic, 'compose.yaml': 'services:\n  web:\n    build: .\n'},
	kubernetes: {...prisma, 'k8s/web.yaml': cluster, Dockerfile: 'FROM node:22\nCMD ["node", "src/server.js"]\n'},
};
const textOf = (files: Files, answers: Readonly<Record<string, string>>): string =>
	planFor('deploy-workflow', files, answers).files.find(one => one.path === path)?.text ?? '';
const jobsOf = (text: string): Readonly<Record<string, Job>> => {
	const parsed: {jobs: Record<string, Job>} = parse(text);
	return parsed.jobs;
};
const stepOf = (text: string, job: string, name: string): Step => jobsOf(text)[job]?.steps.find(one => one.name === name) ?? {};

describe.each(Object.entries(places))('on %s', (platform, files) => {
	it.each(['', staging])('is accepted by both checkers, with a place for trials %j', trial => {
		const plan = planFor('deploy-workflow', files, {platform, site, staging: trial});
		expect(plan.validated).toEqual([{path, by: 'the built-in checker of deploy workflows'}]);
		const text = textOf(files, {platform, site, staging: trial});
		for (const match of text.matchAll(/uses: (\S+)/gu)) expect(allowedActions).toContain(match[1]);
		expect(text).not.toMatch(/<%|%>|undefined|\[object/u);
		for (const {steps} of Object.values(jobsOf(text))) for (const {run = ''} of steps) expect(run).not.toContain('${{');
	});

	it('puts each change where it is tried first, and that closes the gap', async () => {
		await closesTheLoop('deploy-workflow', 'ops-no-staging', files, {
			answers: {platform, site, staging},
			from: 'unknown',
			run: opensNothing,
		});
	});

	it('lets every job wait for the checks, one release at a time, and a roll back for nothing', () => {
		const jobs = jobsOf(textOf(files, {platform, site, staging}));
		const {passed, 'roll-back': back, ...others} = jobs;
		expect(passed).toBeDefined();
		for (const job of Object.values(others)) expect(job.needs).toContain('passed');
		expect(jobs.production?.needs?.join(' ')).toMatch(/staging|migrate-production/u);
		expect(jobs.production?.concurrency).toEqual({group: 'production', 'cancel-in-progress': false});
		expect(back?.needs).toBeUndefined();
		expect(back?.concurrency?.['cancel-in-progress']).toBe(true);
	});
});

// With a place for trials it holds everything that it holds without one.
it.skipIf(!has('actionlint')).each(Object.entries(places))('on %s is accepted by actionlint', (platform, files) => {
	const file = join(mkdtempSync(join(tmpdir(), 'deploy-')), 'deploy.yml');
	writeFileSync(file, textOf(files, {platform, site, staging}));
	const {status, stdout} = spawnSync('actionlint', ['-no-color', file], {encoding: 'utf8'});
	expect({status, stdout}).toMatchObject({status: 0});
});

/** Nothing that is written opens a gap of another check. */
function opensNothing({finding}: Ground): void {
	for (const check of ['sec-ci-hardening', 'ops-no-rollback']) expect(finding(check)).toMatchObject({outcome: 'pass'});
	expect(finding('ops-ci-does-not-gate').outcome).not.toBe('gap');
}

describe('the migrations', () => {
	it.each([
		['fly', 'Prisma', places.fly ?? {}],
		['render', 'Prisma', prisma],
		['vercel', 'Prisma', prisma],
		['railway', 'Alembic', alembic],
		['render', 'Django', django],
	])('on %s with %s are applied before a release, and that closes the gap', async (platform, _, files) => {
		await closesTheLoop('deploy-workflow', 'ops-migrate-on-start', files, {answers: {platform, site}, from: 'unknown', run: opensNothing});
	});

	it('are a step of the platform where the database is closed off', () => {
		const plan = planFor('deploy-workflow', places.fly ?? {}, {platform: 'fly', site});
		expect(plan.files.find(one => one.path === 'fly.toml')?.text).toBe(
			`${fly}\n[deploy]\n  release_command = "npx prisma migrate deploy"\n`,
		);
		expect(Object.keys(jobsOf(textOf(places.fly ?? {}, {platform: 'fly', site})))).not.toContain('migrate-production');
	});

	it('are given the settings that the code reads, and are never stopped half-way', () => {
		const jobs = jobsOf(textOf(django, {platform: 'render', site}));
		const apply = jobs['migrate-production']?.steps.find(({name}) => name === 'Apply the migrations');
		expect(apply?.run).toBe('python manage.py migrate --noinput');
		expect(Object.keys(apply?.env ?? {})).toEqual(['DB_HOST', 'DB_USER', 'DB_PASSWORD', 'DB_NAME']);
		expect(jobs['migrate-production']?.concurrency).toEqual({group: 'migrate-production', 'cancel-in-progress': false});
	});

	it.each(['compose', 'kubernetes'])('are left to a person on %s, and said so', platform => {
		const plan = planFor('deploy-workflow', places[platform] ?? {}, {platform, site, staging});
		expect(plan.closes).toEqual(['ops-no-staging']);
		expect(plan.prepares).toEqual([{check: 'ops-migrate-on-start', owes: expect.stringContaining('not reached from outside')}]);
	});

	it('are not applied twice where each start does it', () => {
		const plan = planFor(
			'deploy-workflow',
			{...prisma, Dockerfile: 'FROM node:22\nCMD npx prisma migrate deploy && node src/server.js\n'},
			{platform: 'render', site, staging},
		);
		expect(plan.files[0]?.text).not.toContain('migrate-production');
		expect(plan.after.join('\n')).toContain('Dockerfile:2 changes the tables already');
	});
});

describe('a release that does not wait for its checks', () => {
	const {'.github/workflows/ci.yml': _, ...bare} = prisma;
	const own = `name: Main
on:
  push:
    branches: [main]
permissions:
  contents: read
jobs:
  # What people wrote stays as it is.
  test:
    runs-on: ubuntu-24.04
    steps:
      - run: npm test
  deploy:
      runs-on: ubuntu-24.04
      steps:
        - run: flyctl deploy --remote-only
`;

	it('waits for them by one line, and that closes the gap', async () => {
		await closesTheLoop(
			'deploy-workflow',
			'ops-ci-does-not-gate',
			{...bare, '.github/workflows/main.yml': own},
			{
				answers: {platform: 'netlify'},
				run: ({text}) =>
					expect(text('.github/workflows/main.yml')).toBe(
						own.replace('      runs-on: ubuntu-24.04\n      steps', '      needs: [test]\n      runs-on: ubuntu-24.04\n      steps'),
					),
			},
		);
	});

	it.skipIf(!has('actionlint'))('is still a workflow for actionlint', () => {
		const ground = groundFor('deploy-workflow', {...bare, '.github/workflows/main.yml': own});
		ground.write();
		expect(spawnSync('actionlint', ['-no-color', join(ground.root, '.github/workflows/main.yml')])).toMatchObject({status: 0});
	});

	it('is left to a person where the checks stand in another file, with what to write', () => {
		const deploy = own.replace(/ {2}# What[\s\S]*npm test\n/u, '');
		const plan = groundFor('deploy-workflow', {...prisma, '.github/workflows/deploy.yml': deploy}).plan();
		expect(plan.closes).toEqual([]);
		expect(plan.files).toMatchObject([{path: '.github/workflows/deploy.yml', action: 'by-hand'}]);
		expect(plan.files[0]?.because).toContain('uses: ./.github/workflows/ci.yml, and give the job deploy the line needs: [checks]');
	});

	it('closes nothing while something else lets a failing check pass', () => {
		const files = {
			...bare,
			'.github/workflows/main.yml': own,
			'next.config.mjs': 'export default {typescript: {ignoreBuildErrors: true}};\n',
		};
		const plan = groundFor('deploy-workflow', files).plan();
		expect(plan.closes).toEqual([]);
		expect(plan.prepares).toContainEqual({check: 'ops-ci-does-not-gate', owes: expect.stringContaining('next.config.mjs:1')});
	});

	it.each([
		[
			'a job that waits for others already',
			'      runs-on: ubuntu-24.04\n      steps',
			'      needs: lint\n      runs-on: ubuntu-24.04\n      steps',
		],
		['a job on one line', / {2}deploy:[\s\S]*$/u, '  deploy: {runs-on: ubuntu-24.04, steps: [{run: flyctl deploy}]}\n'],
	])('is left to a person in %s', (_, from, to) => {
		const files = {
			...bare,
			'.github/workflows/main.yml': own
				.replace(from, to)
				.replace('  test:', '  lint:\n    runs-on: ubuntu-24.04\n    steps:\n      - run: date\n  test:'),
		};
		const plan = groundFor('deploy-workflow', files).plan();
		expect(plan.files.map(({action}) => action)).toEqual(['by-hand']);
		expect(plan.closes).toEqual([]);
	});
});

describe('what is not written', () => {
	it.each([
		['a place that is not known', prisma, {}, 'say where it runs'],
		['a place without commands of ours', prisma, {platform: 'netlify'}, 'write the commands of docs/releases.md into one'],
		['a repository that checks nothing', {...prisma, '.github/workflows/ci.yml': ''}, {platform: 'fly'}, 'write ci-workflow first'],
		[
			'a workflow of the person’s own that deploys',
			{...prisma, '.github/workflows/release.yml': 'name: Release\non: {push: {branches: [main]}}\njobs: {}\n'},
			{platform: 'fly'},
			'.github/workflows/release.yml puts it live already',
		],
		[
			'a cluster of several deployments',
			{...prisma, 'k8s/a.yaml': cluster, 'k8s/b.yaml': cluster.replace('name: web', 'name: jobs')},
			{platform: 'kubernetes'},
			'several deployments',
		],
	])('%s gets no file, and a sentence', (_, files: Files, answers: Readonly<Record<string, string>>, sentence) => {
		const plan = planFor('deploy-workflow', files, answers);
		expect(plan.files).toEqual([]);
		expect(plan.closes).toEqual([]);
		expect(plan.after.join('\n')).toContain(sentence);
	});

	it('without the script there is no roll back in it, and that is said', () => {
		const {'scripts/roll-back.sh': _, ...files} = prisma;
		const plan = planFor('deploy-workflow', files, {platform: 'render', site});
		expect(Object.keys(jobsOf(plan.files[0]?.text ?? ''))).not.toContain('roll-back');
		expect(plan.after.join('\n')).toContain('Write deploy-rollback too');
	});

	it.each(Object.keys(repositories))('is right for %s', name => {
		for (const platform of Object.keys(places)) {
			const plan = planFor('deploy-workflow', repositories[name] ?? {}, {platform, site}, '$(rm -rf ~): `id` <b x=1> {{ x }}');
			expect(plan.validated.filter(({problem}) => problem !== undefined)).toEqual([]);
		}
	});

	it('a name of a workflow that holds more than a name is not waited for', () => {
		const files = {...prisma, '.github/workflows/ci.yml': ci('npm test').replace('name: CI', 'name: "${{ github.token }}"')};
		expect(planFor('deploy-workflow', files, {platform: 'fly'}).files).toEqual([]);
	});
});

describe('the steps', () => {
	/** Programs of our own in front of the real ones, and a step of the workflow run as a runner does. */
	function ran({run = '', env = {}}: Step, given: Readonly<Record<string, string>>, tools: Files) {
		const folder = mkdtempSync(join(tmpdir(), 'step-'));
		for (const [name, text] of Object.entries({sleep: '', ...tools})) {
			writeFileSync(join(folder, name), `#!/bin/bash\nprintf '%s\\n' "$*" >>'${folder}/${name}.log'\n${text}\n`);
			chmodSync(join(folder, name), 0o755);
		}
		const plain = Object.fromEntries(Object.entries(env).filter(([, value]) => !value.includes('${{')));
		const {status, stdout, stderr} = spawnSync('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', run], {
			cwd: folder,
			encoding: 'utf8',
			env: {PATH: `${folder}:${process.env.PATH ?? ''}`, HOME: folder, GITHUB_OUTPUT: join(folder, 'output'), ...plain, ...given},
		});
		return {status, said: `${stdout}${stderr}`, calls: (name: string): string => readFileSync(join(folder, `${name}.log`), 'utf8'), folder};
	}
	const render = textOf(prisma, {platform: 'render', site});

	it('let a commit through that passed, and no other', () => {
		const step = stepOf(render, 'passed', 'Ask whether this commit passed');
		const good = ran(step, {COMMIT: 'c0ffee'}, {gh: 'echo 1'});
		expect(good.status).toBe(0);
		expect(good.calls('gh')).toContain('run list --workflow ci.yml --commit c0ffee --branch main --event push --status success');
		expect(readFileSync(join(good.folder, 'output'), 'utf8')).toBe('commit=c0ffee\n');
		expect(ran(step, {COMMIT: 'bad'}, {gh: 'echo 0'})).toMatchObject({status: 1, said: expect.stringContaining('bad did not pass ci.yml')});
		expect(ran(step, {COMMIT: 'bad'}, {gh: 'exit 4'}).status).toBe(4);
	});

	it('wait for Render until the release is live, and stop when it is not', () => {
		const step = stepOf(render, 'production', 'Put it live');
		const answers = (status: string): string =>
			`case "$*" in *POST*) echo '{"id":"dep-7"}' ;; *dep-7) echo '{"status":"${status}"}' ;; esac`;
		const given = {RENDER_API_KEY: 'k', RENDER_SERVICE: 'srv-1', COMMIT: 'c0ffee'};
		const good = ran(step, given, {curl: answers('live')});
		expect(good.status).toBe(0);
		expect(good.calls('curl')).toContain('{"commitId": "c0ffee"} https://api.render.com/v1/services/srv-1/deploys');
		expect(ran(step, given, {curl: answers('build_failed')})).toMatchObject({
			status: 1,
			said: expect.stringContaining('What ran before still runs'),
		});
		expect(ran(step, given, {curl: 'exit 22'}).status).toBe(22);
	});

	it('see that it answers, and say how it is taken back when it does not', () => {
		const step = stepOf(render, 'production', 'See that it answers');
		expect(ran(step, {}, {curl: 'echo 200'}).status).toBe(0);
		const down = ran(step, {}, {curl: 'echo 503'});
		expect(down).toMatchObject({status: 1, said: expect.stringContaining('first list releases, then roll back')});
		expect(down.calls('curl').trim().split('\n')).toHaveLength(12);
	});

	it.each([
		['list releases', '', 0, ''],
		['roll back', '', 1, undefined],
		['roll back', 'dep-6; id', 0, 'dep-6; id'],
	])('%s with %j', (what, release, status, handed) => {
		const step = stepOf(render, 'roll-back', 'List the releases, or bring one back');
		const done = ran(step, {WHAT: what, RELEASE: release}, {sh: 'read -r word; printf "%s" "$#|$2|$word" >said'});
		expect(done.status).toBe(status);
		if (handed !== undefined) expect(readFileSync(join(done.folder, 'said'), 'utf8')).toBe(`${handed === '' ? 1 : 2}|${handed}|yes`);
		else expect(done.said).toContain('nothing was changed');
	});
});

describe('the checker of deploy workflows rejects', () => {
	const good = textOf(prisma, {platform: 'render', site});
	it.each([
		['a job that waits for nothing', 'needs: [passed, migrate-production]', 'needs: [migrate-production]', 'waits for no checks'],
		['what strangers propose', " == 'push'", " == 'pull_request'", 'does not ask whether'],
		['a run that failed', " == 'success'", " != 'failure'", 'does not ask whether'],
		['two releases at once', '    concurrency:\n      group: production\n      cancel-in-progress: false\n', '', 'two runs of it may meet'],
		['an action by tag', /checkout@[0-9a-f]{40}/u, 'checkout@v7', 'known commit'],
		['kept credentials', 'persist-credentials: false', 'persist-credentials: true', 'credentials'],
		['an expression in a command', 'echo "$status"', 'echo ${{ inputs.release }}', 'expression'],
		['a right to write', 'actions: read', 'actions: write', 'actions'],
		['a job that is not there', 'needs: [passed, migrate-production]', 'needs: [passed, tests]', 'not there'],
		['a key twice', 'permissions: {}', 'permissions: {}\npermissions: {}', 'unique'],
	])('%s', (_, from, to, problem) => {
		expect(deployWorkflowProblem(good)).toBeUndefined();
		const bad = good.replace(from, to);
		expect(bad).not.toBe(good);
		expect(deployWorkflowProblem(bad)).toContain(problem);
	});
});
