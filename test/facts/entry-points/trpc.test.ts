import {expect, test} from 'vitest';
import {trpc} from '../../../source/facts/entry-points/trpc.ts';
import {linesOf, manifest} from './registered.ts';

const base = {
	'package.json': manifest('@trpc/server'),
	'trpc.ts':
		"import {initTRPC} from '@trpc/server';\nconst t = initTRPC.context().create();\nexport const router = t.router;\nexport const merge = t.mergeRouters;\nconst signedIn = t.middleware(async ({next}) => next());\nexport const open = t.procedure;\nexport const closed = t.procedure.use(log).use(signedIn);\nexport const admin = closed.use(async ({next}) => next());",
};

test('names procedures by the way to them, over files, nested, merged and spread', () => {
	expect(
		linesOf(trpc, {
			...base,
			'users.ts':
				"import {closed, open, router} from './trpc';\nexport const users = router({\n\tlist: open.query(async () => []),\n\tcreate: closed.input(schema).mutation(write),\n});\nexport const parts = {ping: open.subscription(ping)};",
			'app.ts':
				"import {admin, merge, router} from './trpc';\nimport * as all from './users';\nconst more = router({stats: admin.query(count), deep: {one: admin.query(one)}});\nexport const appRouter = merge(router({user: all.users, ...all.parts}), more);",
		}).toSorted(),
	).toEqual([
		'rpc MUTATION user.create → write@users.ts after middleware log@trpc.ts after middleware signedIn@trpc.ts given validation input users.ts:4',
		'rpc QUERY deep.one → one@app.ts after middleware log@trpc.ts after middleware signedIn@trpc.ts after middleware function@trpc.ts',
		'rpc QUERY stats → count@app.ts after middleware log@trpc.ts after middleware signedIn@trpc.ts after middleware function@trpc.ts',
		'rpc QUERY user.list → function@users.ts',
		'rpc SUBSCRIPTION ping → ping@users.ts',
	]);
});

test('a router of something else, and one within itself, are none', () => {
	expect(
		linesOf(trpc, {
			...base,
			'app.ts':
				"import {router} from './trpc';\nimport {Router} from 'express';\nexport const other = Router({list: db.query(x)});\nexport const self = router({self});",
		}),
	).toEqual([]);
});
