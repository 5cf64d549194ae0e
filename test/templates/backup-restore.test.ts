// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the syntax of other languages is what is tested here
import {execFileSync, spawn} from 'node:child_process';
import {chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {dirname, join} from 'node:path';
import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import {parse} from 'yaml';

import {workflowProblem} from '../../source/scaffold/validators/workflow.ts';
import {contents, has} from '../scaffold/grounds.ts';
import {noPostgres, type Postgres, startPostgres} from '../support/postgres.ts';
import {groundFor} from './applied.ts';
import {planFor, repositories} from './repositories.ts';

const shop = repositories['npm, express, postgres, stripe, fly'] ?? {};
const texts = (): ReadonlyMap<string, string> => new Map(planFor('backup-restore', shop).files.map(({path, text}) => [path, text]));

/** A database with what makes a copy go wrong: partitions, odd names, row security, types that print by settings, a column named like an alias. */
const database = `
CREATE EXTENSION pgcrypto;
CREATE ROLE app LOGIN;
CREATE ROLE backup LOGIN BYPASSRLS IN ROLE pg_read_all_data;
CREATE ROLE blind LOGIN IN ROLE pg_read_all_data;
CREATE ROLE "odd name";
CREATE SCHEMA "Odd Schema";
CREATE TYPE state AS ENUM ('new', 'paid');
CREATE TABLE customers (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, email text UNIQUE NOT NULL, about jsonb, photo bytea, since timestamptz DEFAULT now(), whole text);
CREATE TABLE orders (id bigserial, customer bigint REFERENCES customers, state state, price money, weight float8, wait interval, placed date, PRIMARY KEY (id, placed)) PARTITION BY RANGE (placed);
CREATE TABLE orders_2025 PARTITION OF orders FOR VALUES FROM ('2025-01-01') TO ('2026-01-01');
CREATE TABLE orders_2026 PARTITION OF orders FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
CREATE TABLE "Odd Schema"."a ""table"" ünd	tab" (t text, "T" int);
CREATE TABLE nothing (a int);
INSERT INTO customers (email, about, photo) SELECT 'u' || i || '@shop.test', jsonb_build_object('n', i), gen_random_bytes(16) FROM generate_series(1, 2000) i;
INSERT INTO orders (customer, state, price, weight, wait, placed) SELECT 1 + i % 2000, 'new', i::money, i / 7.0, make_interval(mins => i), date '2025-01-01' + i % 700 FROM generate_series(1, 3000) i;
INSERT INTO "Odd Schema"."a ""table"" ünd	tab" VALUES (E'tab\\tline\\nquote'' € \\\\', 1), (NULL, NULL);
CREATE INDEX ON orders (customer);
CREATE VIEW paid AS SELECT * FROM orders WHERE state = 'paid';
CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN NEW.since := now(); RETURN NEW; END';
CREATE TRIGGER touched BEFORE UPDATE ON customers FOR EACH ROW EXECUTE FUNCTION touch();
ALTER TABLE customers ENABLE ROW LEVEL SECURITY;
ALTER TABLE customers FORCE ROW LEVEL SECURITY;
CREATE POLICY own ON customers USING (false);
ALTER TABLE nothing OWNER TO app;
GRANT SELECT ON customers TO "odd name";
`;

const supabase = repositories['pnpm, next, supabase, vercel'] ?? {};
/** Schemas of the vendor beside one's own, which lean on extensions in a schema of theirs. */
const project = `
CREATE SCHEMA auth AUTHORIZATION auth_admin; CREATE SCHEMA storage; CREATE SCHEMA extensions; CREATE SCHEMA vault;
CREATE EXTENSION pgcrypto SCHEMA extensions; CREATE EXTENSION "uuid-ossp" SCHEMA extensions;
CREATE TABLE auth.users (id uuid PRIMARY KEY DEFAULT extensions.uuid_generate_v4(), email text);
ALTER TABLE auth.users OWNER TO auth_admin;
CREATE FUNCTION auth.uid() RETURNS uuid LANGUAGE sql STABLE AS $$ SELECT nullif(current_setting('request.jwt.claims', true), '')::uuid $$;
CREATE TABLE storage.objects (id uuid PRIMARY KEY DEFAULT extensions.uuid_generate_v4(), owner uuid);
CREATE TABLE vault.secrets (secret text);
CREATE TABLE public.notes (id uuid PRIMARY KEY DEFAULT extensions.uuid_generate_v4(), user_id uuid REFERENCES auth.users, code text DEFAULT encode(extensions.gen_random_bytes(4), 'hex'));
ALTER TABLE public.notes ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON public.notes TO authenticated USING (auth.uid() = user_id);
GRANT SELECT ON public.notes TO anon, authenticated;
INSERT INTO auth.users (email) VALUES ('a@shop.test'); INSERT INTO storage.objects DEFAULT VALUES; INSERT INTO public.notes (user_id) SELECT id FROM auth.users; INSERT INTO vault.secrets VALUES ('x');
`;

describe.skipIf(noPostgres !== undefined)(`the scripts on a real server (${noPostgres ?? 'it is there'})`, () => {
	let live: Postgres;
	let spare: Postgres;
	let scripts: string;
	let copies: string;

	beforeAll(() => {
		live = startPostgres();
		spare = startPostgres();
		live.sql('CREATE DATABASE shop');
		live.sql(database, 'shop');
		scripts = join(live.folder, 'ops/backup');
		for (const [path, text] of texts()) {
			mkdirSync(dirname(join(live.folder, path)), {recursive: true});
			writeFileSync(join(live.folder, path), text);
		}
		chmodSync(scripts, 0o755);
		copies = join(live.folder, 'copies');
	}, 120_000);
	afterAll(() => {
		live.stop();
		spare.stop();
	});

	const backup = (more: Readonly<Record<string, string>> = {}) =>
		live.run('bash', [join(scripts, 'backup.sh')], {PGDATABASE: 'shop', BACKUP_DIR: copies, ...more});
	const drill = (args: readonly string[] = [], more: Readonly<Record<string, string>> = {}) =>
		live.run('bash', [join(scripts, 'restore-drill.sh'), ...args], {BACKUP_DIR: copies, ...more});
	const elsewhere = () => ['--server', `host=${spare.folder} user=postgres dbname=postgres`];
	const names = () => readdirSync(copies).filter(name => name.startsWith('shop-'));
	/** A copy of the newest copy, changed, and sealed again where that is wanted. */
	const damaged = (how: string, sealed = true): string => {
		const folder = join(live.folder, 'damaged');
		const seal = sealed ? 'rm SHA256SUMS && sha256sum -- * >SHA256SUMS' : 'true';
		const done = live.run('bash', [
			'-ec',
			`rm -rf '${folder}' && cp -r '${join(copies, names().toSorted().at(-1) ?? '')}' '${folder}' && cd '${folder}' && ${how} && ${seal}`,
		]);
		expect(done.stderr).toBe('');
		return folder;
	};

	it('copies a database that is written to meanwhile, and the restore is the same row by row', async () => {
		const writer = spawn(
			'bash',
			[
				'-c',
				`while :; do psql -Xq -d shop -c "INSERT INTO orders (customer, state, placed) VALUES (1, 'new', '2026-03-03'); UPDATE customers SET about = about || '{\\"x\\": 1}' WHERE id = 1 + (random() * 1999)::int"; done`,
			],
			{
				env: {...live.environment},
				stdio: 'ignore',
			},
		);
		const made = backup();
		writer.kill();
		await new Promise(resolve => writer.once('exit', resolve));
		expect(made.stderr).toMatch(/OK .*: 5 tables/u);
		const proven = drill(['--record', join(live.folder, 'drills')]);
		expect(proven.stderr).toMatch(/PROVEN 5 tables, \d{4} rows, every row compared/u);
		expect(proven.status).toBe(0);
		const page = readdirSync(join(live.folder, 'drills')).find(name => name.startsWith('restore-')) ?? '';
		expect(readFileSync(join(live.folder, 'drills', page), 'utf8')).toMatch(/\| Tables \| 5 \|\n\| Rows \| \d{4} \|/u);
	}, 120_000);

	it('is restored on another server too, which is left as it was', () => {
		expect(drill(elsewhere()).stderr).toContain('PROVEN 5 tables');
		expect(drill(['--server', `postgresql://postgres@/postgres?host=${spare.folder}`]).stderr).toContain('PROVEN 5 tables');
		expect(spare.sql("SELECT count(*) FROM pg_database WHERE datname LIKE 'restore%'")).toBe('0');
	}, 120_000);

	it.each([
		['a role that may not read everything', {PGUSER: 'app'}, 'permission denied'],
		['a role from which row security hides rows', {PGUSER: 'blind'}, 'row-level security'],
		['a server that cannot be reached', {PGHOST: '/nowhere'}, 'no copy was published'],
		['a database that is empty', {PGDATABASE: 'postgres'}, 'no table that this role can see'],
		['a number that is none', {BACKUP_KEEP: '0; rm -rf /'}, 'must be a number'],
		['a schema that is none', {BACKUP_SCHEMAS: "x' --"}, 'BACKUP_SCHEMAS must be'],
	])('publishes nothing for %s', (_, more, said) => {
		const before = names();
		const made = backup(more);
		expect(made.stderr).toContain(said);
		expect(made.status).toBe(1);
		expect(readdirSync(copies).filter(name => name.startsWith('.unfinished'))).toEqual([]);
		expect(names()).toEqual(before);
	});

	it('keeps as many as it is told, and only of this database', () => {
		mkdirSync(join(copies, 'shop-20200101T000000Z'));
		mkdirSync(join(copies, 'other-20200101T000000Z'));
		const made = backup({PGUSER: 'backup', BACKUP_KEEP: '1'});
		expect(made.stderr).toContain('shop-20200101T000000Z: the newest 1 stay');
		expect(readdirSync(copies).filter(name => !name.startsWith('.'))).toEqual([
			'other-20200101T000000Z',
			made.stdout.trim().split('/').at(-1),
		]);
	}, 120_000);

	it('copies chosen schemas alone, and compares those', () => {
		const folder = join(live.folder, 'chosen');
		expect(backup({BACKUP_DIR: folder, BACKUP_SCHEMAS: 'public'}).stderr).toMatch(/OK .*: 4 tables/u);
		const before = join(live.folder, 'before.sql');
		writeFileSync(before, 'CREATE SCHEMA IF NOT EXISTS extensions;\n');
		expect(drill(elsewhere(), {BACKUP_DIR: folder, DRILL_BEFORE: before}).stderr).toContain('PROVEN 4 tables');
	}, 120_000);

	it.each([
		['one byte that flipped', 'printf X | dd of=dump.pgc bs=1 seek=9000 conv=notrunc status=none', false, 'a checksum does not fit'],
		['a file that is gone', 'rm roles.sql', false, 'a checksum does not fit'],
		['a manifest that nothing seals', "sed -i '/manifest/d' SHA256SUMS", false, 'manifest.tsv is not sealed'],
		['a dump that was cut off, and sealed again', 'truncate -s -4000 dump.pgc', true, 'FAILED'],
		[
			'a row that is missing',
			`awk -F '\\t' -v OFS='\\t' '$2 ~ /customers/ && $1 == "table" { $3++ } 1' manifest.tsv >m && mv m manifest.tsv`,
			true,
			'table "public.customers": 2000 rows instead of 2001',
		],
		[
			'a value that changed',
			`awk -F '\\t' -v OFS='\\t' '$2 ~ /customers/ && $1 == "table" { $4 = 1 } 1' manifest.tsv >m && mv m manifest.tsv`,
			true,
			'table "public.customers": as many rows, and other contents',
		],
		[
			'a table that did not come back',
			`printf 'table\\t"public.lost"\\t1\\t1\\n' >>manifest.tsv`,
			true,
			'table "public.lost" did not come back',
		],
		['a table that was not there', `sed -i '/"public.nothing"/d' manifest.tsv`, true, 'table "public.nothing" was not there before'],
		['a policy that is missing', `sed -i 's/policies\\t1/policies\\t2/' manifest.tsv`, true, 'policies: 1 instead of 2'],
		[
			'a sequence that went back',
			`sed -i -E 's/^(sequence\\t"public.orders_id_seq"\\t)[0-9]+/\\1999999/' manifest.tsv`,
			true,
			'orders_id_seq": stands at',
		],
		['data that is too old', `sed -i -E 's/^(taken\\t)20../\\12020/' manifest.tsv`, true, 'at most 26 h may be lost'],
	])(
		'the drill refuses %s',
		(_, how, sealed, said) => {
			const done = drill([...elsewhere(), '--backup', damaged(how, sealed)]);
			expect(done.stderr).toContain(said);
			expect(done.stderr).not.toContain('PROVEN');
			expect(done.status).toBe(1);
		},
		30_000,
	);

	it('the drill refuses the server that the copy came from, no copy at all, and more time than is allowed', () => {
		expect(drill(['--server', `host=${live.folder} user=postgres dbname=postgres`]).stderr).toContain(
			'the server that the copy was taken from',
		);
		expect(drill([], {BACKUP_DIR: '/nowhere'}).stderr).toContain('there is no copy');
		expect(drill(['--sever', 'x']).stderr).toContain('--sever is not known');
	});

	it('copies what is yours of a database like that of Supabase, and a server of its own takes it back', () => {
		live.sql('CREATE DATABASE project; CREATE ROLE anon; CREATE ROLE authenticated; CREATE ROLE auth_admin');
		live.sql(project, 'project');
		const folder = join(live.folder, 'project');
		const made = backup({PGDATABASE: 'project', BACKUP_DIR: folder, BACKUP_SCHEMAS: 'public auth storage'});
		expect(made.stderr).toMatch(/OK .*: 3 tables/u);
		const before = join(live.folder, 'before-restore.sql');
		writeFileSync(before, planFor('backup-restore', supabase).files.find(({path}) => path.endsWith('before-restore.sql'))?.text ?? '');
		expect(drill([], {BACKUP_DIR: folder}).stderr).toContain('what it says above is what would go wrong in an emergency');
		expect(drill([], {BACKUP_DIR: folder, DRILL_BEFORE: before}).stderr).toContain('PROVEN 3 tables, 3 rows');
	}, 120_000);

	it.skipIf(!has('age'))(
		'an encrypted copy holds no readable dump, and comes back with its key alone (skipped where age is not installed)',
		() => {
			const key = join(live.folder, 'key');
			live.run('age-keygen', ['-o', key]);
			const folder = join(live.folder, 'closed');
			expect(backup({BACKUP_DIR: folder, BACKUP_AGE_RECIPIENT: live.run('age-keygen', ['-y', key]).stdout.trim()}).status).toBe(0);
			const [name = ''] = readdirSync(folder).filter(one => one.startsWith('shop-'));
			expect(readdirSync(join(folder, name)).toSorted()).toEqual(['SHA256SUMS', 'dump.pgc.age', 'manifest.tsv', 'roles.sql']);
			expect(drill(elsewhere(), {BACKUP_DIR: folder}).stderr).toContain('set BACKUP_AGE_IDENTITY_FILE');
			expect(drill(elsewhere(), {BACKUP_DIR: folder, BACKUP_AGE_IDENTITY_FILE: key}).stderr).toContain('PROVEN 5 tables');
		},
		30_000,
	);

	it('a copy goes to the bucket and back, whole or not at all', () => {
		// The program of the storage, as far as it is called here: a bucket is a folder.
		const bucket = join(live.folder, 'bucket');
		const programs = join(live.folder, 'programs');
		mkdirSync(programs);
		writeFileSync(
			join(programs, 'aws'),
			`#!/usr/bin/env bash
set -eu
here() { printf '%s' "\${1/s3:\\/\\//${bucket}/}"; }
case $2 in
ls) cd "$(here "$3")" && find . -type f -printf '2026-01-01 00:00:00 %s %P\\n' ;;
cp) from=$(here "$3") to=$(here "$4")
	if [[ " $* " == *' --recursive '* ]]; then mkdir -p "$to" && cp -r "$from/." "$to" && if [[ " $* " == *' --exclude SHA256SUMS '* ]]; then rm "$to/SHA256SUMS"; fi
	else cp "$from" "$to"; fi ;;
esac
`,
			{mode: 0o755},
		);
		const storage = {PATH: `${programs}:${live.environment.PATH}`, BACKUP_BUCKET: 'shop-copies/nightly'};
		const send = (way: string, folder: string, more = {}) =>
			live.run('bash', [join(scripts, 'bucket.sh'), way], {...storage, BACKUP_DIR: folder, ...more});
		live.run('mkdir', ['-p', join(bucket, 'shop-copies/nightly/shop-29990101T000000Z')]);
		live.run('touch', [join(bucket, 'shop-copies/nightly/shop-29990101T000000Z/dump.pgc')]);
		expect(send('fetch', join(live.folder, 'back')).stderr).toContain('there is no whole copy');
		live.run('rm', ['-r', join(copies, 'other-20200101T000000Z')]);
		expect(send('send', copies).stderr).toContain(`bucket: sent s3://shop-copies/nightly/${names()[0]}`);
		expect(send('fetch', join(live.folder, 'back')).stdout.trim()).toBe(join(live.folder, 'back', names()[0] ?? ''));
		expect(drill(elsewhere(), {BACKUP_DIR: join(live.folder, 'back')}).stderr).toContain('PROVEN 5 tables');
		expect(send('send', copies, {BACKUP_BUCKET: '--help; id'}).stderr).toContain('must be the name of a bucket');
		expect(send('send', join(live.folder, 'drills')).stderr).toContain('run backup.sh first');
		expect(existsSync(join(bucket, 'shop-copies/nightly', names()[0] ?? '', 'SHA256SUMS'))).toBe(true);
	}, 120_000);
});

const hostile = repositories['a hostile one'] ?? {};
const onGitlab = {...shop, '.gitlab-ci.yml': 'test:\n  script: npm test\n'};
const plans = [
	['a server with PostgreSQL', shop],
	['Supabase', supabase],
	['a repository on GitLab', onGitlab],
	['a hostile repository', hostile],
] as const;
const page = (files: Readonly<Record<string, string>>, answers = {}) =>
	planFor('backup-restore', files, answers).files.find(({path}) => path === 'docs/backups.md')?.text ?? '';

describe.each(plans)('what is written for %s', (_, files) => {
	const plan = planFor('backup-restore', files, {owner: 'Ada: [x](y) | "z"'});

	it('is accepted by the checker of workflows, and closes nothing that a person still owes', () => {
		expect(plan.validated.filter(({problem}) => problem !== undefined)).toEqual([]);
		expect(plan.closes).toEqual([]);
		expect(plan.prepares.map(({check}) => check)).toEqual(['dat-no-backup', 'dat-restore-untested']);
	});

	it.skipIf(!has('shellcheck'))('holds scripts and commands that shellcheck accepts (skipped where it is not installed)', () => {
		const folder = mkdtempSync(join(tmpdir(), 'backup-'));
		const steps = plan.files
			.filter(({path}) => path.endsWith('.yml'))
			.flatMap(({text}) => {
				const {jobs}: {jobs: Record<string, {steps: {run?: string}[]}>} = parse(text);
				return Object.values(jobs).flatMap(job => job.steps.flatMap(({run}) => run ?? []));
			});
		const blocks = [...page(files).matchAll(/```bash\n(?<code>[\s\S]*?)```/gu)].map(({groups}) => groups?.code ?? '');
		const all = [
			...plan.files.filter(({path}) => path.endsWith('.sh')).map(({text}) => text),
			...[...steps, ...blocks].map(code => `#!/usr/bin/env bash\n${code}`),
		];
		expect(blocks.length).toBeGreaterThan(3);
		const paths = all.map((text, index) => {
			writeFileSync(join(folder, `${index}.sh`), text);
			return join(folder, `${index}.sh`);
		});
		execFileSync('shellcheck', ['-S', 'style', '-e', 'SC1091,SC2016', ...paths]);
	});

	it('leaves nothing to fill in, and says what the host keeps only where a host is known', () => {
		const text = page(files, {owner: 'Ada'});
		expect(text).not.toMatch(/<%|%>|undefined|TODO|TBD|example\.com|<your|\| --- \|\n\n\S/u);
		expect(text).toContain('copied: never\nrestored: never\n');
	});
});

it('says what each host keeps and does not, and leaves the workflows out where another pipeline runs', () => {
	expect(page(supabase)).toMatch(/\| Supabase \| a copy each day.*\| .*free plan/u);
	expect(page(supabase)).toContain('Session pooler');
	expect(page(shop)).toMatch(/\| Fly\.io \|/u);
	expect(planFor('backup-restore', onGitlab).files.map(({path}) => path)).not.toContain('.github/workflows/backup.yml');
	expect(page(onGitlab)).toContain('crontab');
	expect(page(shop)).toContain('gh secret set');
	expect(page(onGitlab)).not.toContain('gh secret set');
});

it('the check says what is owed until a person writes the day, and passes then', async () => {
	const ground = groundFor('backup-restore', shop, {owner: 'Ada'});
	const before = contents(ground.root);
	expect(await ground.finding('dat-no-backup')).toMatchObject({outcome: 'unknown'});
	ground.write();
	expect(await ground.finding('dat-no-backup')).toMatchObject({
		outcome: 'unknown',
		because: expect.stringContaining('no copy was made yet'),
	});
	expect(await ground.finding('dat-restore-untested')).toMatchObject({
		outcome: 'unknown',
		because: expect.stringContaining('no copy was restored yet'),
	});
	expect(ground.plan().files.map(({action}) => action)).toEqual(ground.plan().files.map(() => 'same'));
	const written = ground.text('docs/backups.md');
	writeFileSync(
		join(ground.root, 'docs/backups.md'),
		written.replace('copied: never', 'copied: 2026-11-24').replace('restored: never', 'restored: 2026-11-24'),
	);
	expect(await ground.finding('dat-no-backup')).toMatchObject({outcome: 'pass'});
	expect(await ground.finding('dat-restore-untested')).toMatchObject({outcome: 'pass'});
	writeFileSync(join(ground.root, 'docs/backups.md'), written);
	ground.undo();
	expect(contents(ground.root)).toEqual(before);
});

it.each([
	['a schedule that is none', "cron: '17 3 * * *'", "cron: 'every night'", 'cron'],
	['a run step with an expression', 'run: bash ops/backup/backup.sh', 'run: bash ops/backup/backup.sh ${{ github.actor }}', 'expression'],
	['a failure that is hidden', 'run: bash ops/backup/backup.sh', 'run: bash ops/backup/backup.sh || true', 'hides'],
])('the checker refuses %s', (_, good, bad, said) => {
	const text = planFor('backup-restore', shop).files.find(({path}) => path.endsWith('backup.yml'))?.text ?? '';
	expect(workflowProblem(text, {})).toBeUndefined();
	expect(text).toContain(good);
	expect(workflowProblem(text.replace(good, bad), {})).toContain(said);
});

it.skipIf(!has('actionlint')).each([
	['a server with PostgreSQL', shop],
	['Supabase', supabase],
])(
	'the workflows for %s are accepted by actionlint (skipped where it is not installed)',
	(_, files) => {
		const folder = mkdtempSync(join(tmpdir(), 'backup-'));
		const paths = planFor('backup-restore', files)
			.files.filter(({path}) => path.endsWith('.yml'))
			.map(({path, text}) => {
				const file = join(folder, path.replaceAll('/', '-'));
				writeFileSync(file, text);
				return file;
			});
		expect(paths).toHaveLength(2);
		execFileSync('actionlint', ['-no-color', ...paths]);
	},
	60_000,
);
