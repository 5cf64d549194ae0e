import {describe, expect, it} from 'vitest';
import {contents} from '../scaffold/grounds.ts';
import {groundFor} from './applied.ts';
import {planFor, repositories} from './repositories.ts';

type Files = Readonly<Record<string, string>>;

const id = 'threat-model';
const page = 'docs/threat-model.md';
const shop: Files = {
	'package.json': JSON.stringify({
		name: 'shop',
		dependencies: {express: '5.1.0', pg: '8.13.0', openai: '4.0.0', stripe: '17.0.0', jsonwebtoken: '9.0.2', 'express-rate-limit': '7.0.0'},
	}),
	'schema.sql':
		'CREATE TABLE users (id serial PRIMARY KEY, email text NOT NULL, password_hash text NOT NULL);\nCREATE TABLE orders (id serial PRIMARY KEY, user_id int REFERENCES users (id), address text);\n',
	'src/guard.js':
		"const jwt = require('jsonwebtoken');\n\nexports.requireUser = (req, res, next) => {\n  try {\n    req.user = jwt.verify(req.headers.authorization, process.env.JWT_SECRET);\n    next();\n  } catch {\n    res.status(401).json({error: 'sign in'});\n  }\n};\n",
	'src/server.js': `const express = require('express');
const OpenAI = require('openai');
const rateLimit = require('express-rate-limit');
const Stripe = require('stripe');
const {Pool} = require('pg');
const {requireUser} = require('./guard');

const app = express();
const db = new Pool({connectionString: process.env.DATABASE_URL});
const openai = new OpenAI({apiKey: process.env.OPENAI_API_KEY});
const stripe = new Stripe(process.env.STRIPE_SECRET_KEY);
const limiter = rateLimit({windowMs: 60000, limit: 5});
app.use(express.json());

app.get('/orders/:id', requireUser, async (req, res) => {
  const {rows} = await db.query('SELECT * FROM orders WHERE id = $1', [req.params.id]);
  res.json(rows[0]);
});

app.delete('/orders/:id', async (req, res) => {
  await db.query('DELETE FROM orders WHERE id = $1', [req.params.id]);
  res.sendStatus(204);
});

app.post('/ask', async (req, res) => {
  const answer = await openai.chat.completions.create({model: 'gpt-4o-mini', messages: [{role: 'user', content: req.body.question}]});
  res.json(answer.choices[0].message);
});

app.post('/login', limiter, async (req, res) => {
  const {rows} = await db.query('SELECT * FROM users WHERE email = $1', [req.body.email]);
  res.json({ok: rows.length === 1});
});

app.post('/pay', requireUser, async (req, res) => {
  res.json(await stripe.checkout.sessions.create({mode: 'payment', line_items: []}));
});

app.get('/about', (req, res) => res.send('hello'));

app.listen(3000);
`,
};
const textOf = (files: Files, answers = {}): string => planFor(id, files, answers).files.find(({path}) => path === page)?.text ?? '';

/** Tables of Markdown in which a row has another number of cells than its head. */
function tornTables(text: string): readonly string[] {
	const cells = (row: string): number => (row.replaceAll('\\|', '').match(/\|/gu) ?? []).length;
	const rows = text.split('\n');
	return rows.filter((row, at) => row.startsWith('|') && (rows[at - 1] ?? '').startsWith('|') && cells(row) !== cells(rows[at - 1] ?? ''));
}

describe('the page on threats', () => {
	it('says of each way in what was seen in front of it, the most dangerous first', () => {
		const text = textOf(shop, {owner: 'Ada', worst: 'somebody reads the orders of another customer'});
		const open = text.slice(text.indexOf('## Ways in that ask nobody'), text.indexOf('## Ways in behind a sign-in'));
		const [first, second] = open.split('\n').filter(row => row.startsWith('| `'));
		expect(first).toMatch(
			/^\| `DELETE \/orders\/:id` \| anyone: nobody is asked \| deletes .*orders.* \| the record of an id, to anyone who guesses it \|/u,
		);
		expect(second).toMatch(
			/^\| `POST \/ask` \| .* \| asks a model.* \| what it answers \| no limit was seen, and each call costs \| `src\/server\.js:\d+` \|$/u,
		);
		expect(open).not.toContain('/about');
		expect(open).toContain('1 more of them only show something');
		expect(open).toMatch(/\| `POST \/login` \| anyone, as its name says \| .* \| limited by limiter \|/u);
		expect(text).toContain('| Stripe: whoever signs in there or holds a key can charge, refund, pay out, read customers |');
		expect(text).toContain('- [ ] `GET /orders/:id` with an id of B: must answer 404 or 403');
		expect(text).toContain('| asked by requireUser |');
		expect(text).toMatch(/\| .*passwords and tokens.* \| `users\.password_hash` \|/u);
		expect(text).toMatch(/app -->\|"takes payments"\| to-stripe\["Stripe"\]/u);
		expect(text).toContain('Buys with a price');
		expect(text).toContain('**What must never happen:** somebody reads the orders of another customer');
	});

	it('lists what checks found open with how to see that it is closed, and nothing as decided', () => {
		const ground = groundFor(id, shop);
		const before = contents(ground.root);
		const plan = ground.plan();
		expect(plan.closes).toEqual([]);
		expect(plan.prepares.map(({check}) => check)).toEqual(['sec-object-level-authz']);
		expect(plan.validated.filter(({problem}) => problem !== undefined)).toEqual([]);
		ground.write();
		const text = ground.text(page);
		expect(text).toMatch(
			/\| strangers change, spend or read without an account \| `src\/server\.js:20` \| curl without a session is answered 401 \| not decided yet \| nobody yet \|/u,
		);
		expect(text).toContain('reviewed: never');
		expect(ground.plan().files.map(({action}) => action)).toEqual(['same']);
		ground.undo();
		expect(contents(ground.root)).toEqual(before);
	});

	it('stays one page of Markdown whatever routes, names and people are called', () => {
		const hostile = {
			...shop,
			'src/server.js':
				shop['src/server.js']?.replaceAll("'/ask'", "'/a|b`<script>$(id)'").replaceAll('orders WHERE', '"or|ders`" WHERE') ?? '',
		};
		const answers = {owner: '[x](https://evil.test) | "q": # *', worst: '</script> | **x** `y`'};
		const plan = planFor(id, hostile, answers, '$(rm -rf ~) | x');
		expect(plan.validated.filter(({problem}) => problem !== undefined)).toEqual([]);
		const text = plan.files[0]?.text ?? '';
		expect(tornTables(text)).toEqual([]);
		// The owner stands in front of the page too, between quotes of YAML.
		expect(text.slice(text.indexOf('\n# ')).replaceAll(/`[^\n]*?`/gu, '')).not.toMatch(/<script>|\]\(https:\/\/evil/u);
		expect(tornTables('| a | b |\n| --- | --- |\n| a | b | c |\n')).toHaveLength(1);
	});

	it('is written wherever people call something, and nowhere else', () => {
		for (const name of ['npm, express, postgres, stripe, fly', 'pip with a manifest only', 'a hostile one'] as const) {
			const plan = planFor(id, repositories[name] ?? {});
			expect(plan.validated.filter(({problem}) => problem !== undefined)).toEqual([]);
			expect(plan.files.length, name).toBe(name === 'pip with a manifest only' ? 0 : 1);
			for (const {text} of plan.files) expect(tornTables(text), name).toEqual([]);
		}
	});
});
