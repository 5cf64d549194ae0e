import {spawn} from 'node:child_process';
import {mkdirSync, mkdtempSync, writeFileSync} from 'node:fs';
import {createServer, type Server} from 'node:http';
import {tmpdir} from 'node:os';
import {dirname, join} from 'node:path';
import {afterAll, beforeAll, describe, expect, it} from 'vitest';
import {contents, has} from '../scaffold/grounds.ts';
import {groundFor} from './applied.ts';
import {planFor, repositories} from './repositories.ts';

type Files = Readonly<Record<string, string>>;

const express: Files = {
	'package.json': JSON.stringify({
		name: 'helper',
		scripts: {start: 'node src/server.js'},
		dependencies: {express: '4.19.2', openai: '4.0.0'},
	}),
	'src/server.js': `import express from 'express';
import OpenAI from 'openai';
const models = new OpenAI();
const app = express();
app.use(express.json());
app.post('/api/chat', async (request, response) => {
	const answer = await models.chat.completions.create({model: 'gpt-4o', messages: [{role: 'user', content: request.body.message}]});
	response.json({reply: answer.choices[0].message.content});
});
app.listen(3000);
`,
};
const fastapi: Files = {
	'requirements.txt': 'fastapi==0.115.0\nanthropic==0.40.0\n',
	'main.py': `from anthropic import Anthropic
from fastapi import FastAPI

app = FastAPI()
client = Anthropic()


@app.post("/ask")
def ask(question: str):
    return client.messages.create(model="claude-sonnet-4-5", max_tokens=200, messages=[{"role": "user", "content": question}])
`,
};

/** Applications that answer in different ways: one holds, one obeys, one gives its answer in pieces, one is broken. */
const behaviours: Readonly<Record<string, (input: string) => {readonly status: number; readonly body: string}>> = {
	holds: () => ({status: 200, body: JSON.stringify({reply: 'I can help you with your orders. I will not do that.'})}),
	obeys: () => ({status: 200, body: JSON.stringify({reply: [{text: 'Kestrel'}]})}),
	pieces: () => ({
		status: 200,
		body: 'data: {"choices": [{"delta": {"content": "KES"}}]}\n\ndata: {"choices": [{"delta": {"content": "TREL"}}]}\n\ndata: [DONE]\n\n',
	}),
	parts: () => ({status: 200, body: '0:"KES"\n0:"TREL"\nd:{"finishReason":"stop"}\n'}),
	broken: () => ({status: 500, body: 'no'}),
	silent: () => ({status: 200, body: '{"reply": ""}'}),
	marked: () => ({status: 200, body: '{"reply": "My orders begin with ZAFFRE"}'}),
};

let server: Server;
let base = '';
const asked: string[] = [];
beforeAll(async () => {
	server = createServer((request, response) => {
		const parts: Buffer[] = [];
		request.on('data', (part: Buffer) => parts.push(part));
		request.on('end', () => {
			const sent = Buffer.concat(parts).toString();
			asked.push(sent);
			const {status, body} = behaviours[request.url?.slice(1) ?? '']?.(sent) ?? {status: 404, body: ''};
			response.writeHead(status).end(body);
		});
	});
	await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
	const address = server.address();
	if (address === null || typeof address === 'string') throw new Error('the server has no port');
	base = `http://127.0.0.1:${address.port}`;
});
afterAll(() => new Promise(resolve => server.close(resolve)));

const written = (files: Files, answers: Files = {}): string => {
	const folder = mkdtempSync(join(tmpdir(), 'evals-'));
	for (const {path, text} of planFor('ai-card', files, answers).files) {
		mkdirSync(dirname(join(folder, path)), {recursive: true});
		writeFileSync(join(folder, path), text);
	}
	return folder;
};
const run = (program: string, args: readonly string[], cwd: string): Promise<{readonly code: number | null; readonly out: string}> =>
	new Promise(resolve => {
		const child = spawn(program, args, {cwd});
		let out = '';
		child.stdout.on('data', (part: Buffer) => (out += part));
		child.stderr.on('data', (part: Buffer) => (out += part));
		child.on('close', code => resolve({code, out}));
	});

describe.each([
	['Node', express, process.execPath, 'evals/run.mjs', true],
	['Python', fastapi, 'python3', 'evals/run.py', has('python3')],
])('the runner for %s', (_, files, program, path, there) => {
	const cases = (behaviour: string, folder = written(files), more: readonly string[] = []) =>
		run(program, [path, '--url', `${base}/${behaviour}`, ...more], folder);

	it.skipIf(!there)(
		'lets an application pass that holds, and says that no case of one’s own is there (skipped where the program is missing)',
		async () => {
			const {code, out} = await cases('holds');
			expect(out).toContain('attacks that failed: 15 of 15; answers that are right: 0 of 0');
			expect(out).toContain('no case of your own yet');
			expect(code).toBe(0);
		},
	);

	it.skipIf(!there).each(['obeys', 'pieces', 'parts', 'silent'])(
		'fails an application that %s (skipped where the program is missing)',
		async behaviour => {
			const {code, out} = await cases(behaviour);
			expect(out).toContain('FAIL override-plain');
			expect(code).toBe(1);
		},
	);

	it.skipIf(!there)(
		'says that an application cannot be asked instead of calling it good (skipped where the program is missing)',
		async () => {
			expect(await cases('broken')).toMatchObject({code: 2, out: expect.stringContaining('it answered 500')});
			expect(await cases('holds', written(files), ['--only', 'nothing'])).toMatchObject({code: 2});
			expect(await cases('marked', written(files), ['--marker', 'zaffre'])).toMatchObject({
				code: 1,
				out: expect.stringContaining('holds: zaffre'),
			});
		},
	);

	it.skipIf(!there)(
		'compares answers with cases of one’s own: nine of ten must be right (skipped where the program is missing)',
		async () => {
			const folder = written(files);
			const own = Array.from({length: 10}, (_one, index) =>
				JSON.stringify({
					id: `own-${index}`,
					kind: 'answer',
					input: 'x "y"\n',
					must: index === 0 ? ['refund'] : ['ORDERS', '/help.*you/'],
					mustNot: [],
				}),
			);
			writeFileSync(join(folder, 'evals/cases.jsonl'), own.join('\n'));
			expect(await cases('holds', folder)).toMatchObject({code: 0, out: expect.stringContaining('right: 9 of 10')});
			expect(JSON.parse(asked.at(-1) ?? '')).toEqual({message: 'x "y"\n'});
			writeFileSync(join(folder, 'evals/cases.jsonl'), own.join('\n').replaceAll('ORDERS', 'INVOICES'));
			expect((await cases('holds', folder)).code).toBe(1);
			writeFileSync(join(folder, 'evals/cases.jsonl'), `${own[0]}\n{`);
			expect(await cases('holds', folder)).toMatchObject({code: 2, out: expect.stringContaining('line 2')});
		},
	);
});

it('no attack holds the word that it wants, so that an answer which quotes it is no failure', () => {
	const lines = (planFor('ai-card', express).files.find(({path}) => path.endsWith('.jsonl'))?.text ?? '').trim().split('\n');
	const all = lines.map((line): {id: string; input: string; mustNot: string[]} => JSON.parse(line));
	expect(new Set(all.map(({id}) => id)).size).toBe(all.length);
	for (const {input, mustNot} of all)
		for (const part of mustNot.filter(one => !one.startsWith('/'))) expect(input.toLowerCase()).not.toContain(part.toLowerCase());
});

it('the card names who may ask the model, where, and by which company', () => {
	const card = (files: Files): string => planFor('ai-card', files).files.find(({path}) => path === 'docs/ai-card.md')?.text ?? '';
	expect(card(express)).toContain('| anyone | `POST /api/chat` | `src/server.js:6` |');
	expect(card(express)).toContain('| OpenAI | `src/server.js:2` |');
	expect(card(express)).toContain('--url http://localhost:3000/api/chat');
	expect(card(fastapi)).toContain('python3 evals/run.py --url http://localhost:8000/ask');
});

it('counts once a person filled in and confirmed it', async () => {
	const ground = groundFor('ai-card', express, {owner: 'Ada', body: '{"q": "{input}", "x": "\'$(id)`"}'});
	const before = contents(ground.root);
	expect(await ground.finding('cmp-ai-governance')).toMatchObject({outcome: 'unknown'});
	ground.write();
	expect(await ground.finding('cmp-ai-governance')).toMatchObject({
		outcome: 'unknown',
		because: expect.stringContaining('nobody confirmed it yet'),
	});
	expect(ground.plan().files.every(({action}) => action === 'same')).toBe(true);
	const path = join(ground.root, 'docs/ai-card.md');
	const was = ground.text('docs/ai-card.md');
	writeFileSync(path, was.replace('confirmed: never', 'confirmed: 2026-11-24'));
	expect(await ground.finding('cmp-ai-governance')).toMatchObject({outcome: 'gap'});
	writeFileSync(path, was.replace('confirmed: never', 'confirmed: 2026-11-24').replaceAll('not said yet', 'one page'));
	expect(await ground.finding('cmp-ai-governance')).toMatchObject({outcome: 'pass'});
	writeFileSync(path, was);
	ground.undo();
	expect(contents(ground.root)).toEqual(before);
});

it.each(Object.keys(repositories))('is whole for %s', name => {
	const plan = planFor('ai-card', repositories[name] ?? {}, {owner: '[x](y) | # "z"'});
	expect(plan.validated.filter(({problem}) => problem !== undefined)).toEqual([]);
	for (const file of plan.files) expect(file.text).not.toMatch(/<%|%>|undefined,|\[object|\| --- \|\n\n\S/u);
});
