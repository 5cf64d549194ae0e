import {writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {describe, expect, it} from 'vitest';
import {contents} from '../scaffold/grounds.ts';
import {groundFor} from './applied.ts';
import {planFor, repositories} from './repositories.ts';

type Files = Readonly<Record<string, string>>;

const clinic: Files = {
	'package.json': JSON.stringify({
		name: 'clinic',
		scripts: {start: 'node src/server.js'},
		dependencies: {express: '4.19.2', '@prisma/client': '5.0.0', openai: '4.0.0', stripe: '17.0.0'},
	}),
	'public/signup.html': '<form><input type="email" name="email"><input type="tel" name="phone"></form>\n',
	'prisma/schema.prisma': `model User {
  id        String   @id
  email     String
  diagnosis String
  passwordHash String
  messages  Message[]
}
model Message {
  id     String @id
  userId String
  user   User   @relation(fields: [userId], references: [id])
  body   String
}
`,
	'src/server.js': `import OpenAI from 'openai';
import Stripe from 'stripe';
import express from 'express';
const app = express();
app.get('/', (request, response) => response.json([new OpenAI(), new Stripe('x')].length));
app.listen(80);
`,
};
const notice = 'docs/privacy-notice.md';
const breach = 'docs/data-breach.md';
const hostile = {owner: '[x](https://evil.test) | "q": # *', controller: '**Ada** | `x`', deputy: '# y', countries: '| a | b |'};
const textOf = (id: string, path: string, files: Files, said = {}): string =>
	planFor(id, files, said).files.find(one => one.path === path)?.text ?? '';

describe('the draft of the privacy notice', () => {
	const answers = {
		controller: 'Clinic Ltd, 1 High Street, Dublin.',
		contact: 'privacy@clinic.test',
		purpose: 'to see a doctor.',
		kept: '30 days',
	};

	it('says what is kept, what for, and who gets it, from the code', () => {
		const text = textOf('privacy-notice', notice, clinic, answers);
		expect(text).toContain('| health | what the service does with it | your explicit consent |');
		expect(text).toMatch(/\| OpenAI \| answers of a model \|/u);
		expect(text).toMatch(/\| Stripe \| takes payments \|/u);
		expect(text).toContain('is sent to OpenAI.');
		expect(text).toContain('what you do with the service (message)');
		expect(text).toContain('for you: to see a doctor. We keep');
		expect(text).toContain('Clinic Ltd, 1 High Street, Dublin.');
		expect(text).not.toContain('Measuring visits');
	});

	it('is a draft: the check stays open until it is a page that people can read', async () => {
		const ground = groundFor('privacy-notice', clinic, answers);
		const before = contents(ground.root);
		expect(await ground.finding('cmp-no-privacy-notice')).toMatchObject({outcome: 'gap'});
		expect(ground.plan().closes).toEqual([]);
		ground.write();
		expect((await ground.finding('cmp-no-privacy-notice')).outcome).not.toBe('pass');
		expect(ground.plan().files.map(({action}) => action)).toEqual(['same']);
		ground.undo();
		expect(contents(ground.root)).toEqual(before);
	});

	it('says by name what nobody said, and never the name of somebody who does not exist', () => {
		const text = textOf('privacy-notice', notice, clinic);
		expect(text).toContain('Who runs shop, with an address: not said yet');
		expect(text).toContain('no legal advice');
	});
});

describe('the page for leaks', () => {
	it('names what can leak, whom to ask, and the clocks that count here', () => {
		const text = textOf('breach-process', breach, clinic);
		expect(text).toMatch(/\| health \| User\\?\.diagnosis \|/u);
		expect(text).toContain('within 72 hours of knowing');
		expect(text).toContain('your payment provider (Stripe)');
		expect(text).toContain('HIPAA');
		expect(textOf('breach-process', breach, repositories['npm without a lockfile and without checks, heroku'] ?? {})).not.toContain(
			'HIPAA',
		);
	});

	it('counts once somebody decides and it was walked through', async () => {
		const ground = groundFor('breach-process', clinic, {owner: 'Ada, 555-0100'});
		const before = contents(ground.root);
		expect(await ground.finding('cmp-breach-process')).toMatchObject({outcome: 'unknown'});
		ground.write();
		expect(await ground.finding('cmp-breach-process')).toMatchObject({
			outcome: 'unknown',
			because: expect.stringContaining('never rehearsed'),
		});
		const was = ground.text(breach);
		writeFileSync(join(ground.root, breach), was.replace('rehearsed: never', 'rehearsed: 2026-11-24'));
		expect(await ground.finding('cmp-breach-process')).toMatchObject({outcome: 'pass'});
		writeFileSync(
			join(ground.root, breach),
			was.replace('rehearsed: never', 'rehearsed: 2026-11-24').replace(/^owner: .*$/mu, 'owner: nobody yet'),
		);
		expect(await ground.finding('cmp-breach-process')).toMatchObject({
			outcome: 'unknown',
			because: expect.stringContaining('names nobody'),
		});
		writeFileSync(join(ground.root, breach), was);
		ground.undo();
		expect(contents(ground.root)).toEqual(before);
	});
});

it.each(Object.keys(repositories).flatMap(name => [['privacy-notice', name] as const, ['breach-process', name] as const]))(
	'%s is whole for %s',
	(id, name) => {
		for (const said of [{}, hostile]) {
			const plan = planFor(id, repositories[name] ?? {}, said);
			expect(plan.validated.filter(({problem}) => problem !== undefined)).toEqual([]);
			for (const file of plan.files)
				expect(file.text.replace(/^---\n[\s\S]*?\n---\n/u, '')).not.toMatch(
					/<%|%>|undefined|\[object|<script>|\]\(https:\/\/evil|\| --- \|\n\n\S/u,
				);
		}
	},
);
