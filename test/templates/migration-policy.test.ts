import {execFileSync, type SpawnSyncReturns, spawnSync} from 'node:child_process';
import {mkdirSync, writeFileSync} from 'node:fs';
import {dirname, join} from 'node:path';
import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import {noPostgres, type Postgres, startPostgres} from '../support/postgres.ts';
import {type Ground, groundFor} from './applied.ts';

type Files = Readonly<Record<string, string>>;
type Tried = readonly (readonly [what: string, text: string])[];
type Tool = {
	readonly name: string;
	readonly files: Files;
	/** Where the next migration goes. */
	readonly next: (number: number) => string;
	readonly script: string;
	readonly wrap: (text: string) => string;
	readonly refused: Tried;
	readonly accepted: Tried;
};

const asIs = (text: string): string => text;
const node = (dependencies: object): string =>
	JSON.stringify({name: 'shop', private: true, dependencies: {express: '5.1.0', ...dependencies}});
const server = "const app = require('express')();\napp.listen(3000);\n";
const reason = 'nothing reads it since release 41, and it is in the backup of that day';

const sqlRefused: Tried = [
	['a dropped column', 'ALTER TABLE "Order" DROP COLUMN "note";'],
	['a column dropped without the word', 'alter table "Order"\n  add column a text,\n  drop note;'],
	['a dropped table', '-- tidy up\nDROP TABLE IF EXISTS "public"."Order";'],
	['a table that is emptied', 'TRUNCATE "Order";'],
	['every row deleted', 'DELETE FROM "Order";'],
	['a renamed column', 'ALTER TABLE "Order" RENAME COLUMN "note" TO "remark";'],
	['a renamed table', 'ALTER TABLE "Order" RENAME TO "Orders";'],
	['a column that must be filled', 'ALTER TABLE "Order" ADD COLUMN "price" INTEGER NOT NULL;'],
	['the second of two columns', 'ALTER TABLE "Order" ADD COLUMN a INT DEFAULT 1, ADD COLUMN b INT NOT NULL;'],
	['a column that is tightened', 'ALTER TABLE "Order" ALTER COLUMN "note" SET NOT NULL;'],
	['a changed type', 'ALTER TABLE "Order" ALTER COLUMN "note" SET DATA TYPE INTEGER USING note::int;'],
	['an index under a lock', 'CREATE UNIQUE INDEX "Order_note_key" ON "Order"("note");'],
	['a key that is checked under a lock', 'ALTER TABLE "Order" ADD CONSTRAINT fk FOREIGN KEY (id) REFERENCES "Order"(id);'],
	['an index that cannot run in a transaction', 'SELECT 1;\nCREATE INDEX CONCURRENTLY i ON "Order"("note");'],
	['a DO block', 'DO $$ BEGIN\n ALTER TABLE "Order" DROP COLUMN note;\nEXCEPTION WHEN OTHERS THEN null; END $$;'],
	['a reason that says nothing', '-- migration-ok: yes\nALTER TABLE "Order" DROP COLUMN "note";'],
	['a reason for another statement', `-- migration-ok: ${reason}\nALTER TABLE "Order" DROP COLUMN "note";\nDROP TABLE "Order";`],
];
const sqlAccepted: Tried = [
	['a new column', 'ALTER TABLE "Order" ADD COLUMN "remark" TEXT;\nALTER TABLE "Order" ADD COLUMN "n" INTEGER NOT NULL DEFAULT 0;'],
	[
		'a new table with all that belongs to it',
		'CREATE TABLE "Item" (id INT NOT NULL, note TEXT);\nCREATE INDEX i ON "Item"(note);\nALTER TABLE "Item" ADD CONSTRAINT f FOREIGN KEY (id) REFERENCES "Order"(id);',
	],
	['an index without a lock', 'CREATE INDEX CONCURRENTLY IF NOT EXISTS i ON "Order"("note");'],
	['a key that is checked later', 'ALTER TABLE "Order" ADD CONSTRAINT c CHECK (note IS NOT NULL) NOT VALID;'],
	['a column that was checked before', 'ALTER TABLE "Order" VALIDATE CONSTRAINT c;\nALTER TABLE "Order" ALTER COLUMN "note" SET NOT NULL;'],
	['what is dropped with a reason', `-- migration-ok: ${reason}\nALTER TABLE "Order" DROP COLUMN "note";`],
	[
		'words in texts and comments',
		'-- DROP TABLE x;\nINSERT INTO "Order" (note) VALUES (\'DROP TABLE "Order"; it\'\'s\');\n/* TRUNCATE y; */',
	],
	['a default or a rule that goes', 'ALTER TABLE "Order" ALTER COLUMN note DROP NOT NULL, DROP CONSTRAINT c;'],
	['some rows deleted', 'DELETE FROM "Order" WHERE note IS NULL;'],
	['a function that deletes', 'CREATE FUNCTION f() RETURNS void LANGUAGE sql AS $$ DELETE FROM "Order"; $$;'],
];

const tools: readonly Tool[] = [
	{
		name: 'Prisma on PostgreSQL',
		files: {
			'package.json': node({'@prisma/client': '5.0.0', pg: '8.11.0'}),
			'server.js': server,
			'prisma/schema.prisma':
				'datasource db {\n  provider = "postgresql"\n  url = env("DATABASE_URL")\n}\nmodel Order {\n  id Int @id\n  note String?\n}\n',
			'prisma/migrations/1_init/migration.sql': 'CREATE TABLE "Order" ("id" INTEGER PRIMARY KEY, "note" TEXT);\n',
		},
		next: number => `prisma/migrations/${number}_next/migration.sql`,
		script: 'scripts/check-migrations.mjs',
		wrap: asIs,
		refused: sqlRefused,
		accepted: sqlAccepted,
	},
	{
		name: 'Knex on PostgreSQL',
		files: {
			'package.json': node({knex: '3.1.0', pg: '8.11.0'}),
			'server.js': server,
			'migrations/20250101_orders.js':
				"exports.up = knex => knex.schema.createTable('orders', table => {\n  table.increments();\n  table.string('note');\n});\nexports.down = knex => knex.schema.dropTable('orders');\n",
		},
		next: number => `migrations/202502${number}_next.js`,
		script: 'scripts/check-migrations.mjs',
		wrap: text =>
			`exports.up = async knex => {\n${text}\n};\nexports.down = async knex => {\n  await knex.schema.dropTable('orders');\n};\n`,
		refused: [
			['a dropped column', "await knex.schema.alterTable('orders', table => {\n  table.dropColumn('note');\n});"],
			['a dropped table', "await knex.schema.dropTableIfExists('orders');"],
			['a renamed column', "await knex.schema.table('orders', t => t.renameColumn('note', 'remark'));"],
			['a column that must be filled', "await knex.schema.alterTable('orders', t => { t.integer('price').notNullable(); });"],
			['an index under a lock', "await knex.schema.alterTable('orders', t => { t.index(['note']); });"],
			['SQL of its own', 'await knex.raw(`\n  ALTER TABLE orders\n    DROP COLUMN note\n`);'],
		],
		accepted: [
			[
				'a new column',
				"await knex.schema.alterTable('orders', t => {\n  t.string('remark');\n  t.integer('n').notNullable().defaultTo(0);\n});",
			],
			['a new table', "await knex.schema.createTable('items', t => { t.string('note').notNullable().unique(); t.index(['note']); });"],
			['an index without a lock', "await knex.raw('CREATE INDEX CONCURRENTLY i ON orders (note)');"],
			['a reason', `  // migration-ok: ${reason}\n  await knex.schema.dropTable('orders');`],
		],
	},
	{
		name: 'TypeORM on MySQL',
		files: {
			'package.json': node({typeorm: '0.3.20', mysql2: '3.9.0'}),
			'tsconfig.json': '{}',
			'server.js': server,
			'src/migrations/1700000000000-init.ts':
				"import {MigrationInterface, QueryRunner} from 'typeorm';\nexport class Init1700000000000 implements MigrationInterface {\n  public async up(queryRunner: QueryRunner): Promise<void> {\n    await queryRunner.query('CREATE TABLE `orders` (`id` int NOT NULL, `note` text)');\n  }\n  public async down(queryRunner: QueryRunner): Promise<void> {\n    await queryRunner.query('DROP TABLE `orders`');\n  }\n}\n",
		},
		next: number => `src/migrations/18000000000${number}-next.ts`,
		script: 'scripts/check-migrations.mjs',
		wrap: text =>
			`import {MigrationInterface, QueryRunner} from 'typeorm';\nexport class Next implements MigrationInterface {\n  public async up(queryRunner: QueryRunner): Promise<void> {\n${text}\n  }\n  public async down(queryRunner: QueryRunner): Promise<void> {\n    await queryRunner.query('DROP TABLE \`orders\`');\n  }\n}\n`,
		refused: [
			['a dropped column', "await queryRunner.query('ALTER TABLE `orders` DROP COLUMN `note`');"],
			['a changed column', "await queryRunner.query('ALTER TABLE `orders` MODIFY COLUMN `note` varchar(10) NOT NULL');"],
			['a dropped column by a call', "await queryRunner.dropColumn('orders', 'note');"],
		],
		accepted: [
			['a new column', "await queryRunner.query('ALTER TABLE `orders` ADD `n` int NOT NULL DEFAULT 0');"],
			['an index, which MySQL makes without a lock', "await queryRunner.query('CREATE INDEX `i` ON `orders` (`id`)');"],
		],
	},
	{
		name: 'Alembic on PostgreSQL',
		files: {
			'requirements.txt': 'fastapi==0.115.0\nsqlalchemy==2.0.30\nalembic==1.13.0\npsycopg==3.2.0\n',
			'main.py':
				"from fastapi import FastAPI\nfrom sqlalchemy import create_engine\n\nengine = create_engine('postgresql+psycopg://db/shop')\napp = FastAPI()\n",
			'alembic/versions/0001_orders.py':
				"import sqlalchemy as sa\nfrom alembic import op\n\nrevision = '0001'\ndown_revision = None\n\n\ndef upgrade():\n    op.create_table('orders', sa.Column('id', sa.Integer, primary_key=True))\n\n\ndef downgrade():\n    op.drop_table('orders')\n",
		},
		next: number => `alembic/versions/00${number}_next.py`,
		script: 'scripts/check_migrations.py',
		wrap: text =>
			`import sqlalchemy as sa\nfrom alembic import op\n\nrevision = '0002'\ndown_revision = '0001'\n\n\ndef upgrade() -> None:\n    ${text.replaceAll('\n', '\n    ')}\n\n\ndef downgrade() -> None:\n    op.drop_column('orders', 'note')\n`,
		refused: [
			['a dropped column', "op.drop_column('orders', 'note')"],
			['a dropped column in a batch', "with op.batch_alter_table('orders') as batch_op:\n    batch_op.drop_column('note')"],
			['a renamed column', "op.alter_column('orders', 'note', new_column_name='remark')"],
			['a renamed table', "op.rename_table('orders', 'old')"],
			['a column that must be filled', "op.add_column('orders', sa.Column('price', sa.Integer(), nullable=False))"],
			['a column that is tightened', "op.alter_column('orders', 'note', existing_type=sa.Text(), nullable=False)"],
			['a changed type', "op.alter_column('orders', 'note', type_=sa.Integer())"],
			['an index under a lock', "op.create_index('i', 'orders', ['note'])"],
			['a key that is checked under a lock', "op.create_foreign_key('f', 'orders', 'users', ['user_id'], ['id'])"],
			['SQL of its own', 'op.execute("""\n    ALTER TABLE orders DROP COLUMN note\n""")'],
		],
		accepted: [
			['a new column', "op.add_column('orders', sa.Column('n', sa.Integer(), server_default='0', nullable=False))"],
			['a new table', "op.create_table('items', sa.Column('id', sa.Integer))\nop.create_index('i', 'items', ['id'])"],
			[
				'an index without a lock',
				"with op.get_context().autocommit_block():\n    op.create_index('i', 'orders', ['note'], postgresql_concurrently=True)",
			],
			['a reason', `# migration-ok: ${reason}\nop.drop_column('orders', 'note')`],
		],
	},
	{
		name: 'Django on PostgreSQL',
		files: {
			'requirements.txt': 'django==5.1\npsycopg==3.2.0\n',
			'manage.py':
				'import os\nimport sys\n\nif __name__ == "__main__":\n    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings")\n    from django.core.management import execute_from_command_line\n\n    execute_from_command_line(sys.argv)\n',
			'shop/settings.py':
				'INSTALLED_APPS = ["orders"]\nROOT_URLCONF = "shop.urls"\nDATABASES = {"default": {"ENGINE": "django.db.backends.postgresql"}}\n',
			'shop/urls.py': 'urlpatterns = []\n',
			'orders/migrations/__init__.py': '',
			'orders/migrations/0001_initial.py':
				"from django.db import migrations, models\n\n\nclass Migration(migrations.Migration):\n    operations = [\n        migrations.CreateModel(name='Order', fields=[('id', models.AutoField(primary_key=True))]),\n    ]\n",
		},
		next: number => `orders/migrations/00${number}_next.py`,
		script: 'scripts/check_migrations.py',
		wrap: text =>
			`from django.db import migrations, models\n\n\nclass Migration(migrations.Migration):\n    dependencies = [('orders', '0001_initial')]\n    operations = [\n        ${text.replaceAll('\n', '\n        ')}\n    ]\n`,
		refused: [
			['a removed field', "migrations.RemoveField('order', 'note'),"],
			['a deleted model', "migrations.DeleteModel('Order'),"],
			['a renamed field', "migrations.RenameField('order', 'note', 'remark'),"],
			['a field that the old version does not fill', "migrations.AddField('order', 'n', models.IntegerField(default=0)),"],
			['an index under a lock', "migrations.AddIndex('order', models.Index(fields=['note'], name='i')),"],
			['SQL of its own', "migrations.RunSQL('ALTER TABLE orders_order DROP COLUMN note'),"],
		],
		accepted: [
			['a field that may be empty', "migrations.AddField('order', 'n', models.IntegerField(null=True)),"],
			['a field with a default of the table', "migrations.AddField('order', 'n', models.IntegerField(db_default=0)),"],
			['an index without a lock', "AddIndexConcurrently('order', models.Index(fields=['note'], name='i')),"],
			['what only the state forgets', "migrations.SeparateDatabaseAndState(state_operations=[migrations.RemoveField('order', 'note')]),"],
			['a reason', `# migration-ok: ${reason}\nmigrations.RemoveField('order', 'note'),`],
		],
	},
];

const git = (root: string, ...args: readonly string[]): string =>
	execFileSync('git', ['-c', 'user.name=Ada', '-c', 'user.email=ada@shop.test', ...args], {cwd: root, encoding: 'utf8'});

describe.each(tools)('the check of migrations made with $name', ({files, next, script, wrap, refused, accepted}) => {
	let ground: Ground;
	beforeAll(() => {
		ground = groundFor('migration-policy', files);
		expect(ground.plan().validated.filter(({problem}) => problem !== undefined)).toEqual([]);
		ground.write();
		git(ground.root, 'init', '--quiet', '--initial-branch=main');
		git(ground.root, 'add', '--all', '--force');
		git(ground.root, 'commit', '--quiet', '--message=base');
	});

	const proposed = (change: Files, work: (says: SpawnSyncReturns<string>) => void): void => {
		const {root} = ground;
		git(root, 'checkout', '--quiet', '-B', 'change', 'main');
		for (const [path, text] of Object.entries(change)) {
			mkdirSync(dirname(join(root, path)), {recursive: true});
			writeFileSync(join(root, path), text);
		}
		git(root, 'add', '--all');
		git(root, 'commit', '--quiet', '--message=change');
		work(spawnSync(script.endsWith('.py') ? 'python3' : 'node', [script, 'main'], {cwd: root, encoding: 'utf8'}));
	};

	// Each in a file of its own, and all in one change.
	const asFiles = (some: Tried): Files => Object.fromEntries(some.map(([, text], index) => [next(index + 10), wrap(text)]));

	it(`refuses ${refused.map(([what]) => what).join(', ')}; and says where, and what to do instead`, () => {
		proposed(asFiles(refused), says => {
			const named = refused.map(([what], index) => `${says.stderr.includes(`${next(index + 10)}:`)} ${what}`);
			expect(named).toEqual(refused.map(([what]) => `true ${what}`));
			expect(says.stderr).toMatch(/^\S+:\d+: .+\n {2}\S.+\.\n/u);
			expect(says.status).toBe(1);
		});
	});

	it(`accepts ${accepted.map(([what]) => what).join(', ')}`, () => {
		proposed(asFiles(accepted), says => {
			expect(says.stderr).toBe('');
			expect(says.stdout).toContain(`${accepted.length} new migrations: `);
		});
	});

	it('refuses a change of a migration that was there, and reads nothing else', () => {
		const [old = ''] = Object.keys(files).filter(path => /migrations\/.*\d|versions\//u.test(path));
		proposed({[old]: `${files[old]}\n`}, says => expect(says.stderr).toContain(`${old}:1: this file was there before`));
		proposed({'docs/notes.sql': 'DROP TABLE orders;'}, says => expect(says.stdout).toContain('0 new migrations'));
	});
});

describe('what is written', () => {
	it('takes back every byte, and is the same when it is planned again', () => {
		const ground = groundFor('migration-policy', tools[0]?.files ?? {}, {owner: 'Ada Byron', moment: 'Tuesdays'});
		ground.write();
		expect(ground.plan().files.map(({action}) => action)).toEqual(['same', 'same', 'same']);
		expect(ground.text('docs/migrations.md')).toMatch(/Applied by:\*\* Ada Byron\.[\s\S]*npx prisma migrate deploy/u);
		ground.undo();
	});

	it('closes nothing by itself: what was dropped before, and how a release applies changes, only people know', () => {
		expect(groundFor('migration-policy', tools[0]?.files ?? {}).plan().closes).toEqual([]);
	});

	it('is not written where nothing says how tables are made', () => {
		const files = {'package.json': node({pg: '8.11.0'}), 'server.js': `const {Pool} = require('pg');\nnew Pool();\n${server}`};
		const plan = groundFor('migration-policy', files).plan();
		expect(plan.files).toEqual([]);
		expect(plan.after[0]).toContain('choose the one that your database library brings');
	});

	it('says nothing of PostgreSQL where another database is used', () => {
		const plan = groundFor('migration-policy', tools[2]?.files ?? {}).plan();
		expect(plan.files.find(({path}) => path.endsWith('.md'))?.text).not.toMatch(/CONCURRENTLY|lock_timeout/u);
	});
});

describe.skipIf(noPostgres !== undefined)(`on a real PostgreSQL (${noPostgres ?? 'it is there'})`, () => {
	let database: Postgres;
	beforeAll(() => {
		database = startPostgres();
	}, 120_000);
	afterAll(() => database.stop());

	it('the way that the page recommends reaches the end, with rows in the table', () => {
		database.sql(`create table orders (id int primary key, note text); insert into orders values (1, 'a'), (2, 'b');`);
		database.sql(`set lock_timeout = '5s'; alter table orders add constraint has_note check (note is not null) not valid;`);
		database.sql('alter table orders validate constraint has_note');
		database.sql('alter table orders alter column note set not null; alter table orders drop constraint has_note');
		database.sql('create unique index concurrently orders_note on orders (note)');
		database.sql('alter table orders add constraint one_note unique using index orders_note');
		expect(() => database.sql('insert into orders values (3, null)')).toThrow(/not-null/u);
		expect(() => database.sql("insert into orders values (3, 'a')")).toThrow(/one_note/u);
	});

	it('what the check refuses does fail or hurt there', () => {
		database.sql(`create table items (id int primary key); insert into items values (1);`);
		expect(() => database.sql('alter table items add column price int not null')).toThrow(/contains null values/u);
		expect(() => database.sql('begin; create index concurrently i on items (id); commit;')).toThrow(/transaction block/u);
	});
});
