import {expect, test} from 'vitest';
import {checklists} from '../../../source/checklists/checklists.ts';
import {askOne} from '../../../source/probes/ask.ts';
import {probeOf} from '../../../source/probes/probe-of.ts';
import {inMemory} from '../../../source/repository/repository.ts';
import {dummies, supabaseToken} from '../../facts/secrets/dummies.ts';
import {factsOf} from '../../support/facts.ts';

const manifest = '{"name": "orders", "dependencies": {"express": "4.19.2"}}';
const server = "import express from 'express';\nexpress().listen(3000);\n";
const one = (what: string) => dummies.find(dummy => dummy.what === what)?.text ?? '';
const model = one('an Anthropic API key');
const privateKey = `${one('a private key')}\n`;
const google = `AIza${'OrchardLanternFerryBargePlumCobweb44'.slice(0, 35)}`;
const token = (role: string, iss = 'supabase') => supabaseToken({iss, ref: 'orchardlanternferry', role});

async function asked(files: Record<string, string>) {
	const item = checklists()
		.flatMap(({items}) => items)
		.find(({id}) => id === 'sec-secret-in-repo');
	if (item === undefined) throw new Error('the check is gone');
	const [found] = askOne(item, await probeOf(item), factsOf(inMemory({'package.json': manifest, ...files})));
	return found?.finding;
}

// Examples whose credentials have a vendor's form are put together here, so that no file of this repository holds one.
test.each<[string, string, Record<string, string>]>([
	['blocker src/ask.js:1', 'a key in code', {'src/ask.js': `export const key = '${model}';\n`}],
	['blocker src/ask.js:1', 'a key in a comment', {'src/ask.js': `// const key = '${model}';\n${server}`}],
	[
		'blocker .env.example:2',
		'a key in the example of the environment file',
		{'.env.example': `PORT=3000\nMODEL_KEY=${model}\n`, 'src/server.js': server},
	],
	[
		'blocker notes.ipynb:1',
		'a key in a notebook',
		{'notes.ipynb': `{"cells": [{"source": ["key = '${model}'"]}]}\n`, 'src/server.js': server},
	],
	['blocker certs/server.key:1', 'a private key', {'certs/server.key': privateKey, 'src/server.js': server}],
	['blocker src/db.ts:1', 'the service role in a page', {'src/db.ts': `export const key = '${token('service_role')}';\n`}],
	['high src/order.js:1', 'a webhook', {'src/order.js': `fetch('${one('a workflow webhook that runs for whoever has its address')}');\n`}],
	['high vapid.json:1', 'a key of push messages', {'vapid.json': one('the private key that signs push messages'), 'src/server.js': server}],
	['medium src/pay.js:1', 'a test key', {'src/pay.js': `export const key = '${one('a test key of Stripe or Clerk')}';\n`}],
])('A gap, %s: %s', async (at, _name, files) => {
	const finding = await asked(files);
	expect(`${finding?.severity} ${finding?.evidence[0]?.path}:${finding?.evidence[0]?.line}`).toBe(at);
	expect(finding?.outcome).toBe('gap');
});

test.each<[string, Record<string, string>]>([
	[
		'the public key of Supabase in a tracked environment file',
		{'.env': `VITE_SUPABASE_ANON_KEY=${token('anon')}\n`, 'src/server.js': server},
	],
	['the keys that every local Supabase has', {'src/local.ts': `export const key = '${token('service_role', 'supabase-demo')}';\n`}],
	['the web key of a Firebase page', {'src/firebase.js': `initializeApp({apiKey: '${google}', authDomain: 'orders.firebaseapp.com'});\n`}],
	['a publishable key', {'src/pay.js': `export const key = '${one('a publishable key')}';\n`}],
	['a key of repeated characters', {'src/ask.js': `export const key = 'sk-ant-${'a'.repeat(40)}';\n`}],
	['a key of which only the beginning stands', {'src/ask.js': "export const key = 'sk-ant-api03-...';\n"}],
	[
		'a check sum in a lockfile',
		{'package-lock.json': `{"packages": {"node_modules/a": {"integrity": "sha512-${model}"}}}`, 'src/server.js': server},
	],
])('A pass: %s', async (_name, files) => {
	const finding = await asked(files);
	expect(finding?.outcome, finding?.because).toBe('pass');
	expect(finding?.evidence.length).toBeGreaterThan(0);
});

test.each<[string, RegExp, Record<string, string>]>([
	['a key in a document', /README\.md:3 .*revoked/u, {'README.md': `# Orders\n\nkey: ${model}\n`, 'src/server.js': server}],
	['a key in a test', /test\/ask\.test\.js:1 .*revoked/u, {'test/ask.test.js': `ask('${model}');\n`, 'src/server.js': server}],
	["the key of a developer's certificate", /certs\/localhost\.key:1 /u, {'certs/localhost.key': privateKey, 'src/server.js': server}],
	['a Google key of which nothing says what for', /src\/geo\.js:1 /u, {'src/geo.js': `export const key = '${google}';\n`}],
	['a database file', /^Does prisma\/dev\.db hold /u, {'prisma/dev.db': 'x'.repeat(8192), 'src/server.js': server}],
	['a guessable password', /passwords in config\/\.env\?$/u, {'config/.env': 'POSTGRES_PASSWORD=postgres\n', 'src/server.js': server}],
])('A question about exactly that: %s', async (_name, question, files) => {
	const finding = await asked(files);
	expect(finding?.outcome, finding?.because).toBe('unknown');
	expect(finding?.asks).toMatch(question);
});

test('An empty database file holds nothing', async () => {
	expect((await asked({'prisma/dev.db': '', 'src/server.js': server}))?.outcome).toBe('pass');
});
