import {blockingCallsOf} from '../../facts/blocking/blocking-calls.ts';
import type {EntryPoint} from '../../facts/entry-points/entry-point.ts';
import {type Facts, factsNamed} from '../../facts/facts.ts';
import {packageOf} from '../../facts/packages.ts';
import {distinct} from '../../facts/places.ts';
import {unreadLanguage} from '../../facts/unread.ts';
import type {Place} from '../../safe-text.ts';
import {gap, notApplicable, type Probe, pass, unknown} from '../probe.ts';

/** Frameworks that answer every request of a process on one thread. */
const shared: ReadonlySet<string> = new Set(
	'express fastify koa hono nest nethttp next.app next.pages remix rr7 sveltekit nuxt trpc fastapi starlette aiohttp sanic quart socket.io ws astro graphql'.split(
		' ',
	),
);

const probe: Probe = facts => {
	const points = facts.entryPoints.points.filter(({framework, package: at}) => shared.has(framework) && waitsForOthers(at, facts));
	if (points[0] === undefined) {
		const language = unreadLanguage(facts);
		if (language !== undefined) return unknown(`code in ${language} is not read yet`);
		return facts.entryPoints.unread.length > 0
			? unknown(`the routes of ${facts.entryPoints.unread[0]?.framework ?? 'a framework'} are not read`)
			: notApplicable('no process was seen in which one request waits for the work of another');
	}
	const threaded = facts.entryPoints.points.filter(({framework, kind}) => !shared.has(framework) && kind === 'http');
	const [elsewhere] = threaded;
	// A page or two beside a server that answers on threads say nothing of it.
	if (elsewhere !== undefined && points.every(({kind}) => kind === 'page') && threaded.length > points.length)
		return notApplicable(
			`its requests are answered by ${elsewhere.framework}, where each has a thread or process of its own`,
			distinct(threaded).slice(0, 2),
		);
	const all = blockingCallsOf(facts);
	const calls = all.flatMap(call => {
		const {point, path} = call;
		if (point === undefined) return [];
		return waitsForOthers(packageOf(path, facts.packages), facts) || waitsForOthers(point.package, facts) ? [{...call, point}] : [];
	});
	const long = calls.filter(({isLong}) => isLong);
	const [worst] = long;
	if (worst !== undefined)
		return gap(
			`${worst.what} holds up every other request while ${worst.point.method === '' ? 'a call' : `${worst.point.method} ${worst.point.route}`} is answered`,
			distinct(long),
			{occurrences: long.length},
		);
	if (calls[0] !== undefined)
		return unknown(`${calls[0].what} may hold up every other request; how long it takes is not known here`, distinct(calls), {
			asks: 'How long do the marked lines take at worst, with the largest file or the slowest database?',
		});
	const apart = all.filter(
		({point, isLong, path}) => point === undefined && isLong && waitsForOthers(packageOf(path, facts.packages), facts),
	);
	if (apart[0] !== undefined)
		return unknown(`${apart[0].what} holds everything up while it works; whether it runs for requests was not seen`, distinct(apart));
	const unread = facts.entryPoints.unread[0];
	if (unread !== undefined) return unknown(`the routes of ${unread.framework} are not read`, unread.places);
	const waiting = waitingBehind(points, facts);
	if (waiting[0] !== undefined)
		return unknown(
			'asynchronous functions call ordinary ones that may wait for a database or another service, and hold everybody up meanwhile',
			waiting,
		);
	const followed = points.filter(({unresolved, handler}) => unresolved.length === 0 && handler !== undefined);
	if (followed.length * 2 < points.length)
		return unknown(`only ${followed.length} of ${points.length} routes could be followed`, distinct(points).slice(0, 3));
	if (followed.every(({kind}) => kind === 'page'))
		return unknown('only pages could be followed, and nothing that blocks was seen in them', distinct(points).slice(0, 3), {
			asks: 'What does the server do for a request besides drawing these pages?',
		});
	return pass(
		'no call that is known to block (a synchronous file, hash or wait) was seen in what runs for requests; how long loops take was not looked at',
		distinct(followed.toSorted((one, other) => waited(other) - waited(one)).flatMap(({handler}) => handler ?? [])).slice(0, 5),
	);
};

export default probe;

/** A route says more of it than a page, and a page more than a job. */
const waited = ({kind}: EntryPoint): number => (kind === 'queue' || kind === 'cron' ? 0 : kind === 'page' ? 1 : kind === 'http' ? 3 : 2);

/** Not a function that answers one request at a time. */
const waitsForOthers = (at: string, facts: Facts): boolean =>
	!factsNamed(facts, 'runtime.serverless').some(fact => fact.package === at) ||
	factsNamed(facts, 'runtime.longlived').some(fact => fact.package === at);

const waitingPackages =
	/^(?:firebase_admin|google|pymongo|psycopg2?|sqlalchemy|sqlmodel|requests|openai|anthropic|boto3|redis|mysql|pymysql|sqlite3|supabase|smtplib|stripe|peewee|django)(?:\.|$)/u;

/** Ordinary functions of Python that asynchronous handlers call, in files that import clients which wait. */
const waitingBehind = (points: readonly EntryPoint[], facts: Facts): readonly Place[] =>
	distinct(
		points.flatMap(point => {
			const running = facts.program.runBy(point).filter(({path}) => path.endsWith('.py'));
			const [handler] = running;
			const scopes = facts.program.scopes;
			if (handler === undefined || scopes.at(handler.path)?.code.functions[handler.function]?.isAsync !== true) return [];
			return running.slice(1).flatMap(({path, function: at}) => {
				const code = scopes.at(path)?.code;
				const one = code?.functions[at];
				if (
					code === undefined ||
					one === undefined ||
					one.isAsync ||
					!code.imports.some(({from, typeOnly}) => !typeOnly && waitingPackages.test(from))
				)
					return [];
				return [{path, line: one.line, text: one.text}];
			});
		}),
	).slice(0, 5);
