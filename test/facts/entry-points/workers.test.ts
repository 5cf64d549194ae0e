import {expect, test} from 'vitest';
import {workersReader} from '../../../source/facts/entry-points/workers.ts';
import {groundOf, linesOf, manifest} from './registered.ts';

test.each([
	['wrangler.toml', 'name = "x"\nmain = "./src/index.ts"\n[triggers]\ncrons = ["0 * * * *"]\n[[queues.consumers]]\nqueue = "mail"\n'],
	[
		'wrangler.jsonc',
		'{\n// ours\n"main": "src/index.ts", "triggers": {"crons": ["0 * * * *"]}, "queues": {"consumers": [{"queue": "mail"}]},\n}',
	],
])('reads the triggers of the file that %s names', (name, text) => {
	const code =
		'export default {\n\tasync fetch(request, env) { return new Response() },\n\tasync scheduled() {},\n\tasync queue(batch) {},\n\tasync email(message) {},\n\town() {},\n} satisfies ExportedHandler;';
	expect(linesOf(workersReader, {'package.json': manifest('wrangler'), [name]: text, 'src/index.ts': code, 'src/other.ts': code})).toEqual([
		'http ANY /* → fetch@src/index.ts',
		'cron 0 * * * * → scheduled@src/index.ts',
		'queue mail → queue@src/index.ts',
		'function email → email@src/index.ts',
	]);
});

test.each([
	['an application', "import {Hono} from 'hono';\nconst app = new Hono();\nexport default app;"],
	['its fetch', "import {Hono} from 'hono';\nconst app = new Hono();\nexport default {fetch: app.fetch};"],
	[
		'a function that hands on its request',
		"import {app} from './app';\nexport default {async fetch(request, env, ctx) { return app.fetch(request, env, ctx) }};",
	],
	[
		'a handler that a framework makes',
		"import {createRequestHandler} from 'react-router';\nconst handle = createRequestHandler(build);\nexport default {async fetch(request) { return handle(request) }};",
	],
])('leaves %s to the routes that it registers', (_what, code) => {
	expect(linesOf(workersReader, {'wrangler.toml': 'main = "src/index.ts"', 'src/index.ts': code})).toEqual([]);
});

test('reads the functions of Cloudflare Pages behind their middleware', () => {
	const files = {
		'functions/_middleware.js': 'export const onRequest = [errors, signedIn];',
		'functions/api/notes/[id].js': 'export async function onRequestGet() {}\nexport const onRequestPost = async () => {};',
		'functions/[[path]].js': 'export const onRequest = async () => {};',
		'functions/parts.js': 'export const part = 1;',
	};
	const after = ' after gate errors@functions/_middleware.js after gate signedIn@functions/_middleware.js';
	expect(linesOf(workersReader, files)).toEqual([
		`http ANY /* → onRequest@functions/[[path]].js${after}`,
		`http GET /api/notes/:id → onRequestGet@functions/api/notes/[id].js${after}`,
		`http POST /api/notes/:id → onRequestPost@functions/api/notes/[id].js${after}`,
	]);
});

test('names what could not be read', () => {
	const unread = (files: Readonly<Record<string, string>>): readonly string[] =>
		workersReader(groundOf(files)).unread.map(({because}) => because);
	expect(unread({'wrangler.toml': '= ='})).toEqual(['its configuration could not be parsed']);
	expect(unread({'wrangler.toml': 'main = "src/gone.ts"'})).toEqual(['the code of src/gone.ts was not read']);
	expect(unread({'package.json': '{"scripts": {"deploy": "wrangler deploy src/index.ts"}}'})).toEqual(['no configuration names the file']);
});
