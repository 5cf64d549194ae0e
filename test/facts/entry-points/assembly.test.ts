import {describe, expect, test} from 'vitest';
import {parametersOf} from '../../../source/facts/entry-points/parameters.ts';
import {isPublicByName} from '../../../source/facts/entry-points/public-name.ts';
import {pointsOf} from '../guards/points.ts';

describe('an entry point', () => {
	const {point} = pointsOf(
		{
			'package.json': '{"name": "root", "dependencies": {"express": "4.0.0"}}',
			'api/package.json': '{"name": "api", "dependencies": {"express": "4.0.0"}}',
			'api/app.js': `import {create} from './notes';\nuse(first, second('x'), (req, res, next) => next());\nfunction first(req, res, next) { next(); }\nconst second = name => (req, res, next) => next();\nexport const handler = create;`,
			'api/notes.js': `\nexport function create(req, res) {\nreturn res.json({});\n}`,
		},
		{path: 'api/app.js', route: '/notes/:id/:part'},
	);

	test('knows its package, its parameters and where its code stands', () => {
		expect(point).toMatchObject({package: 'api', parameters: ['id', 'part'], handler: {path: 'api/notes.js', line: 2, name: 'create'}});
	});

	test('names what stands in front in its order, as written', () => {
		expect(point.middleware.slice(0, 2)).toEqual(['first', 'second']);
		expect(point.middleware).toHaveLength(3);
	});

	test('says when its handler cannot be told', () => {
		expect(pointsOf({'app.js': `import {handler} from './gone';\nexport {handler};`}, {path: 'app.js'}).point.unresolved).toEqual([
			'handler was not found',
		]);
	});
});

test.each([
	['/users/:id', ['id']],
	['/users/{user_id}/items/{item}', ['user_id', 'item']],
	['/users/<int:user_id>/', ['user_id']],
	['/blog/[slug]', ['slug']],
	['/files/*', []],
])('the parameters of %s', (route, expected) => {
	expect(parametersOf(route)).toEqual(expected);
});

test.each([
	'/api/auth/login',
	'/sign-in',
	'/api/signUp',
	'/health',
	'/healthz',
	'/api/_health',
	'/webhooks/stripe',
	'/reset-password',
	'/.well-known/x',
	'/sitemap.xml',
	'/unsubscribe',
])('%s is public by its name', route => {
	expect(isPublicByName(route, '')).toBe(true);
});

test.each(['/api/authors', '/users', '/statuses/list', '/tracking-numbers', '/healthcare', '/design', '/contacts'])('%s is not', route => {
	expect(isPublicByName(route, '')).toBe(false);
});

test('a handler may be public by its own name', () => {
	expect(isPublicByName('/api', 'AuthController.signIn')).toBe(true);
	expect(isPublicByName('/api', 'NotesController.create')).toBe(false);
});
