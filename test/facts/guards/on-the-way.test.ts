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
