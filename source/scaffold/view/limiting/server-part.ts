import {holds, type PlainFacts} from '../../../facts/facts.ts';
import {folderOf} from '../../../facts/modules/paths.ts';
import type {Edit} from '../../wiring/edit.ts';
import {writtenBeside} from '../web/beside.ts';
import {type Counting, countingFor, countsHere, type Limited, limitedLines} from '../web/limits.ts';
import {namedFor} from '../web/naming.ts';
import {placeIn} from '../web/place.ts';
import {type Server, serversOf} from '../web/servers.ts';
import type {Source} from '../web/sources.ts';
import {callerHeader} from './caller.ts';
import type {Ground, Part} from './part.ts';
import type {Tried} from './tried.ts';

/** Frameworks whose one server counts in front of all of its addresses. */
export const serverFrameworks: ReadonlySet<string> = new Set(['express', 'fastify', 'hono']);

/** What a server that several copies of share no memory owes, where nothing was found to count in. */
export const noStore =
	'It runs as functions that share no memory, and nothing was found to count in that they share: add a client of Redis (Upstash has it without a server of your own), export it from a file, and plan again.';

/** It runs as functions that come and go, and forget what they counted. */
export const forgets = (facts: PlainFacts): boolean =>
	holds(facts, 'runtime.serverless', 'deploy.vercel', 'deploy.netlify', 'deploy.cloudflare');

/** What is said where each process counts for itself. */
export const inMemory =
	'It counts in the memory of one process: with several copies of the server each counts for itself. Add Redis, and plan this again.';

/** The counting in front of a server of Express, Fastify or Hono. */
export function serverPart({facts, code, sources}: Ground, tried: readonly Tried[]): Part {
	const none = (owes: string): Part => ({data: {}, after: [owes], edits: [], left: tried, owes});
	const servers = serversOf(sources, facts.reached).filter(({framework}) => serverFrameworks.has(framework));
	const [server] = servers;
	if (server === undefined || servers.length > 1)
		return none(
			'The one server of Express, Fastify or Hono that could be limited was not found: count tries in front of sign-in and of what costs money, and answer 429.',
		);
	const routes = tried.filter(({point}) => point.framework === server.framework).map(limitedOf);
	const counting = countingFor(sources, server);
	if (!counting.shared && forgets(facts)) return none(noStore);
	const file = placeIn(facts, code, folderOf(server.path), ['rate-limit', 'limits'], ['rateLimit']);
	if (file === undefined)
		return none(`Beside ${server.path} there are files called rate-limit already: put it in front of what can be tried.`);
	const {header, after} = callerHeader(facts);
	return {
		data: {...writtenBeside(server), framework: server.framework, file, shared: counting.shared, header},
		after: [
			...(counting.shared ? [] : [inMemory]),
			server.framework === 'express' && header === ''
				? 'Behind a proxy with a public address (Cloudflare, a load balancer elsewhere), add its addresses to trust proxy: else all visitors count as one.'
				: after,
		],
		left: tried.filter(({point}) => point.framework !== server.framework),
		edits: editsFor(facts, sources, server, routes, counting, file),
	};
}

const limitedOf = ({point: {route, framework}, times, seconds}: Tried): Limited => ({route, framework, times, seconds});

function editsFor(
	facts: PlainFacts,
	sources: readonly Source[],
	server: Server,
	routes: readonly Limited[],
	counting: Counting,
	file: string,
): readonly Edit[] {
	const {path, name, made} = server;
	const missing = routes.filter(one => !countsHere(server, one.route));
	const lines = limitedLines(server, missing, counting);
	const byHand = `In ${path}, import rateLimit from ${file}, and put right below the line that makes ${name}: ${lines.join(' ')}`;
	if (missing.length === 0) return [];
	return [
		{
			kind: 'code',
			path,
			does: `counts how often ${missing.length === 1 ? 'one address is' : `${missing.length} addresses are`} tried`,
			byHand,
			imports: namedFor(facts, sources, server, [...counting.imports, {name: 'rateLimit', from: {file}}]),
			inserts: [{at: {where: 'after', call: made.to}, lines}],
		},
	];
}
