// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the syntax of other languages is what is tested here
import {describe, expect, it, vi} from 'vitest';
import {collectorProblem} from '../../source/scaffold/validators/collector.ts';
import {commonJs, hasNode, hasPython, inCopy, noNodeFrameworks, python, type Running, serving, typeCheck} from '../support/frameworks.ts';
import {collecting} from '../support/traces.ts';
import {closesTheLoop, type Ground, groundFor} from './applied.ts';
import {planFor, repositories} from './repositories.ts';
import {tracedApps} from './traced-apps.ts';
import {webApps} from './web-apps.ts';

// Compilers and servers are started, beside whatever else runs.
vi.setConfig({testTimeout: 180_000, hookTimeout: 60_000});

const id = 'tracing';
const check = 'obs-no-tracing';

const missing =
	noNodeFrameworks ?? (hasNode('@opentelemetry/sdk-node') ? undefined : 'OpenTelemetry is not installed; .ci/run installs it');
const nest = {...commonJs, experimentalDecorators: true, emitDecoratorMetadata: true, noUnusedLocals: false};

/** A request, a question whether it works and a failure, and then the end: what is sent is the request and the failure, by their routes, and nothing of people. */
const isFollowed =
	(start: readonly string[], program: string, route: string, {goesOut = false}: {readonly goesOut?: boolean}) =>
	async (cwd: string): Promise<void> => {
		const ask = async ({url}: Running): Promise<void> => {
			expect((await fetch(`${url}/orders/7?mail=ada@shop.test`, {headers: {'user-agent': 'browser-of-ada'}})).status).toBe(200);
			expect((await fetch(`${url}/healthz`)).status).toBe(200);
			expect((await fetch(`${url}/boom`)).status).toBe(500);
		};
		await collecting(async ({url: collector, spans, raw}) => {
			const env = {ELSEWHERE: collector};
			await serving(program, start, {cwd, env: {...env, OTEL_EXPORTER_OTLP_ENDPOINT: collector}}, async running => {
				await ask(running);
				running.child.kill('SIGTERM');
				await running.ended;
				const named = (kind: number) => spans().filter(span => span.kind === kind && !/^GET(?: \/)?$/u.test(span.name));
				await expect.poll(() => named(2).map(({name}) => name)).toEqual([`GET ${route}`, 'GET /boom']);
				expect(named(2)[0]?.attributes).toMatchObject({'http.route': route, 'http.response.status_code': '200'});
				if (goesOut)
					expect(
						spans()
							.filter(span => span.kind === 3)
							.map(({attributes}) => attributes['url.full']),
					).toEqual([collector]);
			});
			expect(raw()).not.toMatch(/hunter2|shop\.test|browser-of-ada|healthz|orders\/7/u);
			expect(raw()).toMatch(/service\.name.{1,8}shop/su);
		});
	};

describe.skipIf(missing !== undefined)(`requests of a server of Node (${missing ?? 'followed'})`, () => {
	it('are answered as before while there is no address to send to', async () => {
		const ground = groundFor(id, tracedApps['Express in CommonJS']);
		ground.write();
		await inCopy(ground.root, cwd =>
			collecting(({url: collector, spans}) =>
				serving(process.execPath, ['server.js'], {cwd, env: {ELSEWHERE: collector}}, async ({url, child, ended}) => {
					expect((await fetch(`${url}/orders/7`)).status).toBe(200);
					child.kill('SIGTERM');
					await ended;
					expect(spans()).toEqual([]);
				}),
			),
		);
	});

	it.each([
		['Express in TypeScript, started by another file', 'built/src/index.js', {}],
		['Express in CommonJS', 'server.js', undefined],
		['Fastify', 'built/src/index.js', {}],
		['Hono', 'built/src/index.js', {}],
		['Nest', 'built/src/main.js', nest],
	] as const)('arrive by their routes, and nothing of people with them: %s', async (name, start, options) => {
		const run = (ground: Ground) =>
			inCopy(ground.root, async cwd => {
				if (options !== undefined) expect(typeCheck(cwd, {options, outDir: 'built'})).toBe('');
				await isFollowed([start], process.execPath, '/orders/:id', {goesOut: true})(cwd);
			});
		await closesTheLoop(id, check, tracedApps[name], {run});
	});
});

const served = {
	FastAPI: ['-m', 'uvicorn', 'main:app', '--port', '$PORT'],
	Flask: ['-m', 'flask', '--app', 'app', 'run', '--port', '$PORT'],
} as const;
const noSnakes = !hasPython('fastapi', 'flask', 'uvicorn');

describe.skipIf(noSnakes)(`requests of a server of Python (${noSnakes ? 'its packages are not installed' : 'answered'})`, () => {
	it.each(['FastAPI', 'Flask'] as const)(
		'are answered as before while there is no address to send to, without the packages: %s',
		async name => {
			const run = (ground: Ground) =>
				inCopy(ground.root, async cwd => {
					await serving(python, served[name], {cwd}, async ({url}) => {
						expect((await fetch(`${url}/orders/7`)).status).toBe(200);
					});
				});
			await closesTheLoop(id, check, tracedApps[name], {run});
		},
	);
});

describe('the loop of traces', () => {
	it.each(Object.entries(webApps))('closes for %s', async (_, files) => {
		await closesTheLoop(id, check, files);
	});
});

describe('what is there already', () => {
	const written = (files: Readonly<Record<string, string>>, path: string): string => {
		const ground = groundFor(id, files);
		ground.write();
		return ground.text(path);
	};
	const express = tracedApps['Express in CommonJS'];
	const tracked = {...express, 'package.json': express['package.json'].replace('"express"', '"@sentry/node": "^11.8.0",\n    "express"')};
	const start = (init: string) => ({
		...tracked,
		'server.js': `const Sentry = require('@sentry/node');\n\n${init}\n\n${express['server.js']}`,
	});

	it.each([
		['a share of none', 'Sentry.init({\n  dsn: process.env.SENTRY_DSN,\n  tracesSampleRate: 0,\n});', '  tracesSampleRate: 0.1,\n});'],
		[
			'no share, in several lines',
			'Sentry.init({\n  dsn: process.env.SENTRY_DSN,\n});',
			'Sentry.init({\n  tracesSampleRate: 0.1,\n  dsn: ',
		],
		[
			'no share, in one line',
			'Sentry.init({dsn: process.env.SENTRY_DSN});',
			'Sentry.init({tracesSampleRate: 0.1, dsn: process.env.SENTRY_DSN});',
		],
	])('an error tracker with %s is told to follow one request in ten, and nothing is put beside it', async (_, init, now) => {
		await closesTheLoop(id, check, start(init));
		expect(written(start(init), 'server.js')).toContain(now);
		expect(planFor(id, start(init)).files.map(({path}) => path)).toEqual(['server.js']);
	});

	it('an error tracker of Python is told so too', async () => {
		const files = {
			'requirements.txt': 'fastapi==0.115.0\nsentry-sdk==2.19.0\n',
			'main.py':
				'import os\n\nimport sentry_sdk\nfrom fastapi import FastAPI\n\nsentry_sdk.init(dsn=os.environ["SENTRY_DSN"], traces_sample_rate=0)\napp = FastAPI()\n\n\n@app.get("/orders")\ndef orders():\n    return []\n',
		};
		await closesTheLoop(id, check, files);
		expect(written(files, 'main.py')).toContain('traces_sample_rate=0.1)');
	});

	it('what the template of error tracking wrote is told so too', async () => {
		const ground = groundFor('error-tracking', express);
		ground.write();
		const files = {
			'package.json': ground.text('package.json'),
			'server.js': ground.text('server.js'),
			'error-tracking.js': ground.text('error-tracking.js'),
		};
		await closesTheLoop(id, check, files);
	});

	const next = webApps['Next.js with a pool behind the usual short name'];
	it.each([
		['async', "export async function register() {\n  console.log('starts');\n}\n"],
		['not async', "export function register(): void {\n  console.log('starts');\n}\n"],
	])('a start of Next.js that is %s loads it first', async (_, text) => {
		const files = {...next, 'src/instrumentation.ts': text};
		await closesTheLoop(id, check, files);
		expect(written(files, 'src/instrumentation.ts')).toBe(
			"export async function register() {\n  if (process.env.NEXT_RUNTIME === 'nodejs') {\n    await import('./tracing');\n  }\n  console.log('starts');\n}\n",
		);
	});

	it('where nothing runs beside the server, it is said that fewer are to be followed', () => {
		expect(planFor(id, {...next, 'vercel.json': '{}'}).after.join()).toContain('On Vercel no Collector can run beside it');
	});

	it('a start of Next.js in another form is left to a person, and closes nothing', () => {
		const plan = planFor(id, {...next, 'src/instrumentation.ts': 'export const register = async () => {};\n'});
		expect(plan.closes).toEqual([]);
		expect(plan.prepares.map(({owes}) => owes).join()).toContain(
			"write as its first line: if (process.env.NEXT_RUNTIME === 'nodejs') await import('./tracing');",
		);
	});

	it('what stops the process in order sends the rest at its end, whichever of the two was written first', () => {
		const base = webApps['Express in one file of CommonJS'];
		const both = (first: string, second: string) => {
			const ground = groundFor(first, base);
			ground.write();
			const paths = ['package.json', 'server.js', ...ground.plan().files.map(({path}) => path)];
			const next = groundFor(second, Object.fromEntries([...new Set(paths)].map(path => [path, ground.text(path)])));
			next.write();
			return next.text('server.js');
		};
		const line = 'stopInOrder(server, {close: [() => pool.end(), stopTracing]});';
		expect(both('graceful-shutdown', id)).toContain(line);
		expect(both(id, 'graceful-shutdown')).toContain(line);
	});

	it("a handler of signals of one's own is named, with what to call there", () => {
		const own = {...express, 'server.js': `${express['server.js']}process.on('SIGTERM', () => process.exit(0));\n`};
		expect(planFor(id, own).after.join()).toContain(
			'server.js:15 hears that the process is to stop: call await stopTracing() of tracing there',
		);
	});
});

describe('what cannot be followed is said', () => {
	it.each([
		[
			'Hono at the edge',
			{
				'package.json': '{"name": "x", "dependencies": {"hono": "4.0.0"}}',
				'src/index.ts': "import {Hono} from 'hono';\n\nconst app = new Hono();\napp.get('/', c => c.text('hi'));\nexport default app;\n",
			},
			'does not run on Node',
		],
		[
			'Next.js before version 15',
			{
				...webApps['Next.js with a pool behind the usual short name'],
				'package.json': '{"name": "x", "dependencies": {"next": "14.2.0", "react": "18.0.0"}}',
			},
			'update Next',
		],
		[
			'Django without a door',
			Object.fromEntries(Object.entries(webApps.Django).filter(([path]) => path !== 'shop/wsgi.py')),
			'No single wsgi.py or asgi.py',
		],
	])('%s', (_, files, said) => {
		const plan = planFor(id, files);
		expect(plan.files).toEqual([]);
		expect(plan.closes).toEqual([]);
		expect(plan.after.join()).toContain(said);
	});

	it.each(Object.keys(repositories))('nothing wrong is written for %s', name => {
		const plan = planFor(id, repositories[name] ?? {});
		expect(plan.validated.filter(({problem}) => problem !== undefined)).toEqual([]);
		for (const {text} of plan.files) expect(text).not.toMatch(/<%|%>|\[object/u);
	});

	it('a hostile name stays text in every language', () => {
		const hostile = '$(rm -rf ~): "a" \'b\' ${x} `id`\n<b>';
		const files = {...tracedApps['Express in CommonJS'], 'package.json': JSON.stringify({name: hostile, dependencies: {express: '5.1.0'}})};
		const plan = planFor(id, files, {}, hostile);
		expect(plan.validated.filter(({problem}) => problem !== undefined)).toEqual([]);
		expect(plan.files.find(({path}) => path === 'tracing.js')?.text).toContain('|| "rm--rf');
		expect(
			plan.files
				.find(({path}) => path.endsWith('.yaml'))
				?.text.split('\n')
				.filter(line => line.startsWith('<b>')),
		).toEqual([]);
	});
});

describe('the checker of the Collector', () => {
	const good = planFor(id, tracedApps.Fastify).files.find(({path}) => path === 'monitoring/otel-collector.yaml')?.text ?? '';

	it('is the one that the plan names', () => {
		expect(planFor(id, tracedApps.Fastify).validated).toContainEqual({
			path: 'monitoring/otel-collector.yaml',
			by: 'the built-in checker of the OpenTelemetry Collector',
		});
		expect(collectorProblem(good)).toBeUndefined();
	});

	it.each([
		['a pipeline of a part that is not there', 'exporters: [otlp_http]', 'exporters: [otlp]', 'otlp is used, and exporters has none'],
		['a part that nothing uses', 'redaction/values, tail_sampling', 'tail_sampling', 'nothing uses processors.redaction/values'],
		[
			'memory that is limited too late',
			'[memory_limiter, attributes/personal',
			'[attributes/personal, memory_limiter',
			'memory_limiter must stand first',
		],
		['packets that are made too early', 'tail_sampling, batch]', 'batch, tail_sampling]', 'batch must stand last'],
		['a key that is written wrong', 'check_interval: 1s', 'check_intervall: 1s', 'check_interval'],
		['an unknown protocol', '      http:\n', '      htp:\n', 'http'],
		['a key of a service that stands in the file', '${env:TRACES_AUTHORIZATION}', 'Bearer abc', 'must come from the environment'],
		['a door that is open to everybody', '${env:OTLP_LISTEN:-127.0.0.1:4318}', '0.0.0.0:4318', 'from this machine only'],
		['a duration in words', 'timeout: 5s', 'timeout: five', 'is no duration'],
	])('rejects %s', (_, right, wrong, problem) => {
		const bad = good.replace(right, wrong);
		expect(bad).not.toBe(good);
		expect(collectorProblem(bad)).toContain(problem);
	});
});
