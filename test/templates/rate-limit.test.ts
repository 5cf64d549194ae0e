import {createServer, type Server} from 'node:net';
import {afterAll, beforeAll, describe, expect, it, vi} from 'vitest';
import {inCopy, noNodeFrameworks, serving, typeCheck} from '../support/frameworks.ts';
import {closesTheLoop, type Ground} from './applied.ts';
import {planFor} from './repositories.ts';
import {inOneQuarter, isLimited} from './tries.ts';

// Compilers and servers are started, beside whatever else runs.
vi.setConfig({testTimeout: 180_000, hookTimeout: 60_000});

const id = 'rate-limit';
const check = 'sec-no-rate-limit';
const manifest = (dependencies: readonly string[], type = 'module') => ({
	'package.json': JSON.stringify({name: 'club', type, dependencies: Object.fromEntries(dependencies.map(name => [name, '*']))}),
});
const users = `import bcrypt from 'bcryptjs';

const hash = bcrypt.hashSync('correct horse', 4);

export const isRight = (password: string) => bcrypt.compare(password, hash);
`;

const apps = {
	'Express in one file': {
		...manifest(['express', 'bcryptjs'], 'commonjs'),
		'server.js': `const express = require('express');
const bcrypt = require('bcryptjs');

const app = express();
const hash = bcrypt.hashSync('correct horse', 4);
app.use(express.json());

app.post('/login', async (req, res) => {
  if (!(await bcrypt.compare(req.body.password, hash))) return res.status(401).json({ error: 'wrong password' });
  res.json({ token: 'abc' });
});
app.get('/about', (req, res) => res.json({ from: req.ip }));

app.listen(process.env.PORT);
`,
	},
	'Express in TypeScript with a router': {
		...manifest(['express', 'bcryptjs']),
		'src/users.ts': users,
		'src/auth.ts':
			"import {Router} from 'express';\nimport {isRight} from './users.js';\n\nexport const auth = Router();\n\nauth.post('/login', async (req, res) => {\n  if (!(await isRight(req.body.password))) return void res.status(401).json({error: 'wrong password'});\n  res.json({token: 'abc'});\n});\n",
		'src/server.ts':
			"import express from 'express';\nimport {auth} from './auth.js';\n\nconst app = express();\napp.use(express.json());\napp.use('/', auth);\napp.get('/about', (req, res) => void res.json({from: req.ip}));\napp.listen(Number(process.env.PORT));\n",
	},
	Fastify: {
		...manifest(['fastify', 'bcryptjs']),
		'src/users.ts': users,
		'src/server.ts':
			"import Fastify from 'fastify';\nimport {isRight} from './users.js';\n\nconst app = Fastify();\n\napp.post<{Body: {password: string}}>('/login', async (request, reply) => {\n  if (!(await isRight(request.body.password))) return reply.code(401).send({error: 'wrong password'});\n  return {token: 'abc'};\n});\napp.get('/about', async () => ({}));\n\nawait app.listen({port: Number(process.env.PORT)});\n",
	},
	Hono: {
		...manifest(['hono', '@hono/node-server', 'bcryptjs']),
		'src/users.ts': users,
		'src/server.ts':
			"import {serve} from '@hono/node-server';\nimport {Hono} from 'hono';\nimport {isRight} from './users.js';\n\nconst app = new Hono();\n\napp.post('/login', async c => {\n  const {password} = await c.req.json();\n  if (!(await isRight(password))) return c.json({error: 'wrong password'}, 401);\n  return c.json({token: 'abc'});\n});\napp.get('/about', c => c.json({}));\n\nserve({fetch: app.fetch, port: Number(process.env.PORT)});\n",
	},
} as const;

describe.skipIf(noNodeFrameworks !== undefined)(`tries are counted (${noNodeFrameworks ?? 'in real servers'})`, () => {
	it.each([
		['Express in one file', 'server.js'],
		['Express in TypeScript with a router', 'built/src/server.js'],
		['Fastify', 'built/src/server.js'],
		['Hono', 'built/src/server.js'],
	] as const)('in %s', async (name, start) => {
		const run = (ground: Ground) =>
			inCopy(ground.root, async root => {
				if (start !== 'server.js') expect(typeCheck(root, {outDir: 'built'})).toBe('');
				await serving(process.execPath, [start], {cwd: root}, isLimited('/login'));
				expect((await ground.finding('sec-forwarded-header-trusted')).outcome).not.toBe('gap');
			});
		// What is not told by the platform's own header is told as everywhere.
		await closesTheLoop(id, check, start === 'server.js' ? apps[name] : {...apps[name], 'fly.toml': "app = 'club'\n"}, {run});
	});
});

describe.skipIf(noNodeFrameworks !== undefined)('tries are counted where all copies see it', () => {
	const client = `const {connect} = require('node:net');
class Redis {
  constructor() { this.socket = connect(Number(process.env.REDIS_PORT), '127.0.0.1'); this.socket.on('error', () => {}); }
  ask(line) { return new Promise(resolve => { this.socket.once('data', data => resolve(Number(String(data)))); this.socket.write(line + '\\n'); }); }
  incr(name) { return this.ask('incr ' + name); }
  expire(name, seconds) { return this.ask('expire ' + name + ' ' + seconds); }
}
module.exports = Redis;
`;
	const files = {
		...apps['Express in one file'],
		...manifest(['express', 'bcryptjs', 'ioredis'], 'commonjs'),
		'redis.js': "const Redis = require('ioredis');\n\nmodule.exports = new Redis(process.env.REDIS_URL);\n"
			.replace('module.exports =', 'const redis =')
			.concat('module.exports = { redis };\n'),
	};
	const counts = new Map<string, number>();
	const expiring: string[] = [];
	let isSilent = false;
	let store: Server;
	let port = 0;
	beforeAll(async () => {
		store = createServer(socket => {
			socket.on('error', () => socket.destroy());
			socket.on('data', data => {
				const [verb, name = '', seconds] = String(data).trim().split(' ');
				if (isSilent) return;
				if (verb === 'expire') expiring.push(`${name} ${seconds}`);
				else counts.set(name, (counts.get(name) ?? 0) + 1);
				socket.write(`${counts.get(name)}`);
			});
		});
		await new Promise<void>(resolve => {
			store.listen(0, '127.0.0.1', resolve);
		});
		const address = store.address();
		port = typeof address === 'object' && address !== null ? address.port : 0;
	});
	afterAll(() => store.close());

	it('in two processes alike, and lets everyone pass while the store does not answer', async () => {
		const plan = planFor(id, files);
		expect(plan.after.join()).not.toContain('memory of one process');
		const run = (ground: Ground) =>
			inCopy(ground.root, async root => {
				const env = {REDIS_PORT: String(port), NODE_OPTIONS: `--require=${root}/preload.cjs`};
				const {writeFileSync} = await import('node:fs');
				writeFileSync(`${root}/client.cjs`, client);
				writeFileSync(
					`${root}/preload.cjs`,
					"const Module = require('node:module');\nconst find = Module._resolveFilename;\nModule._resolveFilename = function (name, ...rest) { return name === 'ioredis' ? __dirname + '/client.cjs' : find.call(this, name, ...rest); };\n",
				);
				const attempt = async (url: string) =>
					(await fetch(`${url}/login`, {method: 'POST', headers: {'content-type': 'application/json'}, body: '{"password":"guess"}'}))
						.status;
				await serving(process.execPath, ['server.js'], {cwd: root, env}, one =>
					serving(process.execPath, ['server.js'], {cwd: root, env}, async two => {
						await inOneQuarter();
						const all: number[] = [];
						for (let at = 0; at < 6; at++) all.push(await attempt(one.url), await attempt(two.url));
						expect(all.filter(status => status === 401).length).toBe(10);
						expect(expiring.every(one => one.endsWith(' 900'))).toBe(true);
						isSilent = true;
						expect(await attempt(one.url)).toBe(401);
						await expect.poll(one.said).toContain('nothing is limited (/login): the counter does not answer');
					}),
				);
			});
		await closesTheLoop(id, check, files, {run});
	});
});

describe('what is planned to count tries', () => {
	it('plans nothing where functions share no memory and there is no store', () => {
		const plan = planFor(id, {...apps.Hono, 'vercel.json': '{}\n'});
		expect(plan.files).toEqual([]);
		expect(plan.closes).toEqual([]);
		expect(plan.after.join()).toContain('functions that share no memory');
	});

	it('leaves a setting of proxies alone that is there', () => {
		const app = apps['Express in one file'];
		const plan = planFor(id, {
			...app,
			'server.js': app['server.js'].replace('app.use(express.json());', "app.set('trust proxy', 1);\napp.use(express.json());"),
		});
		const text = plan.files.find(({path}) => path === 'server.js')?.text ?? '';
		expect(text.match(/trust proxy/gu)).toHaveLength(1);
		expect(text).toContain("app.use('/login', rateLimit({name: '/login', times: 10, seconds: 900}));");
	});

	it('says the sum of it where it cannot be put in', () => {
		const plan = planFor(id, {
			...manifest(['express']),
			'server.js': "import express from 'express';\nexport default express().post('/login', (q, s) => s.end());\n",
		});
		expect(plan.files).toEqual([]);
		expect(plan.prepares.map(({owes}) => owes).join()).toContain('answer 429');
	});
});
