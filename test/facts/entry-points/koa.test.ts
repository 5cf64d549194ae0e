import {expect, test} from 'vitest';
import {codeServers} from '../../../source/facts/entry-points/code-servers.ts';
import {linesOf, manifest} from './registered.ts';

const lines = (text: string, more: Readonly<Record<string, string>> = {}): readonly string[] =>
	linesOf(codeServers, {
		'package.json': manifest('koa'),
		'server.ts': `import Koa from 'koa';\nimport Router from '@koa/router';\nimport mount from 'koa-mount';\nimport compose from 'koa-compose';\n${text}`,
		...more,
	});

test('joins the prefixes of routers, mounted applications and nested routers, and names are no paths', () => {
	expect(
		lines(
			"const app = new Koa();\nconst api = new Koa();\nconst users = new Router({prefix: '/users'});\nusers.get('user', '/:id', read);\nconst all = new Router();\nall.use('/v1', check, users.routes());\nall.get(['/a', '/b'], show);\napi.use(all.routes()).use(all.allowedMethods());\napp.use(log);\napp.use(mount('/api', api));",
		),
	).toEqual([
		'http GET /api/v1/users/:id → read@server.ts after middleware log@server.ts after middleware check@server.ts',
		'http GET /api/a → show@server.ts after middleware log@server.ts',
		'http GET /api/b → show@server.ts after middleware log@server.ts',
	]);
});

test("a router's own steps stand in front of its own routes alone, those of the application in front of what follows", () => {
	expect(
		lines(
			"const app = new Koa();\nconst closed = new Router();\nclosed.use(compose([auth, limit]));\nclosed.post('/closed', write);\nconst open = new Router();\nopen.get('/open', read);\napp.use(closed.routes());\napp.use(session);\napp.use(open.routes());",
		),
	).toEqual([
		'http POST /closed → write@server.ts after middleware auth@server.ts after middleware limit@server.ts',
		'http GET /open → read@server.ts after middleware session@server.ts',
	]);
});
