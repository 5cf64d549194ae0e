import {expect, test} from 'vitest';
import {codeServers} from '../../../source/facts/entry-points/code-servers.ts';
import {groundOf, linesOf, manifest} from './registered.ts';

const files = (text: string): Readonly<Record<string, string>> => ({
	'package.json': manifest('hono'),
	'server.ts': `import {Hono} from 'hono';\n${text}`,
});

test('follows chains, base paths, applications within applications and lists of methods', () => {
	expect(
		linesOf(
			codeServers,
			files(
				"const notes = new Hono().basePath('/notes').get('/:id{[0-9]+}', read).post('/', check, write);\nconst app = new Hono();\napp.route('/api', notes);\napp.on(['PUT', 'DELETE'], ['/a', '/b'], show);\nexport default app;",
			),
		),
	).toEqual([
		'http GET /api/notes/:id → read@server.ts',
		'http POST /api/notes → write@server.ts after middleware check@server.ts',
		'http PUT /a → show@server.ts',
		'http DELETE /a → show@server.ts',
		'http PUT /b → show@server.ts',
		'http DELETE /b → show@server.ts',
	]);
});

test('steps stand in front of what their pattern fits and what comes after them', () => {
	expect(
		linesOf(
			codeServers,
			files(
				"const app = new Hono();\napp.use(log);\napp.get('/before', show);\napp.use('/admin/*', auth);\napp.use('/admin', exact);\napp.get('/admin/users', users);\napp.use('/hook/*', context => context.text('x'));\nexport default {port: 3000, fetch: app.fetch};",
			),
		),
	).toEqual([
		'http GET /before → show@server.ts after middleware log@server.ts',
		'http GET /admin/users → users@server.ts after middleware log@server.ts after middleware auth@server.ts',
		'http ANY /hook/* → function@server.ts after middleware log@server.ts',
	]);
});

test('an application that nothing serves or mounts is not read, by name', () => {
	const read = codeServers(groundOf(files("const app = new Hono();\napp.get('/x', show);")));
	expect(read.found).toEqual([]);
	expect(read.unread.map(({framework, places}) => [framework, places[0]?.line])).toEqual([['hono', 2]]);
});
