import {execFileSync, spawn, spawnSync} from 'node:child_process';
import {appendFileSync, chmodSync, readFileSync, writeFileSync} from 'node:fs';
import {createServer} from 'node:http';
import {join} from 'node:path';
import {describe, expect, it} from 'vitest';
import {shellProblem} from '../../source/scaffold/validators/shell.ts';
import {givenProblem} from '../../source/scaffold/view-of.ts';
import {emptyFolder, has} from '../scaffold/grounds.ts';
import {closesTheLoop, type Ground, groundFor} from './applied.ts';
import {planFor, repositories} from './repositories.ts';

const shop = {
	'package.json': '{"name": "shop", "dependencies": {"express": "5.1.0"}}',
	'src/server.js': `const express = require('express');
const app = express();
app.get('/healthz', (request, response) => response.json({ok: true}));
app.post('/orders', async (request, response) => response.json(await db.query('INSERT INTO orders (item) VALUES ($1)', [request.body.item])));
app.listen(3000);
`,
};
const script = 'scripts/roll-back.sh';
const withCommand = [
	'vercel',
	'netlify',
	'cloudflare',
	'fly',
	'render',
	'railway',
	'heroku',
	'dokku',
	'appengine',
	'kubernetes',
	'helm',
	'compose',
];
const withButton = ['firebase'];

/** Programs of platforms that only write down how they were called, in front of the real ones. */
function platformTools(...names: readonly string[]) {
	const folder = emptyFolder();
	const log = join(folder, 'calls');
	writeFileSync(log, '');
	for (const name of names) {
		writeFileSync(
			join(folder, name),
			`#!/bin/sh\nprintf '%s' "${name}" >>'${log}'\nfor word in "$@"; do printf ' [%s]' "$word" >>'${log}'; done\nprintf '\\n' >>'${log}'\n`,
		);
		chmodSync(join(folder, name), 0o755);
	}
	return {folder, path: `${folder}:${process.env.PATH ?? ''}`, calls: () => readFileSync(log, 'utf8').split('\n').filter(Boolean)};
}

const keys = {RENDER_API_KEY: 'k', RENDER_SERVICE: 'srv-1', RAILWAY_TOKEN: 't', RAILWAY_SERVICE: 'web'};

/** Runs the script while this process goes on, so that a server of the test can answer it. */
const run = (
	{root}: Ground,
	args: readonly string[],
	answer: string,
	PATH: string,
): Promise<{readonly code: number | null; readonly said: string}> =>
	new Promise(resolve => {
		const child = spawn('sh', [script, ...args], {cwd: root, env: {...process.env, PATH, PAUSE: '0', SITE_ID: 'site', ...keys}});
		let said = '';
		for (const stream of [child.stdout, child.stderr]) stream.on('data', chunk => (said += String(chunk)));
		child.on('close', code => resolve({code, said}));
		// A script that refuses at once reads no answer.
		child.stdin.on('error', () => {});
		child.stdin.end(answer);
	});

describe.each(withCommand)('on %s', platform => {
	const answers = {platform, owner: 'Ada'};

	it('the gap closes, and goes away again', async () => {
		await closesTheLoop('deploy-rollback', 'ops-no-rollback', shop, {answers, from: 'unknown'});
	});

	it.skipIf(!has('shellcheck'))('its script is one that shellcheck accepts (skipped where it is not installed)', () => {
		for (const site of ['', 'https://shop.test/login']) {
			const ground = groundFor('deploy-rollback', shop, {...answers, site});
			ground.write();
			const {status, stdout} = spawnSync('shellcheck', [join(ground.root, script)], {encoding: 'utf8'});
			expect({status, stdout}).toEqual({status: 0, stdout: ''});
		}
	});
});

describe('the script', () => {
	const changes: Readonly<Record<string, readonly [tool: string, args: readonly string[], calls: readonly string[]]>> = {
		vercel: ['vercel', ['https://a.vercel.app'], ['vercel [rollback] [https://a.vercel.app]']],
		netlify: ['netlify', ['d1'], ['netlify [api] [restoreSiteDeploy] [--data] [{"site_id": "site", "deploy_id": "d1"}]']],
		cloudflare: ['npx', ['v1'], ['npx [wrangler] [rollback] [v1] [--message] [taken back by scripts/roll-back.sh]']],
		fly: ['fly', ['img:1'], ['fly [deploy] [--image] [img:1]', 'fly [status]']],
		heroku: ['heroku', ['v41'], ['heroku [rollback] [v41]', 'heroku [ps]']],
		appengine: ['gcloud', ['a b'], ['gcloud [app] [services] [set-traffic] [default] [--splits] [a b=1] [--quiet]']],
		helm: ['helm', ['web', '3'], ['helm [rollback] [web] [3] [--wait] [--timeout] [5m]']],
		kubernetes: [
			'kubectl',
			['web', '3'],
			['kubectl [rollout] [undo] [deployment/web] [--to-revision=3]', 'kubectl [rollout] [status] [deployment/web] [--timeout=5m]'],
		],
	};

	it.each(Object.entries(changes))('on %s asks, and then brings the release back', async (platform, [tool, args, calls]) => {
		const ground = groundFor('deploy-rollback', shop, {platform});
		ground.write();
		const tools = platformTools(tool);
		expect(await run(ground, args, 'no\n', tools.path)).toMatchObject({code: 1, said: expect.stringContaining('Nothing was changed.')});
		expect(tools.calls()).toEqual([]);
		expect(await run(ground, args, 'yes\n', tools.path)).toMatchObject({code: 0});
		expect(tools.calls()).toEqual(calls);
	});

	it.each(Object.entries(changes))('on %s lists without changing anything', async (platform, [tool]) => {
		const ground = groundFor('deploy-rollback', shop, {platform});
		ground.write();
		const tools = platformTools(tool);
		expect(await run(ground, [], '', tools.path)).toMatchObject({code: 0});
		expect(tools.calls()).toHaveLength(1);
		expect(tools.calls()[0]).toMatch(/\[(?:ls|releases|deployments|versions|list|get|listSiteDeploys)\]/u);
	});

	it('waits until the site answers, and says so when it never does', async () => {
		let asked = 0;
		const site = createServer((_, response) => {
			asked++;
			response.statusCode = asked < 3 ? 503 : 200;
			response.end();
		});
		await new Promise<void>(resolve => site.listen(0, '127.0.0.1', resolve));
		const address = site.address();
		const port = typeof address === 'object' && address !== null ? address.port : 0;
		const ground = groundFor('deploy-rollback', shop, {platform: 'fly', site: `http://127.0.0.1:${port}/healthz`});
		ground.write();
		const tools = platformTools('fly');
		expect(await run(ground, ['img'], 'yes\n', tools.path)).toMatchObject({code: 0, said: expect.stringContaining('It answers again')});
		expect(asked).toBe(3);
		site.closeAllConnections();
		await new Promise(resolve => site.close(resolve));
		expect(await run(ground, ['img'], 'yes\n', tools.path)).toMatchObject({
			code: 1,
			said: expect.stringContaining('still does not answer'),
		});
	});

	/** The programs of a platform, whose `curl` answers like its interface. */
	function interfaceOf(...answers: readonly string[]) {
		const tools = platformTools('railway', 'curl');
		const cases = answers.join('\n');
		appendFileSync(join(tools.folder, 'curl'), `case "$*" in\n${cases}\nesac\n`);
		return tools;
	}

	it.skipIf(!has('jq'))('on render lists, and waits until the earlier release is live (skipped where jq is not installed)', async () => {
		const ground = groundFor('deploy-rollback', shop, {platform: 'render'});
		ground.write();
		const listed = interfaceOf(
			`*limit=10) printf %s '[{"deploy": {"id": "dep-1", "status": "live", "createdAt": "now", "commit": {"message": "one\\ntwo"}}}]' ;;`,
		);
		expect(await run(ground, [], '', listed.path)).toMatchObject({code: 0, said: expect.stringMatching(/dep-1\tlive\tnow\tone\n/u)});
		const tools = interfaceOf('*rollback) echo \'{"id": "dep-9"}\' ;;', `*dep-9) echo '{"status": "live"}' ;;`);
		expect(await run(ground, ['dep-1'], 'no\n', tools.path)).toMatchObject({
			code: 1,
			said: expect.stringContaining('Nothing was changed.'),
		});
		expect(tools.calls()).toEqual([]);
		expect(await run(ground, ['dep-1'], 'yes\n', tools.path)).toMatchObject({
			code: 0,
			said: expect.stringContaining('Automatic deploys stay on'),
		});
		expect(tools.calls()[0]).toContain('[{"deployId": "dep-1"}] [https://api.render.com/v1/services/srv-1/rollback]');
		const failing = interfaceOf('*rollback) echo \'{"id": "dep-9"}\' ;;', `*dep-9) echo '{"status": "update_failed"}' ;;`);
		expect(await run(ground, ['dep-1'], 'yes\n', failing.path)).toMatchObject({
			code: 1,
			said: expect.stringContaining('did not bring it back'),
		});
		expect(await run(ground, ['"}; id'], 'yes\n', tools.path)).toMatchObject({
			code: 1,
			said: expect.stringContaining('not the id of a release'),
		});
	});

	it('on railway asks for the earlier release, and says when it is refused', async () => {
		const ground = groundFor('deploy-rollback', shop, {platform: 'railway'});
		ground.write();
		const tools = interfaceOf(`*) echo '{"data": {"deploymentRollback": true}}' ;;`);
		expect(await run(ground, ['1a-2b'], 'yes\n', tools.path)).toMatchObject({
			code: 0,
			said: expect.stringContaining('Automatic deploys stay on'),
		});
		expect(tools.calls()[0]).toContain(String.raw`[{"query": "mutation { deploymentRollback(id: \"1a-2b\") }"}]`);
		const refused = interfaceOf(`*) echo '{"errors": [{"message": "Not Authorized"}]}' ;;`);
		expect(await run(ground, ['1a-2b'], 'yes\n', refused.path)).toMatchObject({code: 1, said: expect.stringContaining('Not Authorized')});
	});

	it.skipIf(!has('git'))('on dokku pushes the earlier commit to the branch that is there', async () => {
		const ground = groundFor('deploy-rollback', shop, {platform: 'dokku'});
		ground.write();
		const git = (...args: readonly string[]): string =>
			execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@shop.test', '-c', 'init.defaultBranch=main', ...args], {
				cwd: ground.root,
				encoding: 'utf8',
			}).trim();
		const remote = emptyFolder();
		git('init', '--quiet', '--bare', remote);
		git('init', '--quiet');
		git('add', '.');
		git('commit', '--quiet', '--message', 'first');
		const first = git('rev-parse', 'HEAD');
		git('commit', '--quiet', '--allow-empty', '--message', 'second');
		git('remote', 'add', 'dokku', remote);
		git('push', '--quiet', 'dokku', 'HEAD:refs/heads/live');
		expect(await run(ground, [], '', process.env.PATH ?? '')).toMatchObject({code: 0, said: expect.stringContaining('second')});
		expect(await run(ground, ['nothing'], 'yes\n', process.env.PATH ?? '')).toMatchObject({
			code: 1,
			said: expect.stringContaining('no such commit'),
		});
		expect(await run(ground, [first.slice(0, 8)], 'yes\n', process.env.PATH ?? '')).toMatchObject({code: 0});
		expect(git('ls-remote', 'dokku', 'refs/heads/live')).toContain(first);
	});

	it.each([
		['a script that pushes', {'deploy.sh': '#!/bin/sh\ngit push dokku main\n'}],
		[
			'its action',
			{'.github/workflows/deploy.yml': 'on: push\njobs:\n  a:\n    runs-on: x\n    steps:\n      - uses: dokku/github-action@v1\n'},
		],
		['its own file', {DOKKU_SCALE: 'web=1\n', Procfile: 'web: node src/server.js\n'}],
	])('Dokku is known by %s', (_, files: Readonly<Record<string, string>>) => {
		const plan = planFor('deploy-rollback', {...shop, ...files});
		expect(plan.files.find(({path}) => path === script)?.text).toContain('git push --force dokku');
	});

	it.skipIf(!has('git'))('with compose goes back to the commit, and to none while something is changed by hand', async () => {
		const ground = groundFor('deploy-rollback', {...shop, 'compose.yaml': 'services:\n  web:\n    build: .\n'});
		ground.write();
		const git = (...args: readonly string[]): string =>
			execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@shop.test', '-c', 'init.defaultBranch=main', ...args], {
				cwd: ground.root,
				encoding: 'utf8',
			}).trim();
		git('init', '--quiet');
		git('add', '.');
		git('commit', '--quiet', '--message', 'first');
		const first = git('rev-parse', 'HEAD');
		writeFileSync(join(ground.root, 'src/server.js'), 'broken(');
		const tools = platformTools('docker');
		expect(await run(ground, [first], 'yes\n', tools.path)).toMatchObject({code: 1, said: expect.stringContaining('changed by hand')});
		git('commit', '--quiet', '--all', '--message', 'second');
		expect(await run(ground, [first], 'yes\n', tools.path)).toMatchObject({code: 0});
		expect(ground.text('src/server.js')).toBe(shop['src/server.js']);
		expect(tools.calls()).toEqual(['docker [compose] [up] [--detach] [--build]', 'docker [compose] [ps]']);
	});
});

describe('the page', () => {
	const page = (files: Readonly<Record<string, string>>, answers = {}) =>
		planFor('deploy-rollback', files, answers).files.find(({path}) => path === 'docs/releases.md')?.text ?? '';

	it.each(withButton)('on %s says which button, and closes nothing', platform => {
		const plan = planFor('deploy-rollback', shop, {platform});
		expect(plan.files.map(({path}) => path)).toEqual(['docs/releases.md']);
		expect(plan.closes).toEqual([]);
		expect(plan.files[0]?.text).toMatch(/\*\*(?:Rollback|Roll back)/u);
	});

	it('proves nothing until somebody has tried it, and is a proof then', () => {
		const ground = groundFor('deploy-rollback', shop, {platform: 'firebase'});
		ground.write();
		expect(ground.finding('ops-no-rollback')).toMatchObject({outcome: 'unknown'});
		writeFileSync(
			join(ground.root, 'docs/releases.md'),
			ground.text('docs/releases.md').replace('rehearsed: never', 'rehearsed: 2026-11-02'),
		);
		expect(ground.finding('ops-no-rollback')).toMatchObject({outcome: 'pass'});
	});

	it('says where nobody knows where it runs, and closes nothing', () => {
		const plan = planFor('deploy-rollback', shop);
		expect(plan.closes).toEqual([]);
		expect(plan.after.join(' ')).toContain('Nothing in the repository says for sure where it runs');
		expect(page(shop)).toContain('Nothing in the repository says how.');
	});

	it('takes two platforms for none until it is said which', () => {
		const name = 'workspaces that are tested one by one, cloudflare and railway';
		expect(planFor('deploy-rollback', repositories[name] ?? {}).closes).toEqual([]);
		expect(planFor('deploy-rollback', repositories[name] ?? {}, {platform: 'Cloudflare'}).closes).toEqual(['ops-no-rollback']);
	});

	it('names what puts it live, what to try, and the place for trials', () => {
		const text = page(
			{...shop, 'fly.toml': '', '.github/workflows/deploy.yml': 'name: Deploy\non: push\njobs: {}\n'},
			{staging: 'https://staging.shop.test'},
		);
		expect(text).toContain('`.github/workflows/deploy.yml`');
		expect(text).toContain('`POST /orders`');
		expect(text).toContain('so does `/healthz`');
		expect(text).toContain('Each change runs at `https://staging.shop.test` first.');
	});

	it.each(Object.keys(repositories))('is right for %s', name => {
		const plan = planFor('deploy-rollback', repositories[name] ?? {}, {}, '$(rm -rf ~): `id` <b x=1> {{ x }}');
		expect(plan.validated.filter(({problem}) => problem !== undefined)).toEqual([]);
		for (const {text} of plan.files) expect(text).not.toMatch(/<%|%>|undefined|\[object/u);
	});

	it.skipIf(!has('bash')).each([...withCommand, ...withButton])('on %s holds only commands that a shell can read', platform => {
		const blocks = [...page(shop, {platform}).matchAll(/^ *```bash\n(?<code>[\s\S]*?)^ *```$/gmu)].map(match => match.groups?.code ?? '');
		expect(blocks.length).toBeGreaterThan(0);
		expect(spawnSync('bash', ['--norc', '-n'], {input: blocks.join('\n'), encoding: 'utf8'})).toMatchObject({status: 0, stderr: ''});
	});

	it('refuses a platform and a place that it cannot write down', () => {
		expect(givenProblem({name: 'x', answers: {platform: 'my server'}})).toContain('must be one of');
		expect(givenProblem({name: 'x', answers: {staging: 'the other one'}})).toContain('must be like');
		expect(givenProblem({name: 'x', answers: {platform: 'Kubernetes', staging: 'https://staging.shop.test'}})).toBeUndefined();
	});
});

describe('the checker of scripts rejects', () => {
	const good =
		planFor('deploy-rollback', shop, {platform: 'fly', site: 'https://shop.test'}).files.find(({path}) => path === script)?.text ?? '';
	it.each([
		['no shell', '#!/bin/sh\n', '', 'which shell'],
		['going on after a failure', 'set -eu\n', '', 'goes on after a failure'],
		['an if without an end', '  exit 0\nfi', '  exit 0', 'not closed with fi'],
		['a loop without an end', '\ndone\n', '\n', 'not closed with done'],
		['a quotation mark without an end', "echo 'Nothing was changed.'", "echo 'Nothing was changed.", 'quotation mark'],
		['a variable without quotation marks', 'fly deploy --image "$release"', 'fly deploy --image $release', '$release must stand'],
	])('%s', (_, from, to, problem) => {
		expect(shellProblem(good)).toBeUndefined();
		expect(good).toContain(from);
		expect(shellProblem(good.replace(from, to))).toContain(problem);
	});
});
