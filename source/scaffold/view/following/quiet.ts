import type {PlainFacts} from '../../../facts/facts.ts';
import {holds} from '../../../facts/facts.ts';

const plainRoute = /^\/[\w/.-]+$/u;
const usual = ['/livez', '/readyz', '/healthz', '/health', '/metrics'];

/** Routes that only ask whether it works, those that are known and those that are usual: nobody wants to follow them. */
export const quietRoutes = (facts: PlainFacts): readonly string[] =>
	[...new Set([...facts.health.map(({route}) => route.replace(/\/$/u, '')), ...usual])].filter(route => plainRoute.test(route));

const commits: readonly (readonly [fact: string, name: string])[] = [
	['deploy.render', 'RENDER_GIT_COMMIT'],
	['deploy.railway', 'RAILWAY_GIT_COMMIT_SHA'],
	['deploy.heroku', 'HEROKU_SLUG_COMMIT'],
	['deploy.fly', 'FLY_IMAGE_REF'],
	['deploy.vercel', 'VERCEL_GIT_COMMIT_SHA'],
];

/** The setting in which the host says which release runs; empty where none is known. */
export const releaseSetting = (facts: PlainFacts): string => commits.find(([fact]) => holds(facts, fact))?.[1] ?? '';
