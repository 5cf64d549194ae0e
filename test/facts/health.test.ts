import {describe, expect, test} from 'vitest';
import {isHealthPath} from '../../source/facts/health.ts';
import {inMemory} from '../../source/repository/repository.ts';
import {factsOf} from '../support/facts.ts';

describe('the name of a path tells whether it is about health', () => {
	test.each([
		'/health',
		'/healthz',
		'/api/health',
		'/_health',
		'/readyz',
		'/api/v1/status',
		'/resources/healthcheck',
		'/ping',
		'health/',
		'/health/ready',
		'/api/health/db',
	])('%s is', path => expect(isHealthPath(path)).toBe(true));
	test.each([
		'/orders/:id/status',
		'/2fa/status',
		'/users/health/records',
		'/health/records',
		'/users/health/status',
		'/',
		'/statuses',
		'/orders/{id}/health',
		'/signup',
	])('%s is not', path => expect(isHealthPath(path)).toBe(false));
});

const healthIn = (files: Record<string, string>) => factsOf(inMemory(files)).health;

describe('routes of health', () => {
	test('a controller of Nest is read to its end', () => {
		const [route] = healthIn({
			'src/health.controller.ts': `@Controller('health')
export class HealthController {
	@Get()
	check() {
		return this.prisma.$queryRaw\`SELECT 1\`;
	}
}`,
		});
		expect(route).toMatchObject({path: 'src/health.controller.ts', line: 1, asksDatabase: 'yes', canFail: true});
	});

	test('a route that is exported again is followed to its file', () => {
		const [route] = healthIn({
			'package.json': '{"dependencies": {"next": "15.0.0"}}',
			'app/api/health/route.ts': `export {GET} from '@/features/health/route';`,
			'features/health/route.ts': `export const GET = async () => { await db.execute('SELECT 1'); return new Response(); };`,
		});
		expect(route?.asksDatabase).toBe('yes');
	});

	test('a helper that cannot be found makes it unclear', () => {
		const [route] = healthIn({'src/app.js': `app.get('/health', async (req, res) => res.json(await checkDatabase()));`});
		expect(route?.asksDatabase).toBe('unclear');
	});

	test('a name that a platform asks for counts, whatever it is', () => {
		const [route] = healthIn({
			'render.yaml': 'services:\n  - type: web\n    healthCheckPath: /internal/wellbeing\n',
			'src/app.js': `app.get('/internal/wellbeing', (req, res) => res.send('ok'));`,
		});
		expect(route).toMatchObject({route: '/internal/wellbeing', asksDatabase: 'no'});
	});

	test.each([
		['a comparison in a plain server', `http.createServer((req, res) => {\n\tif (req.url === '/healthz') {\n\t\tres.end('ok');\n\t}\n});`],
		['a table of checks', `createTerminus(server, {healthChecks: {'/healthz': onHealthCheck}});\nconst onHealthCheck = () => 'ok';`],
		[
			'a procedure',
			`import {initTRPC} from '@trpc/server';\nconst t = initTRPC.create();\nconst publicProcedure = t.procedure;\nexport const router = t.router({\n\thealthcheck: publicProcedure.query(() => 'ok'),\n});`,
		],
	])('%s is one', (_name, text) => expect(healthIn({'src/server.ts': text})).toMatchObject([{asksDatabase: 'no'}]));

	test('a table of settings is none', () => {
		expect(healthIn({'src/log.ts': `const quiet = {'/health': true, '/ready': 'silent'};`})).toEqual([]);
	});

	test('comments and search parameters are no routes', () => {
		expect(healthIn({'src/app.ts': `// app.get('/health', ok)\nconst status = searchParams.get('status');`})).toEqual([]);
	});

	const asks = "const ask = () => pool.query('SELECT 1');\n";
	const route = (body: string): string => `app.get('/health', async (req, res) => {\n${body}\n});\n`;

	test.each([
		[
			'one that is called by another that is called',
			`${asks}const two = () => ask();\nconst one = () => two();\n${route('await one(); res.end();')}`,
			'yes',
			true,
		],
		[
			'one that swallows what fails',
			`${asks}const one = async () => { try { await ask(); } catch { return false; } };\n${route('res.json({ok: await one()});')}`,
			'yes',
			false,
		],
		[
			'one that swallows what fails, for a handler that answers 503',
			`${asks}const one = async () => { try { await ask(); } catch { return false; } };\n${route('res.status((await one()) ? 200 : 503).end();')}`,
			'yes',
			true,
		],
		['the state of a connection', route("res.json({db: mongoose.connection.readyState === 1 ? 'up' : 'down'});"), 'yes', true],
		['something that is waited for and cannot be followed', route('res.json(await service.answer());'), 'unclear', true],
		['something that is asked elsewhere', `${asks}${route("res.send('ok');")}`, 'no', true],
	])('%s is told apart', (_name, text, asksDatabase, canFail) =>
		expect(healthIn({'src/app.js': text})).toMatchObject([{asksDatabase, canFail}]),
	);

	test('a route that only changes something is none', () => {
		expect(
			healthIn({
				'src/app.js': `const express = require('express');\nconst app = express();\napp.post('/status', (req, res) => res.end());`,
			}),
		).toEqual([]);
	});

	test('a route behind a prefix is one route, with the whole of its path', () => {
		const routes = healthIn({
			'src/server.js': `const express = require('express');
const app = express();
const router = express.Router();
router.get('/health', (req, res) => res.end());
app.use('/api', router);`,
		});
		expect(routes).toMatchObject([{route: '/api/health', line: 4}]);
	});
});
