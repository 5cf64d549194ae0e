import {execFile, execFileSync} from 'node:child_process';
import {promisify} from 'node:util';
import {describe, expect, it, vi} from 'vitest';
import {databaseBehindDoor} from '../support/doors.ts';
import {commonJs, hasPython, inCopy, noNodeFrameworks, python, type Running, serving, typeCheck} from '../support/frameworks.ts';
import {noPostgres} from '../support/postgres.ts';
import {closesTheLoop, type Ground, groundFor} from './applied.ts';
import {planFor} from './repositories.ts';
import {webApps} from './web-apps.ts';

// Compilers and servers are started, beside whatever else runs.
vi.setConfig({testTimeout: 180_000, hookTimeout: 60_000});

const id = 'health-endpoint';
const check = 'obs-no-health-endpoint';

/** What an address answers: its status, and what it says. */
async function answer({url}: Pick<Running, 'url'>, path: string): Promise<string> {
	const response = await fetch(`${url}${path}`);
	return `${response.status} ${response.headers.get('cache-control')} ${await response.text()}`;
}

const well = '200 no-store {"status":"ok"}';
const unwell = '503 no-store {"status":"unavailable"}';

describe.skipIf(noPostgres !== undefined || noNodeFrameworks !== undefined)(
	`in a server of Node (${noPostgres ?? noNodeFrameworks ?? 'with PostgreSQL'})`,
	() => {
		const database = databaseBehindDoor();

		/** Alive whatever happens, ready while the database answers, and ready again after it. */
		async function isHonest(running: Running): Promise<void> {
			expect(await answer(running, '/livez')).toBe(well);
			expect(await answer(running, '/readyz')).toBe(well);
			database.set('silent');
			const began = Date.now();
			const [first, second] = await Promise.all([answer(running, '/readyz'), answer(running, '/readyz')]);
			expect([first, second, await answer(running, '/livez')]).toEqual([unwell, unwell, well]);
			expect(Date.now() - began).toBeLessThan(5000);
			await expect.poll(running.said).toContain('The database does not answer: no answer within 2000 ms');
			database.set('open');
			expect(await answer(running, '/readyz')).toBe(well);
		}

		it.each([
			['Express in TypeScript, the pool in a file of its own', 'src/server.js', {}],
			['Fastify in TypeScript', 'src/index.js', {}],
			['Hono on Node', 'src/index.js', {}],
			['Nest with a pool of its own', 'src/main.js', {...commonJs, experimentalDecorators: true, emitDecoratorMetadata: true}],
		] as const)('closes for %s', async (name, start, options) => {
			const run = (ground: Ground) =>
				inCopy(ground.root, async root => {
					expect(typeCheck(root, {options, outDir: 'built'})).toBe('');
					await serving(process.execPath, [`built/${start}`], {cwd: root, env: database.settings()}, isHonest);
				});
			await closesTheLoop(id, check, webApps[name], {run});
		});

		it('closes for Express in one file of CommonJS', async () => {
			const run = (ground: Ground) =>
				inCopy(ground.root, root => serving(process.execPath, ['server.js'], {cwd: root, env: database.settings()}, isHonest));
			await closesTheLoop(id, check, webApps['Express in one file of CommonJS'], {run});
		});

		it('closes for Next.js with a pool behind the usual short name', async () => {
			const routes = ['src/app/api/health/route.ts', 'src/app/api/health/live/route.ts'];
			const ask = `
const [ready, live] = ['route.js', 'live/route.js'].map(path => require('./built/src/app/api/health/' + path));
(async () => {
	for (const one of [await live.GET(), await ready.GET()]) console.log(one.status, one.headers.get('cache-control'), await one.text());
	process.exit();
})();`;
			const run = (ground: Ground) =>
				inCopy(ground.root, async root => {
					expect(typeCheck(root, {options: commonJs, outDir: 'built', files: routes})).toBe('');
					const said = async (env: Readonly<Record<string, string>>) =>
						(await promisify(execFile)(process.execPath, ['-e', ask], {cwd: root, env: {...process.env, ...env}})).stdout;
					expect(await said(database.settings())).toBe(`${well}\n${well}\n`);
					expect(await said({DATABASE_URL: 'postgresql://postgres@127.0.0.1:1/postgres'})).toBe(`${well}\n${unwell}\n`);
				});
			await closesTheLoop(id, check, webApps['Next.js with a pool behind the usual short name'], {run});
		});
	},
);

const wsgi =
	'import os; from wsgiref.simple_server import make_server; from shop.wsgi import application; make_server("127.0.0.1", int(os.environ["PORT"]), application).serve_forever()';
const needed = hasPython('django', 'fastapi', 'flask', 'sqlalchemy', 'uvicorn');

describe.skipIf(!needed)(`in a server of Python (${needed ? 'with its frameworks' : 'its frameworks are not installed'})`, () => {
	it.each([
		[
			'FastAPI with SQLAlchemy',
			['-m', 'uvicorn', 'app.main:app', '--port', '$PORT'],
			'DATABASE_URL',
			['sqlite://', 'sqlite:////nowhere/shop.db'],
		],
		[
			'Flask in one file with sqlite',
			['-m', 'flask', '--app', 'app', 'run', '--port', '$PORT'],
			'DATABASE',
			['shop.db', '/nowhere/shop.db'],
		],
		['Django', ['-c', wsgi], 'DATABASE', ['shop.db', '/nowhere/shop.db']],
	] as const)('closes for %s', async (name, args, setting, [there, away]) => {
		const env = (value: string) => ({[setting]: value, SECRET_KEY: 'for this test alone', PYTHONDONTWRITEBYTECODE: '1'});
		const ask = async (running: Running) =>
			[await answer(running, '/livez'), await answer(running, '/readyz')].map(one => one.replaceAll(/\s(?!\{|no)/gu, ''));
		const run = (ground: Ground) =>
			inCopy(ground.root, async root => {
				await serving(python, args, {cwd: root, env: env(there)}, async running => expect(await ask(running)).toEqual([well, well]));
				await serving(python, args, {cwd: root, env: env(away)}, async running => {
					expect(await ask(running)).toEqual([well, unwell]);
					await expect.poll(running.said).toContain('The database does not answer: OperationalError');
				});
			});
		await closesTheLoop(id, check, webApps[name], {run});
	});

	it.each(['FastAPI with SQLAlchemy', 'Flask in one file with sqlite'] as const)('does not wait longer than it says in %s', name => {
		const ground = groundFor(id, webApps[name]);
		ground.write();
		const isFlask = name.startsWith('Flask');
		const script = `
import asyncio, sys, time
sys.path.insert(0, ${isFlask ? "'.'" : "'app'"})
import health

health.PATIENCE = 0.1
began = time.monotonic()
${isFlask ? "import flask\nwith flask.Flask('x').app_context():\n    print(health.ready(lambda: time.sleep(1))[1])" : 'print(asyncio.run(health.ready(lambda: time.sleep(1))).status_code)'}
print(time.monotonic() - began < 0.9)
`;
		expect(execFileSync(python, ['-B', '-c', script], {cwd: ground.root, encoding: 'utf8', stdio: 'pipe'})).toBe('503\nTrue\n');
	});
});

describe('what is asked of the database', () => {
	const server = (rest: string) => ({
		'package.json': JSON.stringify({name: 'shop', dependencies: {express: '^5.0.0', pg: '^8.0.0'}}),
		'src/server.ts': `import express from 'express';\n${rest}\nconst app = express();\napp.get('/', (_q, s) => void s.send('ok'));\napp.listen(3000);\n`,
	});
	const asked = (files: Readonly<Record<string, string>>) => {
		const plan = planFor(id, files);
		const edited = plan.files.find(({path}) => path === 'src/server.ts')?.text ?? '';
		const added = edited
			.split('\n')
			.filter(line => line.startsWith('import') && !/express|health/u.test(line) && !(files['src/server.ts'] ?? '').includes(line));
		return [...added, /ready\((?<ask>.*)\)\);/u.exec(edited)?.groups?.ask].slice(-2);
	};
	const imported = (file: string) => ({...server("import './routes.js';"), 'src/db.ts': file});

	it.each([
		[
			'Prisma behind a global',
			"import {PrismaClient} from '@prisma/client';\nconst kept = globalThis as unknown as {prisma?: PrismaClient};\nexport const prisma = kept.prisma ?? new PrismaClient();\n",
			["import {prisma} from './db.js';", '() => prisma.$queryRaw`SELECT 1`'],
		],
		[
			'Prisma made by a function, extended, given by default',
			"import {PrismaClient} from './generated/prisma/client.js';\nconst make = () => new PrismaClient().$extends({});\nconst db = make();\nexport default db;\n",
			["import db from './db.js';", '() => db.$queryRaw`SELECT 1`'],
		],
		[
			'Drizzle on a pool: what wraps it is asked',
			"import {drizzle} from 'drizzle-orm/node-postgres';\nimport {Pool} from 'pg';\nconst pool = new Pool();\nexport const db = drizzle(pool);\n",
			["import {sql} from 'drizzle-orm';", '() => db.execute(sql`SELECT 1`)'],
		],
		[
			'postgres.js',
			"import postgres from 'postgres';\nexport const sql = postgres(process.env.URL!);\n",
			["import {sql} from './db.js';", '() => sql`SELECT 1`'],
		],
		[
			'Mongoose, which keeps its connection itself',
			"import mongoose from 'mongoose';\nexport async function connectDb() {\n  await mongoose.connect(process.env.URL!);\n}\n",
			["import mongoose from 'mongoose';", '() => mongoose.connection.getClient().db().command({ping: 1})'],
		],
		[
			'a client of MongoDB that is kept as a promise',
			"import {MongoClient} from 'mongodb';\nconst client = new MongoClient(process.env.URL!);\nconst clientPromise = client.connect();\nexport default clientPromise;\n",
			["import clientPromise from './db.js';", 'async () => (await clientPromise).db().command({ping: 1})'],
		],
		[
			'a pool behind a function of the module',
			"import {Pool} from 'pg';\nconst pool = new Pool();\nexport const query = (text: string) => pool.query(text);\n",
			["import {query} from './db.js';", "() => query('SELECT 1')"],
		],
		[
			'SQLite',
			"import Sqlite from 'better-sqlite3';\nexport const db = new Sqlite('shop.db');\n",
			["import {db} from './db.js';", "() => db.prepare('SELECT 1').get()"],
		],
	])('knows %s', (_, file, wanted) => {
		expect(asked(imported(file))).toEqual(wanted);
	});

	it('uses what the server has at hand, and another name where its own is taken', () => {
		const there = {
			...server("import {pool as db} from './db.js';\ndb.on('error', console.error);"),
			'src/db.ts': "import {Pool} from 'pg';\nexport const pool = new Pool();\n",
		};
		expect(asked(there).at(-1)).toBe("() => db.query('SELECT 1')");
		const taken = {
			...server("import './routes.js';\nconst pool = 'swimming';\nconsole.log(pool);"),
			'src/db.ts': "import {Pool} from 'pg';\nexport const pool = new Pool();\n",
		};
		expect(asked(taken)).toEqual(["import {pool as database} from './db.js';", "() => database.query('SELECT 1')"]);
	});

	it('asks nothing where nothing is stored', () => {
		const files = server('');
		const plan = planFor(id, {...files, 'package.json': JSON.stringify({name: 'shop', dependencies: {express: '^5.0.0'}})});
		expect(plan.closes).toEqual([check]);
		expect(plan.files.find(({path}) => path === 'src/server.ts')?.text).toContain("app.get('/readyz', ready);");
	});
});

describe('nothing is planned by halves', () => {
	const express = "import express from 'express';\nconst app = express();\napp.listen(3000);\n";
	it.each([
		[
			'no client can be asked',
			{
				'package.json': JSON.stringify({name: 'shop', dependencies: {express: '^5.0.0', pg: '^8.0.0'}}),
				'server.js': `import pg from 'pg';\n${express}`,
			},
			'A database is used, and no client of it was found that server.js could ask',
		],
		[
			'there are several servers',
			{
				'package.json': JSON.stringify({name: 'shop', dependencies: {express: '^5.0.0'}}),
				'one/server.js': express,
				'two/server.js': express,
			},
			'Several servers were found (one/server.js, two/server.js)',
		],
		[
			'the server is of another kind',
			{
				'package.json': JSON.stringify({name: 'shop', dependencies: {koa: '^2.0.0'}}),
				'server.js': "import Koa from 'koa';\nnew Koa().listen(3000);\n",
			},
			'No server was found that shipworthy can wire a health address into',
		],
	])('where %s', (_, files, said) => {
		const plan = planFor(id, files);
		expect(plan.files).toEqual([]);
		expect(plan.closes).toEqual([]);
		expect(plan.prepares.map(({owes}) => owes).join()).toContain(said);
		expect(plan.after.join()).toContain(said);
	});

	it('leaves the wiring to a person, with the lines, where it cannot be made', () => {
		const plan = planFor(id, {
			'package.json': JSON.stringify({name: 'shop', dependencies: {express: '^5.0.0'}}),
			'server.js': "import express from 'express';\nconst app = express(), port = 3000;\napp.listen(port);\n",
		});
		expect(plan.closes).toEqual([]);
		expect(plan.files.find(({path}) => path === 'server.js')).toMatchObject({
			action: 'by-hand',
			because: expect.stringContaining(
				"import live and ready from health, and put right below the line that makes app: app.get('/livez', live);",
			),
		});
	});

	it('does not touch a file called health that is there', () => {
		const plan = planFor(id, {
			'package.json': JSON.stringify({name: 'shop', type: 'module', dependencies: {express: '^5.0.0'}}),
			'server.js': express,
			'health.js': 'export const pulse = 60;\n',
		});
		expect(plan.files.map(({path, action}) => `${path} ${action}`)).toEqual(['health-routes.js create', 'server.js edit']);
	});
});

it('says what the platform that it runs on is to ask', () => {
	const files = webApps['Express in TypeScript, the pool in a file of its own'];
	const after = (more: Readonly<Record<string, string>>) => planFor(id, {...files, ...more}).after.join('\n');
	expect(after({'fly.toml': "app = 'shop'\n"})).toContain(
		'In fly.toml, under [http_service], add [[http_service.checks]] with path = "/readyz"',
	);
	expect(after({'render.yaml': 'services: []\n'})).toContain('healthCheckPath: /readyz');
	expect(after({})).toContain('Let what runs it ask /readyz');
});
