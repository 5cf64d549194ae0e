import {describe, expect, test} from 'vitest';
import {chainsIn} from '../../../source/facts/data-calls/chains.ts';
import type {DataCall} from '../../../source/facts/data-calls/data-call.ts';
import {dataCallsOf} from '../../../source/facts/data-calls/data-calls.ts';
import {loopAround} from '../../../source/facts/data-calls/loops.ts';
import {staysSmall, tableKey} from '../../../source/facts/data-calls/tables.ts';
import {inMemory} from '../../../source/repository/repository.ts';
import {factsOf} from '../../support/facts.ts';

const calls = (dependencies: string, code: string): readonly DataCall[] =>
	dataCallsOf(
		factsOf(
			inMemory({'package.json': `{"name": "shop", "main": "src/index.ts", "dependencies": {${dependencies}}}`, 'src/index.ts': code}),
		),
	);
const python = (requirements: string, code: string): readonly DataCall[] =>
	dataCallsOf(factsOf(inMemory({'requirements.txt': requirements, 'app/main.py': code})));
const short = ({client, operation, table, filters, limit}: DataCall) => ({client, operation, table, filters, limit});

describe('calls to a database', () => {
	test('Prisma says what it reads, by what and how much', () => {
		const [call] = calls(
			'"@prisma/client": "5"',
			"import {PrismaClient} from '@prisma/client';\nconst prisma = new PrismaClient();\nexport const a = () => prisma.order.findMany({where: {AND: [{userId: 1}, {status: 'x'}]}, take: 20});\n",
		);
		expect(call === undefined ? call : short(call)).toEqual({
			client: 'prisma',
			operation: 'read many',
			table: 'order',
			filters: ['userId', 'status'],
			limit: 'fixed',
		});
	});

	test('a query that goes on under a name is one call', () => {
		const found = calls(
			'"@supabase/supabase-js": "2"',
			"import {createClient} from '@supabase/supabase-js';\nconst db = createClient('u', 'k');\nexport async function a(x) {\n\tlet q = db.from('orders').select('*');\n\tif (x) q = q.eq('owner_id', x);\n\treturn q.order('id').limit(x);\n}\n",
		);
		expect(found.map(short)).toEqual([
			{client: 'supabase', operation: 'read many', table: 'orders', filters: ['owner_id'], limit: 'given'},
		]);
	});

	test('two queries through one client are two calls', () => {
		const found = calls(
			'"drizzle-orm": "0.30"',
			"import {drizzle} from 'drizzle-orm/node-postgres';\nimport {eq} from 'drizzle-orm';\nimport {users} from './schema';\nconst db = drizzle('x');\nexport async function a() {\n\tawait db.select().from(users).where(eq(users.email, 'x'));\n\tawait db.insert(users).values({email: 'y'});\n}\n",
		);
		expect(found.map(({operation, table, filters, values}) => [operation, table, filters, values.map(({key}) => key)])).toEqual([
			['read many', 'users', ['email'], []],
			['insert', 'users', [], ['email']],
		]);
	});

	test('SQL as text is read, and one row is told from many', () => {
		const found = calls(
			'"better-sqlite3": "9"',
			"import Database from 'better-sqlite3';\nconst db = new Database('x.db');\nexport const a = () => [db.prepare('SELECT * FROM notes WHERE owner = ?').all(1), db.prepare('SELECT * FROM notes WHERE id = ?').get(1), db.prepare('UPDATE notes SET text = ? WHERE id = ?').run('', 1)];\n",
		);
		expect(found.map(({operation, filters}) => [operation, filters])).toEqual([
			['read many', ['owner']],
			['read one', ['id']],
			['update', ['id']],
		]);
	});

	test('both styles of SQLAlchemy name the columns that they compare', () => {
		const found = python(
			'sqlalchemy==2.0\n',
			'from sqlalchemy import select\nfrom .models import User\ndef a(db, session):\n    db.query(User).filter(User.email == 1).first()\n    session.execute(select(User).where(User.team_id == 2).limit(5)).scalars().all()\n    session.add(User())\n    session.commit()\n',
		);
		expect(found.map(({operation, table, filters, limit}) => [operation, table, filters, limit])).toEqual([
			['read one', 'User', ['email'], 'none'],
			['read many', 'User', ['team_id'], 'fixed'],
			['insert', 'User', [], 'none'],
			['commit', '', [], 'none'],
		]);
	});

	test('a transaction is a callback, a list, a decorator or a block, and what goes past it is outside', () => {
		const found = calls(
			'"@prisma/client": "5"',
			"import {PrismaClient} from '@prisma/client';\nconst prisma = new PrismaClient();\nexport async function a() {\n\tawait prisma.$transaction(async tx => {\n\t\tawait tx.order.create({data: {}});\n\t\tawait prisma.item.create({data: {}});\n\t});\n\tawait prisma.$transaction([prisma.user.update({where: {id: 1}, data: {}})]);\n\tawait prisma.log.create({data: {}});\n}\n",
		);
		expect(found.map(({table, transaction}) => [table, transaction])).toEqual([
			['order', 'yes'],
			['item', 'outside'],
			['user', 'yes'],
			['log', 'no'],
		]);
		const atomic = python(
			'django==5.0\n',
			'from django.db import models, transaction\nclass Order(models.Model):\n    total = models.IntegerField()\ndef a():\n    with transaction.atomic():\n        Order.objects.create(total=1)\n    Order.objects.create(total=2)\n@transaction.atomic\ndef b():\n    Order.objects.create(total=3)\n',
		);
		expect(atomic.map(({transaction}) => transaction)).toEqual(['yes', 'no', 'yes']);
	});

	test('what only looks like a database is none', () => {
		expect(
			calls(
				'"sequelize": "6"',
				"import {Sequelize} from 'sequelize';\nexport const a = () => [Math.max(1, 2), Object.create(null), Sequelize];\n",
			),
		).toEqual([]);
	});
});

test('one table has one key, however it is written', () => {
	expect(['OrderItemModel', 'order_items', 'orderItem', 'OrderItems'].map(tableKey)).toEqual(Array.from({length: 4}, () => 'orderitem'));
	expect(['roles', 'user_settings', 'orders'].map(staysSmall)).toEqual([true, true, false]);
});

test('a loop goes over data, over a few things, or is none', () => {
	const facts = factsOf(
		inMemory({
			'package.json': '{"name": "shop", "main": "src/index.ts"}',
			'src/index.ts':
				"export async function a(rows) {\n\tfor (const row of rows) ask(row);\n\tfor (const one of ['a', 'b']) ask(one);\n\twhile (ask(1)) {}\n\trows.map(row => ask(row));\n}\n",
		}),
	);
	const scope = facts.program.scopes.at('src/index.ts');
	const asked = scope?.code.calls.filter(({to}) => to === 'ask') ?? [];
	expect(scope === undefined ? [] : asked.map(call => loopAround(call, scope, facts.program.scopes)?.over)).toEqual([
		'data',
		'few',
		undefined,
		'data',
	]);
	expect(scope === undefined ? 0 : chainsIn(scope).length).toBe(5);
});
