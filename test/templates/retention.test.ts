import {execFileSync} from 'node:child_process';
import {mkdirSync, mkdtempSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {dirname, join} from 'node:path';
import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import {contents, has} from '../scaffold/grounds.ts';
import {noPostgres, type Postgres, startPostgres} from '../support/postgres.ts';
import {groundFor} from './applied.ts';
import {planFor, repositories} from './repositories.ts';

type Files = Readonly<Record<string, string>>;

const schema = `create table users (id uuid primary key default gen_random_uuid(), email text not null, created_at timestamptz not null default now(), deleted_at timestamptz);
create table threads (id serial primary key, user_id uuid references users(id), created_at timestamptz not null default now());
create table messages (id serial primary key, thread_id integer not null references threads(id), user_id uuid references users(id), body text, created_at timestamptz not null default now());
create table sessions (id serial primary key, user_id uuid references users(id), ip_address text, expires_at timestamptz not null);
create table "Odd 'name'" (id serial primary key, user_id uuid references users(id), email text, "Sent at" timestamptz);
`;
const chat: Files = {
	'package.json': JSON.stringify({name: 'chat', scripts: {start: 'node src/server.js'}, dependencies: {express: '4.19.2', pg: '8.11.0'}}),
	'db/migrations/001_chat.sql': schema,
	'src/server.js':
		"import express from 'express';\nimport pg from 'pg';\nconst app = express();\nexport const pool = new pg.Pool();\napp.listen(3000);\n",
};
const answers = {owner: 'Ada', periods: 'sessions 30, threads: 365 days; messages = 365, users 90, nothing 5'};
const written = (files: Files, said = {}): Readonly<Record<string, string>> =>
	Object.fromEntries(planFor('retention', files, said).files.map(({path, text}) => [path, text]));

describe.skipIf(noPostgres !== undefined)(`on a real PostgreSQL (${noPostgres ?? 'it is there'})`, () => {
	let server: Postgres;
	beforeAll(() => {
		server = startPostgres();
		server.sql(`create database chat`);
		server.sql(schema, 'chat');
		for (const [path, text] of Object.entries(written(chat, answers))) {
			mkdirSync(dirname(join(server.folder, path)), {recursive: true});
			writeFileSync(join(server.folder, path), text);
		}
	}, 120_000);
	afterAll(() => server.stop());

	const purge = (what: string, more = {}) =>
		server.run('bash', [join(server.folder, 'ops/jobs/purge-old-rows.sh'), what], {
			DATABASE_URL: `postgresql:///chat?host=${server.folder}&user=postgres`,
			...more,
		});
	const counts = () =>
		server.sql(
			'select (select count(*) from users), (select count(*) from threads), (select count(*) from messages), (select count(*) from sessions)',
			'chat',
		);

	it('counts first, and deletes what is too old and nothing else', () => {
		server.sql(
			`insert into users (email, created_at, deleted_at) values ('old@shop.test', now() - interval '9 years', null), ('gone@shop.test', now(), now() - interval '91 days'), ('new@shop.test', now(), now() - interval '1 day');
			insert into threads (created_at) values (now() - interval '366 days'), (now() - interval '364 days');
			insert into messages (thread_id, created_at) values (1, now() - interval '366 days'), (2, now());
			insert into sessions (expires_at) values (now() - interval '31 days'), (now() - interval '29 days'), (now() + interval '1 day');`,
			'chat',
		);
		const before = counts();
		const counted = purge('count');
		expect(counted.stdout.trim().split('\n').toSorted()).toEqual([
			'messages, rows that are too old: 1',
			'sessions, rows that are too old: 1',
			'threads, rows that are too old: 1',
			'users, rows that are too old: 1',
		]);
		expect(counts()).toBe(before);
		expect(purge('delete')).toMatchObject({status: 0, stdout: expect.stringContaining('users, rows deleted: 1')});
		expect(counts()).toBe('2|1|1|2');
		expect(server.sql('select email from users order by 1', 'chat')).toBe('new@shop.test\nold@shop.test');
	});

	it('deletes nothing at all when something still refers to a row', () => {
		server.sql(
			"insert into threads (created_at) values (now() - interval '400 days'); insert into messages (thread_id) select max(id) from threads; insert into sessions (expires_at) values (now() - interval '99 days')",
			'chat',
		);
		const before = counts();
		const done = purge('delete');
		expect(done.stderr).toContain('violates foreign key constraint');
		expect(done.status).not.toBe(0);
		expect(counts()).toBe(before);
	});

	it('says what is missing', () => {
		expect(purge('purge').stderr).toContain('say count or delete');
		expect(purge('count', {DATABASE_URL: ''}).stderr).toContain('set DATABASE_URL');
	});
});

it('writes no job for what nobody gave a period, and says which periods fit nothing', () => {
	expect(Object.keys(written(chat))).toEqual(['docs/retention.md']);
	expect(written(chat)['docs/retention.md']).toMatch(/\| `sessions` \| not said yet \| `expires_at` \|/u);
	const plan = planFor('retention', chat, answers);
	expect(plan.after.join('\n')).toContain('No table is called nothing');
	const mongo = repositories['yarn berry, mongo, bullmq, helm'] ?? {};
	expect(Object.keys(written(mongo, {periods: 'users 30'}))).toEqual(['docs/retention.md']);
});

it('never lets an account go by its age alone', () => {
	const noDate = {...chat, 'db/migrations/001_chat.sql': schema.replace(', deleted_at timestamptz', '')};
	const files = written(noDate, {periods: 'users 1, sessions 1'});
	expect(files['ops/jobs/purge-old-rows.sql']).not.toContain('"users"');
	expect(planFor('retention', noDate, {periods: 'users 1'}).after.join('\n')).toContain('users has no date');
});

it('stays open until a person confirmed it, and counts then', async () => {
	const ground = groundFor('retention', chat, answers);
	const before = contents(ground.root);
	expect(await ground.finding('cmp-retention-undefined')).toMatchObject({outcome: 'unknown'});
	ground.write();
	expect(await ground.finding('cmp-retention-undefined')).toMatchObject({
		outcome: 'unknown',
		because: expect.stringContaining('nobody confirmed it yet'),
	});
	expect(ground.plan().files.every(({action}) => action === 'same')).toBe(true);
	const path = join(ground.root, 'docs/retention.md');
	const was = ground.text('docs/retention.md');
	writeFileSync(path, was.replace('confirmed: never', 'confirmed: 2026-11-24').replaceAll('not said yet', 'by hand'));
	expect(await ground.finding('cmp-retention-undefined')).toMatchObject({outcome: 'pass'});
	writeFileSync(path, was);
	ground.undo();
	expect(contents(ground.root)).toEqual(before);
});

it.skipIf(!has('shellcheck'))('holds a script that shellcheck accepts (skipped where it is not installed)', () => {
	const file = join(mkdtempSync(join(tmpdir(), 'retention-')), 'purge.sh');
	writeFileSync(file, written(chat, answers)['ops/jobs/purge-old-rows.sh'] ?? '');
	execFileSync('shellcheck', [file]);
});

it.skipIf(!has('actionlint'))(
	'holds a workflow that actionlint accepts (skipped where it is not installed)',
	() => {
		const file = join(mkdtempSync(join(tmpdir(), 'retention-')), 'retention.yml');
		writeFileSync(file, written(chat, answers)['.github/workflows/retention.yml'] ?? '');
		execFileSync('actionlint', ['-no-color', file]);
	},
	60_000,
);

it.each(Object.keys(repositories))('is whole for %s', name => {
	const plan = planFor('retention', repositories[name] ?? {}, {periods: "users 30, x'; drop table y; -- 5", owner: '[x](y) | # "z"'});
	expect(plan.validated.filter(({problem}) => problem !== undefined)).toEqual([]);
	for (const file of plan.files) expect(file.text).not.toMatch(/<%|%>|undefined|\[object|drop table|\| --- \|\n\n\S/u);
});
