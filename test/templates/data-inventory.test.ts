import {writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {describe, expect, it} from 'vitest';
import {parse} from 'yaml';
import {contents} from '../scaffold/grounds.ts';
import {groundFor} from './applied.ts';
import {planFor, repositories} from './repositories.ts';

type Files = Readonly<Record<string, string>>;

const club: Files = {
	'package.json': JSON.stringify({
		name: 'club',
		scripts: {start: 'node src/server.js'},
		dependencies: {express: '4.19.2', '@prisma/client': '5.0.0', openai: '4.0.0', resend: '3.0.0'},
	}),
	'fly.toml': "app = 'club'\nprimary_region = 'fra'\n",
	'prisma/schema.prisma': `datasource db {
  provider = "postgresql"
}
model Patient {
  id        String  @id
  email     String
  diagnosis String
  visits    Visit[]
}
model Visit {
  id        String  @id
  patientId String
  patient   Patient @relation(fields: [patientId], references: [id])
  notes     String
}
`,
	'src/server.js': `import OpenAI from 'openai';
import {Resend} from 'resend';
import express from 'express';
const app = express();
app.get('/', async (request, response) => response.json([new OpenAI(), new Resend()].length));
app.listen(80);
`,
};
const fastapi: Files = {
	'requirements.txt': 'fastapi==0.115.0\nsqlalchemy==2.0.0\nopenai==1.0.0\nuvicorn\n',
	'main.py': `from openai import OpenAI
from fastapi import FastAPI
from pydantic import BaseModel
from tables import Member

models = OpenAI()
app = FastAPI()


class Join(BaseModel):
    email: str
    date_of_birth: str


@app.post("/join")
def join(one: Join):
    return Member(email=one.email)
`,
	'tables.py': `from sqlalchemy import Column, Integer, String
from sqlalchemy.orm import declarative_base

Base = declarative_base()


class Member(Base):
    __tablename__ = "members"
    id = Column(Integer, primary_key=True)
    email = Column(String, nullable=False)
    phone = Column(String)
`,
};
const answers = {owner: 'Ada "A": [x] | # y', purpose: 'to be helped: at once', kept: '30 days # after', region: 'the EU'};
const text = (files: Files, path: string, said = {}): string =>
	planFor('data-inventory', files, said).files.find(one => one.path === path)?.text ?? '';

describe.each([
	['Prisma and Express', club, 'docs/data-inventory.yaml', ['Patient.diagnosis', 'Patient.email']],
	['SQLAlchemy and FastAPI', fastapi, 'docs/data-inventory.yaml', ['members.email', 'members.phone']],
])('the papers for %s', (_, files, inventory, columns) => {
	it('stay unconfirmed until a person confirms them, and what is not said stays a gap', async () => {
		const ground = groundFor('data-inventory', files, {owner: 'Ada'});
		const before = contents(ground.root);
		expect(await ground.finding('cmp-no-data-inventory')).toMatchObject({outcome: 'unknown'});
		expect(ground.plan().closes).toEqual([]);
		ground.write();
		expect(await ground.finding('cmp-no-data-inventory')).toMatchObject({
			outcome: 'unknown',
			because: expect.stringContaining('nobody confirmed it yet'),
		});
		expect(await ground.finding('cmp-processors-unlisted')).toMatchObject({
			outcome: 'unknown',
			because: expect.stringContaining('nobody confirmed it yet'),
		});
		expect(await ground.finding('cmp-data-residency')).toMatchObject({
			outcome: 'unknown',
			because: expect.stringContaining('nobody confirmed it yet'),
		});
		expect(ground.plan().files.every(({action}) => action === 'same')).toBe(true);
		const paths = ground.plan().files.map(({path}) => path);
		const change = (how: (was: string) => string): void => {
			for (const path of paths) writeFileSync(join(ground.root, path), how(ground.text(path)));
		};
		const drafts = paths.map(path => [path, ground.text(path)] as const);
		change(was => was.replace('confirmed: never', 'confirmed: 2026-11-24 by Ada'));
		expect(await ground.finding('cmp-no-data-inventory')).toMatchObject({outcome: 'gap', because: expect.stringContaining('to fill in')});
		expect(await ground.finding('cmp-processors-unlisted')).toMatchObject({outcome: 'gap'});
		change(was => was.replaceAll('not said yet', 'Frankfurt, 2026-11-20'));
		expect(await ground.finding('cmp-no-data-inventory')).toMatchObject({outcome: 'pass'});
		expect(await ground.finding('cmp-processors-unlisted')).toMatchObject({outcome: 'pass'});
		for (const [path, was] of drafts) writeFileSync(join(ground.root, path), was);
		ground.undo();
		expect(contents(ground.root)).toEqual(before);
	});

	it('name each column once, where it was found and how sure that is', () => {
		const read: {columns: Record<string, {found: string; kept: string}>} = parse(text(files, inventory, answers), {uniqueKeys: true});
		expect(Object.keys(read.columns)).toEqual(expect.arrayContaining(columns));
		for (const row of Object.values(read.columns)) {
			expect(row.found).toMatch(/^[\w./]+:\d+$/u);
			expect(row.kept).toBe(answers.kept);
		}
	});
});

it('takes what a person says as words, whatever they are', () => {
	const read: {owner: string; what_for: string} = parse(text(club, 'docs/data-inventory.yaml', answers));
	expect(read).toMatchObject({owner: answers.owner, what_for: answers.purpose});
	expect(text(club, 'docs/processors.md', answers)).toContain('owner: "Ada \\"A\\"');
});

it('names the companies with what they get, the regions that files set, and what nobody has a column for', () => {
	expect(text(club, 'docs/processors.md')).toMatch(/\| OpenAI \| answers of a model \| .* \| `src\/server\.js:1` \|/u);
	expect(text(club, 'docs/processors.md')).toMatch(/\| Resend \| e-mail \|/u);
	expect(text(club, 'docs/data-residency.md')).toContain('- `fra` in `fly.toml:2`');
	expect(text(club, 'docs/data-inventory.yaml')).toMatch(/tables:\n {2}"Visit":\n {4}belongs_by: "patientId"/u);
	expect(text(fastapi, 'docs/data-inventory.yaml')).toMatch(/asked:\n {2}"Join\.date_of_birth":/u);
	expect(text(fastapi, 'docs/data-residency.md')).toContain('No file of the repository sets a region');
});

it.each(Object.keys(repositories))('are whole for %s', name => {
	const plan = planFor('data-inventory', repositories[name] ?? {}, answers);
	expect(plan.validated.filter(({problem}) => problem !== undefined)).toEqual([]);
	for (const file of plan.files) expect(file.text).not.toMatch(/<%|%>|undefined|\[object|\| --- \|\n\n\S/u);
});
