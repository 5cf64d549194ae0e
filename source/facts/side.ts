import type {Import} from './imports.ts';
import type {Language} from './language.ts';

/** Where a module runs: in a visitor's browser or phone, on the server, or possibly both. */
export type Side = 'client' | 'server' | 'shared';

const serverPath =
	/(?:^|\/)(?:supabase\/functions|netlify\/functions|functions\/src|api|server|backend|lambda|workers?)\/|(?:^|\/)(?:route|middleware|proxy|instrumentation)\.[jt]sx?$|\+(?:page|layout)\.server\.[jt]s$|\+server\.[jt]s$|\.server\.[jt]sx?$/u;
const clientPath = /(?:^|\/)(?:client|frontend|components|hooks|screens|public|static)\//u;
const serverModule =
	/^(?:node:.+|fs|path|http|https|net|child_process|crypto|os|express|fastify|koa|hono|@nestjs\/.+|next\/server|next\/headers|server-only|pg|postgres|mysql2?|mongodb|mongoose|ioredis|redis|@prisma\/client|nodemailer|firebase-admin(?:\/.+)?|firebase-functions(?:\/.+)?|jsonwebtoken|bcrypt(?:js)?|@sveltejs\/kit\/node)$/u;
const clientModule = /^(?:react-dom(?:\/client)?|react-router-dom|@tanstack\/react-query|framer-motion|react-native|expo(?:-.+)?)$/u;
const useClient = /^\s*['"]use client['"]/u;
const useServer = /^[ \t]*['"]use server['"]/mu;

/** Where a file runs, by its directive, its imports and its path. */
export function sideOf(path: string, language: Language, code: string, imports: readonly Import[]): Side {
	if (language === 'vue' || language === 'svelte') return 'client';
	if (language !== 'ts' && language !== 'js') return 'server';
	if (useClient.test(code)) return 'client';
	if (useServer.test(code) || imports.some(({source, typeOnly}) => !typeOnly && serverModule.test(source)) || serverPath.test(path))
		return 'server';
	if (clientPath.test(path) || imports.some(({source}) => clientModule.test(source))) return 'client';
	return 'shared';
}
