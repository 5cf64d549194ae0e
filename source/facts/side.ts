import type {FileFact} from './files.ts';
import type {Import} from './imports.ts';
import type {Language} from './language.ts';

/** Where a module runs: in a visitor's browser or phone, on the server, or possibly both. */
export type Side = 'client' | 'server' | 'shared';

const serverPath = /(?:^|\/)(?:functions\/src|api|server|backend|lambda|workers?)\/|(?:^|\/)(?:middleware|proxy)\.[cm]?[jt]sx?$/u;
const serverFile =
	/(?:^|\/)(?:supabase\/functions|netlify\/(?:edge-)?functions|convex)\/|(?:^|\/)(?:pages\/api|server-only|server\/(?:api|routes|middleware|plugins|tasks)|lib\/server)\/|(?:^|\/)app\/(?!routes\/)(?:.+\/)?route\.[jt]s$|(?:^|\/)(?:instrumentation|entry\.server|hooks\.server)\.[cm]?[jt]sx?$|(?:^|\/)\+(?:page|layout)\.server\.[jt]s$|(?:^|\/)\+server\.[jt]s$|\.server\.[cm]?[jt]sx?$|^api\/[^.]+\.[cm]?[jt]s$/u;
const clientFile =
	/(?:^|\/)entry\.client\.[jt]sx?$|(?:^|\/)hooks\.client\.[jt]s$|(?:^|\/)(?:app|plugins|components)\/(?:.+\/)?[^/]+\.client\.[cm]?[jt]sx?$|(?:^|\/)instrumentation-client\.[jt]s$/u;
const clientFolder = /(?:^|\/)(?:client|frontend|components|hooks|screens|public|static)\//u;
const serverComponent =
	/(?:^|\/)app\/(?:.*\/)?(?:page|layout|template|loading|not-found|default|sitemap|robots|manifest|opengraph-image|twitter-image|icon)\.[jt]sx?$/u;
/** Nothing that a browser runs can import these. */
const serverOnly =
	/^(?:server-only|next\/headers|node:(?!(?:crypto|path|buffer|util|url|events|assert|stream|os)$).+|fs|fs\/promises|child_process|http2?|https|net|cluster|worker_threads|dgram|express|fastify|koa|@koa\/.+|hono|hono\/(?!client$|hc$).+|@hono\/(?:node-server|zod-openapi)|@nestjs\/(?!swagger).+|pg|postgres|mysql2?(?:\/.+)?|better-sqlite3|mongodb|mongoose|ioredis|redis|firebase-admin(?:\/.+)?|firebase-functions(?:\/.+)?|@sveltejs\/kit\/node|bullmq|nodemailer|@libsql\/client|bun|bun:.+|cloudflare:.+|\$env\/(?:static|dynamic)\/private|@react-router\/node|@modelcontextprotocol\/sdk\/server(?:\/.+)?|@remix-run\/node|@trpc\/server\/adapters\/.+)$/u;
/** These speak of a server, though a browser may import them. */
const serverMostly =
	/^(?:(?:node:)?(?:path|crypto|os|http|https|net|url|util|stream)|next\/server|@prisma\/client|bcrypt(?:js)?|jsonwebtoken|drizzle-orm(?:\/.+)?|typeorm|sequelize|@trpc\/server|stripe|next-auth|@auth\/.+|resend|@aws-sdk\/.+)$/u;
const clientOnly =
	/^(?:react-dom\/client|client-only|react-native|expo-router(?:\/.+)?|expo|@angular\/(?:platform-browser.*|core|common(?:\/.+)?|router|forms|material\/.+)|\$app\/(?:navigation|forms))$/u;
const clientMostly =
	/^(?:react-dom|react-router-dom|@tanstack\/react-query|framer-motion|expo-.+|react-native-.+|zustand|react-hook-form)$/u;
const useClient = /^\s*['"]use client['"]/u;
const useServer = /^[ \t]*['"]use server['"]/mu;

const runs = ({typeOnly}: Import): boolean => !typeOnly;

/** Where a file runs as far as it says by itself: by its directive, its imports and its path. */
export function sideOf(path: string, language: Language, code: string, imports: readonly Import[]): Side {
	if (
		language === 'vue' ||
		language === 'svelte' ||
		language === 'html' ||
		language === 'css' ||
		language === 'dart' ||
		language === 'swift'
	)
		return 'client';
	if (language !== 'ts' && language !== 'js') return 'server';
	if (useClient.test(code) || clientFile.test(path)) return 'client';
	if (
		(code.includes('use server') && useServer.test(code)) ||
		imports.some(one => runs(one) && (serverOnly.test(one.source) || serverMostly.test(one.source)))
	)
		return 'server';
	if (serverFile.test(path) || serverPath.test(path)) return 'server';
	if (clientFolder.test(path) || imports.some(one => clientOnly.test(one.source) || clientMostly.test(one.source))) return 'client';
	return 'shared';
}

type Seen = Pick<FileFact, 'path' | 'language' | 'imports' | 'code'>;

/** What a file says of where it runs, before anything is followed. */
export type SideSaid = {
	/** No server runs it, or only to draw it for a browser. */
	readonly isClientOnly: boolean;
	/** No browser gets to see it. */
	readonly isServerOnly: boolean;
	/** A browser or a phone begins with it: surely, or by what it mostly means. */
	readonly clientStart: 'no' | 'maybe' | 'yes';
	/** A server begins with it, or finds it by its name: surely, or by what it mostly means. */
	readonly serverStart: 'no' | 'maybe' | 'yes';
};

const nothing: SideSaid = {isClientOnly: false, isServerOnly: false, clientStart: 'no', serverStart: 'no'};
const client: SideSaid = {...nothing, isClientOnly: true, clientStart: 'yes'};
/** Said of what no browser gets to see. */
export const onServerOnly: SideSaid = {...nothing, isServerOnly: true, serverStart: 'yes'};

/** What a file says of where it runs. */
export function sideSaid({path, language, imports, code}: Seen): SideSaid {
	if (language === 'vue' || language === 'svelte') return client;
	if (language === 'py' || language === 'astro') return onServerOnly;
	if (language !== 'ts' && language !== 'js') return nothing;
	if (code?.directives.includes('use client') === true || clientFile.test(path)) return client;
	if (code?.directives.includes('use server') === true || serverFile.test(path)) return onServerOnly;
	const brings = (modules: RegExp): boolean => imports.some(one => runs(one) && modules.test(one.source));
	if (brings(serverOnly)) return onServerOnly;
	return {
		...nothing,
		clientStart: brings(clientOnly) ? 'yes' : brings(clientMostly) ? 'maybe' : 'no',
		serverStart: serverComponent.test(path) ? 'yes' : brings(serverMostly) ? 'maybe' : 'no',
	};
}
