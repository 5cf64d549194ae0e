import {holds} from '../../../facts/facts.ts';
import {folderOf} from '../../../facts/modules/paths.ts';
import type {Edit, WantedImport} from '../../wiring/edit.ts';
import {writtenBeside} from './beside.ts';
import {closers} from './closing.ts';
import {broughtFrom} from './databases.ts';
import {type Listening, listeningOf} from './listening.ts';
import {namedFor} from './naming.ts';
import {patienceOf} from './patience.ts';
import {placeIn} from './place.ts';
import type {HealthGround} from './script-health.ts';
import type {Server} from './servers.ts';
import type {Source} from './sources.ts';
import {noStop, type Stop} from './stop.ts';

/** Where the lines go, and what is stopped there. */
type Spot = {readonly into: Source; readonly call: string; readonly server: string; readonly keep: boolean};

const notFound = (path: string): string =>
	`${path} makes the server, and no single line that lets it listen was found. Keep what listen() gives as server, and on SIGTERM call server.close(), close the database, and end.`;

function spotOf(sources: readonly Source[], server: Server): Spot | undefined {
	const {name, made, framework} = server;
	if (framework === 'fastify') return {into: server, call: made.to, server: name, keep: false};
	if (framework === 'nest') return {into: server, call: made.to, server: `${name}.getHttpServer()`, keep: false};
	const found: readonly Listening[] = listeningOf(sources, server);
	const [only] = found;
	return found.length === 1 && only !== undefined ? {into: only, call: only.call.to, server: only.server, keep: only.keep} : undefined;
}

/** What makes the health address say no, where there is one that can. */
function notReadyFor(
	sources: readonly Source[],
	into: Source,
): {readonly name: string; readonly imports: readonly WantedImport[]} | undefined {
	const health = sources.find(({code, package: at}) => at === into.package && code.exports.some(({name}) => name === 'stopBeingReady'));
	return health && broughtFrom(health, 'stopBeingReady', into, 'sayNotReady');
}

/** The handler of signals for a server of Express, Fastify, Hono or Nest. */
export function scriptStop({facts, code, sources, server}: HealthGround): Stop {
	const {framework, name} = server;
	const spot = spotOf(sources, server);
	if (spot === undefined) return noStop(notFound(server.path));
	const {into} = spot;
	const file = placeIn(facts, code, folderOf(into.path), ['shutdown', 'stop-in-order'], ['stopInOrder']);
	if (file === undefined) return noStop(`Beside ${into.path} there are files called shutdown already: close the server there.`);
	const own = sources.filter(({path}) => path !== `${file}.ts`);
	const {closing, imports} = closers(own, into);
	const ready = notReadyFor(own, into);
	const last = framework === 'nest' ? [`() => ${name}.close()`, ...closing] : closing;
	const options = [
		...(ready === undefined ? [] : [`notReady: ${ready.name}`]),
		...(last.length > 0 ? [`close: [${last.join(', ')}]`] : []),
	];
	const line = `stopInOrder(${spot.server}${options.length > 0 ? `, {${options.join(', ')}}` : ''});`;
	const edit: Edit = {
		kind: 'code',
		path: into.path,
		does: 'hears that it is to stop, and stops in order',
		byHand: `In ${into.path}, import stopInOrder from ${file}${spot.keep ? `, keep what ${spot.call}() gives as ${spot.server}` : ''}, and add below it: ${line}`,
		imports: namedFor(facts, sources, into, [...imports, ...(ready?.imports ?? []), {name: 'stopInOrder', from: {file}}]),
		inserts: [{at: {where: 'after', call: spot.call}, lines: [line]}],
		...(spot.keep ? {keeps: [{call: spot.call, as: spot.server}]} : {}),
	};
	const {notice, deadline, kills, after} = patienceOf(facts);
	return {
		data: {
			...writtenBeside(into),
			framework,
			file,
			notice,
			deadline,
			kills,
		},
		after: [
			...after,
			...(ready === undefined ? ['Nothing says "not ready" while it stops: prepare the health addresses, and plan this once more.'] : []),
			...(holds(facts, 'surface.ws')
				? ['Connections that stay open (WebSocket) are not ended by this: close their server in close: [...].']
				: []),
			'Try it: send a slow request, stop the process while it runs (kill -TERM), and see that it is still answered.',
		],
		edits: [edit],
	};
}
