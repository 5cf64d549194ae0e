import {writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {describe, expect, it} from 'vitest';
import {contents} from '../scaffold/grounds.ts';
import {groundFor} from './applied.ts';
import {planFor, repositories} from './repositories.ts';

const shop = repositories['npm, express, postgres, stripe, fly'] ?? {};
const readme = `# Shop\n\n${'Takes the orders of three bakeries and tells their ovens in the morning what to bake. '.repeat(6)}\n`;

describe('the list of accounts', () => {
	const page = (name: string, said = {}): string => planFor('access-register', repositories[name] ?? {}, said).files[0]?.text ?? '';

	it('names each service that the code uses, and what whoever signs in there can do', () => {
		const text = page('npm, express, postgres, stripe, fly');
		expect(text).toMatch(/\| Stripe \| charge, refund, pay out, read customers \|/u);
		expect(text).toMatch(/\| Fly\.io \| put any code live/u);
		expect(text).toMatch(/\| the database \| read, change and delete all data \|/u);
		expect(text.match(/^\| Fly\.io/gmu)).toHaveLength(1);
		expect(page('pnpm, next, supabase, vercel')).not.toContain('| the database |');
	});

	it('counts for both checks once it is filled in and dated, and not before', async () => {
		const ground = groundFor('access-register', {...shop, 'README.md': readme}, {owner: 'Ada', people: 'Ada, Ben', deputy: 'Ben'});
		const before = contents(ground.root);
		expect(await ground.finding('sec-admin-access')).toMatchObject({outcome: 'unknown'});
		ground.write();
		const path = join(ground.root, 'docs/access.md');
		const was = ground.text('docs/access.md');
		for (const check of ['sec-admin-access', 'ops-knowledge-in-one-head']) {
			expect(await ground.finding(check)).toMatchObject({outcome: 'unknown'});
			writeFileSync(path, was.replace('reviewed: never', 'reviewed: 2026-11-24').replace('owner: Ada', 'owner: Ada\n'));
			expect(await ground.finding(check), 'a date alone is not enough').toMatchObject({outcome: 'unknown'});
			writeFileSync(path, was.replaceAll('not said yet', 'Ada and Ben, a passkey each, tried on 2026-11-24'));
			expect(await ground.finding(check)).toMatchObject({outcome: 'pass'});
			writeFileSync(path, was);
		}
		expect(ground.plan().files.map(({action}) => action)).toEqual(['same']);
		ground.undo();
		expect(contents(ground.root)).toEqual(before);
	});
});

describe('AGENTS.md', () => {
	const page = (files: Readonly<Record<string, string>>): string => planFor('agents-md', files).files[0]?.text ?? '';

	it('holds the commands that the manifests have, and no other', () => {
		const text = page(shop);
		expect(text).toContain('npm ci\nnpm run lint\nnpm run test\nnpm run build\n');
		expect(text).toContain('npm run start');
		expect(text).not.toContain('npm run dev');
		expect(page(repositories['uv, fastapi, postgres, compose'] ?? {})).toContain('uv sync --locked');
		expect(page({'main.go': 'package main\n'})).toContain('No script says how it is run');
	});

	it('says what to read first and what is where', () => {
		const text = page({...shop, 'db/migrations/001_a.sql': 'create table orders (id int primary key);\n'});
		expect(text).toMatch(/- `src\/server\.ts`: \S/u);
		expect(text).toContain('Tables: 1; they change only by a new file in `db/migrations`');
		expect(text).toContain('It runs at Fly.io.');
		expect(text).toContain('It hands data to Resend, Stripe.');
	});

	it('is written once, and taken back', () => {
		const ground = groundFor('agents-md', shop);
		const before = contents(ground.root);
		expect(ground.plan().closes).toEqual([]);
		ground.write();
		expect(ground.plan().files.map(({action}) => action)).toEqual(['same']);
		ground.undo();
		expect(contents(ground.root)).toEqual(before);
	});
});

it.each(Object.keys(repositories).flatMap(name => [['access-register', name] as const, ['agents-md', name] as const]))(
	'%s is whole for %s',
	(id, name) => {
		for (const said of [{}, {owner: '[x](https://evil.test)', people: '| "q": # *', deputy: '`x`'}]) {
			const plan = planFor(
				id,
				repositories[name] ?? {},
				said,
				repositories[name]?.['package.json']?.includes('rm -rf') ? '$(rm -rf ~) ``` [x](y)' : 'shop',
			);
			expect(plan.validated.filter(({problem}) => problem !== undefined)).toEqual([]);
			for (const {text} of plan.files) {
				expect(text.replace(/^---\n[\s\S]*?\n---\n/u, '')).not.toMatch(
					/<%|%>|undefined|\[object|\]\(https:\/\/evil|\| --- \|\n\n\S|rm -rf[^~]*\n```/u,
				);
				expect((text.match(/^```/gmu) ?? []).length % 2).toBe(0);
			}
		}
	},
);
