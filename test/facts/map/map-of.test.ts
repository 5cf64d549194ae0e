import {expect, test} from 'vitest';
import {mapOf} from '../../../source/facts/map/map-of.ts';
import {inMemory} from '../../../source/repository/repository.ts';
import {factsOf} from '../../support/facts.ts';

const shop = {
	'README.md': '# Shop\n\nA shop for parts.\n',
	'package.json': '{"name": "shop", "dependencies": {"express": "^5.1.0", "@prisma/client": "^6.1.0", "stripe": "^18.0.0"}}',
	'prisma/schema.prisma':
		'datasource db {\n  provider = "postgresql"\n}\nmodel User {\n  id Int @id\n  email String\n}\nmodel Order {\n  id Int @id\n  total Int\n}\n',
	'src/db.ts': "import {PrismaClient} from '@prisma/client';\nexport const prisma = new PrismaClient();\n",
	'src/auth.ts':
		"export function requireUser(request, response, next) {\n\tif (!request.session.user) return response.status(401).json({problem: 'Sign in first.'});\n\tnext();\n}\n",
	'src/server.ts':
		"import express from 'express';\nimport {prisma} from './db';\nimport {requireUser} from './auth';\nconst app = express();\napp.get('/health', (request, response) => response.json({ok: true}));\napp.post('/orders', async (request, response) => response.json(await prisma.order.create({data: request.body})));\napp.delete('/orders/:id', requireUser, async (request, response) => response.json(await prisma.order.delete({where: {id: Number(request.params.id)}})));\napp.listen(3000);\n",
};
const section = (files: Readonly<Record<string, string>>, id: string) => {
	const found = mapOf(factsOf(inMemory(files))).find(one => one.id === id);
	if (found === undefined) throw new Error(`no section ${id}`);
	return {lead: found.lead, rows: found.rows.map(({cells, place}) => `${cells.join(' | ')} @${place?.path ?? ''}:${place?.line ?? ''}`)};
};

test('who can call what: what changes something stands first, and what anyone may do before that', () => {
	expect(section(shop, 'callers')).toEqual({
		lead: '3 entry points: anyone 2, signed in 1. Those that change or cost something stand first.',
		rows: [
			'anyone | POST | /orders | writes order @src/server.ts:6',
			'signed in | DELETE | /orders/:id | deletes order @src/server.ts:7',
			'anyone | GET | /health | public by its name @src/server.ts:5',
		],
	});
});

test('guards say what they let pass, how they are known and how often they stand in front', () => {
	expect(section(shop, 'guards').rows).toEqual(['requireUser | lets signed-in people pass | 1 | its refusal was seen @src/auth.ts:2']);
});

test('tables stand with what is personal in them', () => {
	expect(section(shop, 'tables').rows).toEqual(['User | 2 | email |  @prisma/schema.prisma:4', 'Order | 2 |  |  @prisma/schema.prisma:8']);
});

test('what is open and moves something is asked', () => {
	expect(section(shop, 'ask').rows).toEqual(['Is POST /orders meant to be called by anyone? It writes order. @src/server.ts:6']);
});

test('an empty repository says so in every section', () => {
	const map = mapOf(factsOf(inMemory({})));
	expect(map.flatMap(({rows}) => rows)).toEqual([]);
	for (const {lead} of map) expect(lead).toMatch(/\.$/u);
});

test('what could not be parsed is named', () => {
	expect(section({...shop, 'src/broken.ts': 'export const = ;\n'}, 'unknown').rows).toEqual([
		expect.stringMatching(/^src\/broken\.ts \| not parsed: line 1/u),
	]);
});

const firstReads = (files: Readonly<Record<string, string>>): readonly string[] => section(files, 'read-first').rows;

test('a file is said to turn away only those that it turns away itself', () => {
	const page = (name: string): string =>
		`import {redirect} from 'next/navigation';\nimport {createClient} from '@/supabase';\nexport default async function ${name}() {\n\tconst supabase = await createClient();\n\tconst {data: {user}} = await supabase.auth.getUser();\n\tif (!user) redirect('/login');\n\treturn null;\n}\n`;
	const rows = firstReads({
		'package.json': '{"name": "shop", "dependencies": {"next": "16.0.0", "react": "19.0.0", "@supabase/ssr": "^0.8.0"}}',
		'tsconfig.json': '{"compilerOptions": {"paths": {"@/*": ["./src/*"]}}}',
		'src/supabase.ts':
			"import {createServerClient} from '@supabase/ssr';\nexport const createClient = async () => createServerClient(process.env.URL!, process.env.KEY!, {cookies: {getAll: () => [], setAll() {}}});\n",
		'src/app/account/page.tsx': page('Account'),
		'src/app/orders/page.tsx': page('Orders'),
		'src/app/bills/page.tsx': page('Bills'),
	});
	expect(rows.filter(row => row.includes('turns callers away'))).toEqual([
		expect.stringContaining('src/app/account/page.tsx | turns callers away from 1 entry point @'),
	]);
});

test('a pipeline that checks nothing is not said to check changes', () => {
	const workflow = (run: string): string => `on:\n  push:\njobs:\n  build:\n    runs-on: ubuntu-latest\n    steps:\n      - run: ${run}\n`;
	const said = (run: string): string | undefined =>
		firstReads({...shop, '.github/workflows/image.yml': workflow(run)}).find(row => row.includes('image.yml'));
	expect(said('docker push example/shop')).toContain('no check was seen in it');
	expect(said('npx tsc --noEmit')).toContain('what checks a change');
});

test('an entry point for those who signed in is not called public, whatever its name', () => {
	const files = {...shop, 'src/server.ts': shop['src/server.ts'].replace("'/health', ", "'/auth/status', requireUser, ")};
	expect(section(files, 'callers').rows).toContain('signed in | GET | /auth/status |  @src/server.ts:5');
});

test('tables that are changed here and made elsewhere are named', () => {
	const {'prisma/schema.prisma': _, ...rest} = shop;
	expect(section(rest, 'tables').lead).toBe('No file here makes a table. Code changes these, made elsewhere: order.');
});
