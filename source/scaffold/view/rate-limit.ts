import type {EntryPoint} from '../../facts/entry-points/entry-point.ts';
import {holds, type PlainFacts} from '../../facts/facts.ts';
import {signInRoute} from '../../facts/limits/tempting.ts';
import {folderOf} from '../../facts/modules/paths.ts';
import type {CodeNow, Given, View} from '../view.ts';
import type {Edit} from '../wiring/edit.ts';
import {writtenBeside} from './web/beside.ts';
import {type Counting, countingFor, type Limited, limitedLines} from './web/limits.ts';
import {namedFor} from './web/naming.ts';
import {placeIn} from './web/place.ts';
import {type Server, serversOf} from './web/servers.ts';
import {type Source, sourcesOf} from './web/sources.ts';

const check = 'sec-no-rate-limit';
const plainRoute = /^\/[\w./:-]+$/u;
const handled: ReadonlySet<Server['framework']> = new Set<Server['framework']>(['express', 'fastify', 'hono']);

/** What stands in front of sign-in and of what costs money, and counts who comes how often. */
export function rateLimitView(facts: PlainFacts, _given: Given, code: CodeNow): View {
	const sources = sourcesOf(facts, code);
	const servers = serversOf(sources, facts.reached);
	const [server] = servers;
	const routes = facts.entryPoints.points.flatMap(limitOf);
	const inServer = routes.filter(({framework}) => framework === server?.framework);
	const elsewhere = routes.filter(one => !inServer.includes(one));
	const problem =
		server === undefined || servers.length > 1 || !handled.has(server.framework)
			? 'The one server of Express, Fastify or Hono that could be limited was not found: count tries in front of sign-in and of what costs money, and answer 429.'
			: inServer.length === 0
				? 'No address was found whose tries should be counted.'
				: undefined;
	if (server === undefined || problem !== undefined) return nothing(problem ?? '');
	const counting = countingFor(sources, server);
	if (!counting.shared && holds(facts, 'runtime.serverless', 'deploy.vercel', 'deploy.netlify', 'deploy.cloudflare'))
		return nothing(
			'It runs as functions that share no memory, and no client of Redis was found to count in: add one (Upstash has it without a server of your own), export it from a file, and plan again.',
		);
	const file = placeIn(facts, code, folderOf(server.path), ['rate-limit', 'limits'], ['rateLimit']);
	if (file === undefined)
		return nothing(`Beside ${server.path} there are files called rate-limit already: put it in front of what can be tried.`);
	return {
		data: {
			...writtenBeside(server),
			framework: server.framework,
			file,
			shared: counting.shared,
		},
		after: [
			...(counting.shared
				? []
				: [
						'It counts in the memory of one process: with several copies of the server each counts for itself. Add Redis, and plan this again.',
					]),
			...(server.framework === 'express'
				? [
						'Behind a proxy with a public address (Cloudflare, a load balancer elsewhere), add its addresses to trust proxy: else all visitors count as one.',
					]
				: ['Behind a proxy with a public address (Cloudflare), all its visitors count as one: read its own header in callerOf.']),
		],
		owes:
			elsewhere.length > 0
				? [
						{
							check,
							owes: `${elsewhere
								.map(({route}) => route)
								.slice(0, 4)
								.join(', ')} are answered elsewhere: count their tries too`,
						},
					]
				: [],
		scripts: {},
		edits: [editFor(facts, sources, server, inServer, counting, file)],
	};
}

const nothing = (owes: string): View => ({
	data: {kind: 'none', file: '', ending: ''},
	after: [owes],
	owes: [{check, owes}],
	scripts: {},
});

/** How often an address may be tried: what checks a secret, sends something, or asks a model. */
function limitOf({kind, method, route, framework, guards, costs, publicByName}: EntryPoint): readonly Limited[] {
	if (kind === 'webhook' || method === 'OPTIONS' || method === 'HEAD' || !plainRoute.test(route)) return [];
	if (guards.some(one => one.kind === 'key' || one.kind === 'signature' || one.kind === 'role')) return [];
	const does = new Set(costs.map(one => one.does));
	if (does.has('asks a model')) return [{route, framework, times: 20, seconds: 60}];
	if (guards.some(one => one.kind === 'signed-in')) return [];
	if (does.has('mails') || does.has('texts')) return [{route, framework, times: 5, seconds: 3600}];
	return method !== 'GET' && (signInRoute.test(route) || (publicByName && /password|code|token/iu.test(route)))
		? [{route, framework, times: 10, seconds: 900}]
		: [];
}

function editFor(
	facts: PlainFacts,
	sources: readonly Source[],
	server: Server,
	routes: readonly Limited[],
	counting: Counting,
	file: string,
): Edit {
	const {path, name, made} = server;
	const lines = limitedLines(server, routes, counting);
	return {
		kind: 'code',
		path,
		does: `counts how often ${routes.length === 1 ? 'one address is' : `${routes.length} addresses are`} tried`,
		byHand: `In ${path}, import rateLimit from ${file}, and put right below the line that makes ${name}: ${lines.join(' ')}`,
		imports: namedFor(facts, sources, server, [...counting.imports, {name: 'rateLimit', from: {file}}]),
		inserts: [{at: {where: 'after', call: made.to}, lines}],
	};
}
