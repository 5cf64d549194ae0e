import {describe, expect, test} from 'vitest';
import {migrated, schemaIn, shown, tableNamed} from './shown.ts';

const kits = 'create table public.kits (id uuid primary key default gen_random_uuid(), owner_id uuid not null, title text);';

describe('tables after every migration', () => {
	test.each([
		['a table with its keys', kits, ['id* uuid = gen_random_uuid()', 'owner_id uuid', 'title text?']],
		[
			'an added column with its reference',
			`${kits} create table makers (id int primary key); alter table kits add column maker int references makers on delete cascade;`,
			['id* uuid = gen_random_uuid()', 'owner_id uuid', 'title text?', 'maker integer?', 'maker -> makers(id) cascade'],
		],
		[
			'a dropped column and the index that it was in',
			`${kits} create index on kits (title); alter table kits drop column title;`,
			['id* uuid = gen_random_uuid()', 'owner_id uuid'],
		],
		[
			'a renamed column, in its keys too',
			`${kits} alter table kits add constraint one unique (title); alter table kits rename column title to label;`,
			['id* uuid = gen_random_uuid()', 'owner_id uuid', 'label text?', 'unique label'],
		],
		[
			'a changed type, rule and default',
			`${kits} alter table kits alter column title set not null, alter column title type varchar(20), alter column title set default 'x', alter column id drop default;`,
			['id* uuid', 'owner_id uuid', "title varchar = 'x'"],
		],
		[
			'a constraint dropped by the name that the database gave it',
			'create table kits (id int, slug text unique); alter table kits drop constraint kits_slug_key;',
			['id integer?', 'slug text?'],
		],
		[
			'an index dropped by its name',
			`${kits} create unique index kit_titles on kits (title); drop index kit_titles;`,
			['id* uuid = gen_random_uuid()', 'owner_id uuid', 'title text?'],
		],
		[
			'a partial index that is no rule for all rows',
			`${kits} create unique index kit_titles on kits (title) where title <> '';`,
			['id* uuid = gen_random_uuid()', 'owner_id uuid', 'title text?', 'unique index title'],
		],
		[
			'columns of a table that it is made like',
			'create table bases (made timestamptz); create table kits (like bases, id serial primary key);',
			['made timestamptz?', 'id* serial = nextval()'],
		],
		[
			'a partition',
			'create table wholes (id int, day date) partition by range (day); create table kits partition of wholes default;',
			['id integer?', 'day date?'],
		],
		[
			'a second creation that does nothing',
			`${kits} create table if not exists kits (id int);`,
			['id* uuid = gen_random_uuid()', 'owner_id uuid', 'title text?'],
		],
	])('%s', (_what, sql, expected) => {
		expect(shown(tableNamed(migrated(sql), 'kits'))).toEqual(expected);
	});

	test.each([
		['dropped', 'drop table kits;', []],
		['dropped with its schema', 'drop schema public cascade;', []],
		['renamed', 'alter table kits rename to sets;', ['public.sets']],
		['moved', 'create schema inner_room; alter table kits set schema inner_room;', ['inner_room.kits']],
		['changed again after it was dropped', 'drop table kits; alter table kits add column x int;', []],
		['made for the session only', 'drop table kits; create temp table t (id int);', []],
	])('a table that is %s', (_what, sql, expected) => {
		expect(migrated(kits, sql).tables.map(({schema, name}) => `${schema}.${name}`)).toEqual(expected);
	});

	test('what refers to a renamed table follows, and the place is the line of the column', () => {
		const schema = migrated(
			'create table teams (id int primary key);\ncreate table kits (\n\tid int,\n\tteam int references teams (id)\n);',
			'alter table teams rename to crews; alter table crews rename id to key;',
		);
		const [key] = tableNamed(schema, 'kits').foreignKeys;
		expect(key).toMatchObject({table: 'crews', references: ['key'], line: 4, text: 'team int references teams (id)'});
	});

	test('lines are counted behind letters of several bytes', () => {
		const [, column] = tableNamed(migrated("create table kits (\n\ta text default 'größe 🧰 größe',\n\tb text\n);"), 'kits').columns;
		expect(column).toMatchObject({name: 'b', line: 3});
	});

	test('a table that is changed and made nowhere is known as far as that goes', () => {
		const table = tableNamed(
			migrated('alter table public.kits add column email text; alter table public.kits enable row level security;'),
			'kits',
		);
		expect([table.made, table.rowSecurity?.state, ...shown(table)]).toEqual(['elsewhere', 'on', 'email text?']);
	});

	test('of CREATE TABLE … AS the columns are not known', () => {
		expect(tableNamed(migrated(kits, 'create table copies as select * from kits;'), 'copies').columns).toEqual([]);
	});
});

describe('the order in which files run', () => {
	const steps = ['create table kits (id int);', 'alter table kits rename to sets;', 'alter table sets add column last int;'];
	test.each([
		['Supabase', ['supabase/migrations/20240101_a.sql', 'supabase/migrations/20240102_b.sql', 'supabase/migrations/20240103_c.sql']],
		['Flyway, by number', ['db/V1__a.sql', 'db/V2__b.sql', 'db/V10__c.sql']],
		[
			'Prisma',
			[
				'prisma/migrations/20240101_a/migration.sql',
				'prisma/migrations/20240102_b/migration.sql',
				'prisma/migrations/20240103_c/migration.sql',
			],
		],
		['numbered files', ['migrations/1_a.up.sql', 'migrations/9_b.up.sql', 'migrations/10_c.up.sql']],
		['Drizzle', ['drizzle/0000_a.sql', 'drizzle/0001_b.sql', 'drizzle/0002_c.sql']],
	])('%s', (_tool, paths) => {
		const files = Object.fromEntries(paths.map((path, at) => [path, steps[at] ?? '']).reverse());
		const schema = schemaIn(files);
		expect(schema.tables.map(({name, columns}) => [name, columns.length])).toEqual([['sets', 2]]);
		expect(schema.migrations.map(({path}) => path)).toEqual(paths);
	});

	test.each([
		['goose', '-- +goose Up\ncreate table kits (id int);\n-- +goose Down\ndrop table kits;'],
		['dbmate', '-- migrate:up\ncreate table kits (id int);\n-- migrate:down\ndrop table kits;'],
	])('%s: the way down is not taken', (_tool, sql) => {
		expect(schemaIn({'db/migrations/1_kits.sql': sql}).tables.map(({name}) => name)).toEqual(['kits']);
	});

	test.each([
		'migrations/1_kits.down.sql',
		'db/U1__kits.sql',
		'migrations/rollback_kits.sql',
		'migrations/old/2_kits.sql',
		'tests/kits.sql',
		'docs/kits.sql',
	])('%s is not run', path => {
		expect(schemaIn({'migrations/1_kits.up.sql': 'create table kits (id int);', [path]: 'drop table kits;'}).tables).toHaveLength(1);
	});

	test('a script comes after the one that makes what it changes', () => {
		const schema = schemaIn({
			'sql/access.sql': 'alter table kits enable row level security;',
			'sql/tables.sql': 'create table kits (id int);',
		});
		expect(schema.tables.map(({name, made, rowSecurity}) => [name, made, rowSecurity?.state])).toEqual([['kits', 'script', 'on']]);
	});

	test('a script that nothing runs casts doubt on row security, and changes nothing else of what migrations make', () => {
		const schema = schemaIn({
			'supabase/migrations/1_kits.sql': 'create table kits (id int);',
			'sql/fix.sql': 'alter table kits enable row level security; alter table kits drop column id;',
		});
		expect(schema.tables.map(({rowSecurity, columns}) => [rowSecurity?.state, columns.length])).toEqual([['unknown', 1]]);
	});

	test('seeds are not looked at', () => {
		expect(schemaIn({'supabase/seed.sql': "insert into kits values (1, 'a;b');\ncopy kits from stdin;\n1\tx\n\\.\n"})).toMatchObject({
			tables: [],
			unread: [],
		});
	});
});
