import {expect, test} from 'vitest';
import {remixReader} from '../../../source/facts/entry-points/remix.ts';
import {groundOf, linesOf, manifest} from './registered.ts';

const loader = 'export async function loader() { return null }';
const project = {'package.json': manifest('@react-router/dev')};
const flat = {...project, 'app/routes.ts': "import {flatRoutes} from '@react-router/fs-routes';\nexport default flatRoutes();"};
const hybrid = {
	...project,
	'app/routes.ts': "import {flatRoutes} from 'remix-flat-routes';\nexport default adapter(define => flatRoutes('routes', define));",
};
const folders = {
	...project,
	'app/routes.ts':
		"import {autoRoutes} from 'react-router-auto-routes';\nexport default autoRoutes({ignoredRouteFiles: ['**/*.server.*', '**/*.test.{ts,tsx}']});",
};

test.each([
	['_index.ts', '/'],
	['notes.ts', '/notes'],
	['notes.$id.edit.ts', '/notes/:id/edit'],
	['_auth.login.ts', '/login'],
	['notes_.new.ts', '/notes/new'],
	['($lang).about.ts', '/:lang/about'],
	['files.$.ts', '/files/*'],
	['robots[.]txt.ts', '/robots.txt'],
	['notes.$id/route.ts', '/notes/:id'],
])('takes the flat file %s for the route %s', (name, route) => {
	expect(linesOf(remixReader, {...flat, [`app/routes/${name}`]: loader})).toEqual([`http GET ${route} → loader@app/routes/${name}`]);
});

test.each([
	['_user+/notes.$id.ts', '/notes/:id'],
	['api+/pay.webhook.ts', '/api/pay/webhook'],
	['[__print]+/page.ts', '/__print'],
	['embed+/_v0+/sign.$token.ts', '/embed/sign/:token'],
	['notes/index.ts', '/notes'],
])('takes the hybrid file %s for the route %s', (name, route) => {
	expect(linesOf(remixReader, {...hybrid, [`app/routes/${name}`]: loader})).toEqual([`http GET ${route} → loader@app/routes/${name}`]);
});

test.each([
	['users/$name/notes/index.ts', '/users/:name/notes'],
	['_auth/auth.$provider/callback.ts', '/auth/:provider/callback'],
])('takes the nested file %s for the route %s', (name, route) => {
	expect(linesOf(remixReader, {...folders, [`app/routes/${name}`]: loader})).toEqual([`http GET ${route} → loader@app/routes/${name}`]);
});

test('takes no colocated module and no ignored file for a route', () => {
	expect(linesOf(remixReader, {...flat, 'app/routes/notes/parts.ts': loader, 'app/routes/notes/deep/route.ts': loader})).toEqual([]);
	expect(linesOf(remixReader, {...hybrid, 'app/routes/notes/parts.ts': loader})).toEqual([]);
	expect(linesOf(remixReader, {...folders, 'app/routes/+parts/a.ts': loader, 'app/routes/notes.server.ts': loader})).toEqual([]);
});

test('tells pages from what answers by itself, and follows what is passed on', () => {
	const files = {
		...flat,
		'app/root.tsx': `${loader}\nexport default function Root() { return null }`,
		'app/routes/notes.tsx': `${loader}\nexport {action} from '../save';\nexport default function Notes() { return null }`,
		'app/routes/about.tsx': 'export default function About() { return null }',
		'app/save.ts': 'export async function action() { return null }',
	};
	expect(linesOf(remixReader, files)).toEqual([
		'page GET / → loader@app/root.tsx',
		'page GET /notes → loader@app/routes/notes.tsx',
		'page POST /notes → action@app/save.ts',
	]);
});

test('a layout’s loader stands before nothing, its middleware before all below it', () => {
	const files = {
		...flat,
		'app/routes/_user.tsx': `${loader}\nexport const middleware = [requireUser];\nexport default function User() { return null }`,
		'app/routes/_user.notes.ts': loader,
		'app/routes/_userless.ts': loader,
	};
	expect(linesOf(remixReader, files)).toEqual([
		'http GET /notes → loader@app/routes/_user.notes.ts after middleware requireUser@app/routes/_user.tsx',
		'page GET / → loader@app/routes/_user.tsx after middleware requireUser@app/routes/_user.tsx',
		'http GET / → loader@app/routes/_userless.ts',
	]);
});

test('reads routes.ts: routes, indexes, layouts, prefixes and what is nested in them', () => {
	const routes = `import {index, layout, prefix, route} from '@react-router/dev/routes';
import {team} from './team/routes';
export default [
	index('home.ts'),
	layout('shell.ts', [route('notes', 'notes.ts', [route('new', 'new.ts')]), ...prefix('teams', team)]),
	route(path, 'unknown.ts'),
	custom(),
];`;
	const files = {
		...project,
		'app/routes.ts': routes,
		...Object.fromEntries(['home', 'notes', 'new', 'team/one'].map(name => [`app/${name}.ts`, loader])),
		'app/shell.ts': 'export const middleware = [requireUser];',
		'app/team/routes.ts': "import {route} from '@react-router/dev/routes';\nexport const team = [route(':id', './team/one.ts')];",
	};
	expect(linesOf(remixReader, files)).toEqual([
		'http GET / → loader@app/home.ts',
		'http GET /notes → loader@app/notes.ts after middleware requireUser@app/shell.ts',
		'http GET /notes/new → loader@app/new.ts after middleware requireUser@app/shell.ts',
		'http GET /teams/:id → loader@app/team/one.ts after middleware requireUser@app/shell.ts',
	]);
	expect(remixReader(groundOf(files)).unread.map(({because}) => because)).toEqual([
		'route in routes.ts could not be followed',
		'custom in routes.ts could not be followed',
	]);
});
