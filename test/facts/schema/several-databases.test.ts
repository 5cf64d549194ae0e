import {describe, expect, test} from 'vitest';
import {credentialsShown} from '../../../source/facts/access/credentials-shown.ts';
import {mapOf} from '../../../source/facts/map/map-of.ts';
import {nearest} from '../../../source/facts/schema/nearest.ts';
import {inMemory} from '../../../source/repository/repository.ts';
import {factsOf} from '../../support/facts.ts';

const manifest = (name: string): string => `{"name": "${name}", "dependencies": {"express": "5.1.0", "@prisma/client": "6.1.0"}}`;
const model = (columns: string): string => `datasource db {\n  provider = "postgresql"\n}\nmodel User {\n  id Int @id\n${columns}\n}\n`;
const server =
	"import express from 'express';\nimport {PrismaClient} from '@prisma/client';\nconst prisma = new PrismaClient();\nconst app = express();\napp.get('/users/:id', async (request, response) => {\nconst user = await prisma.user.findUnique({where: {id: request.params.id}});\nresponse.json(user);\n});\napp.listen(3000);\n";

/** Two services, each with a database of its own that has a table of people; only that of `accounts` keeps passwords. */
const two = {
	'package.json': '{"private": true, "workspaces": ["services/*"]}',
	'services/accounts/package.json': manifest('accounts'),
	'services/accounts/prisma/schema.prisma': model('  email String\n  passwordHash String'),
	'services/directory/package.json': manifest('directory'),
	'services/directory/prisma/schema.prisma': model('  nickname String'),
	'services/directory/src/server.ts': server,
};

describe('tables of one name in databases of several packages', () => {
	test('are two, each of its own package', () => {
		expect(
			factsOf(inMemory(two)).schema.tables.map(({name, columns, package: folder}) => [folder, name, columns.map(column => column.name)]),
		).toEqual([
			['services/accounts', 'User', ['id', 'email', 'passwordHash']],
			['services/directory', 'User', ['id', 'nickname']],
		]);
	});

	test('are told apart on the map', () => {
		const rows = mapOf(factsOf(inMemory(two)))
			.find(({id}) => id === 'tables')
			?.rows.map(({cells}) => cells[0]);
		expect(rows).toEqual(['User (services/accounts)', 'User (services/directory)']);
	});

	test('what code answers of its own is not taken for what the other keeps', () => {
		expect(credentialsShown(factsOf(inMemory(two)))).toEqual([]);
		const {'services/directory/src/server.ts': moved, ...rest} = two;
		expect(credentialsShown(factsOf(inMemory({...rest, 'services/accounts/src/server.ts': moved})))).toMatchObject([
			{column: 'passwordHash'},
		]);
	});

	test('code is nearest to those of its own package, then to those above it, and else any may be meant', () => {
		const packages = ['.', 'apps/web', 'apps/web/admin', 'packages/db', 'packages/log'].map(path => ({path}));
		const from = (path: string, ...folders: readonly string[]) =>
			nearest(
				folders.map(folder => ({package: folder})),
				path,
				packages,
			).map(table => table.package);
		expect(from('apps/web/a.ts', 'apps/web', 'packages/db')).toEqual(['apps/web']);
		expect(from('apps/web/admin/a.ts', 'apps/web', 'packages/db')).toEqual(['apps/web']);
		expect(from('apps/web/a.ts', 'packages/log', 'packages/db')).toEqual(['packages/log', 'packages/db']);
		expect(from('apps/web/a.ts', 'packages/db')).toEqual(['packages/db']);
	});
});
