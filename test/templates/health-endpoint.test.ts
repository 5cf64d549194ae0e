import {execFile, execFileSync} from 'node:child_process';
import {join} from 'node:path';
import {promisify} from 'node:util';
import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import {type Door, doorTo} from '../support/doors.ts';
import {commonJs, hasPython, inCopy, noNodeFrameworks, python, type Running, serving, typeCheck} from '../support/frameworks.ts';
import {noPostgres, type Postgres, startPostgres} from '../support/postgres.ts';
import {closesTheLoop, type Ground, groundFor} from './applied.ts';
import {webApps} from './web-apps.ts';

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
		let postgres: Postgres;
		let door: Door;
		beforeAll(async () => {
			postgres = startPostgres();
			door = await doorTo(join(postgres.folder, '.s.PGSQL.5432'));
		});
		afterAll(() => {
			door.close();
			postgres.stop();
		});
		const database = () => ({DATABASE_URL: `postgresql://postgres@127.0.0.1:${door.port}/postgres`});

		/** Alive whatever happens, ready while the database answers, and ready again after it. */
		async function isHonest(running: Running): Promise<void> {
			expect(await answer(running, '/livez')).toBe(well);
			expect(await answer(running, '/readyz')).toBe(well);
			door.set('silent');
			const began = Date.now();
			const [first, second] = await Promise.all([answer(running, '/readyz'), answer(running, '/readyz')]);
			expect([first, second, await answer(running, '/livez')]).toEqual([unwell, unwell, well]);
			expect(Date.now() - began).toBeLessThan(5000);
			expect(running.said()).toContain('The database does not answer: no answer within 2000 ms');
			door.set('open');
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
					await serving(process.execPath, [`built/${start}`], {cwd: root, env: database()}, isHonest);
				});
			await closesTheLoop(id, check, webApps[name], {run});
		});

		it('closes for Express in one file of CommonJS', async () => {
			const run = (ground: Ground) =>
				inCopy(ground.root, root => serving(process.execPath, ['server.js'], {cwd: root, env: database()}, isHonest));
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
					expect(await said(database())).toBe(`${well}\n${well}\n`);
					expect(await said({DATABASE_URL: 'postgresql://postgres@127.0.0.1:1/postgres'})).toBe(`${well}\n${unwell}\n`);
				});
			await closesTheLoop(id, check, webApps['Next.js with a pool behind the usual short name'], {run});
		});
	},
);

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
		['Django', ['manage.py', 'runserver', '--noreload', '127.0.0.1:$PORT'], 'DATABASE', ['shop.db', '/nowhere/shop.db']],
	] as const)('closes for %s', async (name, args, setting, [there, away]) => {
		const env = (value: string) => ({[setting]: value, SECRET_KEY: 'for this test alone', PYTHONDONTWRITEBYTECODE: '1'});
		const ask = async (running: Running) =>
			[await answer(running, '/livez'), await answer(running, '/readyz')].map(one => one.replaceAll(/\s(?!\{|no)/gu, ''));
		const run = (ground: Ground) =>
			inCopy(ground.root, async root => {
				await serving(python, args, {cwd: root, env: env(there)}, async running => expect(await ask(running)).toEqual([well, well]));
				await serving(python, args, {cwd: root, env: env(away)}, async running => {
					expect(await ask(running)).toEqual([well, unwell]);
					expect(running.said()).toContain('The database does not answer: OperationalError');
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
