import {createHmac} from 'node:crypto';
import {describe, expect, it, vi} from 'vitest';
import {databaseBehindDoor} from '../support/doors.ts';
import {commonJs, hasPython, inCopy, noNodeFrameworks, python, type Running, serving, typeCheck} from '../support/frameworks.ts';
import {noPostgres} from '../support/postgres.ts';
import {closesTheLoop, type Ground} from './applied.ts';
import {planFor} from './repositories.ts';

// Compilers and servers are started, beside whatever else runs.
vi.setConfig({testTimeout: 180_000, hookTimeout: 60_000});

const id = 'webhook-handler';
const secret = 'for this test alone';
const schema = {
	'migrations/001_credits.sql': 'CREATE TABLE credits (id bigserial PRIMARY KEY, customer text NOT NULL, amount integer NOT NULL);\n',
};
const manifest = (dependencies: readonly string[], type = 'module') => ({
	'package.json': JSON.stringify({name: 'shop', type, dependencies: Object.fromEntries(dependencies.map(name => [name, '*']))}),
});
const insert = "await pool.query('INSERT INTO credits (customer, amount) VALUES ($1, $2)', [event.data.object.customer, 100]);";

const apps = {
	'Express in one file, which believes what it is sent': {
		...schema,
		...manifest(['express', 'pg'], 'commonjs'),
		'server.js': `const express = require('express');
const { Pool } = require('pg');

const app = express();
const pool = new Pool({ connectionString: process.env.DATABASE_URL });

app.use(express.json());

app.post('/webhooks/stripe', async (req, res) => {
  const event = req.body;
  if (event.type === 'checkout.session.completed') {
    ${insert}
  }
  res.json({ received: true });
});

app.post('/echo', (req, res) => res.json(req.body));

app.listen(process.env.PORT);
`,
	},
	"Express in TypeScript with a router, and Stripe's own library": {
		...schema,
		...manifest(['express', 'pg', 'stripe']),
		'src/db.ts': "import {Pool} from 'pg';\n\nexport const pool = new Pool({connectionString: process.env.DATABASE_URL});\n",
		'src/stripe.ts': "import Stripe from 'stripe';\n\nexport const stripe = new Stripe(process.env.STRIPE_SECRET_KEY ?? 'none');\n",
		'src/billing.ts': `import {Router} from 'express';
import {pool} from './db.js';

export const billing = Router();

billing.post('/stripe', async (req, res) => {
  const event = req.body;
  ${insert}
  res.json({received: true});
});
`,
		'src/server.ts': `import express from 'express';
import {billing} from './billing.js';
import {stripe} from './stripe.js';

const app = express();
app.use(express.json({limit: '2mb'}));
app.use('/webhooks', billing);
app.post('/echo', (req, res) => void res.json(req.body));
app.get('/balance', async (_req, res) => void res.json(await stripe.balance.retrieve()));
app.listen(Number(process.env.PORT));
`,
	},
	'Hono on Node': {
		...schema,
		...manifest(['hono', '@hono/node-server', 'pg']),
		'src/index.ts': `import {serve} from '@hono/node-server';
import {Hono} from 'hono';
import {Pool} from 'pg';

const pool = new Pool({connectionString: process.env.DATABASE_URL});
const app = new Hono();

app.post('/webhooks/stripe', async c => {
  const event = await c.req.json();
  ${insert}
  return c.json({received: true});
});
app.post('/echo', async c => c.json(await c.req.json()));

serve({fetch: app.fetch, port: Number(process.env.PORT)});
`,
	},
	Fastify: {
		...schema,
		...manifest(['fastify', 'pg']),
		'src/db.ts': "import {Pool} from 'pg';\n\nexport const pool = new Pool({connectionString: process.env.DATABASE_URL});\n",
		'src/server.ts': `import Fastify from 'fastify';
import {pool} from './db.js';

const app = Fastify();

app.post<{Body: {data: {object: {customer: string}}}}>('/webhooks/stripe', async request => {
  const event = request.body;
  ${insert}
  return {received: true};
});
app.post('/echo', async request => request.body);

await app.listen({port: Number(process.env.PORT)});
`,
	},
	Nest: {
		...schema,
		...manifest(['@nestjs/core', '@nestjs/common', '@nestjs/platform-express', '@types/express', 'pg', 'reflect-metadata'], 'commonjs'),
		'src/db.ts': "import {Pool} from 'pg';\n\nexport const pool = new Pool({connectionString: process.env.DATABASE_URL});\n",
		'src/main.ts':
			"import 'reflect-metadata';\nimport {NestFactory} from '@nestjs/core';\nimport {AppModule} from './app.module';\n\nasync function bootstrap() {\n  const app = await NestFactory.create(AppModule, {rawBody: true});\n  await app.listen(process.env.PORT ?? 3000);\n}\nvoid bootstrap();\n",
		'src/app.module.ts':
			"import {Module} from '@nestjs/common';\nimport {BillingController} from './billing.controller';\n\n@Module({controllers: [BillingController]})\nexport class AppModule {}\n",
		'src/billing.controller.ts': `import {Body, Controller, HttpCode, Post} from '@nestjs/common';
import {pool} from './db';

@Controller()
export class BillingController {
  @Post('webhooks/stripe')
  @HttpCode(200)
  async stripe(@Body() event: {data: {object: {customer: string}}}) {
    ${insert}
    return {received: true};
  }

  @Post('echo')
  echo(@Body() body: unknown) {
    return body;
  }
}
`,
	},
	'Next.js with a route handler': {
		...schema,
		...manifest(['next', 'react', 'react-dom', 'pg'], 'commonjs'),
		'lib/db.ts': "import {Pool} from 'pg';\n\nexport const pool = new Pool({connectionString: process.env.DATABASE_URL});\n",
		'app/page.tsx': 'export default function Page() {\n  return <p>Shop</p>;\n}\n',
		'app/api/webhooks/stripe/route.ts': `import {pool} from '../../../../lib/db';

export async function POST(request: Request) {
  const event = await request.json();
  ${insert}
  return Response.json({received: true});
}
`,
	},
} as const;

const statement = 'INSERT INTO credits (customer, amount) VALUES';
const snakes = {
	'FastAPI, a router and an engine in a file of its own': {
		...schema,
		'requirements.txt': 'fastapi==0.115.0\nuvicorn==0.32.0\nsqlalchemy==2.0.0\npsycopg2-binary==2.9.9\n',
		'app/__init__.py': '',
		'app/db.py': 'import os\n\nfrom sqlalchemy import create_engine\n\nengine = create_engine(os.environ["DATABASE_URL"])\n',
		'app/main.py':
			'from fastapi import FastAPI\n\nfrom app import billing\n\napp = FastAPI()\napp.include_router(billing.router, prefix="/webhooks")\n\n\n@app.post("/echo")\ndef echo(body: dict):\n    return body\n',
		'app/billing.py': `from __future__ import annotations

from fastapi import APIRouter
from sqlalchemy import text

from app.db import engine

router = APIRouter()


@router.post("/stripe")
def stripe(event: dict):
    with engine.begin() as connection:
        connection.execute(text("${statement} (:customer, 100)"), {"customer": event["data"]["object"]["customer"]})
    return {"received": True}
`,
	},
	'Flask in one file': {
		...schema,
		'requirements.txt': 'flask==3.0.3\npsycopg2-binary==2.9.9\n',
		'app.py': `import os

import psycopg2
from flask import Flask, jsonify, request

app = Flask(__name__)


def get_db():
    return psycopg2.connect(os.environ["DATABASE_URL"])


@app.route("/webhooks/stripe", methods=["POST"])
def stripe_hook():
    event = request.get_json()
    connection = get_db()
    cursor = connection.cursor()
    cursor.execute("${statement} (%s, 100)", (event["data"]["object"]["customer"],))
    connection.commit()
    connection.close()
    return jsonify({"received": True})


@app.post("/echo")
def echo():
    return jsonify(request.get_json())
`,
	},
	Django: {
		...schema,
		'requirements.txt': 'django==5.0.0\npsycopg2-binary==2.9.9\n',
		'manage.py': 'import os\n\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings")\n',
		'shop/__init__.py': '',
		'shop/settings.py': `import os
from urllib.parse import urlparse

url = urlparse(os.environ.get("DATABASE_URL", "postgresql://localhost/shop"))
SECRET_KEY = "for this test alone"
ROOT_URLCONF = "shop.urls"
ALLOWED_HOSTS = ["*"]
INSTALLED_APPS = ["billing"]
MIDDLEWARE = ["django.middleware.csrf.CsrfViewMiddleware"]
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": url.path[1:],
        "USER": url.username,
        "HOST": url.hostname,
        "PORT": url.port,
    }
}
`,
		'shop/urls.py':
			'from django.urls import path\n\nfrom billing import views\n\nurlpatterns = [\n    path("webhooks/stripe", views.stripe_hook),\n    path("echo", views.Echo.as_view()),\n]\n',
		'billing/__init__.py': '',
		'billing/views.py': `import json

from django.db import connection
from django.http import JsonResponse
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.csrf import csrf_exempt


@csrf_exempt
def stripe_hook(request):
    event = json.loads(request.body)
    with connection.cursor() as cursor:
        cursor.execute("${statement} (%s, 100)", [event["data"]["object"]["customer"]])
    return JsonResponse({"received": True})


@method_decorator(csrf_exempt, name="dispatch")
class Echo(View):
    def post(self, request):
        return JsonResponse(json.loads(request.body))
`,
	},
} as const;
const wsgi =
	'import os; os.environ["DJANGO_SETTINGS_MODULE"] = "shop.settings"; from wsgiref.simple_server import make_server; from django.core.wsgi import get_wsgi_application; make_server("127.0.0.1", int(os.environ["PORT"]), get_wsgi_application()).serve_forever()';

/** What serves a route handler of Next.js, as Next.js does: a request in, a response out. */
const nextServer = `
const {POST} = require('./built/app/api/webhooks/stripe/route.js');
require('node:http').createServer(async (req, res) => {
	const chunks = [];
	for await (const chunk of req) chunks.push(chunk);
	const answer = await POST(new Request('http://x' + req.url, {method: 'POST', headers: req.headers, body: Buffer.concat(chunks)})).catch(() => new Response('', {status: 500}));
	res.writeHead(answer.status).end(await answer.text());
}).listen(process.env.PORT);
`;

const missing = noPostgres ?? noNodeFrameworks;

describe.skipIf(missing !== undefined)(`messages of Stripe (${missing ?? 'with PostgreSQL'})`, () => {
	const database = databaseBehindDoor();

	/** A message with Stripe's signature, made as its documentation says. */
	function signed(body: string, {key = secret, age = 0} = {}): RequestInit {
		const time = Math.floor(Date.now() / 1000) - age;
		const signature = createHmac('sha256', key).update(`${time}.${body}`).digest('hex');
		const headers = {'content-type': 'application/json', 'stripe-signature': `t=${time},v1=${'0'.repeat(64)},v1=${signature}`};
		return {method: 'POST', headers, body};
	}

	const isSafe =
		(parsesOthers: boolean) =>
		async ({url}: Running): Promise<void> => {
			const send = async (init: RequestInit) => {
				const response = await fetch(`${url}/webhooks/stripe`, init);
				const text = await response.text();
				const sorted = (): string => JSON.stringify(Object.fromEntries(Object.entries(JSON.parse(text)).toSorted()));
				return `${response.status} ${text.startsWith('{') ? sorted() : text}`;
			};
			const credits = () => database.sql('SELECT count(*) FROM credits');
			const message = (name: string, customer: string | null = 'cus_1') =>
				JSON.stringify({id: name, type: 'checkout.session.completed', data: {object: {customer, note: 'grüß €'}}});
			const paid = message('evt_1');
			for (const bad of [
				{method: 'POST', headers: {'content-type': 'application/json'}, body: paid},
				signed(paid, {key: 'another secret'}),
				signed(paid, {age: 3600}),
				{...signed(paid), body: paid.replace('cus_1', 'cus_2')},
				{...signed(paid), headers: {'content-type': 'application/json', 'stripe-signature': 't=,v1='}},
			])
				expect(await send(bad)).toBe('400 the signature is wrong');
			expect(credits()).toBe('0');
			expect(await send(signed(paid))).toBe('200 {"received":true}');
			// Behind Express it is remembered once the answer is out; until then a second one is asked to come again.
			await expect.poll(() => send(signed(paid))).toBe('200 {"known":true,"received":true}');
			expect(credits()).toBe('1');
			// One that fails is forgotten, and handled when it comes again.
			const failing = message('evt_2', null);
			expect((await send(signed(failing))).slice(0, 3)).toBe('500');
			database.sql('ALTER TABLE credits ALTER COLUMN customer DROP NOT NULL');
			await expect.poll(() => database.sql("SELECT count(*) FROM webhook_events WHERE id = 'evt_2'")).toBe('0');
			expect(await send(signed(failing))).toBe('200 {"received":true}');
			expect(credits()).toBe('2');
			// Two at the same moment: one is handled, the other is to come again.
			const both = await Promise.all([send(signed(message('evt_3'))), send(signed(message('evt_3')))]);
			expect(both).toContain('200 {"received":true}');
			expect(credits()).toBe('3');
			// What died in the middle is taken up again, later.
			database.sql(
				"INSERT INTO webhook_events (id, claimed_at) VALUES ('evt_4', now() - interval '1 minute'), ('evt_5', now() - interval '11 minutes')",
			);
			expect([await send(signed(message('evt_4'))), await send(signed(message('evt_5')))]).toEqual([
				'409 it is being handled: send it again later',
				'200 {"received":true}',
			]);
			if (!parsesOthers) return;
			const echo = await fetch(`${url}/echo`, {method: 'POST', headers: {'content-type': 'application/json'}, body: '{"a":1}'});
			expect(await echo.json()).toEqual({a: 1});
		};

	it.each([
		['Express in one file, which believes what it is sent', ['server.js'], undefined],
		["Express in TypeScript with a router, and Stripe's own library", ['built/src/server.js'], {}],
		['Hono on Node', ['built/src/index.js'], {}],
		['Fastify', ['built/src/server.js'], {}],
		['Nest', ['built/src/main.js'], {options: {...commonJs, experimentalDecorators: true, emitDecoratorMetadata: true}}],
		['Next.js with a route handler', ['-e', nextServer], {options: commonJs, files: ['app/api/webhooks/stripe/route.ts']}],
	] as const)('are believed when they are signed, and handled once, in %s', async (name, args, checking) => {
		const files = apps[name];
		const run = (ground: Ground) =>
			inCopy(ground.root, async root => {
				database.sql(
					`DROP TABLE IF EXISTS credits, webhook_events; ${schema['migrations/001_credits.sql']} ${ground.text('sql/webhook-events.sql')}`,
				);
				if (checking !== undefined) expect(typeCheck(root, {...checking, outDir: 'built'})).toBe('');
				const env = {...database.settings(), STRIPE_WEBHOOK_SECRET: secret};
				await serving(process.execPath, args, {cwd: root, env}, isSafe(!name.startsWith('Next')));
				expect((await ground.finding('int-webhook-not-idempotent')).outcome).toBe('pass');
			});
		await closesTheLoop(id, 'sec-webhook-unverified', files, {run});
	});

	const noSnakes = !hasPython('django', 'fastapi', 'flask', 'psycopg2', 'sqlalchemy', 'uvicorn');
	it.skipIf(noSnakes).each([
		['FastAPI, a router and an engine in a file of its own', ['-m', 'uvicorn', 'app.main:app', '--port', '$PORT']],
		['Flask in one file', ['-m', 'flask', '--app', 'app', 'run', '--port', '$PORT']],
		['Django', ['-c', wsgi]],
	] as const)(
		`are believed when they are signed, and handled once, in %s (${noSnakes ? 'not installed' : 'of Python'})`,
		async (name, args) => {
			const run = (ground: Ground) =>
				inCopy(ground.root, async root => {
					database.sql(
						`DROP TABLE IF EXISTS credits, webhook_events; ${schema['migrations/001_credits.sql']} ${ground.text('sql/webhook-events.sql')}`,
					);
					const env = {...database.settings(), STRIPE_WEBHOOK_SECRET: secret, PYTHONDONTWRITEBYTECODE: '1'};
					await serving(python, args, {cwd: root, env}, isSafe(true));
					expect((await ground.finding('int-webhook-not-idempotent')).outcome).toBe('pass');
				});
			await closesTheLoop(id, 'sec-webhook-unverified', snakes[name], {run});
		},
	);

	it('are refused while the secret is not set', async () => {
		await closesTheLoop(id, 'sec-webhook-unverified', apps['Express in one file, which believes what it is sent'], {
			run: ground =>
				inCopy(ground.root, root =>
					serving(process.execPath, ['server.js'], {cwd: root, env: {STRIPE_WEBHOOK_SECRET: ''}}, async ({url}) => {
						const response = await fetch(`${url}/webhooks/stripe`, signed('{"id":"evt_1"}', {key: ''}));
						expect(`${response.status} ${await response.text()}`).toBe('500 STRIPE_WEBHOOK_SECRET is not set');
					}),
				),
		});
	});
});

describe('what is planned for messages of Stripe', () => {
	const express = apps['Express in one file, which believes what it is sent'];

	it('leaves the repeats to a person where the database is not known', () => {
		const plan = planFor(id, {
			...express,
			...manifest(['express', 'mongoose']),
			'server.js': express['server.js']
				.replace("const { Pool } = require('pg');", "const Credit = require('./credit');")
				.replace(/const pool.*\n/u, '')
				.replace(insert, 'await Credit.create({customer: event.data.object.customer});'),
			'credit.js':
				"const mongoose = require('mongoose');\nmodule.exports = mongoose.model('Credit', new mongoose.Schema({customer: String}));\n",
		});
		expect(plan.closes).toEqual(['sec-webhook-unverified']);
		expect(plan.prepares).toEqual([{check: 'int-webhook-not-idempotent', owes: expect.stringContaining('keep the id of each message')}]);
		expect(plan.files.map(({path, action}) => `${path} ${action}`)).toEqual(['stripe-webhook.js create', 'server.js edit']);
		expect(plan.files[0]?.text).not.toContain('webhook_events');
	});

	it('gives a handler that verifies by itself the body as it came', () => {
		const verifying = express['server.js']
			.replace(
				'const event = req.body;',
				"const event = stripe.webhooks.constructEvent(req.body, req.headers['stripe-signature'], process.env.SECRET);",
			)
			.replace("app.post('/webhooks/stripe', async", "app.post('/webhooks/stripe', express.raw({ type: 'application/json' }), async");
		const plan = planFor(id, {...express, 'server.js': verifying});
		expect(plan.files[0]?.text).toContain('body: Buffer.from(raw)');
	});

	it('says the exact steps where it cannot wire them, and plans nothing', () => {
		const plan = planFor(id, {
			...manifest(['koa', '@koa/router', 'pg']),
			'server.js':
				"import Router from '@koa/router';\nimport Koa from 'koa';\nimport pg from 'pg';\nconst app = new Koa();\nconst router = new Router();\nconst pool = new pg.Pool();\nrouter.post('/webhooks/stripe', async ctx => {\n  await pool.query('INSERT INTO credits (customer) VALUES ($1)', [ctx.request.body.customer]);\n  ctx.body = {};\n});\napp.use(router.routes());\napp.listen(3000);\n",
		});
		expect(plan.files).toEqual([]);
		expect(plan.closes).toEqual([]);
		expect(plan.after.join()).toContain('In front of everything in server.js: read the body as it came');
	});

	it('does not say that other services are checked too', () => {
		const more = `${express['server.js']}\napp.post('/webhooks/resend', async (req, res) => {\n  await pool.query('INSERT INTO mails (body) VALUES ($1)', [req.body.text]);\n  res.sendStatus(200);\n});\n`;
		const plan = planFor(id, {...express, 'server.js': more});
		expect(plan.closes).toEqual([]);
		expect(plan.prepares.map(({owes}) => owes).join()).toContain('/webhooks/resend');
	});
});
