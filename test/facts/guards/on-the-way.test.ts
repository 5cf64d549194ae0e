import {describe, expect, test} from 'vitest';
import {guardsIn, pointsOf} from './points.ts';

const manifest =
	'{"dependencies": {"express": "4.0.0", "passport": "0.7.0", "express-jwt": "8.0.0", "express-rate-limit": "7.0.0", "express-async-handler": "1.2.0"}}';
const handler = 'export const handler = async (req, res) => { await db.note.create({data: {}}); res.json({}); };';

describe('what stands in front', () => {
	test.each([
		[
			'a function of another file that rejects',
			{'guard.ts': `export function requireUser(req, res, next) { if (!req.user) return res.status(401).json({}); next(); }`},
			`import {requireUser} from './guard';\nuse(requireUser);`,
			['signed-in requireUser'],
		],
		[
			'a factory',
			{
				'guard.ts': `export const requireRole = role => (req, res, next) => { if (req.user.role !== role) return res.sendStatus(403); next(); };`,
			},
			`import {requireRole} from './guard';\nuse(requireRole('admin'));`,
			['role requireRole'],
		],
		[
			'one that hands its error on',
			{
				'guard.ts': `export const auth = (req, res, next) => { if (!req.isAuthenticated()) return next(new UnauthorizedError()); return next(); };`,
			},
			`import {auth} from './guard';\nuse(auth);`,
			['signed-in auth'],
		],
		[
			'a callback of the verifying library',
			{
				'guard.ts': `import jwt from 'jsonwebtoken';\nexport function authenticate(req, res, next) { jwt.verify(req.headers.authorization, key, (err, user) => { if (err) return res.sendStatus(403); req.user = user; next(); }); }`,
				'package.json': '{"dependencies": {"jsonwebtoken": "9.0.0"}}',
			},
			`import {authenticate} from './guard';\nuse(authenticate);`,
			['signed-in authenticate'],
		],
		['a library', {}, `import {expressjwt} from 'express-jwt';\nuse(expressjwt({secret}));`, ['signed-in expressjwt']],
		[
			'a method of what a constructor makes',
			{
				'guard.js': `function Sessions(db) { this.onlyMembers = (req, res, next) => { if (!req.session.userId) return res.redirect('/login'); next(); }; }\nmodule.exports = Sessions;`,
			},
			`const Sessions = require('./guard');\nconst sessions = new Sessions(db);\nconst onlyMembers = sessions.onlyMembers;\nuse(onlyMembers);`,
			['signed-in onlyMembers'],
		],
		[
			'through a barrel',
			{
				'guards/index.ts': `export * from './user';`,
				'guards/user.ts': `export const requireUser = (req, res, next) => { if (!req.user) throw new UnauthorizedError(); next(); };`,
			},
			`import {requireUser} from './guards';\nuse(requireUser);`,
			['signed-in requireUser'],
		],
		[
			'several in their order',
			{'guard.ts': `export const requireUser = (req, res, next) => { if (!req.user) return res.sendStatus(401); next(); };`},
			`import rateLimit from 'express-rate-limit';\nimport {requireUser} from './guard';\nconst slow = rateLimit({max: 5});\nuse(slow, requireUser);`,
			['limiter slow', 'signed-in requireUser'],
		],
	])('%s', (_, files, code, expected) => {
		expect(guardsIn({'package.json': manifest, ...files, 'app.js': `${code}\n${handler}`}, {path: 'app.js'})).toEqual(expected);
	});

	test.each([
		['one that only says who it is', `const attach = (req, res, next) => { req.user = userOf(req.cookies.token); next(); };\nuse(attach);`],
		[
			'one that lets pass what it cannot verify',
			`const attach = (req, res, next) => { try { req.user = verify(req.cookies.token); next(); } catch { next(); } };\nuse(attach);`,
		],
		['the sign-in itself', `import passport from 'passport';\nuse(passport.authenticate('local'));`],
		['a token that may be missing', `import {expressjwt} from 'express-jwt';\nuse(expressjwt({secret, credentialsRequired: false}));`],
		['parsers and headers', `import express from 'express';\nuse(express.json(), cors());`],
	])('is no guard: %s', (_, code) => {
		expect(guardsIn({'package.json': manifest, 'app.js': `${code}\n${handler}`}, {path: 'app.js'})).toEqual([]);
	});

	test('what cannot be found is said, so that nobody takes it for nothing', () => {
		const {point} = pointsOf(
			{'package.json': manifest, 'app.js': `import {requireUser} from './gone';\nuse(requireUser);\n${handler}`},
			{path: 'app.js'},
		);
		expect(point.unresolved).toEqual(['requireUser was not found']);
	});

	test('a wrapper guards, and what it is given is the handler', () => {
		const {point} = pointsOf(
			{
				'package.json': manifest,
				'guard.ts': `export const withUser = work => async req => { const session = await auth(); if (!session) return new Response(null, {status: 401}); return work(req, session.user); };`,
				'app.ts': `import {withUser} from './guard';\nexport const handler = withUser(async (req, user) => { await db.note.create({data: {}}); });`,
			},
			{path: 'app.ts'},
		);
		expect(point.guards.map(({name, how}) => [name, how])).toEqual([['withUser', 'wrapper']]);
		expect(point.writes.map(({what}) => what)).toEqual(['note']);
		expect(point.handler?.line).toBe(2);
	});

	test('a wrapper that refuses in a try whose catch answers', () => {
		const guard = `export const authenticated = work => async args => {\ntry {\nconst [token] = (args.headers.authorization || '').split('Bearer ').filter(part => part.length > 0);\nconst key = await keyFor({token});\nif (key.user.disabled) throw new ForbiddenError();\nreturn await work(args, key.user);\n} catch (error) {\nreturn {status: 401, body: {}};\n}\n};`;
		expect(
			guardsIn(
				{
					'guard.ts': guard,
					'app.ts': `import {authenticated} from './guard';\nexport const handler = authenticated(async (args, user) => ({}));`,
				},
				{path: 'app.ts'},
			),
		).toEqual(['signed-in authenticated']);
	});

	test('what a factory is not asked for, it does not ask', () => {
		const guard = `export const auth = (...rights) => (req, res, next) => { if (!req.user) return res.sendStatus(401); if (rights.length && !rights.includes(req.user.role)) return res.sendStatus(403); next(); };`;
		const use = (call: string) =>
			guardsIn(
				{'package.json': manifest, 'guard.ts': guard, 'app.js': `import {auth} from './guard';\nuse(${call});\n${handler}`},
				{path: 'app.js'},
			);
		expect(use('auth()')).toEqual(['signed-in auth']);
		expect(use(`auth('manage')`)).toEqual(['role auth']);
	});

	test('an empty list that a factory has by itself asks for nothing', () => {
		const guard = `export function auth(rights = []) { return (req, res, next) => { if (!req.user) return res.sendStatus(401); if (rights.length && !rights.includes(req.user.role)) return res.sendStatus(403); next(); }; }`;
		expect(
			guardsIn(
				{'package.json': manifest, 'guard.ts': guard, 'app.js': `import {auth} from './guard';\nuse(auth());\n${handler}`},
				{path: 'app.js'},
			),
		).toEqual(['signed-in auth']);
	});

	test('a limit in a gate is for the paths that it lists', () => {
		const gate = `const limited = new Set(['/login', '/notes']);\nexport function gate(req) { if (limited.has(req.url.pathname)) { if (!allowed(req)) return new Response('', {status: 429}); } }`;
		const use = (route: string) =>
			guardsIn({'gate.ts': gate, 'app.ts': `import {gate} from './gate';\nuse(gate);\n${handler}`}, {path: 'app.ts', route});
		expect(use('/notes')).toHaveLength(1);
		expect(use('/other')).toEqual([]);
	});

	test('a switch in the settings is the same for everybody', () => {
		const guard = `from django.conf import settings\nfrom django.http import HttpResponse\ndef require_setting(key):\n    def decorator(view):\n        def wrapper(request):\n            if not getattr(settings, key):\n                return HttpResponse(status=404)\n            return view(request)\n        return wrapper\n    return decorator\n`;
		expect(
			guardsIn(
				{
					'guard.py': guard,
					'app.py': `from guard import require_setting\nuse(require_setting('NOTES'))\ndef handler(request):\n    pass\n`,
				},
				{path: 'app.py'},
			),
		).toEqual([]);
	});

	test('a decorator that answers by a function of the project, also where a function so decorated is called', () => {
		const guard = `from django.http import JsonResponse\ndef refused(text, status=400):\n    return JsonResponse({'error': text}, status=status)\ndef authorize(view):\n    def wrapper(request):\n        if 'X-Api-Key' in request.headers:\n            api_key = request.headers['X-Api-Key']\n        else:\n            api_key = ''\n        project = Project.objects.for_api_key(api_key)\n        if project is None:\n            return refused('wrong key', 401)\n        return view(request)\n    return wrapper\n`;
		const calls = `from guard import authorize\ndef handler(request):\n    if request.method == 'POST':\n        return create(request)\n@authorize\ndef create(request):\n    pass\n`;
		expect(
			guardsIn(
				{'guard.py': guard, 'app.py': `from guard import authorize\nuse(authorize)\ndef handler(request):\n    pass\n`},
				{path: 'app.py'},
			),
		).toEqual(['key authorize']);
		expect(guardsIn({'guard.py': guard, 'app.py': calls}, {path: 'app.py'})).toEqual(['key authorize']);
	});

	test('a decorator of Nest that the reflector makes opens what it marks', () => {
		const guard = `import {Reflector} from '@nestjs/core';\nexport const Public = Reflector.createDecorator<boolean>();\nexport class UserGuard extends AuthGuard('jwt') {\nasync canActivate(context) {\nconst isPublic = this.reflector.getAllAndOverride(Public, [context.getHandler()]);\ntry {\nreturn await super.canActivate(context);\n} catch (error) {\nif (isPublic) return true;\nthrow new UnauthorizedException();\n}\n}\n}`;
		const app = (mark: string) =>
			`import {Public, UserGuard} from './guard';\nuse(UserGuard);\nclass Notes {\n${mark}\nread() {}\n}\nconst notes = new Notes();\nexport const handler = notes.read;`;
		const use = (mark: string) => guardsIn({'guard.ts': guard, 'app.ts': app(mark)}, {path: 'app.ts'});
		expect(use('')).toHaveLength(1);
		expect(use('@Public(true)')).toEqual([]);
	});
});

describe('what a handler calls', () => {
	const calling = (guard: string, body: string, more: Record<string, string> = {}) =>
		guardsIn(
			{
				'package.json': manifest,
				'guard.ts': guard,
				...more,
				'app.ts': `import {check} from './guard';\nexport async function handler(req) {\n${body}\nawait db.note.create({data: {}});\n}`,
			},
			{path: 'app.ts'},
		);
	const throwing = `export async function check(req) { const session = await getSession(req); if (!session) throw new Error('no'); return session.user; }`;

	test('three calls deep', () => {
		const files = {
			'one.ts': `import {two} from './two';\nexport const one = req => two(req);`,
			'two.ts': `import {requireUser} from './three';\nexport const two = req => requireUser(req);`,
			'three.ts': `export async function requireUser(req) { if (!(await getSession(req))) throw new Error('no'); }`,
		};
		expect(guardsIn({...files, 'app.ts': `import {one} from './one';\nexport const handler = req => one(req);`}, {path: 'app.ts'})).toEqual(
			['signed-in requireUser'],
		);
	});

	test('a function that throws', () => {
		expect(calling(throwing.replaceAll('check', 'requireUser'), 'await requireUser(req);', {'app.ts': ''})).toBeDefined();
		expect(calling(throwing, 'await check(req);')).toEqual(['signed-in getSession']);
	});

	test('not when a catch swallows it', () => {
		expect(calling(throwing, 'try { await check(req); } catch { console.log(1); }')).toEqual([]);
	});

	test('not when a catch behind the call swallows it', () => {
		expect(calling(throwing, 'const who = await check(req).catch(() => null);')).toEqual([]);
		expect(calling(throwing, 'const who = await check(req).catch(() => { throw new ForbiddenError(); });')).toEqual([
			'signed-in getSession',
		]);
	});

	test('not when a refusal that it gives back is dropped', () => {
		const giving = `export async function check(req) { if (!(await getSession(req))) return new Response(null, {status: 401}); return null; }`;
		expect(calling(giving, 'await check(req);')).toEqual([]);
		expect(calling(giving, 'const no = await check(req);\nif (no) return no;')).toHaveLength(1);
	});

	test('not for an identity that the caller supplies', () => {
		const asking = `export function check(userId) { if (!userId) throw new ForbiddenError(); }`;
		expect(calling(asking, 'check(req.body.userId);')).toEqual([]);
		expect(calling(asking, 'check(req.session.userId);')).toHaveLength(1);
	});

	test('not when it is told to let everybody pass', () => {
		expect(
			calling(
				`export async function check(req, options) { if (!options?.skipAuth) { if (!(await getSession(req))) throw new UnauthorizedError(); } }`,
				'await check(req, {skipAuth: true});',
			),
		).toEqual([]);
	});

	test('asked only under a condition that does not cover the work, it is said', () => {
		const {point} = pointsOf(
			{
				'guard.ts': throwing.replace('check', 'requireUser'),
				'app.ts': `import {requireUser} from './guard';\nexport async function handler(req) {\nif (settings.strict) await requireUser(req);\nawait db.note.create({data: {}});\n}`,
			},
			{path: 'app.ts'},
		);
		expect(point.guards).toEqual([]);
		expect(point.unresolved).toEqual(['requireUser() is asked only under a condition']);
	});

	test('a refusal that is handed back for the caller to give out', () => {
		const parsing = `const unauthorized = () => Response.json({}, {status: 401});\nexport async function check(req) { let error; const auth = await getSession(req); if (!auth) error = () => unauthorized(); return {auth, error}; }`;
		expect(calling(parsing, 'const {auth, error} = await check(req);\nif (error) return error();')).toEqual(['signed-in check']);
	});
});

describe('the list of guards', () => {
	test('names where each rejects, and how many entry points it stands in front of', () => {
		const {guards} = pointsOf(
			{
				'package.json': manifest,
				'guard.ts': `export const requireUser = (req, res, next) => {\nif (!req.user) return res.sendStatus(401);\nnext();\n};`,
				'app.js': `import {requireUser} from './guard';\nuse(requireUser);\n${handler}`,
			},
			{path: 'app.js'},
		);
		expect(guards).toMatchObject([{name: 'requireUser', kind: 'signed-in', known: 'code', uses: 1, rejects: {path: 'guard.ts', line: 2}}]);
	});

	test('counts what a handler asks of its answer as the function, once, and leaves schemas out', () => {
		const {guards} = pointsOf(
			{
				'package.json': '{"dependencies": {"zod": "3.0.0"}}',
				'guard.ts': `export async function requireUser(req) {\nconst session = await getSession(req);\nif (!session) return {error: Response.json({}, {status: 401})};\nif (!session.user) return {error: Response.json({}, {status: 401})};\nreturn {user: session.user};\n}`,
				'app.ts': `import {z} from 'zod';\nimport {requireUser} from './guard';\nconst schema = z.object({});\nexport async function handler(req) {\nconst {error} = await requireUser(req);\nif (error) return error;\nschema.parse(await req.json());\n}`,
			},
			{path: 'app.ts'},
		);
		expect(guards.map(({name, kind, uses}) => [name, kind, uses])).toEqual([['requireUser', 'signed-in', 1]]);
	});

	test('one whose reason could not be followed is learned by its name', () => {
		const {guards} = pointsOf(
			{
				'guard.ts': `import {weigh} from 'somewhere';\nexport async function requireClearance(user) { const allowed = await weigh(user); if (!allowed) throw new ForbiddenError(); }\nexport async function requireAccessToken(req) { const fine = await weigh(lookup()); if (!fine) throw new UnauthorizedError(); }`,
				'app.ts': `import {requireAccessToken} from './guard';\nexport const handler = async req => { await requireAccessToken(req); };`,
			},
			{path: 'app.ts'},
		);
		expect(guards).toMatchObject([{name: 'requireAccessToken', known: 'learned'}]);
	});
});
