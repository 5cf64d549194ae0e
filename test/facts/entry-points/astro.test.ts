import {expect, test} from 'vitest';
import {astroReader} from '../../../source/facts/entry-points/astro.ts';
import {linesOf, manifest} from './registered.ts';

const astro = {'package.json': manifest('astro')};
const server = {
	...astro,
	'astro.config.mjs': "import {defineConfig} from 'astro/config';\nexport default defineConfig({output: 'server'});",
};
const answers = 'export const GET = async () => new Response();\nexport const ALL = async () => new Response();';

test('reads endpoints and pages that answer requests, and none that are built beforehand', () => {
	expect(linesOf(astroReader, {...astro, 'src/pages/api/notes.ts': answers, 'src/pages/index.astro': '<p>hello</p>'})).toEqual([]);
	expect(linesOf(astroReader, {...astro, 'src/pages/api/notes.ts': `export const prerender = false;\n${answers}`})).toEqual([
		'http GET /api/notes → GET@src/pages/api/notes.ts',
		'http ANY /api/notes → ALL@src/pages/api/notes.ts',
	]);
	expect(
		linesOf(astroReader, {
			...server,
			'src/pages/[id]/index.astro': '---\nconst user = 1;\n---\n<p/>',
			'src/pages/feed.xml.ts': `export const prerender = true;\n${answers}`,
			'src/pages/_own.ts': answers,
		}),
	).toEqual(['page GET /:id ?? what the page does by itself is not followed']);
});

test('reads actions, those in objects and other files included, behind the middleware', () => {
	const files = {
		...astro,
		'src/middleware.ts':
			"import {defineMiddleware} from 'astro:middleware';\nexport const onRequest = defineMiddleware(async (context, next) => next());",
		'src/actions/index.ts':
			"import {defineAction} from 'astro:actions';\nimport {team} from './team';\nexport const server = {save: defineAction({handler: async () => {}}), team, other};",
		'src/actions/team.ts':
			"import {defineAction} from 'astro:actions';\nexport const team = {join: defineAction({accept: 'form', handler: async () => {}})};",
	};
	expect(linesOf(astroReader, files)).toEqual([
		'action save → handler@src/actions/index.ts after gate defineMiddleware@src/middleware.ts',
		'action team.join → handler@src/actions/team.ts after gate defineMiddleware@src/middleware.ts',
		'action other after gate defineMiddleware@src/middleware.ts ?? other could not be followed',
	]);
});
