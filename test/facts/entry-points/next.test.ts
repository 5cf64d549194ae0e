import {expect, test} from 'vitest';
import {nextReader} from '../../../source/facts/entry-points/next.ts';
import {groundOf, linesOf, manifest} from './registered.ts';

const next = {'package.json': manifest('next')};
const answers = 'export async function GET() { return Response.json({}) }';

test.each([
	['a plain folder', 'app/api/notes/route.ts', '/api/notes'],
	['src', 'src/app/api/notes/route.ts', '/api/notes'],
	['a parameter', 'app/notes/[id]/route.ts', '/notes/:id'],
	['a catch-all', 'app/files/[...path]/route.ts', '/files/*'],
	['an optional catch-all', 'app/files/[[...path]]/route.ts', '/files/*'],
	['a group', 'app/(open)/notes/route.ts', '/notes'],
	['a slot', 'app/@panel/notes/route.ts', '/notes'],
	['what is intercepted beside it', 'app/feed/(.)notes/route.ts', '/feed/notes'],
	['what is intercepted one above', 'app/feed/(..)notes/route.ts', '/notes'],
	['what is intercepted two above', 'app/feed/new/(..)(..)notes/route.ts', '/notes'],
	['what is intercepted at the root', 'app/feed/new/(...)notes/route.ts', '/notes'],
])('takes %s for its route', (_what, path, route) => {
	expect(linesOf(nextReader, {...next, [path]: answers})).toEqual([`http GET ${route} → GET@${path}`]);
});

test('routes nothing in a private folder, elsewhere than below app, or where no Next.js is', () => {
	expect(linesOf(nextReader, {...next, 'app/_parts/route.ts': answers, 'lib/app/route.ts': answers})).toEqual([]);
	expect(linesOf(nextReader, {'package.json': manifest('express'), 'app/notes/route.ts': answers})).toEqual([]);
});

test('finds the application in a package of a workspace, and its literal base path', () => {
	const files = {
		'package.json': '{"workspaces": ["apps/*"]}',
		'apps/web/package.json': manifest('next'),
		'apps/web/next.config.ts': "const config = {basePath: '/app'};\nexport default config;",
		'apps/web/app/notes/route.ts': answers,
	};
	expect(linesOf(nextReader, files)).toEqual(['http GET /app/notes → GET@apps/web/app/notes/route.ts']);
});

test('follows a handler through re-exports, aliases, wrappers and tables of handlers', () => {
	const files = {
		...next,
		'app/a/route.ts': "export {POST} from '../../lib/notes';",
		'app/b/route.ts': 'const handler = async () => new Response();\nexport {handler as GET, handler as POST};',
		'app/c/route.ts': "import {withUser} from '../../lib/notes';\nexport const PUT = withUser(async () => new Response());",
		'app/d/route.ts': "import {handlers} from '../../lib/notes';\nexport const {GET, DELETE} = handlers;",
		'app/e/route.ts': "export * from '../../lib/notes';",
		'lib/notes.ts':
			'export async function POST() { return new Response() }\nexport const withUser = (next: unknown) => next;\nexport const handlers = make();',
	};
	expect(linesOf(nextReader, files)).toEqual([
		'http POST /a → POST@lib/notes.ts',
		'http GET /b → handler@app/b/route.ts',
		'http POST /b → handler@app/b/route.ts',
		'http PUT /c → withUser(…)@app/c/route.ts',
		'http GET /d → handlers.GET@app/d/route.ts',
		'http DELETE /d → handlers.DELETE@app/d/route.ts',
		'http POST /e → POST@lib/notes.ts',
	]);
});

test('puts the server layouts above a page before it, from the outside in, and no layout before a handler', () => {
	const files = {
		...next,
		'app/layout.tsx': 'export default function Root({children}) { return children }',
		'app/(team)/layout.tsx': "'use client';\nexport default function Client({children}) { return children }",
		'app/(team)/notes/layout.tsx': 'export default async function Notes({children}) { return children }',
		'app/(team)/notes/page.tsx': 'export default async function Page() { return null }',
		'app/(team)/notes/route.ts': answers,
	};
	expect(linesOf(nextReader, files)).toEqual([
		'page GET /notes → Page@app/(team)/notes/page.tsx after wrapper Root@app/layout.tsx after wrapper Notes@app/(team)/notes/layout.tsx',
		'http GET /notes → GET@app/(team)/notes/route.ts',
	]);
});

test('gives a page that runs in the browser no handler', () => {
	expect(linesOf(nextReader, {...next, 'app/page.tsx': "'use client';\nexport default function Home() { return null }"})).toEqual([
		'page GET /',
	]);
});

test('lists server actions, and says of which nothing imports them', () => {
	const files = {
		...next,
		'app/actions.ts':
			"'use server';\nexport async function save() {}\nexport const drop = guarded(async () => {});\nexport async function lost() {}\nexport const limit = 5;\nasync function own() {}",
		'app/page.tsx':
			"import {save} from './actions';\nimport * as all from './other';\nexport default function Page() {\n\tasync function like() {\n\t\t'use server';\n\t}\n\treturn <form action={save} />;\n}",
		'app/form.tsx': "'use client';\nimport {drop} from './actions';\nexport const Form = () => <form action={drop} />;",
	};
	expect(linesOf(nextReader, files).filter(line => line.startsWith('action'))).toEqual([
		'action save → save@app/actions.ts',
		'action drop → guarded(…)@app/actions.ts',
		'action lost → lost@app/actions.ts ?? nothing imports it',
		'action like → like@app/page.tsx',
	]);
});

test('reads API routes of the pages router with the methods that they compare, and pages that run on the server', () => {
	const files = {
		...next,
		'pages/_app.tsx': 'export default function App() { return null }',
		'pages/index.tsx': 'export default function Home() { return null }',
		'pages/notes/[id].tsx':
			'export default function Note() { return null }\nexport async function getServerSideProps() { return {props: {}} }',
		'pages/api/notes/index.ts':
			'export default async function handler(req, res) {\n\tif (req.method !== "POST") return res.status(405).end();\n\tres.end();\n}',
		'pages/api/both.ts':
			"export default function handler(req, res) {\n\tswitch (req.method) {\n\t\tcase 'GET':\n\t\t\treturn res.end();\n\t\tcase 'PUT':\n\t\t\treturn res.end();\n\t\tdefault:\n\t\t\treturn res.status(405).end();\n\t}\n}",
		'pages/api/some.ts': "export default function handler(req, res) {\n\tif (req.method === 'POST') save();\n\tres.end();\n}",
		'pages/api/[...all].ts': 'export default (req, res) => res.end();',
	};
	expect(linesOf(nextReader, files)).toEqual([
		'http ANY /api/* → default@pages/api/[...all].ts',
		'http GET /api/both → handler@pages/api/both.ts',
		'http PUT /api/both → handler@pages/api/both.ts',
		'http POST /api/notes → handler@pages/api/notes/index.ts',
		'http ANY /api/some → handler@pages/api/some.ts',
		'page GET /notes/:id → getServerSideProps@pages/notes/[id].tsx',
	]);
});

test('says which routes were not read', () => {
	const {found, unread} = nextReader(groundOf({...next, 'app/api/broken/route.ts': 'export const GET = ((('}));
	expect(found).toEqual([]);
	expect(unread.map(({framework, places}) => [framework, places.map(({path}) => path)])).toEqual([
		['next.app', ['app/api/broken/route.ts']],
	]);
});

test('hands on to a library what the library made', () => {
	const lines = linesOf(nextReader, {
		'package.json': manifest('next', 'next-auth'),
		'auth.ts': "import NextAuth from 'next-auth';\nexport const {handlers, auth} = NextAuth({providers: []});",
		'app/api/auth/[...nextauth]/route.ts': "import {handlers} from '../../../../auth';\nexport const {GET, POST} = handlers;",
	});
	expect(lines).toEqual(['http GET /api/auth/* → NextAuth@auth.ts', 'http POST /api/auth/* → NextAuth@auth.ts']);
});
