type Files = Readonly<Record<string, string>>;

const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;
const manifest = (dependencies: Readonly<Record<string, string>>, more: object = {}): string =>
	json({name: 'shop', private: true, ...more, dependencies});
const module = {type: 'module'};

/** What the same five routes say to the console in each framework: personal data, a secret, an error, and a line after waiting. */
const listed = "console.log('orders listed for ada@shop.test', {email: 'ada@shop.test', count: 2});";
const ordered = (body: string): string =>
	`console.log('order', ${body});\n  await new Promise(resolve => setImmediate(resolve));\n  console.warn('order placed');`;
const refused = "console.error('sign-in failed', new Error('no such person: password=hunter2'));";
const reserved =
	"console.log('reserving');\n  await fetch('https://stock.example.net/reserve', {method: 'POST', signal: AbortSignal.timeout(100)});";

const expressRoutes = (typed: boolean): string => `
app.use(express.json());

app.get('/orders', (${typed ? '_req' : 'req'}, res) => {
  ${listed}
  res.json([]);
});
app.post('/orders', async (req, res) => {
  ${ordered('req.body')}
  res.status(201).json({});
});
app.post('/login', (${typed ? '_req' : 'req'}, res) => {
  ${refused}
  res.status(401).json({error: 'no'});
});
app.post('/reserve', async (${typed ? '_req' : 'req'}, res) => {
  ${reserved}
  console.log('reserved');
  console.log('really');
  res.json({});
});
app.get('/late', (${typed ? '_req' : 'req'}, res) => {
  console.log('late');
  console.log('later');
  console.log('latest');
  console.log('too late');
  res.json([]);
});
`;

const nestController = `import {Body, Controller, Get, HttpCode, Post} from '@nestjs/common';

@Controller()
export class OrdersController {
  @Get('orders')
  list() {
    ${listed}
    return [];
  }

  @Post('orders')
  async order(@Body() body: Record<string, unknown>) {
    ${ordered('body')}
    return {};
  }

  @Post('login')
  @HttpCode(401)
  login() {
    ${refused}
    return {error: 'no'};
  }

  @Post('reserve')
  async reserve() {
    ${reserved}
    console.log('reserved');
    console.log('really');
    return {};
  }

  @Get('late')
  late() {
    console.log('late');
    console.log('later');
    console.log('latest');
    console.log('too late');
    return [];
  }
}
`;

const pythonRoutes = (get: string, post: string, body: string, answer: string, begin: string): string => `
log = logging.getLogger(__name__)


${get}("/orders")
${begin}def orders():
    log.info("orders listed for %s", "ada@shop.test", extra={"email": "ada@shop.test", "count": 2})
    return ${answer}([])


${post}("/orders")
${body}
    log.info("order", extra={"order": order})
    log.warning("order placed")
    return ${answer}({})


${post}("/login")
${begin}def login():
    try:
        raise ValueError("no such person: password=hunter2")
    except ValueError:
        log.exception("sign-in failed")
    return ${answer}({})


${post}("/reserve")
${begin}def reserve():
    requests.post("https://stock.example.net/reserve", timeout=1)
    return ${answer}({})


${get}("/late")
${begin}def late():
    return ${answer}([])
`;

/** Servers without a log: five routes each, that write to the console, or in Python to loggers that nobody set up. */
export const loggedApps = {
	express: {
		'package.json': manifest({express: '^5.1.0'}, module),
		'tsconfig.json': '{}\n',
		'src/server.ts': `import express from 'express';\n\nconst app = express();${expressRoutes(true)}\napp.listen(Number(process.env.PORT), () => console.log('listening'));\n`,
	},
	commonJs: {
		'package.json': manifest({express: '^4.21.0'}),
		'server.js': `const express = require('express');\n\nconst app = express();${expressRoutes(false)}\napp.listen(process.env.PORT, () => console.log('listening'));\n`,
	},
	fastify: {
		'package.json': manifest({fastify: '^5.2.0'}, module),
		'tsconfig.json': '{}\n',
		'src/server.ts': `import Fastify from 'fastify';

const app = Fastify();

app.get('/orders', async () => {
  ${listed}
  return [];
});
app.post('/orders', async (request, reply) => {
  ${ordered('request.body')}
  return reply.status(201).send({});
});
app.post('/login', async (_request, reply) => {
  ${refused}
  return reply.status(401).send({error: 'no'});
});
app.post('/reserve', async () => {
  ${reserved}
  console.log('reserved');
  return {};
});
app.get('/late', async () => {
  console.log('late');
  console.log('later');
  console.log('latest');
  console.log('too late');
  return [];
});

await app.listen({port: Number(process.env.PORT)});
`,
	},
	hono: {
		'package.json': manifest({hono: '^4.6.0', '@hono/node-server': '^1.13.0'}, module),
		'tsconfig.json': '{}\n',
		'src/server.ts': `import {serve} from '@hono/node-server';
import {Hono} from 'hono';

const app = new Hono();

app.get('/orders', c => {
  ${listed}
  return c.json([]);
});
app.post('/orders', async c => {
  ${ordered('await c.req.json()')}
  return c.json({}, 201);
});
app.post('/login', c => {
  ${refused}
  return c.json({error: 'no'}, 401);
});
app.post('/reserve', async c => {
  ${reserved}
  console.log('reserved');
  return c.json({});
});
app.get('/late', c => {
  console.log('late');
  console.log('later');
  console.log('latest');
  console.log('too late');
  return c.json([]);
});

serve({fetch: app.fetch, port: Number(process.env.PORT)});
`,
	},
	nest: {
		'package.json': manifest({
			'@nestjs/common': '^11.0.0',
			'@nestjs/core': '^11.0.0',
			'@nestjs/platform-express': '^11.0.0',
			'reflect-metadata': '^0.2.2',
			rxjs: '^7.8.1',
		}),
		'tsconfig.json': '{}\n',
		'src/orders.controller.ts': nestController,
		'src/app.module.ts': `import {Module} from '@nestjs/common';
import {OrdersController} from './orders.controller';

@Module({controllers: [OrdersController]})
export class AppModule {}
`,
		'src/server.ts': `import 'reflect-metadata';
import {NestFactory} from '@nestjs/core';
import {AppModule} from './app.module';

async function bootstrap() {
  const app = await NestFactory.create(AppModule);
  await app.listen(process.env.PORT ?? 3000);
}
bootstrap();
`,
	},
	next: {
		'package.json': manifest({next: '^15.1.0', react: '^19.0.0', 'react-dom': '^19.0.0'}),
		'tsconfig.json': '{"compilerOptions": {"paths": {"@/*": ["./src/*"]}}}\n',
		'src/app/page.tsx': 'export default function Page() {\n  return <p>Shop</p>;\n}\n',
		'src/app/api/orders/route.ts': `export async function GET(request: Request) {
  ${listed}
  return Response.json({for: new URL(request.url).pathname});
}

export async function POST(request: Request): Promise<Response> {
  ${ordered('await request.json()')}
  return Response.json({}, {status: 201});
}
`,
		'src/app/api/login/route.ts': `export async function POST() {
  ${refused}
  return Response.json({error: 'no'}, {status: 401});
}
`,
		'src/app/api/reserve/route.ts': `export async function POST() {
  ${reserved}
  console.log('reserved');
  console.log('really');
  return Response.json({});
}

export async function DELETE() {
  console.log('given back');
  console.log('late');
  console.log('later');
  console.log('latest');
  return Response.json({});
}
`,
	},
	fastapi: {
		'requirements.txt': 'fastapi==0.115.0\nuvicorn==0.32.0\nrequests==2.32.0\n',
		'app/__init__.py': '',
		'app/main.py': `import logging

import requests
from fastapi import FastAPI
from fastapi.middleware.cors import CORSMiddleware

app = FastAPI(title="shop")
app.add_middleware(CORSMiddleware, allow_origins=["https://shop.test"])
${pythonRoutes('@app.get', '@app.post', 'def order(order: dict):', '', '')}`,
	},
	flask: {
		'requirements.txt': 'flask==3.0.3\nrequests==2.32.0\n',
		'app.py': `import logging

import requests
from flask import Flask, jsonify, request

app = Flask(__name__)
${pythonRoutes('@app.get', '@app.post', 'def order():\n    order = request.get_json()', 'jsonify', '')}`,
	},
	django: {
		'requirements.txt': 'django==5.1.3\ngunicorn==23.0.0\nrequests==2.32.0\n',
		'manage.py':
			'#!/usr/bin/env python\nimport os\nimport sys\n\nif __name__ == "__main__":\n    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings")\n    from django.core.management import execute_from_command_line\n\n    execute_from_command_line(sys.argv)\n',
		'shop/__init__.py': '',
		'shop/settings.py': `import os

SECRET_KEY = os.environ["SECRET_KEY"]
DEBUG = False
ALLOWED_HOSTS = ["127.0.0.1"]
ROOT_URLCONF = "shop.urls"
INSTALLED_APPS = []
MIDDLEWARE = []
DATABASES = {}
`,
		'shop/urls.py': `from django.urls import path

from . import views

urlpatterns = [
    path("orders", views.orders),
    path("login", views.login),
    path("reserve", views.reserve),
    path("late", views.late),
    path("later", views.later),
]
`,
		'shop/views.py': `import json
import logging

import requests
from django.http import JsonResponse

log = logging.getLogger(__name__)


def orders(request):
    if request.method == "POST":
        order = json.loads(request.body)
        log.info("order", extra={"order": order})
        log.warning("order placed")
        return JsonResponse({}, status=201)
    log.info("orders listed for %s", "ada@shop.test", extra={"email": "ada@shop.test", "count": 2})
    return JsonResponse({})


def login(request):
    try:
        raise ValueError("no such person: password=hunter2")
    except ValueError:
        log.exception("sign-in failed")
    return JsonResponse({})


def reserve(request):
    requests.post("https://stock.example.net/reserve", timeout=1)
    return JsonResponse({})


def late(request):
    return JsonResponse({})


def later(request):
    return JsonResponse({})
`,
	},
} satisfies Readonly<Record<string, Files>>;
