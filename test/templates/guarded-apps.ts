// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the syntax of other languages is what is tested here
type Files = Readonly<Record<string, string>>;

/** Small applications with two addresses that change something: one asks who is calling, with a guard of the project's own, the other asks nobody. */
export const guardedApps = {
	fastify: {
		'package.json': '{"name": "menu", "private": true, "type": "module", "dependencies": {"fastify": "5.1.0", "pg": "8.13.0"}}',
		'src/guard.ts': `import type {FastifyReply, FastifyRequest} from 'fastify';

export async function requireUser(request: FastifyRequest, reply: FastifyReply) {
  const user = await userOf(request.headers.authorization);
  if (!user) {
    return reply.code(401).send({error: 'sign in'});
  }
}

async function userOf(authorization: string | undefined) {
  return authorization === \`Bearer \${process.env.API_TOKEN}\` ? {id: 1} : undefined;
}
`,
		'src/rows.ts': "import pg from 'pg';\n\nexport const db = new pg.Pool({connectionString: process.env.DATABASE_URL});\n",
		'src/orders.ts': `import type {FastifyInstance} from 'fastify';
import {db} from './rows.ts';

export async function orders(app: FastifyInstance) {
  app.delete<{Params: {id: string}}>('/orders/:id', async (request, reply) => {
    await db.query('DELETE FROM orders WHERE id = $1', [request.params.id]);
    return reply.code(204).send();
  });
}
`,
		'src/server.ts': `import Fastify from 'fastify';
import {requireUser} from './guard.ts';
import {orders} from './orders.ts';
import {db} from './rows.ts';

const app = Fastify();
app.register(orders);

app.post('/dishes', {preHandler: requireUser}, async (request, reply) => {
  await db.query('INSERT INTO dishes (name) VALUES ($1)', [request.body]);
  return reply.code(201).send({});
});

await app.listen({port: Number(process.env.PORT)});
`,
	},
	fastifyArray: {
		'package.json':
			'{"name": "menu", "private": true, "type": "module", "dependencies": {"fastify": "5.1.0", "@fastify/jwt": "9.0.0", "pg": "8.13.0"}}',
		'src/server.js': `import Fastify from 'fastify';
import jwt from '@fastify/jwt';
import pg from 'pg';

const db = new pg.Pool({connectionString: process.env.DATABASE_URL});
const fastify = Fastify();
await fastify.register(jwt, {secret: process.env.JWT_SECRET});
fastify.decorate('authenticate', async (request, reply) => {
  try {
    await request.jwtVerify();
  } catch (error) {
    reply.code(401).send({error: 'sign in'});
  }
});

fastify.post('/dishes', {onRequest: [fastify.authenticate]}, async (request, reply) => {
  await db.query('INSERT INTO dishes (name) VALUES ($1)', [request.body.name]);
  return reply.code(201).send({});
});

fastify.delete('/orders/:id', async (request, reply) => {
  await db.query('DELETE FROM orders WHERE id = $1', [request.params.id]);
  return reply.code(204).send();
});

await fastify.listen({port: Number(process.env.PORT)});
`,
	},
	hono: {
		'package.json':
			'{"name": "menu", "private": true, "type": "module", "dependencies": {"hono": "4.6.0", "@hono/node-server": "1.13.0", "pg": "8.13.0"}}',
		'src/guard.ts': `import {createMiddleware} from 'hono/factory';

export const requireUser = createMiddleware(async (c, next) => {
  const user = userOf(c.req.header('authorization'));
  if (!user) {
    return c.json({error: 'sign in'}, 401);
  }
  await next();
});

function userOf(authorization: string | undefined) {
  return authorization === \`Bearer \${process.env.API_TOKEN}\` ? {id: 1} : undefined;
}
`,
		'src/rows.ts': "import pg from 'pg';\n\nexport const db = new pg.Pool({connectionString: process.env.DATABASE_URL});\n",
		'src/orders.ts': `import {Hono} from 'hono';
import {db} from './rows.js';

export const orders = new Hono();

orders.delete('/:id', async c => {
  await db.query('DELETE FROM orders WHERE id = $1', [c.req.param('id')]);
  return c.body(null, 204);
});
`,
		'src/server.ts': `import {serve} from '@hono/node-server';
import {Hono} from 'hono';
import {requireUser} from './guard.js';
import {orders} from './orders.js';
import {db} from './rows.js';

const app = new Hono();
app.route('/orders', orders);

app.post('/dishes', requireUser, async c => {
  await db.query('INSERT INTO dishes (name) VALUES ($1)', [await c.req.text()]);
  return c.json({}, 201);
});

serve({fetch: app.fetch, port: Number(process.env.PORT)});
`,
	},
	nest: {
		'package.json':
			'{"name": "menu", "private": true, "dependencies": {"@nestjs/common": "11.0.0", "@nestjs/core": "11.0.0", "@nestjs/platform-express": "11.0.0", "pg": "8.13.0", "reflect-metadata": "0.2.2", "rxjs": "7.8.1"}}',
		'src/token.guard.ts': `import {CanActivate, ExecutionContext, Injectable, UnauthorizedException} from '@nestjs/common';

@Injectable()
export class TokenGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    const request = context.switchToHttp().getRequest();
    if (request.headers.authorization !== \`Bearer \${process.env.API_TOKEN}\`) throw new UnauthorizedException('sign in');
    return true;
  }
}
`,
		'src/rows.ts': "import {Pool} from 'pg';\n\nexport const db = new Pool({connectionString: process.env.DATABASE_URL});\n",
		'src/orders.controller.ts': `import {Controller, Delete, HttpCode, Param} from '@nestjs/common';
import {db} from './rows';

@Controller('orders')
export class OrdersController {
  @Delete(':id')
  @HttpCode(204)
  async remove(@Param('id') id: string) {
    await db.query('DELETE FROM orders WHERE id = $1', [id]);
  }
}
`,
		'src/dishes.controller.ts': `import {Body, Controller, Post, UseGuards} from '@nestjs/common';
import {db} from './rows';
import {TokenGuard} from './token.guard';

@Controller('dishes')
export class DishesController {
  @Post()
  @UseGuards(TokenGuard)
  async add(@Body() dish: {name: string}) {
    await db.query('INSERT INTO dishes (name) VALUES ($1)', [dish.name]);
  }
}
`,
		'src/app.module.ts': `import {Module} from '@nestjs/common';
import {DishesController} from './dishes.controller';
import {OrdersController} from './orders.controller';

@Module({controllers: [DishesController, OrdersController]})
export class AppModule {}
`,
		'src/main.ts': `import 'reflect-metadata';
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
		'package.json':
			'{"name": "menu", "private": true, "dependencies": {"next": "15.1.0", "next-auth": "5.0.0-beta.25", "react": "19.0.0", "react-dom": "19.0.0", "pg": "8.13.0"}}',
		'tsconfig.json': '{"compilerOptions": {"paths": {"@/*": ["./*"]}}}',
		'auth.ts':
			"import NextAuth from 'next-auth';\nimport GitHub from 'next-auth/providers/github';\n\nexport const {handlers, auth, signIn, signOut} = NextAuth({providers: [GitHub]});\n",
		'lib/rows.ts': "import pg from 'pg';\n\nexport const db = new pg.Pool({connectionString: process.env.DATABASE_URL});\n",
		'app/page.tsx': 'export default function Page() {\n  return <p>Menu</p>;\n}\n',
		'app/api/dishes/route.ts': `import {NextResponse} from 'next/server';
import {auth} from '@/auth';
import {db} from '@/lib/rows';

export async function POST(request: Request) {
  const session = await auth();
  if (!session?.user) {
    return NextResponse.json({error: 'Unauthorized'}, {status: 401});
  }
  const {name} = await request.json();
  await db.query('INSERT INTO dishes (name) VALUES ($1)', [name]);
  return NextResponse.json({}, {status: 201});
}
`,
		'app/api/orders/[id]/route.ts': `import {NextResponse} from 'next/server';
import {db} from '@/lib/rows';

export async function DELETE(_request: Request, {params}: {params: Promise<{id: string}>}) {
  const {id} = await params;
  await db.query('DELETE FROM orders WHERE id = $1', [id]);
  return new NextResponse(null, {status: 204});
}
`,
	},
	nextHelper: {
		'package.json':
			'{"name": "menu", "private": true, "dependencies": {"next": "15.1.0", "@supabase/ssr": "0.5.0", "react": "19.0.0", "react-dom": "19.0.0", "pg": "8.13.0"}}',
		'lib/api-auth.ts': `import {NextResponse} from 'next/server';
import {createServerClient} from '@supabase/ssr';
import {cookies} from 'next/headers';

export async function requireUser() {
  const store = await cookies();
  const supabase = createServerClient(process.env.SUPABASE_URL!, process.env.SUPABASE_ANON_KEY!, {cookies: {getAll: () => store.getAll()}});
  const {data: {user}} = await supabase.auth.getUser();
  if (!user) return {user: null, response: NextResponse.json({error: 'Unauthorized'}, {status: 401})};
  return {user, response: null};
}
`,
		'lib/rows.ts': "import pg from 'pg';\n\nexport const db = new pg.Pool({connectionString: process.env.DATABASE_URL});\n",
		'app/page.tsx': 'export default function Page() {\n  return <p>Menu</p>;\n}\n',
		'app/api/dishes/route.ts': `import {NextResponse} from 'next/server';
import {requireUser} from '../../../lib/api-auth';
import {db} from '../../../lib/rows';

export async function POST(request: Request) {
  const {response} = await requireUser();
  if (response) return response;
  const {name} = await request.json();
  await db.query('INSERT INTO dishes (name) VALUES ($1)', [name]);
  return NextResponse.json({}, {status: 201});
}
`,
		'app/api/orders/route.ts': `import {NextResponse} from 'next/server';
import {db} from '../../../lib/rows';

export async function DELETE(request: Request) {
  const {id} = await request.json();
  await db.query('DELETE FROM orders WHERE id = $1', [id]);
  return NextResponse.json({});
}
`,
	},
	django: {
		'requirements.txt': 'django==5.1.3\n',
		'manage.py':
			'#!/usr/bin/env python\nimport os\nimport sys\n\nif __name__ == "__main__":\n    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings")\n    from django.core.management import execute_from_command_line\n\n    execute_from_command_line(sys.argv)\n',
		'shop/__init__.py': '',
		'shop/settings.py': `import os

SECRET_KEY = os.environ["SECRET_KEY"]
DEBUG = False
ALLOWED_HOSTS = ["127.0.0.1"]
ROOT_URLCONF = "shop.urls"
INSTALLED_APPS = ["django.contrib.auth", "django.contrib.contenttypes", "django.contrib.sessions", "orders"]
MIDDLEWARE = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
]
DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": os.environ.get("DATABASE", "shop.db")}}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
LOGIN_URL = "/login"
`,
		'shop/urls.py': 'from django.urls import include, path\n\nurlpatterns = [path("", include("orders.urls"))]\n',
		'orders/__init__.py': '',
		'orders/models.py':
			'from django.db import models\n\n\nclass Order(models.Model):\n    total = models.IntegerField()\n\n\nclass Dish(models.Model):\n    name = models.TextField()\n',
		'orders/urls.py':
			'from django.urls import path\n\nfrom . import views\n\nurlpatterns = [\n    path("dishes", views.add_dish),\n    path("orders/<int:pk>/delete", views.remove),\n]\n',
		'orders/views.py': `from django.contrib.auth.decorators import login_required
from django.http import JsonResponse
from django.views.decorators.http import require_POST

from .models import Dish, Order


@login_required
@require_POST
def add_dish(request):
    Dish.objects.create(name=request.POST["name"])
    return JsonResponse({}, status=201)


@require_POST
def remove(request, pk):
    Order.objects.filter(pk=pk).delete()
    return JsonResponse({})
`,
	},
} satisfies Readonly<Record<string, Files>>;
