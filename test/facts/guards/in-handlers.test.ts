import {describe, expect, test} from 'vitest';
import {guardsIn, pointsOf} from './points.ts';

const js = (body: string, before = ''): Record<string, string> => ({
	'package.json': '{"dependencies": {"next-auth": "4.0.0", "jsonwebtoken": "9.0.0", "stripe": "14.0.0", "zod": "3.0.0"}}',
	'api/route.ts': `${before}\nexport async function handler(req: Request) {\n${body}\n}\n`,
});
const guards = (body: string, before = '') => guardsIn(js(body, before), {path: 'api/route.ts'});

describe('a handler that turns strangers away', () => {
	test.each([
		[
			'a session that is looked up',
			`const session = await getServerSession();\nif (!session) return Response.json({}, {status: 401});`,
			'signed-in getServerSession',
		],
		[
			'a user of a client',
			`const {data: {user}} = await db.auth.getUser();\nif (!user) return new Response('no', {status: 401});`,
			'signed-in db.auth.getUser',
		],
		['a user that the framework holds', `if (!req.user) return res.status(401).json({});`, 'signed-in req.user'],
		['an answer that is not returned', `if (!req.user) {\nres.sendStatus(403);\nreturn;\n}`, 'signed-in req.user'],
		['a redirect to the sign-in', `const session = await auth();\nif (!session) redirect('/sign-in');`, 'signed-in auth'],
		['an exception', `const session = await auth();\nif (!session?.user) throw new Error('who are you');`, 'signed-in auth'],
		[
			'the work inside the condition, and the refusal behind it',
			`const session = await auth();\nif (session) {\nreturn Response.json({});\n}\nreturn new Response(null, {status: 401});`,
			'signed-in auth',
		],
		['a role', `const session = await auth();\nif (session.user.role !== 'admin') return Response.json({}, {status: 403});`, 'role auth'],
		[
			'the owner of a record',
			`const session = await auth();\nconst note = await db.note.findUnique({where: {id: 1}});\nif (note.ownerId !== session.user.id) throw new ForbiddenError();`,
			'role auth',
		],
		[
			'a secret of the environment',
			`if (req.headers.get('authorization') !== \`Bearer \${process.env.CRON_SECRET}\`) return new Response('no', {status: 401});`,
			'key process.env.CRON_SECRET',
		],
		[
			'a record that a token leads to',
			`const token = req.cookies.get('session');\nconst session = await db.session.findUnique({where: {token}});\nif (!session) return Response.json({}, {status: 401});`,
			'signed-in db.session.findUnique',
		],
		[
			'a session that a variable gets later',
			`let user = null;\nuser = await getUser(req);\nif (!user) return Response.json({}, {status: 401});`,
			'signed-in getUser',
		],
		[
			'a catch that everybody without a token ends in',
			`try {\nreq.body.userId = users[tokenOf(req)].id;\nnext();\n} catch (error) {\nres.status(401).json({});\n}`,
			'signed-in tokenOf',
		],
		[
			'a user of a client that is made here',
			`const db = createClient('url', 'key');\nconst {data: {user}} = await db.auth.getUser();\nif (!user) return new Response('no', {status: 401});`,
			'signed-in db.auth.getUser',
		],
		[
			'the service that knows the token',
			`const response = await fetch('https://id.example.com/me', {headers: {authorization: req.headers.get('authorization')}});\nconst user = await response.json();\nif (!user.id) return Response.json({}, {status: 401});`,
			'signed-in response.json',
		],
		[
			'the refusal in the callback that the handler hands back',
			`const user = await currentUser();\nreturn trace('work', async () => {\nif (!user) return {error: 'Sign in first'};\nawait db.note.create({data: {}});\n});`,
			'signed-in currentUser',
		],
		[
			'nothing is done for strangers, and then their work for people',
			`const user = await currentUser();\nif (!user) return;\nawait db.note.create({data: {owner: user.id}});`,
			'signed-in currentUser',
		],
	])('%s', (_, body, expected) => {
		expect(guards(body)).toEqual([expected]);
	});

	test('a library that throws unless a token is good', () => {
		expect(guards(`const payload = jwt.verify(req.headers.authorization, key);`, `import jwt from 'jsonwebtoken';`)).toEqual([
			'signed-in jwt.verify',
		]);
	});

	test('a token from the body is a key', () => {
		expect(guards(`const {token} = await req.json();\njwt.verify(token, key);`, `import jwt from 'jsonwebtoken';`)).toEqual([
			'key jwt.verify',
		]);
	});

	test('a signature over what was sent', () => {
		expect(guards(`const event = stripe.webhooks.constructEvent(await req.text(), sent, key);`)).toEqual([
			'signature stripe.webhooks.constructEvent',
		]);
	});

	test('an ordinary answer of an action that says it did nothing', () => {
		expect(guards(`const user = await currentUser();\nif (!user) return {error: 'Sign in first'};`)).toEqual(['signed-in currentUser']);
	});

	test('limits and schemas are told apart from who the caller is', () => {
		expect(
			guards(
				`const body = schema.parse(await req.json());\nconst {success} = await limiter.limit(ip);\nif (!success) return new Response('', {status: 429});`,
				`import {z} from 'zod';\nconst schema = z.object({});`,
			),
		).toEqual(['limiter success', 'validation schema']);
	});

	test('the place is the line that rejects', () => {
		const {point} = pointsOf(js(`const session = await auth();\nif (!session) return Response.json({}, {status: 401});`), {
			path: 'api/route.ts',
		});
		expect(point.guards.map(({path, line, how}) => [path, line, how])).toEqual([['api/route.ts', 4, 'call']]);
	});
});

describe('a handler that only seems to', () => {
	test.each([
		[
			'reads the session, and goes on without one',
			`const session = await auth();\nawait db.note.create({data: {owner: session?.user.id}});`,
		],
		['believes a name that the caller sends', `if (!req.query.username) return Response.json({}, {status: 401});`],
		['believes an id in the body', `const {userId} = await req.json();\nif (!userId) return Response.json({}, {status: 401});`],
		['only looks whether a header is there', `if (!req.headers.get('x-user')) return Response.json({}, {status: 401});`],
		[
			'looks up whoever the caller names',
			`const {email} = await req.json();\nconst user = await db.user.findUnique({where: {email}});\nif (!user) return Response.json({}, {status: 401});`,
		],
		[
			'asks for a password, which is how people sign in',
			`const {email, password} = await req.json();\nconst user = await db.user.findUnique({where: {email}});\nif (!(await bcrypt.compare(password, user.hash))) return Response.json({}, {status: 401});`,
		],
		['sends those away who are signed in', `const session = await auth();\nif (session) redirect('/');\nreturn page;`],
		['asks for the environment', `if (process.env.NODE_ENV === 'production') return Response.json({}, {status: 403});`],
		['makes a user', `const {user, error} = await db.auth.admin.createUser({email});\nif (error) return Response.json({}, {status: 401});`],
		[
			'does not find a record',
			`const note = await db.note.findUnique({where: {id: 1}});\nif (!note) return Response.json({}, {status: 404});`,
		],
		[
			'does nothing for one who is there already',
			`const user = await currentUser();\nif (user) return;\nawait db.note.create({data: {}});`,
		],
		[
			'only looks whether a token is there, by a function',
			`if (!tokenOf(req)) return Response.json({}, {status: 401});\nfunction tokenOf(req) {\nreturn req.headers.get('authorization');\n}`,
		],
		[
			'reads a token in a try, and looks nothing up',
			`try {\nconst token = tokenOf(req);\n} catch {\nreturn Response.json({}, {status: 401});\n}\nfunction tokenOf(req) {\nreturn req.headers.get('authorization');\n}`,
		],
		['has too few credits', `const session = await auth();\nif (session.user.credits < 1) throw new Error('Buy more');`],
	])('%s', (_, body) => {
		expect(guards(body)).toEqual([]);
	});

	test('verifies a token and goes on when that fails', () => {
		expect(
			guards(
				`let user;\ntry {\nuser = jwt.verify(req.cookies.token, key);\n} catch {}\nawait db.note.create({data: {}});`,
				`import jwt from 'jsonwebtoken';`,
			),
		).toEqual([]);
	});

	test('decodes a token without verifying it', () => {
		expect(
			guards(
				`const user = jwt.decode(req.cookies.token);\nif (!user) return Response.json({}, {status: 401});`,
				`import jwt from 'jsonwebtoken';`,
			),
		).toEqual([]);
	});
});
