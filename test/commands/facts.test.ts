import {describe, expect, test} from 'vitest';
import {folderWith} from '../repository/folder.ts';
import {shipworthy} from './run.ts';

const shop = {
	'package.json': '{"name": "shop", "private": true, "dependencies": {"express": "^4.21.0", "@prisma/client": "^6.1.0"}}',
	'src/auth.js':
		'export function requireUser(request, response, next) {\n\tif (!request.session.user) return response.status(401).end();\n\tnext();\n}\n',
	'src/server.js':
		"import express from 'express';\nimport {prisma} from './db.js';\nimport {requireUser} from './auth.js';\nconst app = express();\napp.post('/orders', requireUser, async (request, response) => response.json(await prisma.order.create({data: request.body})));\napp.post('/notes', async (request, response) => response.json(await prisma.note.create({data: request.body})));\napp.listen(3000);\n",
	'src/db.js': "import {PrismaClient} from '@prisma/client';\nexport const prisma = new PrismaClient();\n",
};

describe('shipworthy facts', () => {
	test('says who can call what, and what stands on the way', () => {
		const {code, out} = shipworthy(['facts', folderWith(shop)]);
		expect(code).toBe(0);
		expect(out).toMatch(/anyone +POST +\/notes +writes note +src\/server\.js:6/u);
		expect(out).toMatch(/signed in +POST +\/orders +writes order +src\/server\.js:5/u);
		expect(out).toContain('Is POST /notes meant to be called by anyone? It writes note.');
		expect(Math.max(...out.split('\n').map(line => line.length))).toBeLessThanOrEqual(80);
	});

	test('as JSON it holds every entry point with its guards', () => {
		const {code, out} = shipworthy(['facts', folderWith(shop), '--format', 'json']);
		expect(code).toBe(0);
		expect(JSON.parse(out)).toMatchObject({
			schemaVersion: 1,
			repository: {files: 4, complete: true},
			entryPoints: [
				{method: 'POST', route: '/orders', caller: 'signed in', guards: [{name: 'requireUser', kind: 'signed-in'}]},
				{method: 'POST', route: '/notes', caller: 'anyone', guards: []},
			],
		});
	});

	test('shows on whose word a guard counts, and says what did not count and what to do', () => {
		const said = 'guards:\n  - name: requireUser\n    is: none\n  - name: "door\\e[2Jman"\n    is: guard\n';
		const {code, out, err} = shipworthy(['facts', folderWith({...shop, '.shipworthy/guards.yaml': said})]);
		expect(code).toBe(0);
		expect(out).toMatch(/requireUser +is none +1 +\.shipworthy\/guards\.yaml says so/u);
		expect(out).toMatch(/anyone +POST +\/orders/u);
		expect(err).toContain('.shipworthy/guards.yaml:4 did not count: no function door');
		expect(`${out}${err}`).not.toContain('\u001B');
	});

	test('the same repository gives the same bytes', () => {
		const folder = folderWith(shop);
		const json = () => shipworthy(['facts', folder, '--format', 'json']).out;
		expect(json()).toBe(json());
	});

	test('an empty folder is answered, not an error', () => {
		const {code, out} = shipworthy(['facts', folderWith({})]);
		expect(code).toBe(0);
		expect(out).toContain('No entry points were found.');
	});

	test.each([
		[['facts', '/nowhere/at/all'], 'does not exist'],
		[['facts', '.', 'another'], 'One folder at a time'],
		[['facts', '--format', 'xml'], 'There is no format "xml"'],
		[['facts', '--colour'], 'See: shipworthy facts --help'],
	])('%j is answered with what to do', (words, said) => {
		const {code, err} = shipworthy(words, {cwd: folderWith({})});
		expect(code).toBe(2);
		expect(err).toContain(said);
	});

	test('names of files cannot reach the terminal as commands', () => {
		const {out} = shipworthy(['facts', folderWith({...shop, 'src/\u001B[31mred.js': 'export const = ;\n'}), '--all']);
		expect(out).toContain('red.js');
		expect(out).not.toContain('\u001B');
	});
});
