import * as v from 'valibot';
import {describe, expect, it} from 'vitest';
import {hasPython, inCopy, noNodeFrameworks, python, type Running, serving, typeCheck} from '../support/frameworks.ts';
import {closesTheLoop, groundFor} from './applied.ts';

const check = 'err-no-last-resort-handler';
const manifest = (dependencies: Readonly<Record<string, string>>, more: object = {}): string =>
	`${JSON.stringify({name: 'shop', private: true, ...more, dependencies}, null, 2)}\n`;
type Files = Readonly<Record<string, string>>;

const servers: readonly (readonly [string, Files, string, string])[] = [
	[
		'Express as a module',
		{
			'package.json': manifest({express: '5.1.0'}, {type: 'module'}),
			'src/server.js':
				"import express from 'express';\n\nconst app = express();\napp.get('/orders', (request, response) => response.json(orders(request.query.page)));\napp.listen(3000, () => console.log('up'));\n",
		},
		'src/server.js',
		'app.use(lastResort);\napp.listen(3000',
	],
	[
		'Express with require, started by another file',
		{
			'package.json': manifest({express: '4.21.0'}),
			'app.js':
				"const express = require('express');\n\nconst app = express();\napp.get('/orders', (request, response) => response.json([]));\nmodule.exports = app;\n",
			'index.js': "const app = require('./app');\n\napp.listen(3000);\n",
		},
		'app.js',
		'\napp.use(lastResort);\n',
	],
	[
		'Fastify in TypeScript',
		{
			'package.json': manifest({fastify: '5.1.0'}, {type: 'module'}),
			'tsconfig.json': '{}',
			'src/server.ts':
				"import Fastify from 'fastify';\n\nconst app = Fastify();\napp.get('/orders', async () => []);\nawait app.listen({port: 3000});\n",
		},
		'src/server.ts',
		'app.setErrorHandler(lastResort);',
	],
	[
		'Hono',
		{
			'package.json': manifest({hono: '4.6.0', '@hono/node-server': '1.13.0'}, {type: 'module'}),
			'src/index.ts':
				"import {serve} from '@hono/node-server';\nimport {Hono} from 'hono';\n\nconst app = new Hono();\napp.get('/orders', context => context.json([]));\nserve(app);\n",
		},
		'src/index.ts',
		'app.onError(lastResort);',
	],
	[
		'FastAPI',
		{
			'requirements.txt': 'fastapi==0.115.0\nuvicorn==0.32.0\n',
			'backend/main.py':
				'from fastapi import FastAPI\n\napp = FastAPI(title="shop")\n\n\n@app.get("/orders")\nasync def orders():\n    return []\n',
		},
		'backend/main.py',
		'app.add_exception_handler(Exception, last_resort)',
	],
	[
		'Flask',
		{
			'requirements.txt': 'flask==3.1.0\n',
			'app.py': 'from flask import Flask\n\napp = Flask(__name__)\n\n\n@app.get("/orders")\ndef orders():\n    return []\n',
		},
		'app.py',
		'app.register_error_handler(Exception, last_resort)',
	],
	[
		'a page that Vite builds',
		{
			'package.json': manifest({react: '19.0.0', 'react-dom': '19.0.0', vite: '6.0.0'}),
			'vite.config.ts': "import {defineConfig} from 'vite';\n\nexport default defineConfig({});\n",
			'index.html': '<div id="root"></div><script type="module" src="/src/main.tsx"></script>\n',
			'src/App.tsx': 'export default function App() {\n\treturn <p>hello</p>;\n}\n',
			'src/main.tsx':
				"import {StrictMode} from 'react';\nimport {createRoot} from 'react-dom/client';\nimport App from './App.tsx';\n\ncreateRoot(document.getElementById('root')!).render(\n\t<StrictMode>\n\t\t<App />\n\t</StrictMode>,\n);\n",
		},
		'src/main.tsx',
		'<ErrorBoundary><App /></ErrorBoundary>',
	],
];

/** What people read and what the log holds when a route throws: the same number, and nothing of the error for people. */
async function isAnswered({url, said}: Running): Promise<void> {
	const response = await fetch(`${url}/orders?token=hunter2`);
	const answer: unknown = await response.json();
	expect(response.status).toBe(500);
	expect(answer).toEqual({error: expect.stringContaining('went wrong on our side'), number: expect.stringMatching(/^[\da-f-]{36}$/u)});
	const {number} = v.parse(v.object({number: v.string()}), answer);
	await expect.poll(said).toContain(number);
	await expect.poll(said).toContain('no table orders');
	// The line of the log is ours; what a server's own log of requests says is not.
	expect(
		said()
			.split('\n')
			.find(line => line.includes(number)),
	).not.toContain('hunter2');
}

describe('the loop of the last resort', () => {
	it.each(servers)('closes for %s', async (_, files, path, line) => {
		await closesTheLoop('last-resort', check, files, {
			run: ground => expect(ground.text(path)).toContain(line),
		});
	});

	it('closes for Next.js by the two files that it finds by itself', async () => {
		await closesTheLoop('last-resort', check, {
			'package.json': manifest({next: '15.1.0', react: '19.0.0', 'react-dom': '19.0.0'}),
			'tsconfig.json': '{}',
			'app/layout.tsx':
				'export default function Layout({children}: {children: React.ReactNode}) {\n\treturn <html><body>{children}</body></html>;\n}\n',
			'app/page.tsx': 'export default function Page() {\n\treturn <p>hello</p>;\n}\n',
		});
	});

	it('closes for Next.js with the folder of pages', async () => {
		await closesTheLoop('last-resort', check, {
			'package.json': manifest({next: '14.2.0', react: '18.3.0', 'react-dom': '18.3.0'}),
			'pages/_app.jsx': 'export default function App({Component, pageProps}) {\n\treturn <Component {...pageProps} />;\n}\n',
			'pages/index.jsx': 'export default function Page() {\n\treturn <p>hello</p>;\n}\n',
		});
	});
});

const throwing = "() => {\n  throw new Error('no table orders');\n}";
const failing: readonly (readonly [string, Files, string])[] = [
	[
		'Express as a module',
		{
			'package.json': manifest({express: '5.1.0'}, {type: 'module'}),
			'server.js': `import express from 'express';\n\nconst app = express();\napp.get('/orders', ${throwing});\napp.listen(process.env.PORT);\n`,
		},
		'server.js',
	],
	[
		'Express with require',
		{
			'package.json': manifest({express: '5.1.0'}),
			'server.js': `const express = require('express');\n\nconst app = express();\napp.get('/orders', async ${throwing});\napp.listen(process.env.PORT);\n`,
		},
		'server.js',
	],
	[
		'Fastify',
		{
			'package.json': manifest({fastify: '5.1.0'}, {type: 'module'}),
			'server.js': `import Fastify from 'fastify';\n\nconst app = Fastify();\napp.get('/orders', async ${throwing});\nawait app.listen({port: Number(process.env.PORT)});\n`,
		},
		'server.js',
	],
	[
		'Hono',
		{
			'package.json': manifest({hono: '4.6.0', '@hono/node-server': '1.13.0'}, {type: 'module'}),
			'server.js': `import {serve} from '@hono/node-server';\nimport {Hono} from 'hono';\n\nconst app = new Hono();\napp.get('/orders', ${throwing});\nserve({fetch: app.fetch, port: Number(process.env.PORT)});\n`,
		},
		'server.js',
	],
];

describe.skipIf(noNodeFrameworks !== undefined)(`a route that throws (${noNodeFrameworks ?? 'in the real frameworks'})`, () => {
	it.each(failing)('is answered in plain words by %s', async (_, files, start) => {
		const ground = groundFor('last-resort', files);
		ground.write();
		await inCopy(ground.root, cwd => serving(process.execPath, [start], {cwd}, isAnswered));
	});

	it('is type-checked in Express, Fastify and Hono, and the boundary with React', async () => {
		for (const [, files] of servers) {
			const typed = Object.keys(files).some(path => /\.tsx?$/u.test(path));
			if (!typed) continue;
			const ground = groundFor('last-resort', files);
			ground.write();
			const made = ground
				.plan()
				.files.map(({path}) => path)
				.filter(path => /(?:last-resort|error-boundary)\.tsx?$/u.test(path));
			await inCopy(ground.root, root =>
				expect(typeCheck(root, {files: made, options: {jsx: 'react-jsx', module: 'esnext', moduleResolution: 'bundler'}})).toBe(''),
			);
		}
	});
});

describe.skipIf(!hasPython('fastapi', 'flask', 'uvicorn'))(
	'a route that throws in Python (skipped where its frameworks are not installed)',
	() => {
		it.each([
			[
				'FastAPI',
				{
					'requirements.txt': 'fastapi==0.92.0\n',
					'main.py':
						'from fastapi import FastAPI\n\napp = FastAPI()\n\n\n@app.get("/orders")\nasync def orders():\n    raise RuntimeError("no table orders")\n',
				},
				['-m', 'uvicorn', 'main:app', '--port', '$PORT'],
			],
			[
				'Flask',
				{
					'requirements.txt': 'flask==2.2.2\n',
					'app.py':
						'from flask import Flask\n\napp = Flask(__name__)\n\n\n@app.get("/orders")\ndef orders():\n    raise RuntimeError("no table orders")\n',
				},
				['-m', 'flask', 'run', '--port', '$PORT'],
			],
		] as const)('is answered in plain words by %s', async (_, files, words) => {
			const ground = groundFor('last-resort', files);
			ground.write();
			await inCopy(ground.root, cwd => serving(python, words, {cwd}, isAnswered));
		});
	},
);
