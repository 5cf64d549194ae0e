import {test} from 'vitest';
import {inMemory} from '../../source/repository/repository.ts';
import {factsOf} from '../support/facts.ts';
const all: Record<string, Record<string, string>> = {
nest: {'src/health.controller.ts': `@Controller('health')
export class HealthController {
	@Get()
	check() {
		return this.prisma.$queryRaw\`SELECT 1\`;
	}
}`},
re: {'app/api/health/route.ts': `export {GET} from '@/features/health/route';`,
			'features/health/route.ts': `export const GET = async () => { await db.execute('SELECT 1'); const x = {db: mongoose.connection.readyState === 1 ? 'up' : 'down'}; let s = 200; s = 503; return new Response(mongoose.readyState === 1 ? 'a': 'b', {status: ok ? 200 : 503}); };`},
bare: {'src/app.js': `app.get('/health', async (req, res) => res.json(await checkDatabase()));`},
cmp: {'src/server.ts': `http.createServer((req, res) => {\n\tif (req.url === '/healthz') {\n\t\tres.end('ok');\n\t}\n});`},
ter: {'src/server.ts': `createTerminus(server, {healthChecks: {'/healthz': onHealthCheck}});\nconst onHealthCheck = () => 'ok';`},
trpc: {'src/server.ts': `export const router = t.router({\n\thealthcheck: publicProcedure.query(() => 'ok'),\n});`},
koa: {'package.json': '{"name": "orders", "dependencies": {"koa": "2.15.0", "sequelize": "6.37.0"}}', 'server/main.ts': `import Koa from 'koa';
      import {Sequelize} from 'sequelize';
      const sequelize = new Sequelize(process.env.DATABASE_URL ?? '');
      const app = new Koa();
      router.get('/_health', async ctx => {
        await sequelize.query('SELECT 1');
        ctx.body = 'OK';
      });
      app.listen(3000);`},
py: {'main.py': `@app.get('/health')\nasync def health():\n    x = await session.execute(text('SELECT 1'))\n    with connection.cursor() as c:\n        c.execute("SELECT 1")\n    if not ok:\n        response.status_code = 503\n    return {'ok': True}, 503\n`},
};
test('x', () => {
	for (const [name, files] of Object.entries(all)) {
		const f = factsOf(inMemory(files));
		console.log(name, JSON.stringify(f.entryPoints.points.map(({path,line,kind,framework,route,handler,text}) => ({path,line,kind,framework,route,handler,text}))), JSON.stringify(f.entryPoints.unread));
		if (name === 're' || name === 'py' || name === 'nest') console.log(JSON.stringify(f.files.at(-1)?.code, null, 1));
		console.log(JSON.stringify(f.health));
	}
});
