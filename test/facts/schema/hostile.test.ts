import {describe, expect, test} from 'vitest';
import {parsers} from '../../support/facts.ts';
import {migrated, schemaIn, shown, tableNamed} from './shown.ts';

const table = 'create table kits (id int);';

describe('SQL that is broken, strange or hostile', () => {
	test.each([
		['a statement that is none', 'creat table x;'],
		['a bracket that is never closed', 'create table x (id int;'],
		['deep brackets', `create view v as select ${'('.repeat(5000)}1${')'.repeat(5000)};`],
		['a long sum', `create view v as select ${Array(9000).fill('1').join('+')};`],
		['deep blocks', `do $$ begin ${'begin '.repeat(3000)}null;${' end;'.repeat(3000)} end $$;`],
		['a block that is no block', 'do $$ nothing of the kind $$;'],
	])('%s costs only itself, and is named', (_what, sql) => {
		const {tables, unread} = migrated(`${table}\n${sql}\ncreate table sets (id int);`);
		expect(tables.map(({name}) => name)).toEqual(['kits', 'sets']);
		expect(unread.map(({line}) => line)).toEqual([2]);
	});

	test('many hostile statements leave the parser able to read the next file', () => {
		const bad = `create view v as select ${Array(1200).fill('1').join('+')};`;
		for (let at = 0; at < 40; at += 1) parsers.sql(bad);
		expect(migrated(table).tables).toHaveLength(1);
	});

	test.each([
		['a string that is never closed', "create table a (x text default 'oh"],
		['a comment in a comment', '/* a /* b */ ; create table no (id int); */ create table a (id int);'],
		['a quote within a dollar quote', "create function f() returns text language sql as $x$ select 'it''s; $$ fine' $x$;"],
		['a name with a semicolon', 'create table "a;b" (id int);'],
		['a backslash in an escaped string', "comment on table a is E'it\\'s; fine';"],
	])('%s does not split a statement', (_what, sql) => {
		const read = parsers.sql(sql);
		expect('statements' in read ? read.statements.length : 0).toBeLessThanOrEqual(1);
	});

	test('the rows and client commands of a dump are left out', () => {
		const dump =
			'\\connect shop\nSET search_path = inner_room, pg_catalog;\nCREATE TABLE kits (id int);\nCOPY kits (id) FROM stdin;\n1\t; drop table kits;\n\\.\n\nALTER TABLE ONLY kits ADD CONSTRAINT one PRIMARY KEY (id);';
		const {tables, unread} = schemaIn({'dump.sql': dump});
		expect([tables.map(({schema, name, primaryKey}) => [schema, name, primaryKey]), unread]).toEqual([
			[['inner_room', 'kits', ['id']]],
			[],
		]);
	});

	test('a long file of statements takes time in proportion to its length', () => {
		const sql = (count: number): string =>
			Array.from({length: count}, (_, at) => `insert into kits values (${at}, 'a;b', $$c;d$$);`).join('\n');
		/** The quickest of a few runs, since other work runs beside. */
		const time = (count: number): number =>
			Math.min(
				...[0, 1, 2].map(() => {
					const text = sql(count);
					const start = performance.now();
					parsers.sql(text);
					return performance.now() - start;
				}),
			);
		expect(time(16000)).toBeLessThan(Math.max(time(4000), 10) * 16);
	});

	test('other dialects: their tables are read, what is none of it is named', () => {
		const mysql =
			"CREATE TABLE `kits` (\n  `id` int(11) unsigned NOT NULL AUTO_INCREMENT,\n  `kind` enum('a','b') DEFAULT 'a' COMMENT 'what; kind',\n  `owner` bigint(20) DEFAULT NULL,\n  PRIMARY KEY (`id`),\n  UNIQUE KEY `kinds` (`kind`),\n  KEY `owners` (`owner`),\n  CONSTRAINT `owned` FOREIGN KEY (`owner`) REFERENCES `owners` (`id`) ON DELETE CASCADE\n) ENGINE=InnoDB DEFAULT CHARSET=utf8;\nALTER TABLE `kits` MODIFY `kind` text;";
		const schema = schemaIn({'db/migrations/1_kits.sql': mysql});
		expect(shown(tableNamed(schema, 'kits'))).toEqual([
			'id* integer',
			"kind text? = 'a'",
			'owner bigint? = null',
			'unique kind',
			'owner -> owners(id) cascade',
		]);
		expect(tableNamed(schema, 'kits').rowSecurity).toBeUndefined();
		expect(schema.unread.map(({because}) => because)).toEqual(['MySQL statement that is not read']);

		const sqlite =
			'PRAGMA foreign_keys=OFF;\nCREATE TABLE [no] (x);\nCREATE TABLE kits (id INTEGER PRIMARY KEY AUTOINCREMENT, label TEXT) WITHOUT ROWID;';
		expect(shown(tableNamed(schemaIn({'schema.sql': sqlite}), 'kits'))).toEqual(['id* integer', 'label text?']);

		const clickhouse = schemaIn({
			'db/clickhouse/migrations/1_a.sql': 'create table a (x Int) engine = MergeTree order by x;',
			'db/clickhouse/migrations/2_b.sql': 'create table b (x int);',
		});
		expect([clickhouse.tables, clickhouse.unread.length]).toEqual([[], 1]);
	});

	test("a table as a hosted database's console lists it", () => {
		expect(
			shown(tableNamed(schemaIn({'schema.sql': 'CREATE TABLE public.kits (tags ARRAY, kind USER-DEFINED NOT NULL);'}), 'kits')),
		).toEqual(['tags array?', 'kind user-defined']);
	});
});
