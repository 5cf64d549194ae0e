import {expect, test} from 'vitest';
import {nuxtReader} from '../../../source/facts/entry-points/nuxt.ts';
import {linesOf, manifest} from './registered.ts';

const nuxt = {'package.json': manifest('nuxt')};
const handler = 'export default defineEventHandler(async event => ({}));';

test.each([
	['server/api/notes.post.ts', 'POST /api/notes'],
	['server/api/notes/index.get.ts', 'GET /api/notes'],
	['server/api/notes/[id].ts', 'ANY /api/notes/:id'],
	['server/api/(team)/notes.ts', 'ANY /api/notes'],
	['server/routes/health.ts', 'ANY /health'],
	['server/routes/files/[...path].get.ts', 'GET /files/*'],
	['src/server/api/notes.delete.js', 'DELETE /api/notes'],
])('takes %s for %s', (path, route) => {
	expect(linesOf(nuxtReader, {...nuxt, [path]: handler})).toEqual([`http ${route} → function@${path}`]);
});

test('puts server middleware in front of all, and keeps wrappers and what a handler asks for first', () => {
	const files = {
		...nuxt,
		'server/middleware/auth.ts':
			'export default defineEventHandler(async event => {\n\tconst user = await getUser(event);\n\tif (!user && event.path.startsWith("/api/team")) throw createError({statusCode: 401});\n});',
		'server/api/team/notes.ts': 'export default defineEventHandler({onRequest: [signedIn], handler: async () => ({})});',
		'server/api/open.ts': 'export default withUser(async () => ({}));',
	};
	expect(linesOf(nuxtReader, files)).toEqual([
		'http ANY /api/open → withUser(…)@server/api/open.ts',
		'http ANY /api/team/notes → handler@server/api/team/notes.ts after gate defineEventHandler@server/middleware/auth.ts after middleware signedIn@server/api/team/notes.ts',
	]);
});
