import {expect, test} from 'vitest';
import {sveltekitReader} from '../../../source/facts/entry-points/sveltekit.ts';
import {groundOf, linesOf, manifest} from './registered.ts';

const kit = {'package.json': manifest('@sveltejs/kit')};

test('reads endpoints by method, with groups, parameters and matchers', () => {
	const files = {
		...kit,
		'src/routes/(app)/api/notes/[id=integer]/+server.ts':
			'export const GET = async () => new Response();\nexport async function DELETE() {}\nexport const prerender = false;',
		'src/routes/files/[...path]/+server.ts': 'export const fallback = async () => new Response();',
		'src/routes/[[lang]]/about/+server.ts': "export {GET} from '../../../other';",
		'src/other.ts': 'export const GET = async () => new Response();',
	};
	expect(linesOf(sveltekitReader, files).toSorted()).toEqual([
		'http ANY /files/* → fallback@src/routes/files/[...path]/+server.ts',
		'http DELETE /api/notes/:id → DELETE@src/routes/(app)/api/notes/[id=integer]/+server.ts',
		'http GET /:lang/about → GET@src/other.ts',
		'http GET /api/notes/:id → GET@src/routes/(app)/api/notes/[id=integer]/+server.ts',
	]);
});

test('reads the load of pages behind that of their layouts, and each form action without it', () => {
	const files = {
		...kit,
		'src/routes/+layout.server.ts': 'export const load = async () => ({});',
		'src/routes/notes/+page.server.ts':
			'export const load = async () => ({});\nexport const actions = {default: async () => {}, drop: guarded(async () => {})};',
	};
	expect(linesOf(sveltekitReader, files)).toEqual([
		'page GET /notes → load@src/routes/notes/+page.server.ts after wrapper load@src/routes/+layout.server.ts',
		'action POST /notes → default@src/routes/notes/+page.server.ts',
		'action POST /notes?/drop → guarded(…)@src/routes/notes/+page.server.ts',
	]);
});

test('puts handle in front of everything, each part of a sequence by itself', () => {
	const files = {
		...kit,
		'src/hooks.server.ts':
			"import {sequence} from '@sveltejs/kit/hooks';\nimport {signedIn} from './gate';\nconst first = async ({event, resolve}) => resolve(event);\nexport const handle = sequence(first, signedIn);",
		'src/gate.ts':
			'export const signedIn = async ({event, resolve}) => {\n\tconst user = await getUser(event);\n\tif (!user && event.url.pathname.startsWith("/app")) redirect(303, "/login");\n\treturn resolve(event);\n};',
		'src/routes/app/+server.ts': 'export const GET = async () => new Response();',
		'src/routes/open/+server.ts': 'export const GET = async () => new Response();',
	};
	expect(linesOf(sveltekitReader, files)).toEqual([
		'http GET /app → GET@src/routes/app/+server.ts after gate first@src/hooks.server.ts after gate signedIn@src/gate.ts',
		'http GET /open → GET@src/routes/open/+server.ts after gate first@src/hooks.server.ts',
	]);
});

test('says that remote functions are not read', () => {
	expect(
		sveltekitReader(groundOf({...kit, 'src/lib/notes.remote.ts': 'export const save = command(async () => {});'})).unread,
	).toMatchObject([{framework: 'sveltekit', places: [{path: 'src/lib/notes.remote.ts'}]}]);
});

test('knows which routes a set of paths includes and which it leaves out', () => {
	const routes = {
		...kit,
		'src/routes/sign/+server.ts': 'export const POST = async () => new Response();',
		'src/routes/(in)/notes/+server.ts': 'export const POST = async () => new Response();',
	};
	const hooked = (body: string) =>
		linesOf(sveltekitReader, {
			...routes,
			'src/hooks.server.ts': `const PATHS = new Set(['/sign']);\nexport const handle = async ({event, resolve}) => {\n\t${body}\n\treturn resolve(event);\n};`,
		}).flatMap(line => (line.includes('after gate') ? [line.split(' ')[2]] : []));
	expect(hooked("if (PATHS.has(event.url.pathname)) {\n\t\tif (!allowed(event.getClientAddress())) error(429, 'Slow down');\n\t}")).toEqual(
		['/sign'],
	);
	expect(hooked("if (PATHS.has(event.url.pathname)) return resolve(event);\n\tif (!event.locals.user) redirect(303, '/sign');")).toEqual([
		'/notes',
	]);
	expect(hooked("if (event.route.id?.startsWith('/(in)') && !event.locals.user) redirect(303, '/sign');")).toEqual(['/notes']);
});

test('lists what the outermost layout loads where the first page loads nothing itself', () => {
	const files = {
		...kit,
		'src/routes/+layout.server.ts': 'export const load = async () => ({});',
		'src/routes/+page.svelte': '<h1>Hello</h1>',
	};
	expect(linesOf(sveltekitReader, files)).toEqual(['page GET / → load@src/routes/+layout.server.ts']);
	expect(linesOf(sveltekitReader, {...files, 'src/routes/+page.server.ts': 'export const load = async () => ({});'})).toHaveLength(1);
});
