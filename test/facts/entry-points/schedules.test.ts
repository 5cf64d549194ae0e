import {expect, test} from 'vitest';
import {schedulesReader} from '../../../source/facts/entry-points/schedules.ts';
import {linesOf, manifest} from './registered.ts';

test('a cron of vercel.json runs what answers the path that it calls', () => {
	const files = {
		'package.json': manifest('next'),
		'vercel.json':
			'{\n\t"crons": [\n\t\t{"path": "/api/clean?all=1", "schedule": "0 0 * * *"},\n\t\t{"path": "/api/gone", "schedule": "0 0 * * *"}\n\t]\n}',
		'app/api/clean/route.ts':
			'export async function GET() { return Response.json({}) }\nexport async function POST() { return Response.json({}) }',
	};
	expect(linesOf(schedulesReader, files)).toEqual([
		'cron /api/clean → GET@app/api/clean/route.ts',
		'cron /api/gone ?? the route that it calls was not found',
	]);
});

test('a job of the database’s own clock stands where it was last told, until it is taken away', () => {
	const files = {
		'supabase/migrations/001_jobs.sql':
			"create table notes (id int);\n-- select cron.schedule('dropped', '0 0 * * *', 'select 1');\nselect cron.schedule('digest', '0 0 * * *', $$ select net.http_post(url := 'https://example.org/functions/v1/digest') $$);\nselect cron.schedule('old', '0 0 * * *', 'select 1');",
		'supabase/migrations/002_less.sql': "alter table notes add column name text;\nselect cron.unschedule('old');",
		'supabase/functions/digest/index.ts': 'Deno.serve(async () => new Response());',
	};
	expect(linesOf(schedulesReader, files)).toEqual([expect.stringMatching(/^cron digest → .*@supabase\/functions\/digest\/index\.ts$/u)]);
});
