// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the syntax of other languages is what is tested here
import {execFileSync, spawn} from 'node:child_process';
import {existsSync, writeFileSync} from 'node:fs';
import {createServer} from 'node:http';
import {join} from 'node:path';
import {build} from 'esbuild';
import {describe, expect, it, vi} from 'vitest';
import {commonJs, hasPython, inCopy, noNodeFrameworks, python, serving, typeCheck} from '../support/frameworks.ts';
import {closesTheLoop, groundFor} from './applied.ts';
import {guardedApps} from './guarded-apps.ts';

// Compilers and servers are started, beside whatever else runs.
vi.setConfig({testTimeout: 120_000, hookTimeout: 60_000});

const id = 'auth-guard';
const check = 'sec-entrypoint-no-auth';

const express = {
	'package.json':
		'{"name": "menu", "private": true, "type": "module", "dependencies": {"express": "5.1.0", "jsonwebtoken": "9.0.2", "pg": "8.13.0"}}',
	'package-lock.json': '{}',
	'src/guard.js':
		"export function requireUser(req, res, next) {\n  const user = req.headers.authorization === `Bearer ${process.env.API_TOKEN}` ? {id: 1} : undefined;\n  if (!user) return res.status(401).json({error: 'sign in'});\n  req.user = user;\n  next();\n}\n",
	'src/rows.js': "import pg from 'pg';\n\nexport const db = new pg.Pool({connectionString: process.env.DATABASE_URL});\n",
	'src/orders.js': `import {Router} from 'express';
import {db} from './rows.js';

export const orders = Router();

orders.delete('/:id', async (req, res) => {
  await db.query('DELETE FROM orders WHERE id = $1', [req.params.id]);
  res.sendStatus(204);
});
`,
	'src/server.js': `import express from 'express';
import {requireUser} from './guard.js';
import {orders} from './orders.js';
import {db} from './rows.js';

const app = express();
app.use(express.json());
app.use('/orders', orders);

app.post('/dishes', requireUser, async (req, res) => {
  await db.query('INSERT INTO dishes (name) VALUES ($1)', [req.body.name]);
  res.sendStatus(201);
});

app.listen(process.env.PORT || 3000);
`,
};
const fastapi = {
	'requirements.txt': 'fastapi==0.115.0\nuvicorn==0.32.0\nsqlalchemy==2.0.36\nPyJWT==2.10.0\n',
	'app/__init__.py': '',
	'app/auth.py': `import os

import jwt
from fastapi import Depends, HTTPException
from fastapi.security import HTTPBearer

bearer = HTTPBearer(auto_error=False)


def get_current_user(credentials=Depends(bearer)):
    if credentials is None:
        raise HTTPException(status_code=401, detail="sign in")
    try:
        return jwt.decode(credentials.credentials, os.environ["JWT_SECRET"], algorithms=["HS256"])
    except jwt.PyJWTError:
        raise HTTPException(status_code=401, detail="sign in")
`,
	'app/database.py': 'from sqlalchemy import create_engine\n\nengine = create_engine("sqlite:///shop.db")\n',
	'app/main.py': `from fastapi import Depends, FastAPI
from sqlalchemy import text

from app.auth import get_current_user
from app.database import engine
from app.orders import router

app = FastAPI()
app.include_router(router)


@app.post("/dishes")
def add_dish(name: str, user=Depends(get_current_user)):
    with engine.begin() as connection:
        connection.execute(text("INSERT INTO dishes (name) VALUES (:name)"), {"name": name})
    return {"ok": True}
`,
	'app/orders.py': `from fastapi import APIRouter
from sqlalchemy import text

from app.database import engine

router = APIRouter(prefix="/orders")


@router.delete("/{order_id}")
def remove(order_id: int):
    with engine.begin() as connection:
        connection.execute(text("DELETE FROM orders WHERE id = :id"), {"id": order_id})
    return {"ok": True}
`,
};
const flask = {
	'requirements.txt': 'flask==3.0.3\nPyJWT==2.10.0\n',
	'guard.py': `import os
from functools import wraps

import jwt
from flask import jsonify, request


def login_needed(handler):
    @wraps(handler)
    def guarded(*args, **kwargs):
        token = request.headers.get("Authorization", "").replace("Bearer ", "")
        try:
            jwt.decode(token, os.environ["JWT_SECRET"], algorithms=["HS256"])
        except jwt.PyJWTError:
            return jsonify({"error": "sign in"}), 401
        return handler(*args, **kwargs)

    return guarded
`,
	'app.py': `import os
import sqlite3

from flask import Flask

from guard import login_needed

app = Flask(__name__)


@app.route("/dishes", methods=["POST"])
@login_needed
def add_dish():
    conn = sqlite3.connect("shop.db")
    conn.execute("INSERT INTO dishes (name) VALUES ('soup')")
    conn.commit()
    return "ok"


@app.route("/orders/<int:order>", methods=["DELETE"])
def remove(order):
    conn = sqlite3.connect("shop.db")
    conn.execute("CREATE TABLE IF NOT EXISTS orders (id integer)")
    conn.execute("DELETE FROM orders WHERE id = ?", (order,))
    conn.commit()
    return "ok"


if __name__ == "__main__":
    app.run(port=int(os.environ.get("PORT", "5000")))
`,
};
const edge = {
	'package.json': '{"name": "shop", "private": true, "dependencies": {"@supabase/supabase-js": "2.45.0", "vite": "6.0.0"}}',
	'supabase/config.toml': '[functions.prune-orders]\nverify_jwt = false\n',
	'supabase/functions/prune-orders/index.ts': `import {createClient} from 'npm:@supabase/supabase-js@2';

Deno.serve(async req => {
  if (req.method === 'OPTIONS') return new Response('ok');
  const db = createClient(Deno.env.get('SUPABASE_URL')!, Deno.env.get('SUPABASE_SERVICE_ROLE_KEY')!);
  const {error} = await db.from('orders').delete().eq('status', 'draft');
  return new Response(error ? 'failed' : 'ok');
});
`,
};

describe('the loop of guards', () => {
	it.each([
		['Express, the guard of the project', express, 'src/orders.js', "import {requireUser} from './guard.js';", check],
		['FastAPI, the dependency of the project', fastapi, 'app/orders.py', 'dependencies=[Depends(get_current_user)]', check],
		['Flask, the decorator of the project', flask, 'app.py', 'methods=["DELETE"])\n@login_needed\ndef remove(order):', check],
		[
			'functions of Supabase',
			edge,
			'supabase/functions/prune-orders/index.ts',
			"from '../_shared/require-user.ts'",
			'sec-edge-function-open',
		],
		[
			'FastAPI, a decorator over several lines',
			{
				...fastapi,
				'app/orders.py': fastapi['app/orders.py'].replace(
					'@router.delete("/{order_id}")',
					'@router.delete(\n    "/{order_id}",\n    status_code=200,\n)',
				),
			},
			'app/orders.py',
			'    "/{order_id}",\n    dependencies=[Depends(get_current_user)],\n',
			check,
		],
		[
			'Flask, a decorator that other files name from the start of the program',
			{
				'requirements.txt': flask['requirements.txt'],
				'shop/__init__.py': '',
				'shop/routes/__init__.py': '',
				'shop/routes/guard.py': flask['guard.py'],
				'shop/routes/orders.py':
					'import sqlite3\n\nfrom flask import Blueprint\n\norders = Blueprint("orders", __name__)\n\n\n@orders.route("/orders/<int:order>", methods=["DELETE"])\ndef remove(order):\n    conn = sqlite3.connect("shop.db")\n    conn.execute("DELETE FROM orders WHERE id = ?", (order,))\n    conn.commit()\n    return "ok"\n',
				'app.py':
					`${flask['app.py'].slice(0, flask['app.py'].indexOf('@app.route("/orders'))}from shop.routes.orders import orders\n\napp.register_blueprint(orders)\n`.replace(
						'from guard',
						'from shop.routes.guard',
					),
			},
			'shop/routes/orders.py',
			'from shop.routes.guard import login_needed\n',
			check,
		],
		['Fastify, the hook of the project', guardedApps.fastify, 'src/orders.ts', "import {requireUser} from './guard.ts';", check],
		[
			'Fastify, what hangs on the server',
			guardedApps.fastifyArray,
			'src/server.js',
			"fastify.delete('/orders/:id', {onRequest: [fastify.authenticate]}, async",
			check,
		],
		['Hono, the middleware of the project', guardedApps.hono, 'src/orders.ts', "orders.delete('/:id', requireUser, async c => {", check],
		['Nest, the guard of the project', guardedApps.nest, 'src/orders.controller.ts', '@UseGuards(TokenGuard)\n  async remove(', check],
		[
			'Next.js, the session of the project',
			guardedApps.next,
			'app/api/orders/[id]/route.ts',
			"  const session = await auth();\n  if (!session?.user) return Response.json({error: 'Sign in first.'}, {status: 401});\n",
			check,
		],
		[
			'Next.js, a helper that answers',
			guardedApps.nextHelper,
			'app/api/orders/route.ts',
			'  const {response} = await requireUser();\n  if (response) return response;\n',
			check,
		],
		['Django, its own decorator', guardedApps.django, 'orders/views.py', '@login_required\ndef remove(request, pk):', check],
	])('closes for %s', async (_, files, path, line, which) => {
		await closesTheLoop(id, which, files, {run: ground => expect(ground.text(path)).toContain(line)});
	});

	it('closes nothing where looking again asks about another way in, and says so', () => {
		const files = {
			...express,
			'src/server.js': express['src/server.js'].replace(
				'app.listen',
				"app.post('/notes', async (req, res) => res.json(await db.query('INSERT INTO notes (text) VALUES ($1)', [req.body.text])));\napp.listen",
			),
		};
		const ground = groundFor(id, files);
		const plan = ground.plan();
		expect(plan.closes).toEqual([]);
		expect(plan.prepares).toContainEqual({check, owes: expect.stringContaining('looking again asks then: of 1 more way in')});
		ground.write();
		expect(ground.finding(check).outcome).toBe('unknown');
	});

	it('names the line where the project has no guard of its own, and closes nothing', () => {
		const {'src/guard.js': _, ...rest} = express;
		const plan = groundFor(id, {
			...rest,
			'src/server.js': express['src/server.js'].replace(/.*guard.*\n/u, '').replace(' requireUser,', ''),
		}).plan();
		expect(plan.files).toEqual([]);
		expect(plan.closes).toEqual([]);
		expect(plan.after.join(' ')).toContain('nothing that was seen tells who is calling. Decide how people sign in');
	});
});

describe('a guard that cannot be written elsewhere', () => {
	it('is left to a person, with the place and how it stands before another address', () => {
		const guard = guardedApps.nest['src/token.guard.ts'];
		const wanting = {
			...guardedApps.nest,
			'src/token.guard.ts': guard.replace('  canActivate', '  constructor(private readonly tokens: Tokens) {}\n\n  canActivate'),
		};
		const plan = groundFor(id, wanting).plan();
		expect(plan.files).toEqual([]);
		expect(plan.closes).toEqual([]);
		expect(plan.after[0]).toContain('src/orders.controller.ts:8: put TokenGuard in front, as it stands before POST /dishes');
		const route = 'app/api/orders/[id]/route.ts';
		const taken = {...guardedApps.next, [route]: guardedApps.next[route].replace('const {id}', 'const session = 1;\n  const {id}')};
		expect(groundFor(id, taken).plan().files).toEqual([]);
	});
});

/** A stranger is told 401; whoever signs in gets through. */
async function asks(url: string): Promise<void> {
	const remove = (headers: Readonly<Record<string, string>>): Promise<Response> => fetch(url, {method: 'DELETE', headers});
	expect((await remove({})).status).toBe(401);
	expect((await remove({authorization: 'Bearer wrong'})).status).toBe(401);
	expect((await remove({authorization: 'Bearer good'})).status).not.toBe(401);
}

/** Runs the test that was generated, against an application that runs. Throws with what it says when it fails. */
async function isGuarded(root: string, url: string, signedIn: string): Promise<void> {
	const [program, words] = existsSync(join(root, 'checks/strangers.mjs'))
		? [process.execPath, ['--test', 'checks/strangers.mjs']]
		: [python, ['-m', 'unittest', 'checks/strangers.py']];
	const {NODE_TEST_CONTEXT: _, ...outer} = process.env;
	const child = spawn(program, words, {cwd: root, env: {...outer, BASE_URL: url, SIGNED_IN: signedIn}, stdio: 'pipe'});
	let said = '';
	for (const stream of [child.stdout, child.stderr]) stream.on('data', data => (said += String(data)));
	const code = await new Promise(resolve => child.on('close', resolve));
	if (code !== 0) throw new Error(said);
}

/** Runs the routes of Next.js as Next does. */
const asNext = `import {createServer} from 'node:http';
import {POST} from './app/api/dishes/route.ts';
import {DELETE} from './app/api/orders/[id]/route.ts';
createServer(async (question, answer) => {
  globalThis.asked = question.headers.authorization;
  const route = {'POST /api/dishes': POST, 'DELETE /api/orders/0': DELETE}[question.method + ' ' + question.url];
  if (!route) return answer.writeHead(404).end();
  const request = new Request('http://127.0.0.1' + question.url, {method: question.method, body: '{}'});
  const response = await route(request, {params: Promise.resolve({id: '0'})}).catch(() => new Response('failed', {status: 500}));
  answer.writeHead(response.status).end();
}).listen(process.env.PORT);
`;

/** Makes somebody and a session of theirs. */
const signIn = `from django.contrib.auth import SESSION_KEY, BACKEND_SESSION_KEY, HASH_SESSION_KEY
from django.contrib.auth.models import User
from django.contrib.sessions.backends.db import SessionStore

user = User.objects.create_user("ada", password="x")
store = SessionStore()
store[SESSION_KEY] = str(user.pk)
store[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
store[HASH_SESSION_KEY] = user.get_session_auth_hash()
store.create()
print(store.session_key)
`;

/** Stands in for the library that reads tokens: one of them is good. */
const tokens =
	'class PyJWTError(Exception):\n    pass\n\n\ndef decode(token, key, algorithms):\n    if token != "good":\n        raise PyJWTError("no")\n    return {"sub": "1"}\n';

describe('what strangers meet', () => {
	const env = {API_TOKEN: 'good', JWT_SECRET: 'x', DATABASE_URL: 'postgres://127.0.0.1:1/none'};
	it.skipIf(noNodeFrameworks)(`Express asks${noNodeFrameworks ? ` (${noNodeFrameworks})` : ''}`, async () => {
		const ground = groundFor(id, express);
		ground.write();
		await inCopy(ground.root, copy => serving(process.execPath, ['src/server.js'], {cwd: copy, env}, ({url}) => asks(`${url}/orders/1`)));
	});

	const noPython = hasPython('fastapi', 'uvicorn', 'flask', 'sqlalchemy') ? undefined : 'the web frameworks of Python are not installed';
	it.skipIf(noPython)(`FastAPI and Flask ask${noPython ? ` (${noPython})` : ''}`, async () => {
		const [fast, small] = [groundFor(id, fastapi), groundFor(id, flask)];
		fast.write();
		small.write();
		await inCopy(fast.root, copy => {
			writeFileSync(join(copy, 'jwt.py'), tokens);
			return serving(python, ['-m', 'uvicorn', 'app.main:app', '--port', '$PORT'], {cwd: copy, env}, async ({url}) => {
				await asks(`${url}/orders/1`);
				await isGuarded(copy, url, 'authorization: Bearer good');
			});
		});
		await inCopy(small.root, copy => {
			writeFileSync(join(copy, 'jwt.py'), tokens);
			return serving(python, ['app.py'], {cwd: copy, env}, async ({url}) => {
				await asks(`${url}/orders/1`);
				await isGuarded(copy, url, 'authorization: Bearer good');
			});
		});
	});

	it.skipIf(noNodeFrameworks)('the generated test tells an open address from a guarded one', async () => {
		const ground = groundFor(id, express);
		ground.write();
		await inCopy(ground.root, async copy => {
			const run = () =>
				serving(process.execPath, ['src/server.js'], {cwd: copy, env}, ({url}) => isGuarded(copy, url, 'authorization: Bearer good'));
			await run();
			writeFileSync(join(copy, 'src/orders.js'), express['src/orders.js']);
			await expect(run()).rejects.toThrow('a stranger was answered 500, and should be told 401');
		});
		// It changes data: it is run on one's own machine alone.
		await expect(isGuarded(ground.root, 'https://shop.test', '')).rejects.toThrow('is not your own machine');
	});

	const nest = {...commonJs, experimentalDecorators: true, emitDecoratorMetadata: true};
	it.skipIf(noNodeFrameworks).each([
		['Fastify', guardedApps.fastify, 'built/src/server.js', {rewriteRelativeImportExtensions: true}],
		['Hono', guardedApps.hono, 'built/src/server.js', {noImplicitReturns: false}],
		['Nest', guardedApps.nest, 'built/src/main.js', nest],
	] as const)(
		`%s asks, as the generated test says${noNodeFrameworks ? ` (${noNodeFrameworks})` : ''}`,
		async (_, files, start, options) => {
			const ground = groundFor(id, files);
			ground.write();
			await inCopy(ground.root, async copy => {
				expect(typeCheck(copy, {options, outDir: 'built'})).toBe('');
				await serving(process.execPath, [start], {cwd: copy, env}, ({url}) => isGuarded(copy, url, 'authorization: Bearer good'));
			});
		},
	);

	it('a route of Next.js asks, as the generated test says', async () => {
		const ground = groundFor(id, guardedApps.next);
		ground.write();
		const put = (path: string, text: string): void => writeFileSync(join(ground.root, path), text);
		put('next-server.js', 'export class NextResponse extends Response {}\n');
		put('session.js', "export const auth = async () => (globalThis.asked === 'Bearer good' ? {user: {id: 1}} : null);\n");
		put('none.js', "export const db = {query: async () => { throw new Error('no database'); }};\n");
		put('serve.js', asNext);
		const alias = {'next/server': './next-server.js', '@/auth': './session.js', '@/lib/rows': './none.js'};
		await build({
			absWorkingDir: ground.root,
			alias,
			entryPoints: ['serve.js'],
			outfile: join(ground.root, 'out.mjs'),
			bundle: true,
			format: 'esm',
			platform: 'node',
			logLevel: 'error',
		});
		await serving(process.execPath, ['out.mjs'], {cwd: ground.root}, ({url}) => isGuarded(ground.root, url, 'authorization: Bearer good'));
	});

	it.skipIf(!hasPython('django'))('Django asks, as the generated test says (where Django is installed)', async () => {
		const ground = groundFor(id, guardedApps.django);
		ground.write();
		await inCopy(ground.root, async copy => {
			const settings = {...process.env, SECRET_KEY: 'x', DATABASE: join(copy, 'shop.db')};
			const manage = (...words: readonly string[]): string =>
				execFileSync(python, ['manage.py', ...words], {cwd: copy, env: settings, encoding: 'utf8'});
			manage('migrate', '--run-syncdb');
			const session = manage('shell', '-c', signIn).trim();
			await serving(
				python,
				['manage.py', 'runserver', '--noreload', '127.0.0.1:$PORT'],
				{cwd: copy, env: {SECRET_KEY: 'x', DATABASE: join(copy, 'shop.db')}},
				({url}) => isGuarded(copy, url, `cookie: sessionid=${session}`),
			);
		});
	});

	it('a function of Supabase lets through whom Supabase knows, and refuses everybody else', async () => {
		const supabase = createServer((request, response) => {
			response.statusCode = request.headers.authorization === 'Bearer good' ? 200 : 401;
			response.end('{}');
		});
		await new Promise<void>(resolve => supabase.listen(0, '127.0.0.1', () => resolve()));
		const address = supabase.address();
		const settings = {
			SUPABASE_URL: `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`,
			SUPABASE_SERVICE_ROLE_KEY: 'service',
		};
		const ground = groundFor(id, edge);
		ground.write();
		const out = join(ground.root, 'made.mjs');
		await build({
			entryPoints: [join(ground.root, 'supabase/functions/_shared/require-user.ts')],
			outfile: out,
			format: 'esm',
			logLevel: 'error',
		});
		const program = `globalThis.Deno = {env: {get: name => (${JSON.stringify(settings)})[name]}};
const {requireUser} = await import(${JSON.stringify(out)});
const status = async (method, authorization) => (await requireUser(new Request('http://shop.test/', {method, headers: authorization ? {authorization} : {}})))?.status ?? 200;
console.log(await status('OPTIONS'), await status('POST'), await status('POST', 'Bearer public'), await status('POST', 'Bearer good'), await status('POST', 'Bearer service'));
`;
		try {
			const said = await new Promise<string>(resolve => {
				const child = spawn(process.execPath, ['--input-type=module', '-e', program], {stdio: ['ignore', 'pipe', 'ignore']});
				let text = '';
				child.stdout.on('data', data => (text += String(data)));
				child.on('exit', () => resolve(text.trim()));
			});
			expect(said).toBe('200 401 401 200 200');
		} finally {
			supabase.close();
		}
	});
});
