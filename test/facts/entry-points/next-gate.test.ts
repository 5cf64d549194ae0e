import {expect, test} from 'vitest';
import {nextReader} from '../../../source/facts/entry-points/next.ts';
import {linesOf, manifest} from './registered.ts';

const handler = 'export async function POST() { return Response.json({}) }';
const app = {
	'package.json': manifest('next', 'next-auth', '@clerk/nextjs'),
	'app/api/notes/route.ts': handler,
	'app/dashboard/route.ts': handler,
	'app/login/route.ts': handler,
};

/** The routes that a gate stands in front of, and those of which that is not known. */
function gated(middleware: string, name = 'middleware.ts', more: Readonly<Record<string, string>> = {}): Readonly<Record<string, string>> {
	const lines = linesOf(nextReader, {...app, ...more, [name]: middleware});
	const entries = lines.map((line): [string, string] => {
		const route = /POST (?<route>\S+)/u.exec(line)?.groups?.route ?? '';
		return [route, line.includes('after gate') ? 'gate' : line.includes('given') ? 'given' : line.includes('??') ? 'unknown' : ''];
	});
	return Object.fromEntries(entries.filter(([, how]) => how !== ''));
}

const whole =
	'export async function middleware(request) {\n\tconst user = await getUser(request);\n\tif (!user) return NextResponse.redirect("/login");\n}\n';

test('stands in front of everything without a matcher, and of what its matcher covers with one', () => {
	expect(gated(whole)).toEqual({'/api/notes': 'gate', '/dashboard': 'gate', '/login': 'gate'});
	expect(gated(`${whole}export const config = {matcher: '/dashboard/:path*'};`)).toEqual({'/dashboard': 'gate'});
	expect(gated(`${whole}export const config = {matcher: ['/((?!api|login).*)']};`)).toEqual({'/dashboard': 'gate'});
	expect(gated(`${whole}export const config = {matcher: [{source: '/dashboard'}]};`)).toEqual({'/dashboard': 'gate'});
	expect(gated(`${whole}const paths = ['/dashboard'];\nexport const config = {matcher: paths};`)).toEqual({'/dashboard': 'gate'});
});

test('may stand in src and is called proxy from 16 on; elsewhere it is none', () => {
	const proxy = whole.replace('middleware', 'proxy');
	expect(gated(proxy, 'src/proxy.ts')).toEqual({'/api/notes': 'gate', '/dashboard': 'gate', '/login': 'gate'});
	expect(gated(whole, 'docker/middleware.ts')).toEqual({});
});

test('does not count on a matcher that headers can leave out, or that cannot be read', () => {
	expect(gated(`${whole}export const config = {matcher: [{source: '/dashboard', missing: [{type: 'header', key: 'x'}]}]};`)).toEqual({
		'/api/notes': 'unknown',
		'/dashboard': 'unknown',
		'/login': 'unknown',
	});
	expect(gated(`${whole}export const config = {matcher: make()};`)['/dashboard']).toBe('unknown');
});

test.each([
	['a prefix in the condition', 'if (!user && request.nextUrl.pathname.startsWith("/dashboard")) return NextResponse.redirect(login);'],
	[
		'a prefix around the condition',
		'if (request.nextUrl.pathname.startsWith("/dashboard")) {\n\t\tif (!user) return NextResponse.redirect(login);\n\t}',
	],
	[
		'a list of what is protected',
		'const protectedPaths = ["/dashboard"];\n\tconst isProtected = protectedPaths.some(one => request.nextUrl.pathname.startsWith(one));\n\tif (!user && isProtected) return NextResponse.redirect(login);',
	],
	['a function of the project', 'if (isProtected(request.nextUrl.pathname) && !user) return NextResponse.redirect(login);'],
	[
		'patterns of what is open',
		'if (micromatch.isMatch(request.nextUrl.pathname, unauthenticated)) return NextResponse.next();\n\tif (!user) return NextResponse.redirect(login);',
	],
	[
		'lists of what is open',
		'const path = request.nextUrl.pathname;\n\tif (path.startsWith("/api")) return NextResponse.next();\n\tconst publicRoutes = ["/login"];\n\tconst isPublic = publicRoutes.includes(path);\n\tif (isPublic) return NextResponse.next();\n\tif (!user) return NextResponse.redirect(login);',
	],
	[
		'a list of what is open, and sends on who is signed in',
		'const path = request.nextUrl.pathname;\n\tconst publicPaths = ["/login", "/api/notes"];\n\tif (!user && !publicPaths.includes(path)) {\n\t\tif (path.startsWith("/team")) return NextResponse.redirect(new URL("/team/login", request.url));\n\t\treturn NextResponse.redirect(login);\n\t}\n\tif (user && path === "/login") return NextResponse.redirect(new URL("/dashboard", request.url));',
	],
])('guards only what it means by %s', (_what, body) => {
	const middleware = `import {isProtected} from './paths';\nconst unauthenticated = ['/api/**', '/login'];\nexport async function middleware(request) {\n\tconst user = await getUser(request);\n\t${body}\n\treturn NextResponse.next();\n}`;
	const paths =
		"const protectedRoutes = ['/dashboard'];\nexport const isProtected = (url: string) => protectedRoutes.some(one => url.startsWith(one));";
	expect(gated(middleware, 'middleware.ts', {'paths.ts': paths})).toEqual({'/dashboard': 'gate'});
});

test('says that it is not known when a gate decides by the path in a way that was not followed', () => {
	const middleware =
		'export async function middleware(request) {\n\tconst session = await getSession(request);\n\tif (decide(request.nextUrl.pathname) && !session) return NextResponse.redirect(login);\n}';
	expect(gated(middleware)).toEqual({'/api/notes': 'unknown', '/dashboard': 'unknown', '/login': 'unknown'});
});

test.each([
	[
		'names what is protected',
		"const isProtected = createRouteMatcher(['/dashboard(.*)']);\nexport default clerkMiddleware(async (auth, req) => { if (isProtected(req)) await auth.protect(); });",
		{'/dashboard': 'given'},
	],
	[
		'names what is open',
		"const isPublic = createRouteMatcher(['/login', '/api(.*)']);\nexport default clerkMiddleware(async (auth, req) => {\n\tif (!isPublic(req)) {\n\t\tawait auth.protect();\n\t}\n});",
		{'/dashboard': 'given'},
	],
	[
		'protects all',
		'export default clerkMiddleware(async auth => { await auth.protect(); });',
		{'/api/notes': 'given', '/dashboard': 'given', '/login': 'given'},
	],
	['protects nothing', 'export default clerkMiddleware();', {}],
	[
		'cannot be followed',
		'export default clerkMiddleware(decide);',
		{'/api/notes': 'unknown', '/dashboard': 'unknown', '/login': 'unknown'},
	],
])('takes Clerk’s gate for what it protects when it %s', (_what, body, expected) => {
	const open =
		"import {createRouteMatcher} from '@clerk/nextjs/server';\nexport const isOpen = createRouteMatcher(['/login', '/api(.*)']);";
	expect(
		gated(`import {clerkMiddleware, createRouteMatcher} from '@clerk/nextjs/server';\n${body}`, 'middleware.ts', {'open.ts': open}),
	).toEqual(expected);
});

test('knows that NextAuth’s own gate turns away whoever is not signed in, unless the project decides', () => {
	const all = {'/api/notes': 'given', '/dashboard': 'given', '/login': 'given'};
	expect(gated("export {default} from 'next-auth/middleware';")).toEqual(all);
	expect(gated("import {withAuth} from 'next-auth/middleware';\nexport default withAuth({pages: {signIn: '/login'}});")).toEqual(all);
	expect(
		linesOf(nextReader, {
			...app,
			'middleware.ts': "import {withAuth} from 'next-auth/middleware';\nexport default withAuth({callbacks: {authorized: () => true}});",
		})[0],
	).toContain('?? callbacks.authorized decides');
});

test('never stands in front of server actions, which answer on every page', () => {
	const lines = linesOf(nextReader, {...app, 'middleware.ts': whole, 'app/actions.ts': "'use server';\nexport async function save() {}"});
	expect(lines.find(line => line.startsWith('action'))).not.toContain('gate');
});

const apps = {'app/portal/route.ts': handler, 'app/admin/route.ts': handler};
const gate = (body: string): string =>
	`import {updateSession} from './session';\nimport {isOpen, openRoutes} from './paths';\nexport async function middleware(request) {\n\tconst {pathname} = request.nextUrl;\n\tconst {user, response} = await updateSession(request);\n\t${body}\n\treturn response;\n}`;
const session = `export async function updateSession(request) {
	const client = createServerClient(process.env.APP_URL, process.env.APP_KEY, {});
	const {data: {user}} = await client.auth.getUser();
	return {user, response: NextResponse.next({request})};
}`;
const paths = `export const openRoutes = ['/login', '/api'];
export const isOpen = (path: string) => openRoutes.some(one => path === one || path.startsWith(one + '/'));`;

test.each([
	[
		'a list of literals',
		"const open = ['/login'];\n\tif (!user && !open.includes(pathname) && !pathname.startsWith('/api')) return NextResponse.redirect(new URL('/login', request.url));",
	],
	[
		'a set that exempts',
		"const open = new Set(['/login']);\n\tif (open.has(pathname) || pathname.startsWith('/api')) return response;\n\tif (!user) return NextResponse.redirect(new URL('/login', request.url));",
	],
	[
		'a set that includes',
		"const closed = new Set(['/dashboard', '/portal', '/admin']);\n\tif (closed.has(pathname)) {\n\t\tif (!user) return NextResponse.redirect(new URL('/login', request.url));\n\t}",
	],
	[
		'regular expressions',
		"const open = [/^\\/login$/, /^\\/api\\//];\n\tif (!user && !open.some(one => one.test(pathname))) return NextResponse.redirect(new URL('/login', request.url));",
	],
	['a function of another file', "if (!user && !isOpen(pathname)) return NextResponse.redirect(new URL('/login', request.url));"],
	[
		'a list of another file',
		'const isPublic = openRoutes.some(one => pathname.startsWith(one));\n\tif (!isPublic) {\n\t\tif (!user) return NextResponse.json({}, {status: 401});\n\t}',
	],
	[
		'a loop',
		"let closed = true;\n\tfor (const one of openRoutes) {\n\t\tif (pathname.startsWith(one)) return response;\n\t}\n\tif (!user) return NextResponse.redirect(new URL('/login', request.url));",
	],
	[
		'who may go on first',
		"if (user) return response;\n\tif (isOpen(pathname)) return response;\n\treturn NextResponse.redirect(new URL('/welcome', request.url));",
	],
	[
		'members sent away from the sign-in',
		"if (!user && !isOpen(pathname)) return NextResponse.redirect(new URL('/login', request.url));\n\tif (user && pathname === '/login') return NextResponse.redirect(new URL('/dashboard', request.url));",
	],
	[
		'a choice of where to',
		"if (!user && !isOpen(pathname)) {\n\t\tif (pathname.startsWith('/portal')) return NextResponse.redirect(new URL('/portal/login', request.url));\n\t\treturn NextResponse.redirect(new URL('/login', request.url));\n\t}",
	],
])('guards all but what is open, told by %s', (_what, body) => {
	expect(gated(gate(body), 'middleware.ts', {...apps, 'session.ts': session, 'paths.ts': paths})).toEqual({
		'/dashboard': 'gate',
		'/portal': 'gate',
		'/admin': 'gate',
	});
});

test('takes a redirect of members, or of everyone, for no guard', () => {
	const more = {...apps, 'session.ts': session, 'paths.ts': paths};
	const members = "if (user && pathname === '/login') return NextResponse.redirect(new URL('/dashboard', request.url));";
	const everyone = "if (pathname === '/admin') return NextResponse.redirect(new URL('/dashboard', request.url));";
	const some = "if (!user && pathname === '/portal') return NextResponse.redirect(new URL('/login', request.url));";
	expect(gated(gate(`${members}\n\t${everyone}\n\t${some}`), 'middleware.ts', more)).toEqual({'/portal': 'gate'});
});

test('follows a gate that another function is', () => {
	const middleware =
		"import {updateSession} from './gate';\nexport async function middleware(request) { return await updateSession(request); }";
	const whole = `import {isOpen} from './paths';
export async function updateSession(request) {
	let response = NextResponse.next({request});
	if (!process.env.APP_KEY) return response;
	const {data: {user}} = await createServerClient().auth.getUser();
	if (!user && !isOpen(request.nextUrl.pathname)) return NextResponse.redirect(new URL('/login', request.url));
	return response;
}`;
	expect(gated(middleware, 'middleware.ts', {'gate.ts': whole, 'paths.ts': paths})).toEqual({'/dashboard': 'gate'});
});

test('comes to an end whatever a gate asks', () => {
	const many = `[${Array.from({length: 150}, (_, index) => `'/${index}'`).join(', ')}]`;
	const asks = ['a', 'b', 'c', 'd', 'e'].reduce((inner, name) => `${many}.some(${name} => ${inner})`, "'x' === 'y'");
	const doubled = Array.from({length: 60}, () => 'text = text + text;').join('\n');
	const middleware = `export async function middleware(request) {\n\tlet text = 'grows';\n${doubled}\n\tif (!user && ${asks} && request.nextUrl.pathname !== text) return NextResponse.redirect(new URL('/login', request.url));\n}`;
	const before = performance.now();
	expect(Object.keys(gated(middleware))).toEqual(['/api/notes', '/dashboard', '/login']);
	expect(performance.now() - before).toBeLessThan(2_000);
});
