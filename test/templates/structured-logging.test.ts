import {writeFileSync} from 'node:fs';
import {join} from 'node:path';
import * as v from 'valibot';
import {describe, expect, it, vi} from 'vitest';
import {readCode} from '../support/facts.ts';
import {commonJs, hasNode, hasPython, inCopy, noNodeFrameworks, python, type Running, serving, typeCheck} from '../support/frameworks.ts';
import {closesTheLoop, type Ground, groundFor} from './applied.ts';
import {loggedApps} from './logged-apps.ts';
import {planFor, repositories} from './repositories.ts';

// Compilers and servers are started, beside whatever else runs.
vi.setConfig({testTimeout: 180_000, hookTimeout: 60_000});

const id = 'structured-logging';
const records = 'obs-unstructured-logs';
const ids = 'obs-no-correlation';

const lineSchema = v.looseObject({level: v.string(), message: v.string()});
type Line = v.InferOutput<typeof lineSchema>;

/** The lines of a log that are records, and all others. */
function linesOf(said: string): {readonly lines: readonly Line[]; readonly others: readonly string[]} {
	const rows = said.split('\n').filter(row => row.trim() !== '');
	const parsed = rows.map(row => (row.startsWith('{') ? v.safeParse(v.pipe(v.string(), v.parseJson(), lineSchema), row) : undefined));
	return {
		lines: parsed.flatMap(one => (one?.success === true ? [one.output] : [])),
		others: rows.filter((_, index) => parsed[index]?.success !== true),
	};
}

const ofRequest = (said: string, request: string): readonly Line[] =>
	linesOf(said).lines.filter(line => (line.requestId ?? line.request_id) === request);

/** All lines of one request share its id, which is answered; a harmless id from outside is taken, another one is not; nothing of people or passwords is in the log. */
const isRecorded =
	(base = '') =>
	async ({url, said}: Running): Promise<void> => {
		const ask = (path: string, headers: Readonly<Record<string, string>>, body?: object): Promise<Response> =>
			fetch(`${url}${base}${path}`, {
				method: body === undefined ? 'GET' : 'POST',
				headers: {'content-type': 'application/json', ...headers},
				...(body !== undefined && {body: JSON.stringify(body)}),
			});
		const mine = 'from-the-proxy-0001';
		expect((await ask('/orders?token=hunter2', {'x-request-id': mine})).headers.get('x-request-id')).toBe(mine);
		await expect.poll(() => ofRequest(said(), mine).map(({message}) => message)).toContain('request');
		const [listed, request] = ofRequest(said(), mine);
		expect(listed).toMatchObject({level: 'info', message: 'orders listed for [e-mail]'});
		expect(JSON.stringify(listed)).toContain('"email":"[hidden]"');
		expect(request).toMatchObject({message: 'request', method: 'GET', path: `${base}/orders`, status: 200, ms: expect.any(Number)});

		for (const forged of ['short', `${'x'.repeat(65)}`, 'abcdefgh","level":"evil']) {
			const answered = (await ask('/late', {'x-request-id': forged})).headers.get('x-request-id');
			expect(answered).toMatch(/^[\da-f-]{36}$/u);
		}

		const placed = await ask('/orders', {}, {dish: 'soup', password: 'hunter2', note: 'call ada@shop.test'});
		const own = placed.headers.get('x-request-id') ?? '';
		await expect.poll(() => ofRequest(said(), own).map(({message}) => message)).toContain('request');
		const lines = ofRequest(said(), own);
		expect(lines.map(({message}) => message)).toEqual(['order', 'order placed', 'request']);
		expect(lines[1]).toMatchObject({level: expect.stringMatching(/^warn/u)});
		expect(JSON.stringify(lines[0])).toContain('"password":"[hidden]"');
		expect(JSON.stringify(lines[0])).toContain('soup');

		const refused = (await ask('/login', {}, {})).headers.get('x-request-id') ?? '';
		await expect.poll(() => ofRequest(said(), refused).map(({message}) => message)).toContain('request');
		const [failed] = ofRequest(said(), refused);
		expect(failed).toMatchObject({level: 'error', message: 'sign-in failed'});
		expect(JSON.stringify(failed)).toContain('no such person');
		expect(said()).not.toContain('hunter2');
		expect(said()).not.toContain('ada@shop.test');
	};

/** What is not a record stems from the framework, before the log was there. */
const isAllRecords = (running: Running): void =>
	expect(
		linesOf(running.said()).others.filter(
			row =>
				!/\[Nest\]|^\s*\*|Serving Flask|Debug mode|Performing system|System check|Django version|Starting development|Quit the server|^\w+ \d+, 20\d\d/u.test(
					row,
				),
		),
	).toEqual([]);

const nest = {...commonJs, experimentalDecorators: true, emitDecoratorMetadata: true};

describe.skipIf(noNodeFrameworks !== undefined)(`the log of a server of Node (${noNodeFrameworks ?? 'started'})`, () => {
	const works =
		(start: string, options: Readonly<Record<string, unknown>> | undefined) =>
		(ground: Ground): Promise<void> =>
			inCopy(ground.root, async root => {
				if (options !== undefined) expect(typeCheck(root, {options, outDir: 'built'})).toBe('');
				await serving(process.execPath, [start], {cwd: root}, async running => {
					await isRecorded()(running);
					isAllRecords(running);
				});
			});

	it.each([
		['Express in TypeScript', loggedApps.express, 'built/src/server.js', {}],
		['Express in CommonJS', loggedApps.commonJs, 'server.js', undefined],
		['Fastify', loggedApps.fastify, 'built/src/server.js', {}],
		['Hono', loggedApps.hono, 'built/src/server.js', {}],
		['Nest', loggedApps.nest, 'built/src/server.js', nest],
	])('is made of records that share the id of their request: %s', async (_, files, start, options) => {
		await closesTheLoop(id, records, files, {run: works(start, options)});
	});

	it('is written by pino where the project has it, whose own lines carry the id too', async () => {
		const files = {
			...loggedApps.commonJs,
			'package.json': loggedApps.commonJs['package.json'].replace('"express"', '"pino": "^9.0.0",\n    "express"'),
			'logger.js': "const pino = require('pino');\n\nmodule.exports = pino({level: 'info'});\n",
			'server.js': loggedApps.commonJs['server.js']
				.replace("require('express');", "require('express');\nconst logger = require('./logger');")
				.replace("console.log('late');", "logger.info('late');"),
		};
		const ground = groundFor(id, files);
		ground.write();
		expect(ground.text('logger.js')).toContain("pino({mixin: requestFields, level: 'info'})");
		await inCopy(ground.root, root =>
			serving(process.execPath, ['server.js'], {cwd: root}, async running => {
				await isRecorded()(running);
				const late = (await fetch(`${running.url}/late`)).headers.get('x-request-id') ?? '';
				await expect
					.poll(() =>
						running
							.said()
							.split('\n')
							.filter(row => row.includes(late) && row.includes('"msg":"late"')),
					)
					.toHaveLength(1);
			}),
		);
	});
});

/** Runs the start and the routes of Next.js as Next does. */
const asNext = `const {createServer} = require('node:http');
const orders = require('./built/src/app/api/orders/route.js');
const login = require('./built/src/app/api/login/route.js');
const routes = {'/api/orders': orders, '/api/late': orders, '/api/login': login};
require('./built/src/instrumentation.js').register().then(() => createServer(async (question, answer) => {
  const parts = [];
  for await (const part of question) parts.push(part);
  const route = routes[question.url.split('?')[0]]?.[question.method];
  if (!route) return answer.writeHead(404).end();
  const body = question.method === 'GET' ? undefined : Buffer.concat(parts);
  const response = await route(new Request('http://127.0.0.1' + question.url, {method: question.method, headers: question.headers, body}));
  answer.writeHead(response.status, Object.fromEntries(response.headers)).end(await response.text());
}).listen(process.env.PORT));
`;

describe.skipIf(!hasNode('winston'))(
	'the log of a project that has winston (skipped where winston is not installed; .ci/run installs it)',
	() => {
		it('is written by it', async () => {
			const files = {
				...loggedApps.commonJs,
				'package.json': loggedApps.commonJs['package.json'].replace('"express"', '"winston": "^3.19.0",\n    "express"'),
			};
			const ground = groundFor(id, files);
			ground.write();
			expect(ground.text('log.js')).toContain("require('winston')");
			await inCopy(ground.root, root => serving(process.execPath, ['server.js'], {cwd: root}, isRecorded()));
		});
	},
);

describe.skipIf(noNodeFrameworks !== undefined)(`the log of Next.js (${noNodeFrameworks ?? 'its routes called'})`, () => {
	it('is made of records, and its routes give each request an id', async () => {
		await closesTheLoop(id, records, loggedApps.next, {
			run: async ground => {
				expect(ground.text('src/app/api/login/route.ts')).toContain('export const POST = logged(async () => {');
				expect(ground.text('src/instrumentation.ts')).toContain("await import('./lib/log')");
				await inCopy(ground.root, async root => {
					const files = ['src/lib/log.ts', 'src/instrumentation.ts', 'src/app/api/orders/route.ts', 'src/app/api/login/route.ts'];
					expect(typeCheck(root, {files, options: commonJs, outDir: 'built'})).toBe('');
					writeFileSync(join(root, 'serve.cjs'), asNext);
					await serving(process.execPath, ['serve.cjs'], {cwd: root, env: {NEXT_RUNTIME: 'nodejs'}}, async running => {
						await isRecorded('/api')(running);
						isAllRecords(running);
					});
				});
			},
		});
	});
});

const noPython = hasPython('fastapi', 'uvicorn', 'flask', 'django') ? undefined : 'the web frameworks of Python are not installed';
const outside = 'def post(*args, **kwargs):\n    return None\n';

describe.skipIf(noPython !== undefined)(`the log of a server of Python (${noPython ?? 'started'})`, () => {
	it.each([
		['FastAPI', loggedApps.fastapi, ['-m', 'uvicorn', 'app.main:app', '--port', '$PORT']],
		['Flask', loggedApps.flask, ['-m', 'flask', 'run', '--port', '$PORT']],
		['Django', loggedApps.django, ['manage.py', 'runserver', '--noreload', '127.0.0.1:$PORT']],
	] as const)('is made of records that share the id of their request: %s', async (_, files, words) => {
		await closesTheLoop(id, records, files, {
			from: 'unknown',
			run: ground =>
				inCopy(ground.root, async cwd => {
					writeFileSync(join(cwd, 'requests.py'), outside);
					await serving(python, words, {cwd, env: {SECRET_KEY: 'x'}}, async running => {
						await isRecorded()(running);
						isAllRecords(running);
					});
				}),
		});
	});
});

describe('the ids of requests', () => {
	it.each([
		['Express', loggedApps.commonJs],
		['FastAPI', loggedApps.fastapi],
		['Django', loggedApps.django],
	] as const)('are seen by the check: %s', async (_, files) => {
		await closesTheLoop(id, ids, files);
	});
});

describe('a plan for a log', () => {
	it('is code for a server in a folder, and nothing for a path that is not written', () => {
		for (const name of ['npm, express, postgres, stripe, fly', 'pip, flask, mysql, celery, render', 'uv, fastapi, postgres, compose']) {
			const {files, validated} = planFor(id, repositories[name] ?? {});
			expect(validated.filter(({problem}) => problem !== undefined)).toEqual([]);
			const made = files.filter(({action}) => action === 'create');
			expect(made, name).toHaveLength(1);
			for (const {path, text} of made) expect(readCode(path, text), `${name}: ${path}`).toBeDefined();
		}
		const {validated} = planFor(id, repositories['a hostile one'] ?? {});
		expect(validated.map(({problem}) => problem)).toContain('this path is not written: it has a control character');
	});

	it('lists its setting, and leaves to a person what print writes, other loggers and settings of Django that are there', () => {
		const listed = planFor(id, {...loggedApps.flask, '.env.example': 'SECRET_KEY=\n'});
		expect(listed.files.find(({path}) => path === '.env.example')?.text).toContain('\nLOG_LEVEL=info\n');
		const printing = planFor(id, {...loggedApps.flask, 'app.py': `${loggedApps.flask['app.py']}${'print("x")\n'.repeat(12)}`});
		expect(printing.closes).toEqual([ids]);
		expect(printing.after[0]).toMatch(/What print writes is no record\. .* in app\.py:\d+, /u);
		const bunyan = planFor(id, {
			...loggedApps.commonJs,
			'logger.js': "const bunyan = require('bunyan');\n\nmodule.exports = bunyan.createLogger({name: 'shop'});\n",
		});
		expect(bunyan.closes).toEqual([records]);
		expect(bunyan.after.join(' ')).toContain('logger.js:1: let this logger add the id of the request to each line.');
		const settled = planFor(id, {
			...loggedApps.django,
			'shop/settings.py': `${loggedApps.django['shop/settings.py']}LOGGING = {"version": 1}\n`,
		});
		expect(settled.closes).toEqual([]);
		expect(settled.files).toEqual([]);
	});
});
