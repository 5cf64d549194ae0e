import {describe, expect, test} from 'vitest';
import {migrated, tableNamed} from './shown.ts';

const kits = 'create table kits (id int, owner uuid);';
const policiesOf = (...sql: readonly string[]) => tableNamed(migrated(kits, ...sql), 'kits').policies;

describe('row security', () => {
	test.each([
		['never asked for', '', 'off'],
		['turned on', 'alter table kits enable row level security;', 'on'],
		['turned on and off again', 'alter table kits enable row level security; alter table kits disable row level security;', 'off'],
		[
			'in a block, where a policy is missing',
			'do $$ begin if not exists (select 1 from pg_policies) then alter table kits enable row level security; end if; end $$;',
			'on',
		],
		['as a text that is run', "do $$ begin execute 'alter table kits enable row level security'; end $$;", 'on'],
		[
			'for each name of a list',
			"do $$ declare t text; begin foreach t in array array['kits', 'sets'] loop execute format('alter table %I enable row level security', t); end loop; end $$;",
			'on',
		],
		[
			'for each table that there is',
			"do $$ declare r record; begin for r in select tablename from pg_tables where schemaname = 'public' loop execute 'alter table ' || r.tablename || ' enable row level security'; end loop; end $$;",
			'unknown',
		],
		[
			'for each table of another schema',
			"do $$ declare r record; begin for r in select tablename from pg_tables where schemaname = 'other' loop execute 'alter table ' || r.tablename || ' enable row level security'; end loop; end $$;",
			'off',
		],
	])('%s', (_what, sql, state) => {
		expect(tableNamed(migrated(kits, sql), 'kits').rowSecurity?.state).toBe(state);
	});

	test('a table that is made after such a loop is not touched by it', () => {
		const loop =
			"do $$ declare r record; begin for r in select tablename from pg_tables loop execute 'alter table ' || r.tablename || ' enable row level security'; end loop; end $$;";
		const schema = migrated(kits, loop, 'create table later (id int);');
		expect(schema.tables.map(({name, rowSecurity}) => `${name} ${rowSecurity?.state}`)).toEqual(['kits unknown', 'later off']);
		expect(schema.unread.map(({because}) => because)).toEqual(['a statement that is put together at run time']);
	});
});

describe('policies', () => {
	test('with their roles, command and expressions as written', () => {
		expect(
			policiesOf(
				'create policy "own kits" on kits as restrictive for update to authenticated, anon\n  using (owner = auth.uid()) -- theirs\n  with check ( (owner = auth.uid()) );',
			)[0],
		).toMatchObject({
			name: 'own kits',
			command: 'update',
			roles: ['authenticated', 'anon'],
			permissive: false,
			using: 'owner = auth.uid()',
			check: '(owner = auth.uid())',
			alwaysTrue: false,
			line: 1,
		});
	});

	test.each([
		['for select using (true)', true],
		['for all using ((1 = 1))', true],
		["for delete using ('a' = 'a' or owner = auth.uid())", true],
		['for select using ((select true))', true],
		['for select using (not false and true)', true],
		["for select using ('t'::boolean)", true],
		['for insert with check (true)', true],
		['for update using (owner = auth.uid()) with check (true)', true],
		["for select using (auth.role() = 'anon')", false],
		['for select using (auth.uid() is not null)', false],
		['for select using (owner = owner)', false],
		['for select using (false)', false],
		['for insert', false],
		['for all', false],
		['for select using (true and owner = auth.uid())', false],
	])('%s: always true is %s', (rest, expected) => {
		expect(policiesOf(`create policy p on kits ${rest};`).map(({alwaysTrue}) => alwaysTrue)).toEqual([expected]);
	});

	test('dropped, renamed and changed ones', () => {
		const sql =
			'create policy a on kits using (true); create policy b on kits using (true); create policy c on kits for insert with check (true);';
		const after = policiesOf(
			sql,
			'drop policy if exists a on kits; alter policy b on kits rename to d; alter policy c on kits to service_role with check (owner is not null);',
		);
		expect(after.map(({name, roles, alwaysTrue}) => [name, roles, alwaysTrue])).toEqual([
			['d', ['public'], true],
			['c', ['service_role'], false],
		]);
	});

	test('on a table of the platform', () => {
		expect(migrated("create policy files on storage.objects for select using (bucket_id = 'kits');").tables).toMatchObject([
			{schema: 'storage', name: 'objects', made: 'elsewhere', policies: [{name: 'files'}]},
		]);
	});
});

describe('rights', () => {
	const grants = (...sql: readonly string[]) =>
		tableNamed(migrated(kits, ...sql), 'kits').grants.map(
			({privileges, roles, columns}) => `${roles.join()} ${privileges.join()}${columns.length > 0 ? ` of ${columns.join()}` : ''}`,
		);

	test.each([
		['on a table', ['grant select, insert on kits to anon, authenticated;'], ['anon select,insert', 'authenticated select,insert']],
		['on columns', ['grant update (owner) on kits to anon;'], ['anon update of owner']],
		[
			'taken away in part',
			['grant all on kits to anon;', 'revoke insert, update, delete, truncate, references, trigger on kits from anon;'],
			['anon select'],
		],
		['taken away', ['grant select on kits to anon;', 'revoke all on kits from anon;'], []],
		['on all tables of a schema', ['grant select on all tables in schema public to anon;'], ['anon select']],
		['on what is made later', ['alter default privileges in schema public grant select on tables to anon;'], []],
	])('%s', (_what, sql, expected) => {
		expect(grants(...sql)).toEqual(expected);
	});

	test('a table that is made under default privileges comes with them', () => {
		const schema = migrated('alter default privileges in schema public grant select on tables to anon;', kits);
		expect(tableNamed(schema, 'kits').grants).toMatchObject([{privileges: ['select'], roles: ['anon']}]);
	});
});

describe('functions, views and triggers', () => {
	const maker = 'create function public.run(q text) returns void language plpgsql security definer as $$ begin execute q; end $$;';
	const routines = (...sql: readonly string[]) =>
		migrated(...sql).routines.map(({name, kind, definer, searchPath, callers}) => ({name, kind, definer, searchPath, callers}));

	test('a definer function of Supabase is open to everyone until that is taken away', () => {
		expect(routines(maker)).toEqual([
			{name: 'run', kind: 'function', definer: true, searchPath: false, callers: ['anon', 'authenticated', 'public', 'service_role']},
		]);
		expect(routines(maker, 'revoke execute on function run(text) from public, anon, authenticated;')[0]?.callers).toEqual(['service_role']);
		expect(routines(maker, 'revoke execute on function run from public;')[0]?.callers).toEqual(['anon', 'authenticated', 'service_role']);
	});

	test('what ALTER FUNCTION changes, and what a new version keeps', () => {
		expect(routines(maker, "alter function run(text) set search_path = '';")[0]?.searchPath).toBe(true);
		expect(routines(maker, 'alter function run(text) security invoker;')[0]?.definer).toBe(false);
		const again = maker.replace('create function', 'create or replace function');
		expect(routines(maker, 'revoke all on function run(text) from public, anon;', again)[0]?.callers).toEqual([
			'authenticated',
			'service_role',
		]);
		expect(routines(maker, 'drop function run(text);')).toEqual([]);
	});

	test('the body, what it takes and returns', () => {
		expect(migrated(maker).routines[0]).toMatchObject({
			language: 'plpgsql',
			takes: ['text'],
			returns: 'void',
			body: ' begin execute q; end ',
		});
	});

	test('a body in the open holds semicolons', () => {
		const schema = migrated(
			'create function f() returns int language sql begin atomic select 1; select case when true then 2 end; end;\ncreate table kits (id int);',
		);
		expect([schema.routines.length, schema.tables.length, schema.unread.length]).toEqual([1, 1, 0]);
	});

	test('a view runs with the rights of who made it unless it says otherwise', () => {
		expect(
			routines(
				'create view a as select 1; create view b with (security_invoker = on) as select 1; create view c as select 1; alter view c set (security_invoker = true);',
			).map(({name, definer}) => `${name} ${definer}`),
		).toEqual(['a true', 'b false', 'c false']);
	});

	test('a trigger goes with its table, and only the one that is named', () => {
		const two = `${kits} create table sets (id int); create trigger stamp before update on kits execute function touch(); create trigger stamp before update on sets execute function touch();`;
		expect(migrated(two, 'drop trigger stamp on kits;').routines.map(({table, runs}) => [table, runs])).toEqual([['sets', 'touch']]);
		expect(migrated(two, 'drop table sets;').routines.map(({table}) => table)).toEqual(['kits']);
	});
});
