const manifest = (dependencies: Readonly<Record<string, string>>, more: object = {}): string =>
	`${JSON.stringify({name: 'shop', private: true, ...more, dependencies}, null, 2)}\n`;
const asks = 'await fetch(process.env.ELSEWHERE + "/bot-hunter2/send?key=hunter2")';
const module = {type: 'module'};

/** Small servers that ask another service while they answer, in the ways that people and models write. */
export const tracedApps = {
	'Express in TypeScript, started by another file': {
		'package.json': manifest({express: '^5.1.0'}, module),
		'tsconfig.json': '{}\n',
		'src/app.ts': `import express from 'express';

export const app = express();
const orders = express.Router();

orders.get('/:id', async (request, response) => {
	const other = ${asks};
	response.json({id: request.params.id, other: other.status});
});
app.get('/healthz', (_request, response) => response.json({ok: true}));
app.use('/orders', orders);
app.get('/boom', () => {
	throw new Error('no stock for ada@shop.test');
});
`,
		'src/index.ts': "import {app} from './app.js';\n\napp.listen(Number(process.env.PORT));\n",
	},
	'Express in CommonJS': {
		'package.json': manifest({express: '^5.1.0'}),
		'server.js': `const express = require('express');

const app = express();

app.get('/healthz', (req, res) => res.json({ ok: true }));
app.get('/orders/:id', async (req, res) => {
  const other = ${asks};
  res.json({ id: req.params.id, other: other.status });
});
app.get('/boom', () => {
  throw new Error('no stock for ada@shop.test');
});

app.listen(process.env.PORT);
`,
	},
	Fastify: {
		'package.json': manifest({fastify: '^5.2.0'}, module),
		'tsconfig.json': '{}\n',
		'src/index.ts': `import Fastify from 'fastify';

const app = Fastify();

app.get('/healthz', async () => ({ok: true}));
app.get<{Params: {id: string}}>('/orders/:id', async request => {
	const other = ${asks};
	return {id: request.params.id, other: other.status};
});
app.get('/boom', async () => {
	throw new Error('no stock for ada@shop.test');
});

await app.listen({port: Number(process.env.PORT)});
`,
	},
	Hono: {
		'package.json': manifest({hono: '^4.6.0', '@hono/node-server': '^1.13.0'}, module),
		'tsconfig.json': '{}\n',
		'src/index.ts': `import {serve} from '@hono/node-server';
import {Hono} from 'hono';

const app = new Hono();

app.get('/healthz', c => c.json({ok: true}));
app.get('/orders/:id', async c => {
	const other = ${asks};
	return c.json({id: c.req.param('id'), other: other.status});
});
app.get('/boom', () => {
	throw new Error('no stock for ada@shop.test');
});

serve({fetch: app.fetch, port: Number(process.env.PORT)});
`,
	},
	Nest: {
		'package.json': manifest({
			'@nestjs/common': '^11.0.0',
			'@nestjs/core': '^11.0.0',
			'@nestjs/platform-express': '^11.0.0',
			'reflect-metadata': '^0.2.2',
			rxjs: '^7.8.1',
		}),
		'tsconfig.json': '{}\n',
		'src/app.module.ts': `import {Controller, Get, Module, Param} from '@nestjs/common';

@Controller()
class Orders {
	@Get('healthz')
	health() {
		return {ok: true};
	}

	@Get('orders/:id')
	async one(@Param('id') id: string) {
		const other = ${asks};
		return {id, other: other.status};
	}

	@Get('boom')
	boom() {
		throw new Error('no stock for ada@shop.test');
	}
}

@Module({controllers: [Orders]})
export class AppModule {}
`,
		'src/main.ts': `import 'reflect-metadata';
import {NestFactory} from '@nestjs/core';
import {AppModule} from './app.module';

async function bootstrap() {
	const app = await NestFactory.create(AppModule);
	await app.listen(Number(process.env.PORT));
}
bootstrap();
`,
	},
	FastAPI: {
		'requirements.txt': 'fastapi==0.115.0\nuvicorn==0.32.0\nhttpx==0.28.0\n',
		'main.py':
			'import os\nimport urllib.request\n\nfrom fastapi import FastAPI\n\napp = FastAPI()\n\n\n@app.get("/healthz")\ndef health():\n    return {"ok": True}\n\n\n@app.get("/orders/{id}")\ndef one(id: str):\n    return {"id": id}\n\n\n@app.get("/boom")\ndef boom():\n    raise RuntimeError("no stock for ada@shop.test")\n',
	},
	Flask: {
		'requirements.txt': 'flask==3.0.3\ngunicorn==23.0.0\n',
		'app.py':
			'from flask import Flask\n\napp = Flask(__name__)\n\n\n@app.get("/healthz")\ndef health():\n    return {"ok": True}\n\n\n@app.get("/orders/<id>")\ndef one(id):\n    return {"id": id}\n\n\n@app.get("/boom")\ndef boom():\n    raise RuntimeError("no stock for ada@shop.test")\n',
	},
} satisfies Readonly<Record<string, Readonly<Record<string, string>>>>;
