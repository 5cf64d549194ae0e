// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the syntax of other languages is what is tested here
import {writeFileSync} from 'node:fs';
import {createServer} from 'node:http';
import {join} from 'node:path';
import {gunzipSync} from 'node:zlib';
import {describe, expect, it, vi} from 'vitest';
import {commonJs, hasPython, inCopy, noNodeFrameworks, python, serving, typeCheck} from '../support/frameworks.ts';
import {closesTheLoop, groundFor} from './applied.ts';

const check = 'obs-no-error-tracking';
const manifest = (dependencies: Readonly<Record<string, string>>, more: object = {}): string =>
	`${JSON.stringify({name: 'shop', private: true, ...more, dependencies}, null, 2)}\n`;
const express =
	"const app = express();\napp.use(express.json());\napp.post('/boom', async request => {\n  throw new Error(`no stock for ${request.body.item}`);\n});\napp.listen(process.env.PORT);\n";

const servers: readonly (readonly [string, Readonly<Record<string, string>>])[] = [
	[
		'Express as a module',
		{'package.json': manifest({express: '5.1.0'}, {type: 'module'}), 'src/server.js': `import express from 'express';\n\n${express}`},
	],
	['Express with require', {'package.json': manifest({express: '5.1.0'}), 'index.js': `const express = require('express');\n\n${express}`}],
	[
		'Express in TypeScript, started by another file',
		{
			'package.json': manifest({express: '5.1.0'}, {scripts: {start: 'node dist/index.js'}}),
			'tsconfig.json': '{}',
			'src/app.ts':
				"import express from 'express';\n\nexport const app = express();\napp.post('/boom', () => {\n\tthrow new Error('boom');\n});\n",
			'src/index.ts': "import {app} from './app';\n\napp.listen(3000);\n",
		},
	],
	[
		'Fastify',
		{
			'package.json': manifest({fastify: '5.1.0'}, {type: 'module'}),
			'server.js':
				"import Fastify from 'fastify';\n\nconst app = Fastify();\napp.post('/boom', async () => {\n  throw new Error('boom');\n});\nawait app.listen({port: Number(process.env.PORT)});\n",
		},
	],
	[
		'Hono',
		{
			'package.json': manifest({hono: '4.6.0', '@hono/node-server': '1.13.0'}, {type: 'module'}),
			'src/index.ts':
				"import {serve} from '@hono/node-server';\nimport {Hono} from 'hono';\n\nconst app = new Hono();\napp.post('/boom', () => {\n\tthrow new Error('boom');\n});\nserve({fetch: app.fetch, port: Number(process.env.PORT)});\n",
		},
	],
	[
		'Nest',
		{
			'package.json': manifest({'@nestjs/common': '11.0.0', '@nestjs/core': '11.0.0', '@nestjs/platform-express': '11.0.0'}),
			'tsconfig.json': '{}',
			'src/app.module.ts':
				"import {Controller, Module, Post} from '@nestjs/common';\n\n@Controller()\nclass Orders {\n\t@Post('boom')\n\tboom(): never {\n\t\tthrow new Error('no stock');\n\t}\n}\n\n@Module({controllers: [Orders]})\nexport class AppModule {}\n",
			'src/main.ts':
				"import {NestFactory} from '@nestjs/core';\nimport {AppModule} from './app.module';\n\nasync function bootstrap() {\n\tconst app = await NestFactory.create(AppModule);\n\tawait app.listen(Number(process.env.PORT ?? 3000));\n}\nbootstrap();\n",
		},
	],
	[
		'Next.js with the app router',
		{
			'package.json': manifest({next: '15.1.0', react: '19.0.0', 'react-dom': '19.0.0'}),
			'tsconfig.json': '{}',
			'src/app/layout.tsx':
				'export default function Layout({children}: {children: React.ReactNode}) {\n\treturn <html><body>{children}</body></html>;\n}\n',
			'src/app/page.tsx': 'export default function Page() {\n\treturn <p>hello</p>;\n}\n',
			'src/app/api/orders/route.ts': 'export async function POST(request: Request) {\n\treturn Response.json(await request.json());\n}\n',
		},
	],
	[
		'Next.js whose routes stand at the top',
		{
			'package.json': manifest({next: '15.1.0', react: '19.0.0', 'react-dom': '19.0.0'}),
			'app/page.tsx': 'export default function Page() {\n\treturn <p>hello</p>;\n}\n',
			'app/api/orders/route.ts': 'export async function POST(request: Request) {\n\treturn Response.json(await request.json());\n}\n',
		},
	],
	[
		'a page that Vite builds',
		{
			'package.json': manifest({react: '19.0.0', 'react-dom': '19.0.0', vite: '6.0.0'}),
			'vite.config.ts': "import {defineConfig} from 'vite';\n\nexport default defineConfig({});\n",
			'index.html': '<div id="root"></div><script type="module" src="/src/main.tsx"></script>\n',
			'src/App.tsx': 'export const App = () => <p>hello</p>;\n',
			'src/main.tsx':
				"import {createRoot} from 'react-dom/client';\nimport {App} from './App';\n\ncreateRoot(document.getElementById('root')!).render(<App />);\n",
		},
	],
	[
		'FastAPI in a package',
		{
			'requirements.txt': 'fastapi==0.115.0\nuvicorn==0.32.0\n',
			'app/__init__.py': '',
			'app/db.py': 'pool = None\n',
			'app/main.py':
				'from fastapi import FastAPI\n\nfrom app.db import pool\n\napp = FastAPI()\n\n\n@app.get("/boom")\nasync def boom():\n    raise RuntimeError("boom")\n',
		},
	],
	[
		'Flask',
		{
			'requirements.txt': 'flask==3.1.0\n',
			'app.py': 'from flask import Flask\n\napp = Flask(__name__)\n\n\n@app.post("/boom")\ndef boom():\n    raise RuntimeError("boom")\n',
		},
	],
	[
		'Django',
		{
			'requirements.txt': 'django==5.1\n',
			'manage.py':
				'import os\nimport sys\n\nif __name__ == "__main__":\n    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings")\n    from django.core.management import execute_from_command_line\n\n    execute_from_command_line(sys.argv)\n',
			'shop/__init__.py': '',
			'shop/settings.py':
				'import os\n\nSECRET_KEY = os.environ["SECRET_KEY"]\nINSTALLED_APPS = ["django.contrib.auth"]\nROOT_URLCONF = "shop.urls"\n',
			'shop/urls.py':
				'from django.http import HttpResponse\nfrom django.urls import path\n\nurlpatterns = [path("", lambda request: HttpResponse("hello"))]\n',
		},
	],
	[
		'Streamlit',
		{
			'requirements.txt': 'streamlit==1.40.0\n',
			'app.py': 'import streamlit as st\n\nst.title("Stock")\nst.write(st.text_input("item"))\n',
		},
	],
	[
		'a page and its server, each in its folder',
		{
			'frontend/package.json': manifest({react: '19.0.0', 'react-dom': '19.0.0', vite: '6.0.0'}),
			'frontend/vite.config.js': "import {defineConfig} from 'vite';\n\nexport default defineConfig({});\n",
			'frontend/index.html': '<div id="root"></div><script type="module" src="/src/main.jsx"></script>\n',
			'frontend/src/main.jsx':
				"import {createRoot} from 'react-dom/client';\n\ncreateRoot(document.getElementById('root')).render('hello');\n",
			'backend/package.json': manifest({express: '5.1.0'}),
			'backend/server.js': `const express = require('express');\n\n${express}`,
		},
	],
];

describe('the loop of error tracking', () => {
	it.each(servers)('closes for %s', async (_, files) => {
		await closesTheLoop('error-tracking', check, files);
	});
});

/** Listens as an error tracker does, and gives what it was sent. */
async function listening(work: (dsn: string, sent: () => readonly string[]) => Promise<void>): Promise<void> {
	const heard: string[] = [];
	const server = createServer((request, response) => {
		const parts: Buffer[] = [];
		request.on('data', (part: Buffer) => parts.push(part));
		request.on('end', () => {
			const body = Buffer.concat(parts);
			heard.push(String(request.headers['content-encoding'] === 'gzip' ? gunzipSync(body) : body));
			response.end('{}');
		});
	});
	await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
	const address = server.address();
	if (typeof address !== 'object' || address === null) throw new Error('no port');
	try {
		await work(`http://public@127.0.0.1:${address.port}/1`, () => heard);
	} finally {
		server.close();
	}
}

describe.skipIf(noNodeFrameworks !== undefined)(`a tracker that listens (${noNodeFrameworks ?? 'to the real frameworks'})`, () => {
	it.each(['Express as a module', 'Express with require', 'Fastify', 'Nest'])(
		'hears of an error in %s, and of nothing that belongs to customers',
		async name => {
			const files = servers.find(([of]) => of === name)?.[1] ?? {};
			const ground = groundFor('error-tracking', files);
			ground.write();
			const written = Object.keys(files).find(path => path.endsWith('.js'));
			const start = written ?? 'built/src/main.js';
			await inCopy(ground.root, cwd => {
				const options = {...commonJs, experimentalDecorators: true, emitDecoratorMetadata: true, noUnusedLocals: false};
				if (written === undefined) expect(typeCheck(cwd, {outDir: join(cwd, 'built'), options})).toBe('');
				return listening((dsn, sent) =>
					serving(process.execPath, [start], {cwd, env: {SENTRY_DSN: dsn}}, async ({url}) => {
						const headers = {'content-type': 'application/json', authorization: 'Bearer hunter2', cookie: 'session=hunter2'};
						const response = await fetch(`${url}/boom?token=hunter2`, {
							method: 'POST',
							headers,
							body: '{"item": "chair", "password": "hunter2"}',
						});
						expect(response.status).toBe(500);
						await vi.waitFor(() => expect(sent().join('\n')).toContain('"exception"'), {timeout: 15_000, interval: 100});
						expect(sent().join('\n')).not.toContain('hunter2');
					}),
				);
			});
		},
	);
});

/** What Debian has is older than what is asked for, and has other names for two of the options. */
const olderNames = `import sentry_sdk

_init = sentry_sdk.init
_names = {"max_request_body_size": "request_bodies", "include_local_variables": "with_locals"}


def init(**given):
    print("the tracker is started", flush=True)
    return _init(**{_names.get(name, name) if sentry_sdk.VERSION.startswith("1.") else name: value for name, value in given.items()})


sentry_sdk.init = init
`;
const snakes = {
	FastAPI: {
		files: {
			'requirements.txt': 'fastapi==0.115.0\nuvicorn==0.32.0\n',
			'main.py':
				'from fastapi import FastAPI\n\napp = FastAPI()\n\n\n@app.post("/boom")\ndef boom(body: dict):\n    password = body["password"]\n    raise RuntimeError("no stock")\n',
		},
		args: ['-m', 'uvicorn', 'main:app', '--port', '$PORT'],
	},
	Flask: {
		files: {
			'requirements.txt': 'flask==3.0.3\n',
			'app.py':
				'from flask import Flask, request\n\napp = Flask(__name__)\n\n\n@app.post("/boom")\ndef boom():\n    password = request.json["password"]\n    raise RuntimeError("no stock")\n',
		},
		args: ['-m', 'flask', '--app', 'app', 'run', '--port', '$PORT'],
	},
} as const;
const noSnakes = !hasPython('fastapi', 'flask', 'sentry_sdk', 'uvicorn');

describe.skipIf(noSnakes)(`a tracker that listens (${noSnakes ? 'the packages of Python are not installed' : 'to Python'})`, () => {
	it.each(['FastAPI', 'Flask'] as const)('hears of an error in %s, and of nothing that belongs to customers', async name => {
		const {files, args} = snakes[name];
		const ground = groundFor('error-tracking', files);
		ground.write();
		await inCopy(ground.root, cwd => {
			writeFileSync(join(cwd, 'sitecustomize.py'), olderNames);
			const env = {PYTHONPATH: cwd, PYTHONDONTWRITEBYTECODE: '1'};
			return listening((dsn, sent) =>
				serving(python, args, {cwd, env: {...env, SENTRY_DSN: dsn}}, async ({url, said}) => {
					const headers = {'content-type': 'application/json', authorization: 'Bearer hunter2', cookie: 'session=hunter2'};
					const response = await fetch(`${url}/boom`, {method: 'POST', headers, body: '{"password": "hunter2"}'});
					expect(response.status).toBe(500);
					await expect.poll(() => sent().join('\n')).toContain('no stock');
					expect(sent().join('\n')).not.toContain('hunter2');
					expect(said().match(/the tracker is started/gu)).toHaveLength(1);
				}),
			);
		});
	});
});

describe('what is said of error tracking', () => {
	const saidOf = (name: string) =>
		groundFor('error-tracking', servers.find(([of]) => of === name)?.[1] ?? {})
			.plan()
			.after.join('\n');

	it('speaks of the sides that there are', () => {
		expect(saidOf('Fastify')).toContain('on purpose on the server once it runs: it must');
		expect(saidOf('Streamlit')).not.toContain('browser');
		expect(saidOf('a page and its server, each in its folder')).toContain('on the server and in the browser: both must');
	});
});

it('of an older Next.js is prepared, and what it owes is said: it reads the start only when it is told to', () => {
	const files = {
		'package.json': manifest({next: '^14.2.0', react: '18.3.0', 'react-dom': '18.3.0'}),
		'app/page.tsx': 'export default function Page() {\n\treturn <p>hello</p>;\n}\n',
		'app/api/orders/route.ts': 'export async function POST() {\n\treturn Response.json([]);\n}\n',
	};
	const plan = groundFor('error-tracking', files).plan();
	expect(plan.closes).toEqual([]);
	expect(plan.prepares).toEqual([{check: 'obs-no-error-tracking', owes: expect.stringContaining('update Next to 15')}]);
	expect(plan.files.find(({path}) => path === 'package.json')?.text).toContain('"@sentry/nextjs": "~11.0.0"');
});
