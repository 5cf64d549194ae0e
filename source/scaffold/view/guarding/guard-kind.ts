import type {EntryPoint, GuardOnTheWay} from '../../../facts/entry-points/entry-point.ts';

/** Frameworks in which a guard of the project's own can be put in front of one entry point, by how that is written. */
export type GuardKind = 'express' | 'fastify' | 'hono' | 'nest' | 'next' | 'edge' | 'fastapi' | 'flask' | 'django';

const kinds: Readonly<Record<string, GuardKind>> = {
	express: 'express',
	fastify: 'fastify',
	hono: 'hono',
	nest: 'nest',
	'next.app': 'next',
	'supabase.functions': 'edge',
	fastapi: 'fastapi',
	flask: 'flask',
	django: 'django',
};

/** How a guard is put in front of an entry point; undefined for frameworks that are left to a person. */
export const guardKind = ({framework, kind}: EntryPoint): GuardKind | undefined =>
	kind === 'http' && Object.hasOwn(kinds, framework) ? kinds[framework] : undefined;

/** How a guard stands on the way where it is written for one entry point alone. */
export const ways: Readonly<Record<GuardKind, GuardOnTheWay['how'] | undefined>> = {
	express: 'middleware',
	fastify: 'middleware',
	hono: 'middleware',
	nest: 'decorator',
	next: 'call',
	edge: undefined,
	fastapi: 'dependency',
	flask: 'decorator',
	django: 'decorator',
};

/** The file in which a guard is written in front of an entry point: in Django not where its address is listed, but where it is answered. */
export const fileOf = ({path, handler}: EntryPoint, kind: GuardKind): string => (kind === 'django' ? (handler?.path ?? path) : path);
