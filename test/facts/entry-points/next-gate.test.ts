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
