type Files = Readonly<Record<string, string>>;

const json = (value: unknown): string => `${JSON.stringify(value, null, '\t')}\n`;
const manifest = (dependencies: Readonly<Record<string, string>>, rest: Readonly<Record<string, unknown>> = {}) => ({
	'package.json': json({name: 'shop', private: true, ...rest, dependencies}),
	'package-lock.json': '{}\n',
});
const typed = {'tsconfig.json': '{}\n'};
const module = {type: 'module'};

/** Small servers in the idioms that people and models write, each with one database and no health address, no stop handler, no headers and no limits. */
export const webApps = {
	'Express in TypeScript, the pool in a file of its own': {
		...manifest({express: '^5.1.0', pg: '^8.13.0'}, module),
		...typed,
		'src/db.ts':
			"import {Pool} from 'pg';\n\nexport const pool = new Pool({connectionString: process.env.DATABASE_URL, connectionTimeoutMillis: 10_000});\n",
		'src/server.ts': `import express from 'express';
import {pool} from './db.js';

const app = express();
app.use(express.json());
app.use((req, res, next) => {
  if (!req.headers.authorization) return void res.status(401).json({error: 'sign in'});
  next();
});

app.get('/orders', async (_req, res) => {
  const {rows} = await pool.query('SELECT 1 AS id');
  res.json(rows);
});

app.use((_req, res) => res.status(404).json({error: 'not found'}));

const port = Number(process.env.PORT ?? 3000);
app.listen(port, () => console.log(\`listening on \${port}\`));
`,
	},
	'Express in one file of CommonJS': {
		...manifest({express: '^4.21.0', pg: '^8.13.0'}),
		'server.js': `const express = require('express');
const { Pool } = require('pg');

const app = express();
const pool = new Pool({ connectionString: process.env.DATABASE_URL });

app.use(express.json());

app.get('/orders', async (req, res) => {
  const { rows } = await pool.query('SELECT 1 AS id');
  res.json(rows);
});

app.listen(process.env.PORT || 3000);
`,
	},
	'Fastify in TypeScript': {
		...manifest({fastify: '^5.2.0', pg: '^8.13.0'}, module),
		...typed,
		'src/db.ts': "import pg from 'pg';\n\nexport const db = new pg.Pool({connectionString: process.env.DATABASE_URL});\n",
		'src/index.ts': `import Fastify from 'fastify';
import {db} from './db.js';

const app = Fastify({logger: true});

app.get('/orders', async () => {
  const {rows} = await db.query('SELECT 1 AS id');
  return rows;
});

await app.listen({port: Number(process.env.PORT ?? 3000), host: '0.0.0.0'});
`,
	},
	'Hono on Node': {
		...manifest({hono: '^4.6.0', '@hono/node-server': '^1.13.0', pg: '^8.13.0'}, module),
		...typed,
		'src/index.ts': `import {serve} from '@hono/node-server';
import {Hono} from 'hono';
import {Pool} from 'pg';

const pool = new Pool({connectionString: process.env.DATABASE_URL});
const app = new Hono<{Variables: {user: string}}>();

app.get('/orders', async c => {
  const {rows} = await pool.query('SELECT 1 AS id');
  return c.json(rows);
});

serve({fetch: app.fetch, port: Number(process.env.PORT ?? 3000)}, info => console.log(info.port));
`,
	},
	'Nest with a pool of its own': {
		...manifest({
			'@nestjs/common': '^11.0.0',
			'@nestjs/core': '^11.0.0',
			'@nestjs/platform-express': '^11.0.0',
			pg: '^8.13.0',
			'reflect-metadata': '^0.2.2',
			rxjs: '^7.8.1',
		}),
		...typed,
		'src/db.ts': "import {Pool} from 'pg';\n\nexport const pool = new Pool({connectionString: process.env.DATABASE_URL});\n",
		'src/orders.controller.ts': `import {Controller, Get} from '@nestjs/common';
import {pool} from './db';

@Controller('orders')
export class OrdersController {
  @Get()
  async list() {
    const {rows} = await pool.query('SELECT 1 AS id');
    return rows;
  }
}
`,
		'src/app.module.ts': `import {Module} from '@nestjs/common';
import {OrdersController} from './orders.controller';

@Module({controllers: [OrdersController]})
export class AppModule {}
`,
		'src/main.ts': `import 'reflect-metadata';
import {NestFactory} from '@nestjs/core';
import {AppModule} from './app.module';

async function bootstrap() {
  const app = await NestFactory.create(AppModule);
  app.setGlobalPrefix('api');
  await app.listen(process.env.PORT ?? 3000);
}
bootstrap();
`,
	},
	'Next.js with a pool behind the usual short name': {
		...manifest({next: '^15.1.0', react: '^19.0.0', 'react-dom': '^19.0.0', pg: '^8.13.0'}),
		...typed,
		'src/lib/db.ts':
			"import {Pool} from 'pg';\n\nconst kept = globalThis as unknown as {pool?: Pool};\n\nexport const pool = kept.pool ?? new Pool({connectionString: process.env.DATABASE_URL});\nif (process.env.NODE_ENV !== 'production') kept.pool = pool;\n",
		'src/app/page.tsx': 'export default function Page() {\n  return <p>Shop</p>;\n}\n',
		'src/app/api/orders/route.ts':
			"import {pool} from '@/lib/db';\n\nexport async function GET() {\n  const {rows} = await pool.query('SELECT 1 AS id');\n  return Response.json(rows);\n}\n",
	},
	'FastAPI with SQLAlchemy': {
		'requirements.txt': 'fastapi==0.115.0\nuvicorn==0.32.0\nsqlalchemy==2.0.36\npsycopg2-binary==2.9.10\n',
		'app/__init__.py': '',
		'app/database.py':
			'import os\n\nfrom sqlalchemy import create_engine\n\nengine = create_engine(os.environ.get("DATABASE_URL", "sqlite://"))\n',
		'app/main.py': `from fastapi import FastAPI
from sqlalchemy import text

from app.database import engine

app = FastAPI(title="shop")


@app.get("/orders")
def orders():
    with engine.connect() as connection:
        return [row[0] for row in connection.execute(text("SELECT 1"))]
`,
	},
	'Flask in one file with sqlite': {
		'requirements.txt': 'flask==3.0.3\ngunicorn==23.0.0\n',
		'app.py': `import os
import sqlite3

from flask import Flask, jsonify

app = Flask(__name__)


def get_db():
    conn = sqlite3.connect(os.environ.get("DATABASE", "shop.db"))
    conn.row_factory = sqlite3.Row
    return conn


@app.route("/orders")
def orders():
    conn = get_db()
    rows = conn.execute("SELECT 1 AS id").fetchall()
    conn.close()
    return jsonify([row["id"] for row in rows])


if __name__ == "__main__":
    app.run(debug=False)
`,
	},
	Django: {
		'requirements.txt': 'django==5.1.3\ngunicorn==23.0.0\n',
		'manage.py':
			'#!/usr/bin/env python\nimport os\nimport sys\n\nif __name__ == "__main__":\n    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings")\n    from django.core.management import execute_from_command_line\n\n    execute_from_command_line(sys.argv)\n',
		'shop/__init__.py': '',
		'shop/settings.py': `import os

SECRET_KEY = os.environ["SECRET_KEY"]
DEBUG = False
ALLOWED_HOSTS = ["127.0.0.1"]
ROOT_URLCONF = "shop.urls"
INSTALLED_APPS = ["orders"]
MIDDLEWARE = []
DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": os.environ.get("DATABASE", "shop.db")}}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
`,
		'shop/wsgi.py':
			'import os\n\nfrom django.core.wsgi import get_wsgi_application\n\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings")\napplication = get_wsgi_application()\n',
		'shop/urls.py': `from django.urls import include, path

urlpatterns = [
    path("orders/", include("orders.urls")),
]
`,
		'orders/__init__.py': '',
		'orders/models.py': 'from django.db import models\n\n\nclass Order(models.Model):\n    total = models.IntegerField()\n',
		'orders/urls.py': 'from django.urls import path\n\nfrom . import views\n\nurlpatterns = [path("", views.index)]\n',
		'orders/views.py':
			'from django.http import JsonResponse\n\nfrom .models import Order\n\n\ndef index(request):\n    return JsonResponse({"orders": Order.objects.count()})\n',
	},
} satisfies Readonly<Record<string, Files>>;
