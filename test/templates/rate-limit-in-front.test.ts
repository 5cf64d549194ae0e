import {execFileSync} from 'node:child_process';
import {mkdirSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {describe, expect, it, vi} from 'vitest';
import {databaseBehindDoor} from '../support/doors.ts';
import {commonJs, hasPython, inCopy, noNodeFrameworks, python, serving, typeCheck} from '../support/frameworks.ts';
import {noPostgres} from '../support/postgres.ts';
import {closesTheLoop, type Ground, groundFor} from './applied.ts';
import {planFor} from './repositories.ts';
import {inOneQuarter, isLimited} from './tries.ts';

// Compilers and servers are started, beside whatever else runs.
vi.setConfig({testTimeout: 180_000, hookTimeout: 60_000});

const id = 'rate-limit';
const check = 'sec-no-rate-limit';
const manifest = (dependencies: readonly string[]) => ({
	'package.json': JSON.stringify({name: 'club', dependencies: Object.fromEntries(dependencies.map(name => [name, '*']))}),
});

const next = {
	...manifest(['next', 'react', 'react-dom', 'bcryptjs']),
	'lib/users.ts':
		"import bcrypt from 'bcryptjs';\n\nconst hash = bcrypt.hashSync('correct horse', 4);\n\nexport const isRight = (password: string) => bcrypt.compare(password, hash);\n",
	'app/page.tsx': 'export default function Page() {\n  return <p>Club</p>;\n}\n',
	'app/api/login/route.ts': `import {isRight} from '../../../lib/users';

export async function POST(request: Request) {
  const {password} = await request.json();
  if (!(await isRight(password))) return Response.json({error: 'wrong password'}, {status: 401});
  return Response.json({token: 'abc'});
}

export async function OPTIONS() {
  return new Response(null, {status: 204});
}
`,
	'app/api/about/route.ts': 'export async function GET() {\n  return Response.json({});\n}\n',
};
const pool = {
	...manifest(['next', 'react', 'react-dom', 'bcryptjs', 'pg']),
	'vercel.json': '{}\n',
	'lib/db.ts': "import {Pool} from 'pg';\n\nexport const pool = new Pool({connectionString: process.env.DATABASE_URL});\n",
};
const nest = {
	...manifest(['@nestjs/core', '@nestjs/common', '@nestjs/platform-express', 'bcryptjs', 'reflect-metadata']),
	'src/main.ts': `import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { AppModule } from './app.module';

async function bootstrap() {
  const app = await NestFactory.create(AppModule);
  app.setGlobalPrefix('api');
  await app.listen(process.env.PORT ?? 3000);
}
bootstrap();
`,
	'src/app.module.ts':
		"import { Module } from '@nestjs/common';\nimport { AuthController } from './auth/auth.controller';\nimport { AuthService } from './auth/auth.service';\n\n@Module({ controllers: [AuthController], providers: [AuthService] })\nexport class AppModule {}\n",
	'src/auth/auth.service.ts': `import { Injectable } from '@nestjs/common';
import * as bcrypt from 'bcryptjs';

const hash = bcrypt.hashSync('correct horse', 4);

@Injectable()
export class AuthService {
  isRight(password: string): Promise<boolean> {
    return bcrypt.compare(password, hash);
  }
}
`,
	// What counts must be asked before a guard that checks a password, as those of Passport do.
	'src/auth/noting.guard.ts':
		"import { CanActivate, Injectable } from '@nestjs/common';\n\n@Injectable()\nexport class Noting implements CanActivate {\n  canActivate(): boolean {\n    console.log('the guard is asked');\n    return true;\n  }\n}\n",
	'src/auth/auth.controller.ts': `import { Body, Controller, Get, HttpCode, Post, UnauthorizedException, UseGuards } from '@nestjs/common';
import { AuthService } from './auth.service';
import { Noting } from './noting.guard';

@Controller('auth')
export class AuthController {
  constructor(private readonly authService: AuthService) {}

  @UseGuards(Noting)
  @HttpCode(200)
  @Post('login')
  async login(@Body() body: { password: string }) {
    if (!(await this.authService.isRight(body.password))) throw new UnauthorizedException();
    return { token: 'abc' };
  }

  @Get('about')
  about() {
    return {};
  }
}
`,
};
const passwords = `import hashlib
import hmac

SALT = b"for this test alone"
STORED = hashlib.scrypt(b"correct horse", salt=SALT, n=16, r=1, p=1)


def check_password(password: str) -> bool:
    return hmac.compare_digest(hashlib.scrypt(password.encode(), salt=SALT, n=16, r=1, p=1), STORED)
`;
const fastapi = {
	'requirements.txt': 'fastapi==0.115.0\nuvicorn==0.32.0\n',
	'app/__init__.py': '',
	'app/main.py':
		'from fastapi import FastAPI\n\nfrom app.routers import auth\n\napp = FastAPI()\napp.include_router(auth.router, prefix="/auth")\n\n\n@app.get("/about")\ndef about():\n    return {}\n',
	'app/passwords.py': passwords,
	'app/routers/__init__.py': '',
	'app/routers/auth.py': `from fastapi import APIRouter, HTTPException
from pydantic import BaseModel

from app.passwords import check_password

router = APIRouter()


class Login(BaseModel):
    password: str


@router.post("/login", status_code=200)
def login(data: Login):
    if not check_password(data.password):
        raise HTTPException(status_code=401, detail="wrong password")
    return {"token": "abc"}
`,
};
const flask = {
	'requirements.txt': 'flask==3.0.3\n',
	'passwords.py': passwords,
	'app.py': `from flask import Flask, jsonify, request

from passwords import check_password

app = Flask(__name__)


@app.route("/login", methods=["GET", "POST"])
def login():
    if request.method == "GET":
        return "<form method=post><input name=password></form>"
    if not check_password(request.json["password"]):
        return jsonify({"error": "wrong password"}), 401
    return jsonify({"token": "abc"})


@app.get("/about")
def about():
    return {}
`,
};
const django = {
	'requirements.txt': 'django==5.0.0\n',
	'manage.py': 'import os\n\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "club.settings")\n',
	'club/__init__.py': '',
	'club/settings.py':
		'SECRET_KEY = "for this test alone"\nROOT_URLCONF = "club.urls"\nALLOWED_HOSTS = ["*"]\nINSTALLED_APPS = ["django.contrib.auth", "django.contrib.contenttypes", "members"]\nMIDDLEWARE = []\n',
	'club/urls.py':
		'from django.contrib.auth import views as auth_views\nfrom django.urls import include, path\n\nurlpatterns = [\n    path("members/", include("members.urls")),\n    path("accounts/login/", auth_views.LoginView.as_view(), name="login"),\n]\n',
	'members/__init__.py': '',
	'members/passwords.py': passwords,
	'members/urls.py':
		'from django.urls import path\n\nfrom . import views\n\nurlpatterns = [\n    path("login/", views.sign_in, name="sign-in"),\n    path("api/login/", views.ApiLogin.as_view()),\n    path("about/", views.about),\n]\n',
	'members/views.py': `import json

from django.http import JsonResponse
from django.views import View
from django.views.decorators.csrf import csrf_exempt

from .passwords import check_password


@csrf_exempt
def sign_in(request):
    if request.method == "GET":
        return JsonResponse({})
    if not check_password(json.loads(request.body)["password"]):
        return JsonResponse({"error": "wrong password"}, status=401)
    return JsonResponse({"token": "abc"})


class ApiLogin(View):
    def post(self, request):
        if not check_password(json.loads(request.body)["password"]):
            return JsonResponse({"error": "wrong password"}, status=401)
        return JsonResponse({"token": "abc"})


def about(request):
    return JsonResponse({})
`,
};

/** What serves route handlers of Next.js, as Next.js does: a request in, a response out. */
const nextServer = `
const routes = {'/login': require('./built/app/api/login/route.js'), '/about': require('./built/app/api/about/route.js')};
require('node:http').createServer(async (req, res) => {
	const chunks = [];
	for await (const chunk of req) chunks.push(chunk);
	const asked = new Request('http://x' + req.url, {method: req.method, headers: req.headers, ...(chunks.length > 0 && {body: Buffer.concat(chunks)})});
	const answer = await (routes[req.url]?.[req.method]?.(asked) ?? new Response('', {status: 404}));
	res.writeHead(answer.status, Object.fromEntries(answer.headers)).end(await answer.text());
}).listen(process.env.PORT);
`;
const nextFiles = ['app/api/login/route.ts', 'app/api/about/route.ts'];
const wsgi =
	'import os; os.environ["DJANGO_SETTINGS_MODULE"] = "club.settings"; from wsgiref.simple_server import make_server; from django.core.wsgi import get_wsgi_application; make_server("127.0.0.1", int(os.environ["PORT"]), get_wsgi_application()).serve_forever()';
const quiet = {PYTHONDONTWRITEBYTECODE: '1'};

describe.skipIf(noNodeFrameworks !== undefined)(`tries are counted in front of each address (${noNodeFrameworks ?? 'of Node'})`, () => {
	it('of Next.js, without what the framework does not hand on', async () => {
		const run = (ground: Ground) =>
			inCopy(ground.root, async root => {
				expect(typeCheck(root, {options: commonJs, outDir: 'built', files: nextFiles})).toBe('');
				await serving(process.execPath, ['-e', nextServer], {cwd: root}, isLimited('/login'));
			});
		await closesTheLoop(id, check, next, {run});
	});

	it('of Nest, before other guards are asked', async () => {
		const options = {...commonJs, experimentalDecorators: true, emitDecoratorMetadata: true};
		const run = (ground: Ground) =>
			inCopy(ground.root, async root => {
				expect(typeCheck(root, {options, outDir: 'built'})).toBe('');
				await serving(process.execPath, ['built/src/main.js'], {cwd: root}, async running => {
					await isLimited('/api/auth/login', {about: '/api/auth/about'})(running);
					const once = await fetch(`${running.url}/api/auth/login`, {method: 'POST', headers: {'x-forwarded-for': '192.0.2.1'}});
					expect(once.status).not.toBe(429);
					// Ten of the first caller, one of the second, ten and one of two networks, and this one.
					await expect.poll(() => running.said().match(/the guard is asked/gu)?.length).toBe(23);
				});
			});
		await closesTheLoop(id, check, {...nest, 'fly.toml': "app = 'club'\n"}, {run});
	});

	it('keeps an answer that a handler of Next.js promises by its type', () => {
		const route = `import {NextRequest, NextResponse} from 'next/server';
import {isRight} from '../../../lib/users';

export async function POST(request: NextRequest): Promise<NextResponse<{ok: boolean}>> {
  const {password} = await request.json();
  return NextResponse.json({ok: await isRight(password)});
}
`;
		const types =
			"declare module 'next/server' {\n  export class NextRequest extends Request {\n    readonly cookies: Map<string, string>;\n  }\n  export class NextResponse<Body = unknown> extends Response {\n    readonly body0?: Body;\n    constructor(body?: BodyInit | null, init?: ResponseInit);\n    static json<Body>(body: Body, init?: ResponseInit): NextResponse<Body>;\n  }\n}\n";
		const ground = groundFor(id, {...next, 'app/api/login/route.ts': route});
		ground.write();
		return inCopy(ground.root, root => {
			writeFileSync(join(root, 'next.d.ts'), types);
			expect(typeCheck(root, {options: commonJs, files: ['next.d.ts', ...nextFiles]})).toBe('');
			expect(ground.finding(check).outcome).toBe('pass');
		});
	});
});

const missing = noPostgres ?? noNodeFrameworks;
describe.skipIf(missing !== undefined)(`tries are counted in a database where processes forget (${missing ?? 'PostgreSQL'})`, () => {
	const database = databaseBehindDoor();

	it('by two processes alike, for the caller that the platform names', async () => {
		const plan = planFor(id, {...next, ...pool});
		expect(plan.after.join()).toContain('run sql/rate-limits.sql');
		expect(plan.after.join()).toContain('x-real-ip, which Vercel writes itself');
		const run = (ground: Ground) =>
			inCopy(ground.root, async root => {
				expect(typeCheck(root, {options: commonJs, outDir: 'built', files: nextFiles})).toBe('');
				database.sql(ground.text('sql/rate-limits.sql'));
				const env = database.settings();
				const attempt = async (url: string, from: string, forged = '192.0.2.1') => {
					const headers = {'x-real-ip': from, 'x-forwarded-for': forged};
					return (await fetch(`${url}/login`, {method: 'POST', headers, body: '{"password":"guess"}'})).status;
				};
				await serving(process.execPath, ['-e', nextServer], {cwd: root, env}, one =>
					serving(process.execPath, ['-e', nextServer], {cwd: root, env}, async two => {
						await inOneQuarter();
						const all: number[] = [];
						for (let at = 0; at < 6; at++)
							all.push(await attempt(one.url, '203.0.113.7', `192.0.2.${at}`), await attempt(two.url, '203.0.113.7'));
						expect(all.filter(status => status === 401)).toHaveLength(10);
						expect(await attempt(two.url, '203.0.113.8')).toBe(401);
						database.sql('DROP TABLE rate_limits');
						expect(await attempt(one.url, '203.0.113.7')).toBe(401);
						await expect.poll(one.said).toContain('nothing is limited (/api/login)');
					}),
				);
			});
		await closesTheLoop(id, check, {...next, ...pool}, {run});
	});

	it('by a function of Supabase that only the service key reaches', async () => {
		const files = {
			...next,
			...manifest(['next', 'react', 'react-dom', 'bcryptjs', '@supabase/supabase-js']),
			'vercel.json': '{}\n',
			'lib/supabase.ts':
				"import {createClient} from '@supabase/supabase-js';\n\nexport const supabase = createClient(process.env.NEXT_PUBLIC_SUPABASE_URL ?? '', process.env.NEXT_PUBLIC_SUPABASE_ANON_KEY ?? '');\n",
			'supabase/migrations/20250301000000_members.sql': 'create table members (id bigint primary key);\n',
		};
		const run = (ground: Ground) =>
			inCopy(ground.root, root => {
				expect(typeCheck(root, {options: commonJs, outDir: 'built', files: nextFiles})).toBe('');
				database.sql('CREATE ROLE anon; CREATE ROLE authenticated; CREATE ROLE service_role;');
				database.sql(ground.text('supabase/migrations/20250301000001_rate_limits.sql'));
				const counted = () => database.sql("SET ROLE service_role; SELECT public.count_tries('limit:/login:1:203.0.113.7', 900)");
				expect([counted(), counted()]).toEqual(['1', '2']);
				for (const role of ['anon', 'authenticated']) {
					expect(() => database.sql(`SET ROLE ${role}; SELECT public.count_tries('x', 1)`)).toThrow('permission denied for function');
					expect(() => database.sql(`SET ROLE ${role}; SELECT * FROM public.rate_limits`)).toThrow('permission denied for table');
				}
			});
		await closesTheLoop(id, check, files, {run});
	});
});

const needed = hasPython('django', 'fastapi', 'flask', 'uvicorn');
describe.skipIf(!needed)(
	`tries are counted in front of each address (${needed ? 'of Python' : 'its frameworks are not installed'})`,
	() => {
		const uvicorn = ['-m', 'uvicorn', 'app.main:app', '--port', '$PORT'];

		it('of FastAPI', async () => {
			const run = (ground: Ground) =>
				inCopy(ground.root, root => serving(python, uvicorn, {cwd: root, env: quiet}, isLimited('/auth/login')));
			await closesTheLoop(id, check, fastapi, {run});
		});

		it('of Flask, where a form is looked at as often as somebody likes', async () => {
			const run = (ground: Ground) =>
				inCopy(ground.root, root =>
					serving(python, ['-m', 'flask', '--app', 'app', 'run', '--port', '$PORT'], {cwd: root, env: quiet}, async running => {
						await isLimited('/login')(running);
						expect((await fetch(`${running.url}/login`, {headers: {'x-forwarded-for': '203.0.113.7'}})).status).toBe(200);
					}),
				);
			await closesTheLoop(id, check, flask, {run});
		});

		it("of Django: a function, a class, and a view of Django's own", async () => {
			const run = (ground: Ground) =>
				inCopy(ground.root, root =>
					serving(python, ['-c', wsgi], {cwd: root, env: quiet}, async running => {
						await inOneQuarter();
						for (const [path, wrong] of [
							['/members/login/', 401],
							['/members/api/login/', 401],
							['/accounts/login/', 403],
						] as const)
							await isLimited(path, {wrong, about: '/members/about/', atLeast: 0})(running);
					}),
				);
			await closesTheLoop(id, check, django, {run});
		});

		it('together in Redis where the code keeps a client of it, awaited or not', async () => {
			const redis = (async: string) => `_kept = {}


class Redis:
    @classmethod
    def from_url(cls, url, **given):
        return cls()

    ${async}def incr(self, name):
        _kept[name] = _kept.get(name, 0) + 1
        return _kept[name]

    ${async}def expire(self, name, seconds):
        print("forgets", name.split(":")[1], "after", seconds, flush=True)


from_url = Redis.from_url
`;
			const waits = {...fastapi, 'app/cache.py': 'import redis.asyncio as redis\n\nclient = redis.from_url("redis://cache")\n'};
			const sits = {...flask, 'cache.py': 'from redis import Redis\n\nclient = Redis.from_url("redis://cache")\n'};
			for (const [files, args, path] of [
				[waits, uvicorn, '/auth/login'],
				[sits, ['-m', 'flask', '--app', 'app', 'run', '--port', '$PORT'], '/login'],
			] as const) {
				expect(planFor(id, files).after.join()).not.toContain('memory of one process');
				const run = (ground: Ground) =>
					inCopy(ground.root, root => {
						mkdirSync(join(root, 'redis'));
						writeFileSync(join(root, 'redis/__init__.py'), redis(''));
						writeFileSync(join(root, 'redis/asyncio.py'), redis('async '));
						return serving(python, args, {cwd: root, env: quiet}, async running => {
							await inOneQuarter();
							await isLimited(path, {atLeast: 0})(running);
							await expect.poll(running.said).toContain(`forgets ${path} after 900`);
						});
					});
				await closesTheLoop(id, check, files, {run});
			}
		});

		it('in memory where the client of Redis is made by a file that needs what is counted', () => {
			const cyclic = {
				...flask,
				'app.py': flask['app.py'].replace('app = Flask(__name__)', 'app = Flask(__name__)\ncache = Redis()'),
			};
			const plan = planFor(id, {...cyclic, 'app.py': `from redis import Redis\n${cyclic['app.py']}`});
			expect(plan.after.join()).toContain('memory of one process');
			const ground = groundFor(id, cyclic);
			ground.write();
			execFileSync(python, ['-m', 'py_compile', join(ground.root, 'rate_limit.py')], {env: {...process.env, ...quiet}});
		});
	},
);

describe('what is planned in front of each address', () => {
	it('plans nothing for functions that share no memory and have nothing to count in', () => {
		const plan = planFor(id, {...next, 'vercel.json': '{}\n'});
		expect([plan.files, plan.closes]).toEqual([[], []]);
		expect(plan.after.join()).toContain('nothing was found to count in that they share');
	});

	it('names what it cannot put itself in front of, and does not say that it is closed', () => {
		const plan = planFor(id, {
			...next,
			'app/api/signup/route.ts': "export {POST} from '../../../lib/signup';\n",
			'lib/signup.ts':
				"import {isRight} from './users';\n\nexport async function POST(request: Request) {\n  const {password} = await request.json();\n  return Response.json({ok: await isRight(password)});\n}\n",
		});
		expect(plan.closes).toEqual([]);
		expect(plan.prepares.map(({owes}) => owes).join()).toContain('/api/signup (app/api/signup/route.ts:1)');
	});

	it('asks the header that Fly writes, in every language', () => {
		const header = (files: Readonly<Record<string, string>>, path: string) =>
			planFor(id, {...files, 'fly.toml': "app = 'club'\n"}).files.find(one => one.path === path)?.text;
		expect(header(next, 'lib/rate-limit.ts')).toContain("request.headers.get('fly-client-ip') ?? callerBehindProxies(");
		expect(header(nest, 'src/auth/rate-limit.ts')).toContain("request.headers['fly-client-ip'] ?? own");
		expect(header(fastapi, 'app/rate_limit.py')).toContain('request.headers.get("fly-client-ip") or _caller_behind_proxies(');
		expect(header(django, 'club/rate_limit.py')).toContain('request.headers.get("fly-client-ip") or _caller_behind_proxies(');
	});
});
