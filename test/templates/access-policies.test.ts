import {writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import {noPostgres, type Postgres, startPostgres} from '../support/postgres.ts';
import {closesTheLoop, type Ground, groundFor} from './applied.ts';

type Files = Readonly<Record<string, string>>;

const app = (sql: Files, code = "db.from('notes').select('*');"): Files => ({
	'package.json': '{"name": "notes", "dependencies": {"@supabase/supabase-js": "2.45.0", "react": "19.0.0"}}',
	'src/db.ts': `import {createClient} from '@supabase/supabase-js';\nexport const db = createClient(import.meta.env.VITE_URL, import.meta.env.VITE_KEY);\n${code}\n`,
	...sql,
});

/** Schemas as people and models write them. */
const notes = app({
	'supabase/migrations/20250101120000_notes.sql': `create table public.profiles (
  id uuid references auth.users on delete cascade primary key,
  full_name text,
  email text,
  role text not null default 'user'
);
create table notes (
  id uuid default gen_random_uuid() primary key,
  user_id uuid references auth.users(id) not null,
  title text not null,
  tags text[] not null,
  done boolean not null,
  created_at timestamptz default now() not null
);
create table plans (id serial primary key, name text not null, price integer not null);
create table "Audit Log" (id bigint generated always as identity primary key, what text);
create table matches (id uuid primary key, home_id uuid references auth.users, away_id uuid references auth.users);
`,
});
const teams = app(
	{
		'supabase/migrations/0001_teams.sql': `create table organizations (id uuid primary key default gen_random_uuid(), name text not null);
create table organization_members (
  organization_id uuid not null references organizations(id),
  user_id uuid not null references auth.users(id),
  role text not null default 'member',
  primary key (organization_id, user_id)
);
create table projects (id uuid primary key default gen_random_uuid(), organization_id uuid not null references organizations(id), created_by uuid references auth.users(id), name text not null);
`,
	},
	"db.from('projects').select('*');",
);
const loose = app(
	{
		'supabase/migrations/20250101120000_crm.sql': `create table contacts (id uuid primary key default gen_random_uuid(), user_id uuid not null, email text);
alter table contacts enable row level security;
create policy "Enable all for everyone" on contacts for all using (true) with check (true);
create table profiles (id uuid primary key references auth.users(id), email text, is_admin boolean default false, bio text);
alter table profiles enable row level security;
create policy "Users can update own profile" on profiles for update using (auth.uid() = id);
create policy "Public profiles are viewable by everyone" on profiles for select using (true);
create table jobs (id uuid primary key, payload jsonb);
alter table jobs enable row level security;
create policy "Service role" on jobs for update using (true);
`,
	},
	"db.from('contacts').select('*');",
);
const script = app({
	'supabase/schema.sql':
		'create table public.notes (id uuid primary key default gen_random_uuid(), user_id uuid not null default auth.uid(), body text);\n',
});

/** What a Supabase project has besides the tables, as far as policies speak of it. */
const project = `create role anon; create role authenticated; create role service_role bypassrls;
create schema auth;
create table auth.users (id uuid primary key);
create function auth.uid() returns uuid language sql stable as $$ select nullif(current_setting('request.jwt.claims', true)::json->>'sub', '')::uuid $$;
grant usage on schema auth, public to anon, authenticated, service_role;
grant execute on function auth.uid() to anon, authenticated;
alter default privileges in schema public grant all on tables to anon, authenticated, service_role;
alter default privileges in schema public grant all on sequences to anon, authenticated, service_role;`;

describe.skipIf(noPostgres !== undefined)(`on a real PostgreSQL (${noPostgres ?? 'it is there'})`, () => {
	let server: Postgres;
	let databases = 0;
	beforeAll(() => {
		server = startPostgres();
		server.sql(project.slice(0, project.indexOf('create schema')));
	}, 120_000);
	afterAll(() => server.stop());

	/** A new database with all SQL of a repository but its tests, and what the test with two people says of it. */
	const tried = (ground: Ground, without?: string): {readonly name: string; readonly says: string} => {
		databases += 1;
		const name = `try_${databases}`;
		server.sql(`create database ${name}`);
		server.sql(project.slice(project.indexOf('create schema')), name);
		const paths = ground.plan().files.map(({path}) => path);
		const [own = ''] = paths;
		const before = Object.keys(without === undefined ? {} : {[without]: 1});
		for (const path of sqlOf(ground)) if (!before.includes(path)) server.sql(ground.text(path), name);
		const test = paths.find(path => path.endsWith('.test.sql')) ?? '';
		const file = join(server.folder, `${name}.sql`);
		writeFileSync(file, ground.text(test));
		expect(own).not.toBe('');
		const done = server.run('psql', ['-XAtq', '-v', 'ON_ERROR_STOP=1', '-d', name, '-f', file]);
		expect(done.stderr).toBe('');
		return {name, says: done.stdout};
	};
	const sqlOf = ({plan}: Ground): readonly string[] => [
		...new Set([...given, ...plan().files.map(({path}) => path)].filter(path => path.endsWith('.sql') && !path.includes('/tests/'))),
	];
	let given: readonly string[] = [];
	const closes = async (
		check: string,
		files: Files,
		answers: Files,
		look: (ground: Ground) => void,
		from: 'gap' | 'unknown' = 'gap',
	): Promise<void> => {
		given = Object.keys(files);
		await closesTheLoop('access-policies', check, files, {answers, run: look, from});
	};

	it('each person reaches their own rows, and what belongs to nobody is closed', async () => {
		await closes('sec-supabase-rls-off', notes, {}, ground => {
			const path = 'supabase/migrations/20250101120001_row_security.sql';
			const {name, says} = tried(ground);
			expect(says).toMatch(/^1\.\.\d+\nok 1 - people see their own row of profiles\n/u);
			expect(says).not.toContain('not ok');
			expect(says.split('\n').filter(line => line.startsWith('ok')).length).toBe(Number(/1\.\.(\d+)/u.exec(says)?.[1]));
			expect(server.sql("select string_agg(relname, ' ' order by relname) from pg_class where relrowsecurity", name)).toBe(
				'Audit Log matches notes plans profiles',
			);
			expect(ground.text(path)).toContain('-- role: only the server may set');
			expect(ground.plan().after.join('\n')).toMatch(/Nobody reaches plans, Audit Log, matches with the public key/u);
			const become = `insert into auth.users values ('11111111-1111-4111-8111-111111111111'); insert into profiles (id) values ('11111111-1111-4111-8111-111111111111'); set role authenticated; set request.jwt.claims = '{"sub": "11111111-1111-4111-8111-111111111111"}';`;
			expect(() => server.sql(`begin; ${become} update profiles set role = 'admin';`, name)).toThrow(/permission denied/u);
			expect(server.sql(`begin; ${become} update profiles set full_name = 'Ada' returning full_name;`, name)).toBe('Ada');
			// Without the migration the same test says what is open.
			const open = tried(ground, path).says;
			expect(open).toMatch(/not ok \d+ - nobody else sees it in notes/u);
			for (const name of ['plans', 'Audit Log', 'matches'])
				expect(open).toMatch(new RegExp(`not ok \\d+ - somebody without sign-in sees nothing in ${name}`, 'u'));
		});
	}, 120_000);

	it('members reach what is their group’s, and nobody lets themselves in', async () => {
		await closes('sec-supabase-rls-off', teams, {}, ground => {
			const {name, says} = tried(ground);
			expect(says).not.toContain('not ok');
			const [ada, ben] = ['11111111-1111-4111-8111-111111111111', '22222222-2222-4222-8222-222222222222'];
			server.sql(
				`insert into auth.users values ('${ada}'), ('${ben}'); insert into organizations values ('${ada}', 'one'), ('${ben}', 'two'); insert into organization_members values ('${ada}', '${ada}'), ('${ben}', '${ben}'); insert into projects (organization_id, name) values ('${ada}', 'of one'), ('${ben}', 'of two');`,
				name,
			);
			const as = (person: string, text: string): string =>
				server.sql(`set role authenticated; set request.jwt.claims = '{"sub": "${person}"}'; ${text}`, name);
			expect(as(ada, 'select name from projects; select name from organizations;')).toBe('of one\none');
			expect(
				as(ada, `with changed as (update projects set name = 'x' where name = 'of two' returning 1) select count(*) from changed`),
			).toBe('0');
			expect(as(ada, `insert into projects (organization_id, name) values ('${ada}', 'new') returning name`)).toBe('new');
			expect(() => as(ada, `insert into organization_members values ('${ben}', '${ada}')`)).toThrow(/row-level security/u);
			expect(() => as(ada, `insert into projects (organization_id, name) values ('${ben}', 'new')`)).toThrow(/row-level security/u);
		});
	}, 120_000);

	it('policies that let in too many get the owner’s condition, or let in the server alone', async () => {
		await closes('sec-policy-always-true', loose, {}, ground => {
			const {name} = tried(ground, 'supabase/tests/row_security.test.sql');
			const open = server.sql("select polname from pg_policy where polroles = '{0}' and pg_get_expr(polqual, polrelid) = 'true'", name);
			expect(open).toBe('');
			expect(server.sql("select polroles::regrole[] from pg_policy where polname = 'Service role'", name)).toBe('{service_role}');
			expect(
				server.sql(
					"select has_column_privilege('authenticated', 'profiles', 'is_admin', 'update'), has_column_privilege('authenticated', 'profiles', 'bio', 'update')",
					name,
				),
			).toBe('f|t');
		});
	}, 120_000);

	it('tables that a script makes get a script of their own, beside it', async () => {
		await closes(
			'sec-supabase-rls-off',
			script,
			{},
			ground => {
				expect(ground.plan().files.map(({path}) => path)[0]).toBe('supabase/schema_row_security.sql');
				expect(tried(ground).says).not.toContain('not ok');
			},
			'unknown',
		);
	}, 120_000);

	it('a table that everybody may read is read by everybody, unless it holds what people would not want read', async () => {
		await closes('sec-supabase-rls-off', notes, {public: 'plans, profiles, nothing'}, ground => {
			const {name} = tried(ground);
			server.sql("insert into plans (name, price) values ('Pro', 9)", name);
			expect(server.sql('set role anon; select name from plans', name)).toBe('Pro');
			expect(() => server.sql("set role anon; insert into plans (name, price) values ('Free', 0)", name)).toThrow(/row-level security/u);
			expect(ground.plan().after.join('\n')).toMatch(/profiles stays closed although you named it[\s\S]*"nothing" is no table/u);
		});
	}, 120_000);
});

it('a second look after new tables writes a new file, and leaves the one that was run as it is', () => {
	const ground = groundFor('access-policies', notes);
	ground.write();
	const first = 'supabase/migrations/20250101120001_row_security.sql';
	const before = ground.text(first);
	writeFileSync(
		join(ground.root, 'supabase/migrations/20250301000000_more.sql'),
		'create table letters (id uuid primary key, user_id uuid references auth.users);\n',
	);
	const [next] = ground.plan().files;
	expect(next?.path).toBe('supabase/migrations/20250301000001_row_security.sql');
	expect(next?.text).toContain('"letters"');
	expect(next?.text).not.toContain('"notes"');
	expect(ground.text(first)).toBe(before);
});

it('a tool that we write no migrations for, and names that SQL could misread, are owed and not guessed at', () => {
	const drizzle = app({
		'drizzle/0000_first.sql':
			'create table "notes" (id uuid primary key, user_id uuid);\n--> statement-breakpoint\ngrant select on notes to anon;\n',
	});
	const odd = app({
		'supabase/migrations/0001_a.sql': `create table "x'; drop table y; --" (id uuid primary key, user_id uuid);\ncreate table notes (id uuid primary key, user_id uuid references auth.users);\n`,
	});
	for (const files of [drizzle, odd]) {
		const plan = groundFor('access-policies', files).plan();
		expect(plan.closes).toEqual([]);
		expect(plan.prepares).not.toEqual([]);
		expect(plan.files.map(({text}) => text).join('\n')).not.toContain('drop table y');
	}
});
