import {describe, expect, test} from 'vitest';
import {inMemory} from '../../source/repository/repository.ts';
import {factsOf} from '../support/facts.ts';

const schemasIn = (files: Record<string, string>) => factsOf(inMemory(files)).schemas;
const tablesIn = (files: Record<string, string>) =>
	schemasIn(files).tables.map(({name, columns, created, missing}) => ({name, columns, created, missing}));

describe('tables that code describes', () => {
	test('Prisma: relations are no columns, and mapped names count', () => {
		expect(
			tablesIn({
				'prisma/schema.prisma': `datasource db {
  provider = "postgresql"
}
model Order {
  id       Int      @id
  placedAt DateTime @map("placed_at")
  status   Status
  lines    Line[]
  @@map("orders")
}
enum Status {
  OPEN
}`,
				'prisma/migrations/1/migration.sql': 'CREATE TABLE "orders" ("id" INTEGER);',
			}),
		).toEqual([{name: 'Order', columns: ['id', 'placed_at'], created: true, missing: ['placed_at']}]);
	});

	test('Drizzle: each table with the names of its columns', () => {
		expect(
			tablesIn({
				'src/schema.ts': `import {pgTable, text} from 'drizzle-orm/pg-core';
export const users = pgTable('users', {
	id: text('id').primaryKey(),
	firstName: text('first_name'),
});`,
			}),
		).toEqual([{name: 'users', columns: ['id', 'first_name'], created: false, missing: ['id', 'first_name']}]);
	});

	test('SQLAlchemy: classes inside functions and tables without a name of their own', () => {
		expect(
			tablesIn({
				'app/models.py': `def make(db):
    class AuditLog(db.Model):
        note = db.Column(db.String)
    return AuditLog
`,
				'migrations/versions/1.py': 'down_revision = None\nop.create_table("audit_log", sa.Column("note"))',
			}),
		).toEqual([{name: 'AuditLog', columns: ['note'], created: true, missing: []}]);
	});

	test('Sequelize: a model finds its table in the plural', () => {
		expect(
			tablesIn({
				'models/user.js': `const {DataTypes} = require('sequelize');\nsequelize.define('User', {});`,
				'migrations/1-users.js': `exports.up = queryInterface => queryInterface.createTable('Users', {});`,
			}),
		).toMatchObject([{name: 'User', created: true}]);
	});

	test('TypeORM: the name of an entity that says none is its class', () => {
		expect(tablesIn({'src/task.ts': `import {Entity} from 'typeorm';\n@Entity()\nexport class TaskList {}`})).toMatchObject([
			{name: 'TaskList', created: false},
		]);
	});
});

test('a migration that runs an SQL file makes the tables of that file', () => {
	expect(
		tablesIn({
			'app/models.py': 'class Order(Base):\n    __tablename__ = "orders"\n',
			'alembic/versions/1.py': 'down_revision = None\nop.execute(open("sql/start.sql").read())',
			'sql/start.sql': 'CREATE TABLE orders (id int);',
		}),
	).toMatchObject([{name: 'Order', created: true}]);
});

describe('migrations', () => {
	test.each([
		['prisma/migrations/1_init/migration.sql', 'create table a (b int)', 'prisma'],
		['supabase/migrations/1_init.sql', 'create table a (b int)', 'supabase'],
		['app/alembic/versions/1_a.py', 'down_revision = None', 'alembic'],
		['shop/migrations/0001_initial.py', 'class Migration(migrations.Migration): pass', 'django'],
		['src/migrations/1-A.ts', 'export class A1 implements MigrationInterface {}', 'typeorm'],
		['migrations/1-a.js', 'exports.up = knex => knex.schema.createTable("a", t => t.increments());', 'code'],
		['drizzle/0000_a.sql', 'create table a (b int)', 'sql'],
		['src/main/resources/db/migration/V1__a.sql', 'create table a (b int)', 'flyway'],
		['db/migrate/20260101000000_a.rb', 'create_table :a', 'rails'],
	])('%s is one', (path, text, tool) => {
		expect(schemasIn({[path]: text}).migrations).toMatchObject([{path, tool}]);
	});

	test.each([
		['backend/migrations/env.py', 'from alembic import context'],
		['migrations/versions_backup/1_a.py', 'down_revision = None'],
		['db/1_a.down.sql', 'drop table a'],
		['sql/tables.sql', 'create table a (b int)'],
	])('%s is none', (path, text) => {
		expect(schemasIn({[path]: text}).migrations).toEqual([]);
	});

	test('a folder whose name only ends in "old" is still read', () => {
		expect(schemasIn({'prisma/migrations/20260101_add_folder/migration.sql': 'create table a (b int)'}).migrations).toHaveLength(1);
	});
});

describe('migrations of one package', () => {
	const schema = (table: string): string =>
		`import {pgTable, text} from 'drizzle-orm/pg-core';\nexport const made = pgTable('${table}', {\n\tid: text('id').primaryKey(),\n});`;
	const made = (files: Record<string, string>) => schemasIn(files).tables.map(({path, created}) => [path, created]);
	const manifests = {
		'package.json': '{"private": true, "workspaces": ["services/*"]}',
		'services/a/package.json': '{"name": "a", "dependencies": {"drizzle-orm": "1.0.0"}}',
		'services/b/package.json': '{"name": "b", "dependencies": {"drizzle-orm": "1.0.0"}}',
	};
	const sql = 'CREATE TABLE "orders" ("id" text);';

	test('make no tables of another that has its own', () => {
		expect(
			made({
				...manifests,
				'services/a/schema.ts': schema('orders'),
				'services/a/drizzle/0000_a.sql': sql,
				'services/b/schema.ts': schema('orders'),
				'services/b/drizzle/0000_b.sql': 'CREATE TABLE "people" ("id" text);',
			}),
		).toEqual([
			['services/a/schema.ts', true],
			['services/b/schema.ts', false],
		]);
	});

	test('make those of one that has none, and of one below', () => {
		expect(made({...manifests, 'services/a/schema.ts': schema('orders'), 'services/b/drizzle/0000_b.sql': sql})).toEqual([
			['services/a/schema.ts', true],
		]);
		expect(made({...manifests, 'services/a/schema.ts': schema('orders'), 'drizzle/0000_b.sql': sql})).toEqual([
			['services/a/schema.ts', true],
		]);
		expect(
			made({...manifests, 'services/a/schema.ts': schema('orders'), 'services/b/schema.ts': schema('orders'), 'drizzle/0000_b.sql': sql}),
		).toEqual([['services/a/schema.ts', true]]);
	});
});
