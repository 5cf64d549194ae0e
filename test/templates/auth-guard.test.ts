// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the syntax of other languages is what is tested here
import {spawn} from 'node:child_process';
import {writeFileSync} from 'node:fs';
import {createServer} from 'node:http';
import {join} from 'node:path';
import {build} from 'esbuild';
import {describe, expect, it} from 'vitest';
import {hasPython, inCopy, noNodeFrameworks, python, serving} from '../support/frameworks.ts';
import {closesTheLoop, groundFor} from './applied.ts';

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
	])('closes for %s', async (_, files, path, line, which) => {
		await closesTheLoop(id, which, files, {run: ground => expect(ground.text(path)).toContain(line)});
	});

	it('names the line where the project has no guard of its own, and closes nothing', () => {
		const {'src/guard.js': _, ...rest} = express;
		const plan = groundFor(id, {
			...rest,
			'src/server.js': express['src/server.js'].replace(/.*guard.*\n/u, '').replace(' requireUser,', ''),
		}).plan();
		expect(plan.files).toEqual([]);
		expect(plan.closes).toEqual([]);
		expect(plan.after.join(' ')).toContain('put what asks who is calling in front, so that it answers 401 without a sign-in');
	});
});

/** A stranger is told 401; whoever signs in gets through. */
async function asks(url: string): Promise<void> {
	const remove = (headers: Readonly<Record<string, string>>): Promise<Response> => fetch(url, {method: 'DELETE', headers});
	expect((await remove({})).status).toBe(401);
	expect((await remove({authorization: 'Bearer wrong'})).status).toBe(401);
	expect((await remove({authorization: 'Bearer good'})).status).not.toBe(401);
}

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
			return serving(python, ['-m', 'uvicorn', 'app.main:app', '--port', '$PORT'], {cwd: copy, env}, ({url}) => asks(`${url}/orders/1`));
		});
		await inCopy(small.root, copy => {
			writeFileSync(join(copy, 'jwt.py'), tokens);
			return serving(python, ['app.py'], {cwd: copy, env}, ({url}) => asks(`${url}/orders/1`));
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
