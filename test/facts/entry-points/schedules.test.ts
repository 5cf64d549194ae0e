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
