import {it} from 'vitest';
import {factsIn} from './repositories.ts';
import {temptingOf} from '../../source/facts/limits/tempting.ts';
it('x', () => {
	for (const [name, mount] of [['auth', '/'], ['accounts', '/'], ['auth', '/api/auth'], ['accounts', '/api/auth']]) {
		const f = factsIn({
			'package.json': '{"name":"club","type":"module","dependencies":{"express":"*","bcryptjs":"*"}}',
			'src/users.ts': "import bcrypt from 'bcryptjs';\n\nconst hash = bcrypt.hashSync('correct horse', 4);\n\nexport const isRight = (password: string) => bcrypt.compare(password, hash);\n",
			[`src/${name}.ts`]: `import {Router} from 'express';\nimport {isRight} from './users.js';\n\nexport const ${name} = Router();\n\n${name}.post('/login', async (req, res) => {\n  if (!(await isRight(req.body.password))) return void res.status(401).json({error: 'wrong password'});\n  res.json({token: 'abc'});\n});\n`,
			'src/server.ts': `import express from 'express';\nimport {${name}} from './${name}.js';\n\nconst app = express();\napp.use(express.json());\napp.use('${mount}', ${name});\napp.listen(80);\n`,
		});
		console.log(name, mount, JSON.stringify(f.entryPoints.points.map(p => [p.route, p.method, p.kind, p.guards, p.middleware, p.publicByName])), temptingOf(f).length);
	}
});
