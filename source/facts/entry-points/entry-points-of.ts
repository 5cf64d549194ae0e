import type {Guard} from '../guards/guard.ts';
import {guardsOf} from '../guards/guards-of.ts';
import {type Program, programOf} from '../program.ts';
import {assembled} from './assembled.ts';
import {astroReader} from './astro.ts';
import {codeServers} from './code-servers.ts';
import {connexionReader} from './connexion.ts';
import {convexReader} from './convex.ts';
import {djangoReader} from './django.ts';
import type {EntryPoints} from './entry-point.ts';
import {fastapiReader} from './fastapi.ts';
import {firebaseFunctionsReader} from './firebase-functions.ts';
import {flaskReader} from './flask.ts';
import {followerOf} from './follow.ts';
import {gradioReader} from './gradio.ts';
import {graphql} from './graphql.ts';
import {jobFunctions} from './jobs.ts';
import {nest} from './nest/nest.ts';
import {nextReader} from './next.ts';
import {nodeHttp} from './node-http.ts';
import {nuxtReader} from './nuxt.ts';
import {otherServers} from './other-servers.ts';
import {pythonJobsReader} from './python-jobs.ts';
import {pythonOthersReader} from './python-others.ts';
import type {Ground, Reader} from './registered.ts';
import {remixReader} from './remix.ts';
import {schedulesReader} from './schedules.ts';
import {scopesOf} from './scope.ts';
import {lambdaReader} from './serverless-lambda.ts';
import {netlifyReader} from './serverless-netlify.ts';
import {vercelReader} from './serverless-vercel.ts';
import {streamlitReader} from './streamlit.ts';
import {supabaseFunctionsReader} from './supabase-functions.ts';
import {sveltekitReader} from './sveltekit.ts';
import {trpc} from './trpc.ts';
import {tsRest} from './ts-rest.ts';
import {unreadFrameworksReader} from './unread-frameworks.ts';
import {workersReader} from './workers.ts';

/** The reader of each framework. */
const readers: readonly Reader[] = [
	nextReader,
	sveltekitReader,
	nuxtReader,
	remixReader,
	astroReader,
	supabaseFunctionsReader,
	netlifyReader,
	vercelReader,
	lambdaReader,
	workersReader,
	firebaseFunctionsReader,
	convexReader,
	schedulesReader,
	unreadFrameworksReader,
	fastapiReader,
	flaskReader,
	connexionReader,
	djangoReader,
	streamlitReader,
	gradioReader,
	pythonJobsReader,
	pythonOthersReader,
	codeServers,
	nest,
	trpc,
	tsRest,
	graphql,
	jobFunctions,
	nodeHttp,
	otherServers,
];

/** Who can call what, the guards that were found on the way, and the program that was followed for it. */
type Found = {readonly entryPoints: EntryPoints; readonly guards: readonly Guard[]; readonly program: Program};

/** Finds the entry points of every framework. */
export const entryPointsIn = (ground: Ground): Found => entryPointsBy(readers, ground);

/** The same, by these readers. */
export function entryPointsBy(all: readonly Reader[], ground: Ground): Found {
	const read = all.map(reader => reader(ground));
	const scopes = scopesOf(ground.modules);
	const follower = followerOf(scopes);
	const made = read.flatMap(one => one.found).map(one => assembled(one, ground, scopes, follower));
	const points = new Map(made.map(one => [keyOf(one.point), one]));
	const kept = [...points.values()].sort(
		({point: one}, {point: other}) =>
			order(one.path, other.path) || one.line - other.line || order(one.method, other.method) || order(one.route, other.route),
	);
	return {
		entryPoints: {points: kept.map(({point}) => point), unread: read.flatMap(one => one.unread)},
		guards: guardsOf(kept),
		program: programOf(
			scopes,
			new Map(kept.map(({point, functions}) => [point, functions])),
			new Map(kept.map(({point, inFront}) => [point, inFront])),
		),
	};
}

const keyOf = (point: {
	readonly path: string;
	readonly line: number;
	readonly kind: string;
	readonly method: string;
	readonly route: string;
}): string => JSON.stringify([point.path, point.line, point.kind, point.method, point.route]);

const order = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);
