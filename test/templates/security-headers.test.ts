import {execFileSync} from 'node:child_process';
import {describe, expect, it, vi} from 'vitest';
import {commonJs, hasPython, inCopy, noNodeFrameworks, python, type Running, serving, typeCheck} from '../support/frameworks.ts';
import {closesTheLoop, type Ground} from './applied.ts';
import {planFor} from './repositories.ts';
import {webApps} from './web-apps.ts';

// Compilers and servers are started, beside whatever else runs.
vi.setConfig({testTimeout: 180_000, hookTimeout: 60_000});

const id = 'security-headers';
const check = 'sec-no-security-headers';
const policy = "base-uri 'self'; frame-ancestors 'self'; object-src 'none'";

/** The headers stand on an answer of a route, on one that fails and on one that is not there. */
const areSent =
	(paths: readonly string[], wanted: Readonly<Record<string, string | RegExp>>) =>
	async ({url}: Running): Promise<void> => {
		for (const path of paths) {
			const {headers} = await fetch(`${url}${path}`);
			for (const [name, value] of Object.entries(wanted)) {
				const said = headers.get(name);
				if (typeof value === 'string') expect(`${path} ${name}: ${said}`).toBe(`${path} ${name}: ${value}`);
				else expect(`${path} ${name}: ${said}`).toMatch(value);
			}
		}
	};

const all = {
	'strict-transport-security': 'max-age=31536000',
	'x-content-type-options': 'nosniff',
	'x-frame-options': 'SAMEORIGIN',
	'content-security-policy': policy,
	'referrer-policy': 'strict-origin-when-cross-origin',
};
/** What a package of the framework or of the project sends in its own words. */
const own = {
	'strict-transport-security': /max-age=\d{7,}/u,
	'x-content-type-options': 'nosniff',
	'x-frame-options': 'SAMEORIGIN',
	'content-security-policy': /^(?=.*base-uri 'self')(?=.*frame-ancestors 'self')(?=.*object-src 'none')(?!.*default-src)/u,
};
const nowhere = {DATABASE_URL: 'postgresql://postgres@127.0.0.1:1/postgres'};
const nest = {...commonJs, experimentalDecorators: true, emitDecoratorMetadata: true};

describe.skipIf(noNodeFrameworks !== undefined)(`headers of a server of Node (${noNodeFrameworks ?? 'started'})`, () => {
	const express = webApps['Express in TypeScript, the pool in a file of its own'];
	it.each([
		['Express', express, 'src/server.js', {}, all],
		[
			'Express that has helmet',
			{...express, 'package.json': express['package.json'].replace('"pg"', '"helmet": "^8.0.0",\n\t\t"pg"')},
			'src/server.js',
			{},
			own,
		],
		['Fastify', webApps['Fastify in TypeScript'], 'src/index.js', {}, all],
		['Hono', webApps['Hono on Node'], 'src/index.js', {}, own],
		['Nest', webApps['Nest with a pool of its own'], 'src/main.js', nest, all],
	] as const)('are sent by %s', async (_, files, start, options, wanted) => {
		const run = (ground: Ground) =>
			inCopy(ground.root, async root => {
				expect(typeCheck(root, {options, outDir: 'built'})).toBe('');
				await serving(process.execPath, [`built/${start}`], {cwd: root, env: nowhere}, areSent(['/orders', '/not-there'], wanted));
			});
		await closesTheLoop(id, check, files, {run});
	});

	it('are sent by Express in CommonJS, whose own pages for errors have a stricter policy', async () => {
		const wanted = {...all, 'content-security-policy': /: default-src 'none'$/u};
		const run = (ground: Ground) =>
			inCopy(ground.root, root => serving(process.execPath, ['server.js'], {cwd: root, env: nowhere}, areSent(['/not-there'], wanted)));
		await closesTheLoop(id, check, webApps['Express in one file of CommonJS'], {run});
	});
});

describe('headers of Next.js', () => {
	const next = webApps['Next.js with a pool behind the usual short name'];
	const sent = (root: string, file: string): unknown =>
		JSON.parse(
			execFileSync(
				process.execPath,
				[
					'-e',
					`import('./${file}').then(async ({default: one}) => console.log(JSON.stringify([one.reactStrictMode ?? null, await one.headers()])))`,
				],
				{
					cwd: root,
					encoding: 'utf8',
				},
			),
		);
	const wanted = [
		{
			source: '/(.*)',
			headers: expect.arrayContaining([
				{key: 'Content-Security-Policy', value: policy},
				{key: 'Strict-Transport-Security', value: 'max-age=31536000'},
			]),
		},
	];

	it('stand in a configuration that is made where there is none', async () => {
		await closesTheLoop(id, check, next, {run: ({root}) => expect(sent(root, 'next.config.mjs')).toEqual([null, wanted])});
	});

	it.each([
		[
			'next.config.mjs',
			"/** @type {import('next').NextConfig} */\nconst nextConfig = {\n  reactStrictMode: true,\n};\n\nexport default nextConfig;\n",
		],
		['next.config.js', 'const nextConfig = { reactStrictMode: true };\n\nmodule.exports = nextConfig;\n'],
	])('are added to %s, and what is set there stays', async (file, text) => {
		await closesTheLoop(id, check, {...next, [file]: text}, {run: ({root}) => expect(sent(root, file)).toEqual([true, wanted])});
	});

	it.skipIf(noNodeFrameworks !== undefined)('are added to next.config.ts as the types of it want', async () => {
		const files = {
			...next,
			'next.config.ts': "import type {NextConfig} from 'next';\n\nconst nextConfig: NextConfig = {};\n\nexport default nextConfig;\n",
		};
		const types =
			"declare module 'next' {\n  export type NextConfig = {headers?: () => Promise<{source: string; headers: {key: string; value: string}[]}[]>};\n}\n";
		await closesTheLoop(id, check, files, {
			run: ground =>
				inCopy(ground.root, async root => {
					const {writeFileSync} = await import('node:fs');
					writeFileSync(`${root}/next.d.ts`, types);
					expect(typeCheck(root, {options: commonJs, files: ['next.config.ts', 'next.d.ts']})).toBe('');
				}),
		});
	});

	it.each([
		['its headers are set in part', 'const nextConfig = {\n  async headers() {\n    return [];\n  },\n};\nexport default nextConfig;\n'],
		[
			'it goes through a function, which may copy it',
			"import wrap from '@next/mdx';\nconst nextConfig = {};\nexport default wrap()(nextConfig);\n",
		],
		['it is made anew each time', 'export default () => ({});\n'],
	])('are left to a person, with each line, where %s', (_, text) => {
		const plan = planFor(id, {...next, 'next.config.mjs': text});
		expect(plan.files).toEqual([]);
		expect(plan.closes).toEqual([]);
		expect(plan.prepares.map(({owes}) => owes).join()).toContain(
			"In next.config.mjs, give the configuration headers(): for source '/(.*)'",
		);
	});
});

const needed = hasPython('django', 'fastapi', 'flask', 'sqlalchemy', 'uvicorn');
const wsgi =
	'import os; from wsgiref.simple_server import make_server; from shop.wsgi import application; make_server("127.0.0.1", int(os.environ["PORT"]), application).serve_forever()';

describe.skipIf(!needed)(`headers of a server of Python (${needed ? 'started' : 'its frameworks are not installed'})`, () => {
	it.each([
		['FastAPI with SQLAlchemy', ['-m', 'uvicorn', 'app.main:app', '--port', '$PORT'], all],
		['Flask in one file with sqlite', ['-m', 'flask', '--app', 'app', 'run', '--port', '$PORT'], all],
		['Django', ['-c', wsgi], {'x-content-type-options': 'nosniff', 'x-frame-options': 'DENY', 'referrer-policy': 'same-origin'}],
	] as const)('are sent by %s', async (name, args, wanted) => {
		const env = {SECRET_KEY: 'for this test alone', PYTHONDONTWRITEBYTECODE: '1'};
		const run = (ground: Ground) => inCopy(ground.root, root => serving(python, args, {cwd: root, env}, areSent(['/not-there'], wanted)));
		await closesTheLoop(id, check, webApps[name], {run});
	});

	it('leave one alone that a route sets itself', async () => {
		const files = webApps['Flask in one file with sqlite'];
		const framed = files['app.py'].replace(
			'return jsonify([row["id"] for row in rows])',
			'return jsonify([row["id"] for row in rows]), 200, {"X-Frame-Options": "DENY"}',
		);
		await closesTheLoop(
			id,
			check,
			{...files, 'app.py': framed},
			{
				run: ground =>
					inCopy(ground.root, root =>
						serving(
							python,
							['-m', 'flask', '--app', 'app', 'run', '--port', '$PORT'],
							{cwd: root},
							areSent(['/orders'], {...all, 'x-frame-options': 'DENY'}),
						),
					),
			},
		);
	});
});
