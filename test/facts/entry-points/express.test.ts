// biome-ignore-all lint/suspicious/noTemplateCurlyInString: template strings of other files are what is read here
import {describe, expect, test} from 'vitest';
import {codeServers} from '../../../source/facts/entry-points/code-servers.ts';
import {groundOf, linesOf, manifest} from './registered.ts';

const lines = (files: Readonly<Record<string, string>>): readonly string[] =>
	linesOf(codeServers, {'package.json': manifest('express'), ...files});
const app = "import express, {Router} from 'express';\nconst app = express();\n";

describe('what stands in front of a route', () => {
	test('is what was used before it, in order, and nothing that is used after it', () => {
		expect(
			lines({'server.ts': `${app}app.use(first);\napp.get('/open', open);\napp.use(auth, second);\napp.get('/closed', check, closed);`}),
		).toEqual([
			'http GET /open → open@server.ts after middleware first@server.ts',
			'http GET /closed → closed@server.ts after middleware first@server.ts after middleware auth@server.ts after middleware second@server.ts after middleware check@server.ts',
		]);
	});

	test('is only what is used on its own path or above it', () => {
		expect(lines({'server.ts': `${app}app.use('/admin', auth);\napp.get('/admin/users', users);\napp.get('/administer', other);`})).toEqual(
			['http GET /admin/users → users@server.ts after middleware auth@server.ts', 'http GET /administer → other@server.ts'],
		);
	});

	test('includes what a router that is mounted earlier on the same path uses', () => {
		const files = {
			'server.ts': `${app}const closed = Router();\nclosed.use(auth);\napp.use('/api', closed);\napp.get('/api/health', health);\napp.get('/health', health);`,
		};
		expect(lines(files)).toEqual([
			'http GET /api/health → health@server.ts after middleware auth@server.ts',
			'http GET /health → health@server.ts',
		]);
	});

	test('includes lists of steps, and leaves out handlers of errors', () => {
		const files = {
			'server.ts': `${app}const steps = [auth, [limit]];\napp.use((error, request, response, next) => {});\napp.post('/pay', steps, ...more, pay);`,
		};
		expect(lines(files)).toEqual([
			'http POST /pay → pay@server.ts after middleware auth@server.ts after middleware limit@server.ts after middleware more@server.ts',
		]);
	});

	test('includes an earlier route of the same path that hands on, which is then no entry point', () => {
		const files = {
			'server.ts': `${app}app.all('/admin/*', (request, response, next) => next());\napp.get('/notes', (request, response, next) => { if (request.user) next(); });\napp.get('/notes', list);\napp.get('/admin/users', users);`,
		};
		expect(lines(files)).toEqual([
			'http GET /notes → list@server.ts after middleware function@server.ts',
			'http GET /admin/users → users@server.ts after middleware function@server.ts',
		]);
	});

	test('is no earlier route that answers by itself', () => {
		expect(lines({'server.ts': `${app}app.get('/a', (request, response) => response.end());\napp.get('/a', later);`})).toEqual([
			'http GET /a → function@server.ts',
			'http GET /a → later@server.ts',
		]);
	});
});

describe('the whole path', () => {
	test('has the prefixes of every router on the way, over files and modules of both kinds', () => {
		const files = {
			'server.js': "const express = require('express');\nconst app = express();\napp.use('/api', gate, require('./routes'));\n",
			'routes/index.js':
				"const {Router} = require('express');\nconst router = Router();\nrouter.use('/users', require('./users').router);\nmodule.exports = router;",
			'routes/users.js':
				"const express = require('express');\nconst router = express.Router();\nrouter.use(auth);\nrouter.route('/:id').get(read).put(check, write);\nmodule.exports = {router};",
		};
		expect(lines(files)).toEqual([
			'http GET /api/users/:id → read@routes/users.js after middleware gate@server.js after middleware auth@routes/users.js',
			'http PUT /api/users/:id → write@routes/users.js after middleware gate@server.js after middleware auth@routes/users.js after middleware check@routes/users.js',
		]);
	});

	test('is followed through functions that take the application, classes that hold it, and lists of routes', () => {
		const files = {
			'server.js': "const express = require('express');\nconst app = express();\nrequire('./users')(app, '/v1');\n",
			'users.js': 'module.exports = (server, prefix) => {\n\tserver.get(`${prefix}/users`, list);\n};',
			'app.ts':
				"import express from 'express';\nclass App {\n\tapp = express();\n\tconstructor() { this.use(); this.routes(); }\n\tuse() { this.app.use(auth); }\n\troutes() { this.app.get('/own', own); }\n}\nnew App();",
			'lists.ts': `${app}import {notes} from './notes';\nconst routes = [{path: '/notes', route: notes}];\nroutes.forEach(({path, route}) => app.use(path, route));\nfor (const name of ['one', 'two']) app.get(\`/\${name}\`, show);`,
			'notes.ts': "import {Router} from 'express';\nexport const notes = Router();\nnotes.get('/', all);",
		};
		expect(lines(files).toSorted()).toEqual([
			'http GET /notes → all@notes.ts',
			'http GET /one → show@lists.ts',
			'http GET /own → own@app.ts after middleware auth@app.ts',
			'http GET /two → show@lists.ts',
			'http GET /v1/users → list@users.js',
		]);
	});

	test('is told for each path of a list and each place where a router is mounted', () => {
		const files = {
			'server.ts': `${app}const router = Router();\nrouter.get(['/a', '/b'], show);\napp.use('/v1', router);\napp.use('/v2', auth, router);`,
		};
		expect(lines(files)).toEqual([
			'http GET /v1/a → show@server.ts',
			'http GET /v1/b → show@server.ts',
			'http GET /v2/a → show@server.ts after middleware auth@server.ts',
			'http GET /v2/b → show@server.ts after middleware auth@server.ts',
		]);
	});

	test('says what of it cannot be told', () => {
		expect(lines({'server.ts': `${app}app.get(/^\\/x/, show);\napp.use(settings.prefix, Router().get('/y', show));`})).toEqual([
			'http GET /* → show@server.ts ?? the path is not plain text',
			'http GET /${settings.prefix}/y → show@server.ts ?? the path is in `settings.prefix`',
		]);
	});
});

test('a setting, a folder of files, a preflight and another object are no entry points', () => {
	const files = {
		'server.ts': `${app}import cors from 'cors';\napp.get('env');\napp.use('/files', express.static('public'));\napp.options('*', cors());\ncache.get('/key', value);\nconst other = new Map();\nother.get('/x', y);`,
	};
	expect(lines(files)).toEqual([]);
});

test('a function that is used at a path and never hands on answers there', () => {
	expect(
		lines({
			'server.ts': `${app}app.use('/files', (request, response) => response.end());\napp.use((request, response) => response.status(404).end());`,
		}),
	).toEqual(['http ANY /files/* → function@server.ts']);
});

test('what cannot be traced is not read, by name and place', () => {
	const ground = groundOf({
		'package.json': manifest('express'),
		'lost.ts': "import {Router} from 'express';\nexport const lost = Router();\nlost.get('/x', show);",
		'passed.ts':
			"import type {Express} from 'express';\nimport express from 'express';\nexport const mount = (app: Express) => { app.get('/y', show); };",
		'server.ts': `${app}app.use('/z', unknownThing);`,
	});
	expect(
		codeServers(ground).unread.map(({because, places}) => `${because}: ${places.map(({path, line}) => `${path}:${line}`).join(' ')}`),
	).toEqual([
		'what is mounted here could not be followed: server.ts:3',
		'it is registered on a router that is passed in from a place that cannot be followed: passed.ts:3',
		'nothing that could be followed mounts this router: lost.ts:2',
	]);
	expect(codeServers(ground).found).toEqual([]);
});

test('modules that load each other and functions that call themselves end', () => {
	const files = {
		'server.ts': `${app}import {other} from './other';\nexport const self = self || self;\nfunction again(router) { router.get('/a', a); again(router); }\nagain(app);\nexport {app};`,
		'other.ts': "import {app} from './server';\nexport const other = {app, other};\napp.get('/b', b);",
	};
	expect(lines(files).toSorted()).toEqual(['http GET /a → a@server.ts', 'http GET /b → b@other.ts']);
});
