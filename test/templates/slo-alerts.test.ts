import {spawnSync} from 'node:child_process';
import {readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {describe, expect, it} from 'vitest';
import {templateById} from '../../source/scaffold/templates.ts';
import {alertmanagerProblem, prometheusRulesProblem} from '../../source/scaffold/validators/prometheus.ts';
import {readTarget} from '../../source/scaffold/view/slo/target.ts';
import {givenProblem} from '../../source/scaffold/view-of.ts';
import {has} from '../scaffold/grounds.ts';
import {closesTheLoop, type Ground, groundFor} from './applied.ts';
import {planFor, repositories} from './repositories.ts';

const express = (name: string, counting: string, dependencies: string) => ({
	'package.json': `{"name": "${name}", "type": "module", "dependencies": {"express": "5.1.0", ${dependencies}}}`,
	'src/server.js': `import express from 'express';
import {counted} from './metrics.js';
const app = express();
app.use(counted);
app.get('/healthz', (request, response) => response.json({ok: true}));
app.post('/orders', async (request, response) => response.json(await db.query('INSERT INTO orders (item) VALUES ($1)', [request.body.item])));
app.listen(3000);
`,
	'src/metrics.js': counting,
});

/** Services that count their requests in the ways that people and models write. */
const counting: Readonly<Record<string, Readonly<Record<string, string>>>> = {
	'prom-client, a histogram in seconds': express(
		'shop',
		`import client from 'prom-client';
const duration = new client.Histogram({
  name: 'http_request_duration_seconds',
  help: 'Duration of HTTP requests',
  labelNames: ['method', 'route', 'status_code'],
});
export function counted(request, response, next) {
  const end = duration.startTimer();
  response.on('finish', () => end({method: request.method, route: request.route?.path ?? 'none', status_code: response.statusCode}));
  next();
}
`,
		'"prom-client": "15.1.0"',
	),
	'prom-client, a counter only': express(
		'shop',
		`import {Counter} from 'prom-client';
const requests = new Counter({name: 'http_requests_total', help: 'Requests', labelNames: ['status']});
export const counted = (request, response, next) => { response.on('finish', () => requests.inc({status: response.statusCode})); next(); };
`,
		'"prom-client": "15.1.0"',
	),
	'prom-client, milliseconds with its own buckets': express(
		'shop',
		`import {Histogram} from 'prom-client';
const duration = new Histogram({name: 'http_request_duration_ms', help: 'ms', labelNames: ['route', 'code'], buckets: [50, 100, 500, 1000, 5000]});
export const counted = (request, response, next) => { next(); };
`,
		'"prom-client": "15.1.0"',
	),
	'express-prom-bundle': express(
		'shop',
		"import bundle from 'express-prom-bundle';\nexport const counted = bundle({includeMethod: true, includePath: true});\n",
		'"express-prom-bundle": "8.0.0", "prom-client": "15.1.0"',
	),
	'fastify-metrics': {
		'package.json': '{"name": "shop", "dependencies": {"fastify": "5.0.0", "fastify-metrics": "12.0.0"}}',
		'server.js': `const fastify = require('fastify')();
fastify.register(require('fastify-metrics'), {endpoint: '/metrics'});
fastify.get('/health', async () => ({ok: true}));
fastify.listen({port: 3000});
`,
	},
	'an instrumentator of FastAPI': {
		'requirements.txt': 'fastapi==0.115.0\nprometheus-fastapi-instrumentator==7.0.0\n',
		'main.py': `from fastapi import FastAPI
from prometheus_fastapi_instrumentator import Instrumentator

app = FastAPI()
Instrumentator().instrument(app).expose(app)


@app.get("/health")
def health():
    return {"ok": True}
`,
	},
	'an exporter of Flask': {
		'requirements.txt': 'flask==3.0.0\nprometheus-flask-exporter==0.23.0\n',
		'app.py':
			'from flask import Flask\nfrom prometheus_flask_exporter import PrometheusMetrics\n\napp = Flask(__name__)\nmetrics = PrometheusMetrics(app)\n\n\n@app.get("/ping")\ndef ping():\n    return "pong"\n',
	},
	'prometheus_client of Python': {
		'requirements.txt': 'flask==3.0.0\nprometheus-client==0.21.0\n',
		'app.py': `from flask import Flask
from prometheus_client import Counter, Histogram

app = Flask(__name__)
REQUESTS = Counter("http_requests", "Requests", ["method", "endpoint", "status"])
LATENCY = Histogram("http_request_duration_seconds", "Latency", ["endpoint"])


@app.get("/orders")
def orders():
    return []
`,
	},
};

const answers = {target: '99.5', owner: 'Ada', pager: 'pagerduty', pages: 'https://code.test/shop/docs'};
const programs = has('promtool') && has('amtool');

const run = (folder: string, program: string, args: readonly string[]) => {
	const {status, stdout, stderr} = spawnSync(program, args, {cwd: folder, encoding: 'utf8'});
	return {status, said: `${stdout}${stderr}`};
};
const checked = ({root}: Ground): void => {
	const {status, said} = run(root, 'sh', ['monitoring/check.sh']);
	expect({status, said}).toMatchObject({status: 0});
	expect(said).toContain('SUCCESS');
};

describe.each(Object.entries(counting))('%s', (_, files) => {
	it('closes both checks', async () => {
		await closesTheLoop('slo-alerts', 'obs-no-alerts', files, {answers, from: 'unknown'});
		await closesTheLoop('slo-alerts', 'obs-no-slo', files, {answers, from: 'unknown'});
	});

	it.skipIf(!programs)('its rules and routes are accepted (skipped where promtool and amtool are not installed)', () => {
		const ground = groundFor('slo-alerts', files, answers);
		ground.write();
		expect(run(ground.root, 'promtool', ['check', 'rules', 'monitoring/slo.rules.yml'])).toMatchObject({status: 0});
		expect(run(ground.root, 'amtool', ['check-config', 'monitoring/alertmanager.yml'])).toMatchObject({status: 0});
	});
});

const shop = counting['prom-client, a histogram in seconds'] ?? {};

describe.skipIf(!programs)('the rules and routes (skipped where promtool and amtool are not installed)', () => {
	it.each([
		['prom-client, milliseconds with its own buckets', '95', 'opsgenie'],
		['an instrumentator of FastAPI', '99.99', 'slack #on-call'],
		['prom-client, a counter only', '99.9 %', 'Slack: #ops'],
	])(
		'pass their own tests: %s, %s, %s',
		(name, target, pager) => {
			const ground = groundFor('slo-alerts', counting[name] ?? {}, {...answers, target, pager});
			ground.write();
			checked(ground);
		},
		120_000,
	);

	/** Ways to break the rules, each of which a test of theirs must notice. */
	it.each([
		['the fast alert is deaf', '(14.4 * 0.005)', '(144 * 0.005)'],
		['the fast alert is nervous', '(14.4 * 0.005)', '(0.5 * 0.005)'],
		['zero is not written down', '          or\n          0 * sum(', '          or\n          absent(x) * sum('],
		['questions whether it works count', ',route!~"/healthz|/metrics"', ''],
		['a few failures are enough', '* 60 >= 10', '* 60 >= 1'],
		['0/0 is written down', ',slo="availability"} > 0)', ',slo="availability"} >= 0)'],
		[
			'the short window is forgotten',
			'ratio_rate5m{service="shop",slo="availability"} > (14.4',
			'ratio_rate1h{service="shop",slo="availability"} > (14.4',
		],
		['silence is fine', 'absent(http_request', 'absent(up == 2) and absent(http_request'],
	])(
		'a broken one is noticed: %s',
		(_, good, bad) => {
			const ground = groundFor('slo-alerts', shop, answers);
			ground.write();
			const path = join(ground.root, 'monitoring/slo.rules.yml');
			const text = readFileSync(path, 'utf8');
			const broken = text.replaceAll(good, bad);
			expect(broken).not.toBe(text);
			writeFileSync(path, broken);
			expect(run(ground.root, 'promtool', ['check', 'rules', 'monitoring/slo.rules.yml'])).toMatchObject({status: 0});
			expect(run(ground.root, 'promtool', ['test', 'rules', 'monitoring/slo.test.yml']).status).not.toBe(0);
		},
		120_000,
	);
});

it.skipIf(!has('shellcheck'))('its script is one that shellcheck accepts (skipped where it is not installed)', () => {
	const ground = groundFor('slo-alerts', shop, answers);
	ground.write();
	expect(run(ground.root, 'shellcheck', ['monitoring/check.sh'])).toEqual({status: 0, said: ''});
});

describe('the pages', () => {
	const page = (files: Readonly<Record<string, string>>, path: string, said = {}): string =>
		planFor('slo-alerts', files, said).files.find(file => file.path === path)?.text ?? '';

	it('lead to the runbooks that shopworthy alerts need, under the address that was given', () => {
		const written = Object.keys(templateById('runbooks')?.files ?? {});
		const rules = page(shop, 'monitoring/slo.rules.yml', answers);
		const led = [...rules.matchAll(/runbook_url: (\S+)/gu)].map(match => (match[1] ?? '').replaceAll('"', ''));
		expect(led).toHaveLength(6);
		for (const address of led) {
			expect(address.startsWith('https://code.test/shop/docs/')).toBe(true);
			expect(written).toContain(address.replace('https://code.test/shop/', ''));
		}
		const plan = planFor('slo-alerts', shop, answers);
		expect(plan.after.join(' ')).toContain('docs/runbooks/bad-release.md and docs/runbooks/site-down.md, which are not there yet');
	});

	it('say what the target allows, and which requests hurt most', () => {
		const text = page(shop, 'docs/slo.md', answers);
		expect(text).toContain('of 10,000 requests 50 may fail. All at once, it may be down for 3 h 36 min in 30 days.');
		expect(text).toContain('`POST /orders` (`src/server.js:6`): writes order');
		expect(page(shop, 'docs/alerts.md', answers)).toContain('followed by `/healthz` (`src/server.js:5`)');
	});

	it('without anything said there is no target and no rule, and it is said what is owed', () => {
		const plan = planFor('slo-alerts', shop);
		expect(plan.files.map(({path}) => path)).toEqual(['docs/alerts.md']);
		expect(plan.closes).toEqual([]);
		expect(plan.prepares.map(({check}) => check)).toEqual(['obs-no-uptime-monitor', 'obs-no-slo', 'obs-no-alerts']);
	});

	it('a target that nobody agreed to is prepared only', async () => {
		const ground = groundFor('slo-alerts', shop, {target: '99.5'});
		expect(ground.plan().closes).toEqual([]);
		ground.write();
		expect(await ground.finding('obs-no-slo')).toMatchObject({outcome: 'unknown'});
		expect(await ground.finding('obs-no-alerts')).toMatchObject({outcome: 'unknown'});
	});

	it.each([
		['pnpm, next, supabase, vercel', ['Vercel', 'Supabase'], ['Heroku']],
		['npm, express, postgres, stripe, fly', ['Fly.io'], ['Vercel']],
		['pip, flask, mysql, celery, render', ['Render'], ['Vercel']],
	])('on %s they say what to set up by hand, and close no alert', (name, there, missing) => {
		const plan = planFor('slo-alerts', repositories[name] ?? {}, answers);
		expect(plan.files.map(({path}) => path)).toEqual(['docs/slo.md', 'docs/alerts.md']);
		expect(plan.closes).toEqual(['obs-no-slo']);
		const text = plan.files[1]?.text ?? '';
		for (const host of there) expect(text).toContain(`**${host}:**`);
		for (const host of missing) expect(text).not.toContain(`**${host}:**`);
	});

	it('a program that does not run all the time gets no rules, even where it counts', () => {
		const plan = planFor('slo-alerts', {...shop, 'vercel.json': '{}'}, answers);
		expect(plan.files.map(({path}) => path)).not.toContain('monitoring/slo.rules.yml');
		expect(plan.files[1]?.text).toContain('no Prometheus can read numbers out of the program');
	});

	it.each(Object.keys(repositories))('are right for %s', name => {
		const plan = planFor('slo-alerts', repositories[name] ?? {}, answers);
		expect(plan.validated.filter(({problem}) => problem !== undefined)).toEqual([]);
		for (const {text} of plan.files) expect(text).not.toMatch(/<%|%>|undefined|\[object/u);
	});

	it('show a hostile name as text', () => {
		const plan = planFor('slo-alerts', shop, {...answers, owner: '`id` | @all'}, '$(rm -rf ~): <b class=x> {{ $x }} "a"');
		expect(plan.validated.filter(({problem}) => problem !== undefined)).toEqual([]);
		expect(plan.files.find(({path}) => path.endsWith('rules.yml'))?.text).toContain('service: rm-rf-b-class-x-x-a');
	});
});

describe('what is said', () => {
	it.each([{target: '94'}, {target: '100'}, {target: 'always'}, {target: '99.999'}, {pager: 'mail'}, {pager: 'slack'}, {pages: 'docs'}])(
		'%j is refused with what to say instead',
		said => {
			expect(givenProblem({name: 'x', answers: said})).toMatch(/must be/u);
		},
	);

	it.each([
		['99.5', '0.005', '3 h 36 min'],
		['99.9', '0.001', '43 minutes'],
		['99.95 %', '0.0005', '22 minutes'],
		['95', '0.05', '36 h'],
	])('a target of %s leaves %s, which is %s', (target, budget, downtime) => {
		expect(readTarget(target)).toMatchObject({budget, downtime});
	});
});

describe('the checkers', () => {
	const text = (path: string): string => planFor('slo-alerts', shop, answers).files.find(file => file.path === path)?.text ?? '';
	const rules = text('monitoring/slo.rules.yml');
	const manager = text('monitoring/alertmanager.yml');

	it.each([
		['a bracket that is not closed', '[5m]))\n      # Failed', '[5m])\n      # Failed', 'not closed'],
		['a rule that nothing records', 'ratio_rate1h{', 'ratio_rate7h{', 'nothing records'],
		['a duration in words', 'for: 10m', 'for: ten minutes', 'duration'],
		['an unknown severity', 'severity: ticket, service', 'severity: later, service', 'rules.4'],
		['an alert without a page', 'https://code.test/shop/docs/runbooks/site-down.md', 'https://code.test/wiki', 'leads to no runbook'],
		['a key twice', '  - name: slo-shop-alerts', '  - name: slo-shop-alerts\n    name: x', 'unique'],
	])('reject rules with %s', (_, good, bad, problem) => {
		const broken = rules.replace(good, bad);
		expect(broken).not.toBe(rules);
		expect(prometheusRulesProblem(rules)).toBeUndefined();
		expect(prometheusRulesProblem(broken)).toContain(problem);
	});

	it.each([
		['a route to nobody', 'receiver: page', 'receiver: pager', 'there is no receiver pager'],
		['a key that stands in it', 'routing_key_file: /etc/alertmanager/pagerduty_key', 'routing_key: abc', 'routing_key_file'],
		['a receiver that receives nothing', / {4}pagerduty_configs:\n(?: {6,}.*\n)+/u, '', 'receives nothing'],
	])('reject a configuration with %s', (_, good, bad, problem) => {
		const broken = manager.replace(good, bad);
		expect(broken).not.toBe(manager);
		expect(alertmanagerProblem(manager)).toBeUndefined();
		expect(alertmanagerProblem(broken)).toContain(problem);
	});
});
