import {execFileSync, spawnSync} from 'node:child_process';
import {mkdirSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {describe, expect, it} from 'vitest';
import {givenProblem} from '../../source/scaffold/view-of.ts';
import {inCopy, noNodeFrameworks, typeCheck} from '../support/frameworks.ts';
import {type Ground, groundFor} from './applied.ts';
import {planFor, repositories} from './repositories.ts';

type Files = Readonly<Record<string, string>>;

const script = 'load/k6/journeys.js';
const shop: Files = {
	'package.json': '{"name": "shop", "type": "module", "dependencies": {"express": "5.1.0"}}',
	'src/server.js': `import express from 'express';
import {requireUser} from './auth.js';
const app = express();
app.get('/healthz', (request, response) => response.json({ok: true}));
app.get('/products', (request, response) => response.json([]));
app.get('/products/:id', (request, response) => response.json({}));
app.get('/account', requireUser, (request, response) => response.json(request.user));
app.post('/orders', async (request, response) => response.json(await db.query('INSERT INTO orders (item) VALUES ($1)', [request.body.item])));
app.listen(3000);
`,
	'src/auth.js': `export function requireUser(request, response, next) {
  if (!request.user) return response.status(401).end();
  next();
}
`,
};
const next: Files = {
	'package.json': '{"name": "shop", "dependencies": {"next": "15.1.0", "react": "19.0.0"}}',
	'app/page.tsx': 'export default function Page() { return null; }\n',
	'app/pricing/page.tsx': 'export default function Page() { return null; }\n',
	'app/api/products/route.ts': 'export async function GET() { return Response.json([]); }\n',
};
const fastapi: Files = {
	'requirements.txt': 'fastapi==0.115.0\n',
	'main.py':
		'from fastapi import FastAPI\n\napp = FastAPI()\n\n\n@app.get("/items")\ndef items():\n    return []\n\n\n@app.get("/health")\ndef health():\n    return {"ok": True}\n',
};
const text = (files: Files, answers = {}): string =>
	planFor('load-test', files, answers).files.find(({path}) => path === script)?.text ?? '';

describe('what the script asks for', () => {
	it.each([
		['Express', shop, ['GET /products', 'GET /account'], ['/healthz', '/products/:id']],
		['Next.js', next, ['GET /', 'GET /pricing', 'GET /api/products'], []],
		['FastAPI', fastapi, ['GET /items'], ['/health']],
	])('of %s: what people can read', (_, files, there, missing) => {
		const said = text(files);
		for (const call of there) expect(said).toContain(`{call: "${call}"`);
		for (const path of missing) expect(said).not.toContain(`path: "${path}"`);
	});

	it('what changes something is a list to be added, and what is for people who are signed in needs a token', () => {
		expect(text(shop)).toContain('//   POST /orders (src/server.js:8)');
		expect(text(shop)).toContain('{call: "GET /account", path: "/account", signedIn: true}');
		expect(text(fastapi)).not.toContain('TOKEN=');
	});

	it.each(Object.keys(repositories))('is right for %s', name => {
		const plan = planFor('load-test', repositories[name] ?? {}, {}, '$(rm -rf ~): `id` <b x=1>');
		expect(plan.validated.filter(({problem}) => problem !== undefined)).toEqual([]);
		expect(plan.closes).toEqual([]);
		for (const {text: made} of plan.files) expect(made).not.toMatch(/<%|%>|\[object/u);
	});
});

it.skipIf(noNodeFrameworks !== undefined)('it fits the types of k6 (skipped where they are not installed)', async () => {
	const ground = groundFor('load-test', shop, {peak: '20', site: 'https://shop.test'});
	ground.write();
	await inCopy(ground.root, copy => {
		expect(
			typeCheck(copy, {
				files: [script],
				options: {
					allowJs: true,
					checkJs: true,
					types: ['k6'],
					lib: ['es2022'],
					module: 'esnext',
					moduleResolution: 'bundler',
					noImplicitReturns: false,
				},
			}),
		).toBe('');
	});
});

/** Stands in for what k6 itself gives a script: it writes down what is asked for, and lets the script end as k6 would. */
const standIn = `import {readFileSync, writeFileSync, mkdirSync} from 'node:fs';
globalThis.__ENV = JSON.parse(process.argv[3]);
const {options, default: once, handleSummary} = await import(process.argv[2]);
for (let at = 0; at < 4; at++) once();
const {default: http} = await import('k6/http');
const written = handleSummary({metrics: {http_reqs: {values: {count: 1200, rate: 20}}, http_req_duration: {values: {'p(95)': 340.127, 'p(99)': 800}}, http_req_failed: {values: {rate: 0.002}}}});
for (const [path, said] of Object.entries(written)) if (path !== 'stdout') writeFileSync(path, said);
console.log(JSON.stringify({asked: http.asked, options}));
`;

/** Runs the script as k6 would, without sending anything. */
function run({root}: Ground, settings: Readonly<Record<string, string>>): {readonly status: number | null; readonly said: string} {
	const module = join(root, 'node_modules/k6');
	mkdirSync(module, {recursive: true});
	writeFileSync(join(module, 'package.json'), '{"name": "k6", "type": "module", "exports": {".": "./k6.js", "./http": "./http.js"}}');
	writeFileSync(join(module, 'k6.js'), 'export const check = () => true;\n');
	writeFileSync(
		join(module, 'http.js'),
		'const asked = [];\nexport default {asked, get: (address, given) => (asked.push([address, given.tags.name, given.headers.Authorization]), {status: 200})};\n',
	);
	writeFileSync(join(root, 'stand-in.mjs'), standIn);
	const {status, stdout, stderr} = spawnSync(process.execPath, ['stand-in.mjs', `./${script}`, JSON.stringify(settings)], {
		cwd: root,
		encoding: 'utf8',
	});
	return {status, said: `${stdout}${stderr}`};
}

describe('when it runs', () => {
	const ready = (answers = {}): Ground => {
		const ground = groundFor('load-test', shop, answers);
		ground.write();
		return ground;
	};

	it('a run with its page closes the gap that the script alone leaves open', () => {
		const ground = ready({peak: '20'});
		expect(ground.finding('scl-no-load-test')).toMatchObject({outcome: 'gap', severity: 'low'});
		expect(run(ground, {BASE: 'http://localhost:3000/', PROFILE: 'load'})).toMatchObject({status: 0});
		const page = ground.text(`docs/load/${new Date().toISOString().slice(0, 10)}.md`);
		expect(page).toContain('| Slowest 5 of 100 | p95 340.13 ms |');
		expect(page).toContain('| Failed | 0.2 % |');
		expect(ground.finding('scl-no-load-test')).toMatchObject({outcome: 'pass'});
	});

	it('asks in turn, and what is for people who are signed in only with a token', () => {
		const ground = ready();
		const open: {readonly asked: readonly unknown[]} = JSON.parse(run(ground, {BASE: 'http://localhost:3000'}).said);
		expect(open.asked).toEqual(Array.from({length: 4}, () => ['http://localhost:3000/products', 'GET /products', null]));
		const signedIn: {readonly asked: readonly (readonly unknown[])[]} = JSON.parse(
			run(ground, {BASE: 'http://localhost:3000', TOKEN: 'abc'}).said,
		);
		expect(signedIn.asked.map(([address, , token]) => `${address} ${token}`)).toContain('http://localhost:3000/account Bearer abc');
	});

	it.each([
		['nothing', {}, 'Say what to put under load'],
		['where customers are', {BASE: 'https://shop.test'}, 'shop.test is what customers use'],
		['a host that may be that', {BASE: 'https://www.shop.io'}, 'www.shop.io may be what customers use'],
		['what only looks like a place for trials', {BASE: 'https://mydevshop.io'}, 'may be what customers use'],
		['a profile that there is none of', {BASE: 'http://localhost:3000', PROFILE: 'all'}, 'must be smoke, load or stress'],
	])('refuses %s', (_, settings, because) => {
		const {status, said} = run(ready({site: 'https://shop.test/login'}), settings);
		expect(status).not.toBe(0);
		expect(said).toContain(because);
	});

	it.each([
		{BASE: 'https://staging.shop.test'},
		{BASE: 'http://192.168.1.4:8080'},
		{BASE: 'https://shop-preview.shop.io'},
		{BASE: 'https://www.shop.io', PRODUCTION: 'yes'},
	])('runs against %j', settings => {
		expect(run(ready({site: 'https://shop.test'}), settings)).toMatchObject({status: 0});
	});

	it('begins with what was said, and with 5 requests a second when nothing was', () => {
		expect(text(shop, {peak: '40'})).toContain('Number(__ENV.RATE || 40)');
		expect(text(shop)).toContain('Number(__ENV.RATE || 5)');
		expect(planFor('load-test', shop).after.join(' ')).toContain('5 requests a second');
	});
});

it('can be read by Node, and is refused by it when it is broken', () => {
	const ground = groundFor('load-test', shop);
	ground.write();
	execFileSync(process.execPath, ['--check', join(ground.root, script)]);
	const broken = join(ground.root, 'load/k6/broken.js');
	writeFileSync(broken, ground.text(script).replace('export const options = {', 'export const options = '));
	expect(spawnSync(process.execPath, ['--check', broken]).status).not.toBe(0);
});

it.each(['many', '0', '1.5', '20000'])('%s is no number of requests a second, and it is said what to give instead', peak => {
	expect(givenProblem({name: 'x', answers: {peak}})).toContain('must be a whole number');
});
