import type {Guard} from '../guards/guard.ts';
import {guardsOf} from '../guards/guards-of.ts';
import {type Said, type SaidAndDone, type SaidGuard, saidOf} from '../guards/said.ts';
import {type Program, programOf} from '../program.ts';
import {type Assembled, assembled} from './assembled.ts';
import {astroReader} from './astro.ts';
import {codeServers} from './code-servers.ts';
import {connexionReader} from './connexion.ts';
import {convexReader} from './convex.ts';
import {corrected} from './corrected.ts';
import {djangoReader} from './django.ts';
import type {EntryPoints} from './entry-point.ts';
import {fastapiReader} from './fastapi.ts';
import {firebaseFunctionsReader} from './firebase-functions.ts';
import {flaskReader} from './flask.ts';
import {followerOf} from './follow.ts';
import {gradioReader} from './gradio.ts';
import {graphql} from './graphql.ts';
import {jobFunctions} from './jobs.ts';
import {learnedFrom} from './learned.ts';
import {nest} from './nest/nest.ts';
import {nextReader} from './next.ts';
import {nodeHttp} from './node-http.ts';
import {nuxtReader} from './nuxt.ts';
import {otherServers} from './other-servers.ts';
import {pythonJobsReader} from './python-jobs.ts';
import {pythonOthersReader} from './python-others.ts';
import type {Ground, Reader, Registered} from './registered.ts';
import {remixReader} from './remix.ts';
import {schedulesReader} from './schedules.ts';
import {type Scopes, scopesOf} from './scope.ts';
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
export type Found = {readonly entryPoints: EntryPoints; readonly guards: readonly Guard[]; readonly program: Program};

/** The same with what people said of guards, and what came of it; `uncorrected` is how it would be without, where that is another. */
export type Corrected = Found & {readonly said: readonly SaidAndDone[]; readonly uncorrected?: Found};

/** Finds the entry points of every framework. */
export const entryPointsIn = (ground: Ground, entries: readonly SaidGuard[] = []): Corrected => entryPointsBy(readers, ground, entries);

/** The same, by these readers. */
export function entryPointsBy(all: readonly Reader[], ground: Ground, entries: readonly SaidGuard[] = []): Corrected {
	const read = all.map(reader => reader(ground));
	const scopes = scopesOf(ground.modules);
	const registered = read.flatMap(one => one.found);
	const unread = read.flatMap(one => one.unread);
	const before = followed(registered, ground, scopes);
	const uncorrected = foundIn(before, unread, scopes);
	if (entries.length === 0) return {...uncorrected, said: []};
	const said = saidOf(
		entries,
		ground.files.map(({path}) => path),
		scopes,
	);
	const {all: after, differ, done} = corrected(before, followed(registered, ground, scopes, said), entries, said);
	return differ ? {...foundIn(after, unread, scopes), said: done, uncorrected} : {...uncorrected, said: done};
}

/** Every entry point once, in order, with what was found on its way. */
function followed(registered: readonly Registered[], ground: Ground, scopes: Scopes, said?: Said): readonly Assembled[] {
	const follower = followerOf(scopes, said);
	const besides = said === undefined ? {} : {said};
	const first = registered.map(one => assembled(one, ground, scopes, follower, besides));
	const learned = learnedFrom(first);
	const made = first.map((one, at) => {
		const again = one.perhaps.length === 0 || learned.size === 0 ? undefined : registered[at];
		return again === undefined ? one : assembled(again, ground, scopes, follower, {...besides, learned});
	});
	const points = new Map(made.map(one => [keyOf(one.point), one]));
	return [...points.values()].sort(
		({point: one}, {point: other}) =>
			order(one.path, other.path) || one.line - other.line || order(one.method, other.method) || order(one.route, other.route),
	);
}

const foundIn = (kept: readonly Assembled[], unread: EntryPoints['unread'], scopes: Scopes): Found => ({
	entryPoints: {points: kept.map(({point}) => point), unread},
	guards: guardsOf(kept),
	program: programOf(
		scopes,
		new Map(kept.map(({point, functions}) => [point, functions])),
		new Map(kept.map(({point, inFront}) => [point, inFront])),
	),
});

const keyOf = (point: {
	readonly path: string;
	readonly line: number;
	readonly kind: string;
	readonly method: string;
	readonly route: string;
}): string => JSON.stringify([point.path, point.line, point.kind, point.method, point.route]);

const order = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);
