import {expect, test} from 'vitest';
import {codeServers} from '../../../source/facts/entry-points/code-servers.ts';
import {linesOf, manifest} from './registered.ts';

const lines = (files: Readonly<Record<string, string>>): readonly string[] =>
	linesOf(codeServers, {'package.json': manifest('fastify'), ...files});
const app = "import Fastify from 'fastify';\nimport fp from 'fastify-plugin';\nconst app = Fastify();\n";

test('hooks hold for their scope and the scopes within it, whenever they are added, in the order in which they run', () => {
	const files = {
		'server.ts': `${app}app.get('/open', open);\napp.register(async instance => {\n\tinstance.get('/closed', {preHandler: [last], onRequest: middle, schema: {body: {}}}, closed);\n\tinstance.addHook('onRequest', auth);\n\tinstance.addHook('onSend', later);\n}, {prefix: '/api'});\napp.addHook('onRequest', first);`,
	};
	expect(lines(files)).toEqual([
		'http GET /open → open@server.ts after middleware first@server.ts',
		'http GET /api/closed → closed@server.ts after middleware first@server.ts after middleware auth@server.ts after middleware middle@server.ts after middleware last@server.ts given validation schema server.ts:6',
	]);
});

test('a plugin of another file has its own scope, an open one shares that of who registers it, and what is decorated is known by name', () => {
	const files = {
		'server.ts': `${app}import users from './users';\nimport auth from './auth';\napp.register(auth);\napp.register(users, {prefix: '/users'});`,
		'auth.ts': "import fp from 'fastify-plugin';\nexport default fp(async instance => { instance.decorate('signedIn', verify); });",
		'users.ts':
			"export default async function users(fastify) {\n\tfastify.route({method: ['GET', 'HEAD'], url: '/:id', preHandler: fastify.signedIn, handler: read});\n\tfastify.post('/', {onRequest: [fastify.signedIn], handler: write});\n}",
	};
	expect(lines(files)).toEqual([
		'http GET /users/:id → read@users.ts after middleware verify@auth.ts',
		'http HEAD /users/:id → read@users.ts after middleware verify@auth.ts',
		'http POST /users → write@users.ts after middleware verify@auth.ts',
	]);
});

test('folders are loaded with their names as prefixes, and hooks of a folder with them', () => {
	const files = {
		'src/app.ts': `${app}import autoload from '@fastify/autoload';\nimport path from 'node:path';\napp.register(autoload, {dir: path.join(__dirname, 'routes'), autoHooks: true, cascadeHooks: true});`,
		'src/routes/home.ts': "export default async fastify => { fastify.get('/', home); };",
		'src/routes/api/autohooks.ts': "export default async fastify => { fastify.addHook('onRequest', auth); };",
		'src/routes/api/users/index.ts': "export default async fastify => { fastify.get('/:id', read); };",
	};
	expect(lines(files).toSorted()).toEqual([
		'http GET / → home@src/routes/home.ts',
		'http GET /api/users/:id → read@src/routes/api/users/index.ts after middleware auth@src/routes/api/autohooks.ts',
	]);
});

test('an application that the command line starts exports a plugin', () => {
	const files = {
		'package.json': JSON.stringify({dependencies: {fastify: '5.0.0'}, scripts: {start: 'fastify start -l info app.js'}}),
		'app.js':
			"const fp = require('fastify-plugin');\nmodule.exports = async function (fastify) {\n\tfastify.register(fp(async () => {}));\n\tfastify.get('/x', show);\n};",
	};
	expect(lines(files)).toEqual(['http GET /x → show@app.js']);
});
