import {expect, test} from 'vitest';
import {convexReader} from '../../../source/facts/entry-points/convex.ts';
import {linesOf, manifest} from './registered.ts';

const convex = {'package.json': manifest('convex', 'convex-helpers')};

test('lists what everyone may call, behind what the project builds on it, and nothing internal', () => {
	const files = {
		...convex,
		'convex/team/notes.ts': `import {query, mutation as change, internalMutation} from '../_generated/server';
import {userMutation} from '../own';
export const list = query(async ctx => []);
export const save = change({args: {}, handler: async ctx => {}});
export const drop = internalMutation({handler: async ctx => {}});
export const rename = userMutation({args: {}, handler: async ctx => {}});
export const limit = compute(5);`,
		'convex/own.ts':
			"import {customMutation} from 'convex-helpers/server/customFunctions';\nimport {mutation} from './_generated/server';\nexport const userMutation = customMutation(mutation, withUser);",
		'convex/_generated/server.js': 'export const query = queryGeneric;',
		'lib/notes.ts': "import {query} from '../convex/_generated/server';\nexport const other = query(async () => []);",
	};
	expect(linesOf(convexReader, files)).toEqual([
		'rpc team.notes.list → function@convex/team/notes.ts',
		'rpc team.notes.save → handler@convex/team/notes.ts',
		'rpc team.notes.rename → handler@convex/team/notes.ts after wrapper userMutation@convex/team/notes.ts',
	]);
});

test('reads HTTP actions and crons', () => {
	const files = {
		...convex,
		'convex/http.ts':
			"import {httpRouter} from 'convex/server';\nimport {httpAction} from './_generated/server';\nimport {pay} from './pay';\nconst http = httpRouter();\nhttp.route({path: '/pay', method: 'POST', handler: pay});\nhttp.route({pathPrefix: '/files/', method: 'GET', handler: httpAction(async () => new Response())});\nhttp.route({path: '/other', method: 'GET', handler: make()});\nexport default http;",
		'convex/pay.ts':
			"import {httpAction, internalMutation} from './_generated/server';\nexport const pay = httpAction(async (ctx, request) => new Response());\nexport const clean = internalMutation({handler: async ctx => {}});",
		'convex/crons.ts':
			"import {cronJobs} from 'convex/server';\nimport {internal} from './_generated/api';\nconst crons = cronJobs();\ncrons.daily('clean up', {hourUTC: 1}, internal.pay.clean);\ncrons.cron('lost', '* * * * *', internal.gone.lost);\nexport default crons;",
	};
	expect(linesOf(convexReader, files)).toEqual([
		'cron clean up → handler@convex/pay.ts',
		'cron lost ?? what it runs could not be followed',
		'http POST /pay → function@convex/pay.ts',
		'http GET /files/* → function@convex/http.ts',
		'http GET /other ?? what answers could not be followed',
	]);
});
