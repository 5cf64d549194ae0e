// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the syntax of other languages is what is tested here
import {spawnSync} from 'node:child_process';
import {mkdtempSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import * as v from 'valibot';
import {describe, expect, it, vi} from 'vitest';
import {dashboardProblem} from '../../source/scaffold/validators/dashboard.ts';
import {has} from '../scaffold/grounds.ts';
import {commonJs, hasNode, hasPython, inCopy, noNodeFrameworks, python, type Running, serving, typeCheck} from '../support/frameworks.ts';
import {closesTheLoop, type Ground, groundFor} from './applied.ts';
import {planFor, repositories} from './repositories.ts';
import {tracedApps} from './traced-apps.ts';
import {webApps} from './web-apps.ts';

// Compilers and servers are started, beside whatever else runs.
vi.setConfig({testTimeout: 180_000, hookTimeout: 60_000});

const id = 'metrics-dashboard';
const check = 'obs-no-metrics';
const token = 'made-for-this-test';

const run = (program: string, args: readonly string[], options: {readonly input?: string; readonly encoding: 'utf8'}) =>
	spawnSync(program, args, options);

const dashboardSchema = v.pipe(
	v.string(),
	v.parseJson(),
	v.object({
		annotations: v.object({list: v.array(v.object({expr: v.string()}))}),
		panels: v.array(v.object({title: v.string(), targets: v.optional(v.array(v.object({expr: v.string()})), [])})),
	}),
);
/** Every expression of a dashboard, as Prometheus would be asked. */
function expressionsOf(text: string): readonly string[] {
	const {annotations, panels} = v.parse(dashboardSchema, text);
	return [...annotations.list, ...panels.flatMap(({targets}) => targets)].map(({expr}) => expr.replaceAll('$__rate_interval', '5m'));
}

const dashboardIn = (plan: ReturnType<typeof planFor>): string =>
	plan.files.find(({path}) => path.startsWith('monitoring/dashboards/'))?.text ?? '';

const named = /\b(?<name>[a-z_]+(?::[a-z0-9_:]+)?)\{/gu;
const emitted = /^# TYPE (?<name>\S+) (?<type>\w+)$/gmu;

/** The numbers that an answer of /metrics holds, a histogram by its parts. */
const namesIn = (text: string): ReadonlySet<string> =>
	new Set(
		[...text.matchAll(emitted)].flatMap(({groups}) => {
			const name = groups?.name ?? '';
			return groups?.type === 'histogram' ? [`${name}_bucket`, `${name}_count`, `${name}_sum`] : [name];
		}),
	);

/** Counts by route, shows it to who knows the token alone, and holds every number that the dashboard asks for. */
const isCounted =
	(ground: Ground, route: string) =>
	async ({url}: Running): Promise<void> => {
		const numbers = (headers: Readonly<Record<string, string>>) => fetch(`${url}/metrics`, {headers});
		for (const path of ['/orders/7', '/orders/8', '/boom', '/nowhere/ada@shop.test']) await fetch(`${url}${path}?mail=ada@shop.test`);
		for (const wrong of [{}, {authorization: 'Bearer wrong'}, {authorization: `Basic ${token}`}])
			expect((await numbers(wrong)).status).toBe(404);
		const text = async () => (await numbers({authorization: `Bearer ${token}`})).text();
		const counted = (at: string, status: number) =>
			expect.stringMatching(
				new RegExp(`^http_request_duration_seconds_count\\{(?=.*route="${at}")(?=.*method="GET")(?=.*status_code="${status}").*\\} `, 'mu'),
			);
		await expect.poll(text).toEqual(counted(route, 200));
		const shown = await text();
		expect(shown).toEqual(counted('/boom', 500));
		expect(shown).toEqual(counted('none', 404));
		expect(new RegExp(`^http_request_duration_seconds_count\\{.*route="${route}".*\\} 2(?:\\.0)?$`, 'mu').test(shown)).toBe(true);
		expect(shown).not.toMatch(/orders\/7|shop\.test|nowhere/u);
		const asked = new Set(
			expressionsOf(dashboardIn(ground.plan())).flatMap(expr => [...expr.matchAll(named)].map(({groups}) => groups?.name ?? '')),
		);
		// How many copies answer is known to Prometheus alone.
		asked.delete('up');
		expect(asked.size).toBeGreaterThan(4);
		expect([...asked].filter(name => !namesIn(shown).has(name))).toEqual([]);
		if (has('promtool')) expect(run('promtool', ['check', 'metrics'], {input: shown, encoding: 'utf8'}).status).not.toBe(1);
	};

const missing = noNodeFrameworks ?? (hasNode('prom-client') ? undefined : 'prom-client is not installed; .ci/run installs it');
const nest = {...commonJs, experimentalDecorators: true, emitDecoratorMetadata: true, noUnusedLocals: false};
const env = {METRICS_TOKEN: token, ELSEWHERE: 'http://127.0.0.1:1'};

describe.skipIf(missing !== undefined)(`a server of Node (${missing ?? 'that counts'})`, () => {
	it.each([
		['Express in TypeScript, started by another file', 'built/src/index.js', {}],
		['Express in CommonJS', 'server.js', undefined],
		['Fastify', 'built/src/index.js', {}],
		['Hono', 'built/src/index.js', {}],
		['Nest', 'built/src/main.js', nest],
	] as const)('counts by route, for who knows the token: %s', async (name, start, options) => {
		const files = Object.fromEntries(
			Object.entries(tracedApps[name]).map(([path, text]) => [path, text.replace(/await fetch\([^;]*\)/u, '{status: 200}')]),
		);
		const run = (ground: Ground) =>
			inCopy(ground.root, async cwd => {
				if (options !== undefined) expect(typeCheck(cwd, {options, outDir: 'built'})).toBe('');
				await serving(process.execPath, [start], {cwd, env}, isCounted(ground, '/orders/:id'));
			});
		await closesTheLoop(id, check, files, {run});
	});
});
const noSnakes = !hasPython('fastapi', 'flask', 'uvicorn', 'prometheus_client', 'django');

describe.skipIf(noSnakes)(`a server of Python (${noSnakes ? 'its packages are not installed' : 'that counts'})`, () => {
	it.each([
		['FastAPI', '/orders/{id}', ['-m', 'uvicorn', 'main:app', '--port', '$PORT']],
		['Flask', '/orders/<id>', ['-m', 'flask', '--app', 'app', 'run', '--port', '$PORT']],
	] as const)('counts by route, for who knows the token: %s', async (name, route, args) => {
		const run = (ground: Ground) =>
			inCopy(ground.root, cwd => serving(python, args, {cwd, env}, isCounted(ground, route.replace(/[{}]/gu, '\\$&'))));
		await closesTheLoop(id, check, tracedApps[name], {run});
	});
});

describe('the loop of numbers', () => {
	it.each(Object.entries(webApps).filter(([name]) => !name.startsWith('Next')))('closes for %s', async (_, files) => {
		await closesTheLoop(id, check, files);
	});
});

/** Services that count already, in ways whose names are known. */
const counting: Readonly<Record<string, Readonly<Record<string, string>>>> = {
	'fastify-metrics': {
		'package.json': '{"name": "shop", "dependencies": {"fastify": "5.0.0", "fastify-metrics": "12.0.0"}}',
		'server.js':
			"const fastify = require('fastify')();\nfastify.register(require('fastify-metrics'), {endpoint: '/metrics'});\nfastify.get('/health', async () => ({ok: true}));\nfastify.listen({port: 3000});\n",
	},
	'an instrumentator of FastAPI': {
		'requirements.txt': 'fastapi==0.115.0\nprometheus-fastapi-instrumentator==7.0.0\n',
		'main.py':
			'from fastapi import FastAPI\nfrom prometheus_fastapi_instrumentator import Instrumentator\n\napp = FastAPI()\nInstrumentator().instrument(app).expose(app)\n\n\n@app.get("/health")\ndef health():\n    return {"ok": True}\n',
	},
	'prom-client, a counter without routes': {
		'package.json': '{"name": "shop", "type": "module", "dependencies": {"express": "5.1.0", "prom-client": "15.1.0"}}',
		'src/server.js':
			"import express from 'express';\nimport {counted} from './metrics.js';\n\nconst app = express();\napp.use(counted);\napp.listen(3000);\n",
		'src/metrics.js':
			"import {Counter} from 'prom-client';\n\nconst requests = new Counter({name: 'http_requests_total', help: 'Requests', labelNames: ['status']});\nexport const counted = (request, response, next) => {\n  response.on('finish', () => requests.inc({status: response.statusCode}));\n  next();\n};\n",
	},
	'prom-client, milliseconds': {
		'package.json': '{"name": "shop", "type": "module", "dependencies": {"express": "5.1.0", "prom-client": "15.1.0"}}',
		'src/server.js':
			"import express from 'express';\nimport {counted} from './metrics.js';\n\nconst app = express();\napp.use(counted);\napp.listen(3000);\n",
		'src/metrics.js':
			"import {Histogram, collectDefaultMetrics} from 'prom-client';\n\ncollectDefaultMetrics();\nconst duration = new Histogram({name: 'http_request_duration_ms', help: 'ms', labelNames: ['route', 'code'], buckets: [50, 100, 500, 1000, 5000]});\nexport const counted = (request, response, next) => next();\n",
	},
};
const full = {
	...tracedApps['Express in CommonJS'],
	'package.json': '{"name": "shop", "dependencies": {"express": "5.1.0", "openai": "4.70.0", "bullmq": "5.20.0"}}',
	'ask.js': "const OpenAI = require('openai');\n\nmodule.exports = new OpenAI();\n",
	'jobs.js': "const {Queue} = require('bullmq');\n\nmodule.exports = new Queue('mail');\n",
	'monitoring/slo.rules.yml': 'groups: []\n',
	'.env.example': 'PORT=3000\n',
};

describe('the dashboard', () => {
	it.each([...Object.entries(counting), ['all that there is', full] as const, ['Flask', tracedApps.Flask] as const])(
		'asks only what Prometheus can read: %s',
		(_, files) => {
			const plan = planFor(id, files);
			expect(plan.validated.filter(({problem}) => problem !== undefined)).toEqual([]);
			const exprs = expressionsOf(dashboardIn(plan));
			expect(exprs.length).toBeGreaterThan(2);
			if (!has('promtool')) return;
			const folder = mkdtempSync(join(tmpdir(), 'expressions-'));
			const rules = exprs.map((expr, at) => `      - record: one:${at}:panel\n        expr: ${JSON.stringify(expr)}`);
			writeFileSync(
				join(folder, 'rules.yml'),
				`groups:\n  - name: panels\n    rules:\n${rules.join('\n').replaceAll(/one:(?<at>\d+):/gu, 'one:n$<at>:')}\n`,
			);
			const {status, stdout, stderr} = run('promtool', ['check', 'rules', join(folder, 'rules.yml')], {encoding: 'utf8'});
			expect([status, stdout, stderr]).toEqual([0, expect.stringContaining('SUCCESS'), expect.any(String)]);
		},
	);

	it('of a server that counts already is drawn from its own names, and its code is left alone', () => {
		const plan = planFor(id, counting['prom-client, milliseconds'] ?? {});
		expect(plan.files.map(({path}) => path)).toEqual([
			'monitoring/dashboards/shop.json',
			'monitoring/grafana/dashboards/service.yaml',
			'monitoring/grafana/datasources/prometheus.yaml',
			'docs/metrics.md',
		]);
		expect(dashboardIn(plan)).toContain('http_request_duration_ms_bucket');
		expect(dashboardIn(plan)).toContain('"unit": "ms"');
		expect(dashboardIn(plan)).not.toContain('http_requests_in_flight');
	});

	it('has rows for queues, models and what was agreed where the repository has them, and says what fills them', () => {
		const plan = planFor(id, full, {pages: 'https://code.test/shop/docs'});
		const text = dashboardIn(plan);
		for (const part of [
			'jobs_waiting',
			'model_tokens_total',
			'service:slo_error_budget_remaining:ratio',
			'https://code.test/shop/docs/metrics.md',
		])
			expect(text).toContain(part);
		expect(plan.after.join()).toContain('count what it used with modelTokens of metrics.js');
		expect(plan.after.join()).toContain('set jobsWaiting of metrics.js every 15 seconds');
		expect(plan.files.find(({path}) => path === 'metrics.js')?.text).toContain(
			'module.exports = {measureRequests, showMetrics, modelTokens, jobsWaiting};',
		);
		expect(plan.files.find(({path}) => path === '.env.example')?.text).toContain('METRICS_TOKEN=');
	});

	it('and the alerts speak of the same numbers', () => {
		const ground = groundFor(id, tracedApps['Express in CommonJS']);
		ground.write();
		const files = Object.fromEntries(['package.json', 'server.js', 'metrics.js'].map(path => [path, ground.text(path)]));
		const rules = planFor('slo-alerts', files, {target: '99.5', owner: 'Ada', pager: 'pagerduty'}).files.find(({path}) =>
			path.endsWith('slo.rules.yml'),
		);
		expect(rules?.text).toContain('http_request_duration_seconds_count{job="shop",route!~"/healthz|/metrics",status_code=~"5.."}');
		expect(dashboardIn(ground.plan())).toContain(
			'http_request_duration_seconds_count{job=\\"shop\\",route!~\\"/healthz|/metrics\\",status_code=~\\"5..\\"}',
		);
	});

	it.each([
		[
			'where nothing runs all the time',
			{...tracedApps['Express in CommonJS'], 'vercel.json': '{}'},
			'On Vercel no Prometheus can read numbers',
		],
		[
			'inside Next.js',
			{
				'package.json': '{"dependencies": {"next": "15.1.0", "react": "19.0.0"}}',
				'app/page.tsx': 'export default function Page() {\n  return <p>Shop</p>;\n}\n',
				'app/api/orders/route.ts': 'export async function GET() {\n  return Response.json([]);\n}\n',
				Dockerfile: 'FROM node:22\n',
			},
			'Next.js calls no code of yours when an answer is done',
		],
		[
			'where the files have names of others',
			{...tracedApps['Express in CommonJS'], 'metrics.js': '', 'request-metrics.js': ''},
			'files called metrics already',
		],
	])('is not made %s, and it is said what to do instead', (_, files, said) => {
		const plan = planFor(id, files);
		expect([plan.files, plan.closes]).toEqual([[], []]);
		expect(plan.after.join()).toContain(said);
	});

	it.each(Object.keys(repositories))('nothing wrong is written for %s', name => {
		const plan = planFor(id, repositories[name] ?? {});
		expect(plan.validated.filter(({problem}) => problem !== undefined)).toEqual([]);
		for (const {text} of plan.files) expect(text).not.toMatch(/<%|%>|\[object/u);
	});

	it('of a hostile name is text in every language', () => {
		const plan = planFor(id, tracedApps.Fastify, {}, '$(rm -rf ~): "a" {{ $x }} ${y}');
		expect(plan.validated.filter(({problem}) => problem !== undefined)).toEqual([]);
		expect(plan.files.map(({path}) => path)).toContain('monitoring/dashboards/rm-rf-a-x-y.json');
	});
});

describe('the checker of dashboards', () => {
	const good = dashboardIn(planFor(id, tracedApps.Fastify));

	it('is the one that the plan names', () => {
		expect(dashboardProblem(good)).toBeUndefined();
		expect(planFor(id, tracedApps.Fastify).validated).toContainEqual({
			path: 'monitoring/dashboards/shop.json',
			by: 'the built-in checker of dashboards',
		});
	});

	it.each([
		['two panels of one number', '"id": 3,', '"id": 2,', 'two panels have the number 2'],
		['two panels in one place', '"gridPos": {"x": 6, "y": 1', '"gridPos": {"x": 3, "y": 1', 'stand in one place'],
		['a panel beyond the edge', '"x": 18, "y": 1, "w": 6', '"x": 20, "y": 1, "w": 6', 'beyond the edge'],
		['a width in words', '"w": 6', '"w": "6"', 'panels.1.gridPos.w'],
		['a key that is written wrong', '"title": "Memory"', '"titel": "Memory"', 'titel'],
		['a data source of one machine', '"uid": "${datasource}"', '"uid": "PBFA97CFB590B2093"', 'must be the variable datasource'],
		['a bracket that is not closed', '{{route}}"', '{{route}}", "x": 1', 'panels'],
		[
			'an expression that does not close',
			'[$__rate_interval]))", "legendFormat": ""',
			'[$__rate_interval])", "legendFormat": ""',
			'is not closed',
		],
		['a rate over a fixed time', '[$__rate_interval]', '[5m]', 'wrong as soon as somebody zooms'],
		['half a file', '"panels": [', '', 'Invalid JSON'],
	])('rejects %s', (_, right, wrong, problem) => {
		const bad = good.replace(right, () => wrong);
		expect(bad).not.toBe(good);
		expect(dashboardProblem(bad)).toContain(problem);
	});
});
