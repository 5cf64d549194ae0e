import {describe, expect, it, vi} from 'vitest';
import {databaseBehindDoor} from '../support/doors.ts';
import {commonJs, hasPython, inCopy, noNodeFrameworks, python, type Running, serving, typeCheck} from '../support/frameworks.ts';
import {noPostgres} from '../support/postgres.ts';
import {closesTheLoop, type Ground, groundFor} from './applied.ts';
import {planFor} from './repositories.ts';
import {webApps} from './web-apps.ts';

// Compilers and servers are started, beside whatever else runs.
vi.setConfig({testTimeout: 180_000, hookTimeout: 60_000});

const id = 'graceful-shutdown';
const check = 'ops-no-graceful-shutdown';
const image = {Dockerfile: 'FROM node:22-slim\nWORKDIR /app\nCOPY . .\nUSER node\nCMD ["node", "dist/server.js"]\n'};
const missing = noPostgres ?? noNodeFrameworks;
const nest = {...commonJs, experimentalDecorators: true, emitDecoratorMetadata: true};

describe.skipIf(missing !== undefined)(`a server of Node that is told to stop (${missing ?? 'with PostgreSQL'})`, () => {
	const database = databaseBehindDoor();

	/** A request whose answer the database holds up is answered after the signal, nobody new is let in, the pool is closed, and the end is in order. */
	const finishes =
		(path: string) =>
		async ({url, child, ended, said}: Running): Promise<void> => {
			database.set('silent');
			const knocked = database.knock();
			const slow = fetch(`${url}${path}`, {headers: {authorization: 'somebody', connection: 'keep-alive'}});
			await knocked;
			child.kill('SIGTERM');
			await expect.poll(() => said()).toContain('SIGTERM: finishing what is under way');
			await expect
				.poll(() =>
					fetch(`${url}${path}`).then(
						response => response.status,
						() => 'refused',
					),
				)
				.toSatisfy(one => one === 'refused' || one === 503);
			expect(child.exitCode).toBeNull();
			database.set('open');
			const response = await slow;
			expect([response.status, await response.json()]).toEqual([200, [{id: 1}]]);
			expect([await ended, said()]).toEqual([0, expect.stringContaining('everything is finished')]);
		};

	it.each([
		['Express in TypeScript, the pool in a file of its own', 'src/server.js', '/orders', {}],
		['Fastify in TypeScript', 'src/index.js', '/orders', {}],
		['Hono on Node', 'src/index.js', '/orders', {}],
		['Nest with a pool of its own', 'src/main.js', '/api/orders', nest],
	] as const)('finishes in %s', async (name, start, path, options) => {
		const run = (ground: Ground) =>
			inCopy(ground.root, async root => {
				expect(typeCheck(root, {options, outDir: 'built'})).toBe('');
				await serving(process.execPath, [`built/${start}`], {cwd: root, env: database.settings()}, finishes(path));
			});
		await closesTheLoop(id, check, {...webApps[name], ...image}, {run});
	});

	it('finishes in Express in one file of CommonJS', async () => {
		const run = (ground: Ground) =>
			inCopy(ground.root, root => serving(process.execPath, ['server.js'], {cwd: root, env: database.settings()}, finishes('/orders')));
		await closesTheLoop(id, check, {...webApps['Express in one file of CommonJS'], ...image}, {run});
	});

	it('says that it is not ready while the cluster has not noticed yet, and still answers', async () => {
		const deployment =
			'apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: shop}\nspec:\n  selector: {matchLabels: {app: shop}}\n  template:\n    metadata: {labels: {app: shop}}\n    spec:\n      containers:\n        - {name: shop, image: shop:1}\n';
		const ready = groundFor('health-endpoint', {
			...webApps['Express in one file of CommonJS'],
			...image,
			'k8s/deployment.yaml': deployment,
		});
		ready.write();
		const files = Object.fromEntries(
			['package.json', 'Dockerfile', 'server.js', 'health.js', 'k8s/deployment.yaml'].map(path => [path, ready.text(path)]),
		);
		const run = (ground: Ground) =>
			inCopy(ground.root, root =>
				serving(process.execPath, ['server.js'], {cwd: root, env: database.settings()}, async ({url, child, ended}) => {
					const status = async (path: string) => (await fetch(`${url}${path}`)).status;
					expect(await status('/readyz')).toBe(200);
					child.kill('SIGTERM');
					await expect.poll(() => status('/readyz')).toBe(503);
					expect([await status('/livez'), await status('/orders')]).toEqual([200, 200]);
					expect(await ended).toBe(0);
				}),
			);
		await closesTheLoop(id, check, files, {run});
		expect(planFor(id, files).files.find(({path}) => path === 'server.js')?.text).toContain(
			'stopInOrder(server, {notReady: stopBeingReady, close: [() => pool.end()]});',
		);
	});

	it('ends after its deadline, and at once when it is told again later', async () => {
		const files = {...webApps['Express in one file of CommonJS'], ...image};
		const ground = groundFor(id, files);
		ground.write();
		expect(ground.text('shutdown.js')).toContain('const deadline = 8000;');
		await inCopy(ground.root, root =>
			serving(process.execPath, ['server.js'], {cwd: root, env: database.settings()}, async ({url, child, ended, said}) => {
				database.set('silent');
				const knocked = database.knock();
				const cut = fetch(`${url}/orders`).catch(() => 'cut');
				await knocked;
				child.kill('SIGTERM');
				child.kill('SIGTERM');
				await expect.poll(() => said()).toContain('finishing');
				expect(child.exitCode).toBeNull();
				expect([await ended, await cut, said()]).toEqual([1, 'cut', expect.stringContaining('still busy after 8000 ms')]);
				database.set('open');
			}),
		);
	});
});

describe('a server of Python', () => {
	const files = {
		...webApps['FastAPI with SQLAlchemy'],
		Dockerfile: 'FROM python:3.12-slim\nWORKDIR /app\nCOPY . .\nUSER nobody\nCMD ["sh", "start.sh"]\n',
		'start.sh': '#!/bin/sh\nset -e\nalembic upgrade head\nuvicorn app.main:app --host 0.0.0.0\n',
	};

	it.skipIf(!hasPython('fastapi', 'sqlalchemy', 'uvicorn'))('hears the signal when the script becomes it, and finishes', async () => {
		const run = (ground: Ground) =>
			inCopy(ground.root, async root => {
				expect(ground.text('start.sh')).toBe('#!/bin/sh\nset -e\nalembic upgrade head\nexec uvicorn app.main:app --host 0.0.0.0\n');
				const start = 'alembic() { :; }\n'.concat(
					ground.text('start.sh').replace('exec uvicorn app.main:app', `exec ${python} -m uvicorn app.main:app --port $PORT`),
				);
				await serving('sh', ['-c', start], {cwd: root}, async ({child, ended, said}) => {
					child.kill('SIGTERM');
					expect([await ended, said()]).toEqual([0, expect.stringContaining('Application shutdown complete')]);
				});
			});
		await closesTheLoop(id, check, files, {run});
	});

	it('is told what to start instead of a server for development', () => {
		const plan = planFor(id, {
			...webApps.Django,
			Dockerfile: 'FROM python:3.12-slim\nUSER nobody\nCMD ["python", "manage.py", "runserver", "0.0.0.0:8000"]\n',
		});
		expect(plan.files).toEqual([]);
		expect(plan.closes).toEqual([]);
		expect(plan.after.join()).toContain(
			'starts a server for development, which is cut off where it stands. Start gunicorn or uvicorn there',
		);
	});
});

describe('nothing is planned by halves', () => {
	const base = webApps['Express in one file of CommonJS'];
	const wired = (server: string) => planFor(id, {...base, 'server.js': server}).files.find(({path}) => path === 'server.js');

	it('uses the server that is kept, made around the application, or started by another file', () => {
		const own = "const app = require('express')();\nconst http = require('http');\n";
		expect(wired("const express = require('express');\nconst app = express();\nconst web = app.listen(80);\n")?.text).toContain(
			'const web = app.listen(80);\nstopInOrder(web);',
		);
		expect(
			wired(
				`const express = require('express');\nconst http = require('http');\nconst app = express();\nconst web = http.createServer(app);\nweb.listen(80);\n`,
			)?.text,
		).toContain('web.listen(80);\nstopInOrder(web);');
		expect(wired(`${own}app.listen(80);\n`)?.text).toContain('stopInOrder(server);');
		const split = planFor(id, {
			'package.json': JSON.stringify({name: 'shop', dependencies: {express: '^5.0.0'}}),
			'src/app.js': "const express = require('express');\nconst app = express();\nmodule.exports = app;\n",
			'src/server.js':
				"const app = require('./app');\n\nasync function start() {\n  app.listen(80, () => {\n    console.log('up');\n  });\n}\nstart();\n",
		});
		expect(split.files.find(({path}) => path === 'src/server.js')?.text).toBe(
			"const {stopInOrder} = require('./shutdown');\nconst app = require('./app');\n\nasync function start() {\n  const server = app.listen(80, () => {\n    console.log('up');\n  });\n  stopInOrder(server);\n}\nstart();\n",
		);
	});

	it.each([
		[
			'it listens in the middle of something else',
			"const express = require('express');\nconst app = express();\nconnect().then(() => app.listen(80));\n",
			'keep what app.listen() gives as server',
		],
	])('leaves it to a person where %s', (_, server, said) => {
		expect(wired(server)).toMatchObject({action: 'by-hand', because: expect.stringContaining(said)});
	});

	it('plans nothing where the line that listens was not found, and says what to do', () => {
		const plan = planFor(id, {
			...base,
			'server.js': "const express = require('express');\nconst app = express();\nmodule.exports = app;\n",
		});
		expect(plan.files).toEqual([]);
		expect(plan.prepares.map(({owes}) => owes).join()).toContain(
			'server.js makes the server, and no single line that lets it listen was found',
		);
	});

	it('gives it the time that the platform gives', () => {
		const plan = planFor(id, {...base, 'fly.toml': "app = 'shop'\n"});
		expect(plan.files.find(({path}) => path === 'shutdown.js')?.text).toContain('const deadline = 4000;');
		expect(plan.after.join()).toContain('set kill_timeout = 30 in fly.toml');
	});
});
