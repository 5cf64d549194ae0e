import {holds, type PlainFacts} from '../../../facts/facts.ts';
import type {CodeNow} from '../../view.ts';
import {writtenBeside} from './beside.ts';
import {type Health, noHealth} from './health.ts';
import {namedFor} from './naming.ts';
import {placeIn} from './place.ts';
import {nestQuestion, scriptQuestion} from './questions.ts';
import type {Server} from './servers.ts';
import type {Source} from './sources.ts';

/** What the parts of this template are made from. */
export type HealthGround = {
	readonly facts: PlainFacts;
	readonly code: CodeNow;
	readonly sources: readonly Source[];
	readonly server: Server;
	readonly folder: string;
};

/** What is said where a database is used and no client was found that a health address could ask. */
export const noClient = (path: string): string =>
	`A database is used, and no client of it was found that ${path} could ask. Keep one client for all, export it from a file of its own, and plan again.`;

/** The addresses for a server of Express, Fastify, Hono or Nest: in front of everything else that it does with a request. */
export function scriptHealth({facts, code, sources, server, folder}: HealthGround): Health {
	const {path, name, made, framework} = server;
	const question = framework === 'nest' ? nestQuestion(facts, sources, server) : scriptQuestion(facts, sources, server);
	if (question === undefined && holds(facts, 'db.any')) return noHealth(noClient(path));
	const file = placeIn(facts, code, folder, ['health', 'health-routes', 'shipworthy-health'], ['live', 'ready', 'stopBeingReady']);
	if (file === undefined) return noHealth(`Beside ${path} there are files called health already: add /livez and /readyz there.`);
	const routes = framework === 'nest' ? `${name}.getHttpAdapter().get` : `${name}.get`;
	const lines = [`${routes}('/livez', live);`, `${routes}('/readyz', ${question === undefined ? 'ready' : `ready(${question.ask})`});`];
	return {
		data: {
			...writtenBeside(server),
			framework,
			file,
			asks: question !== undefined,
		},
		after: hooked(server),
		edits: [
			{
				kind: 'code',
				path,
				does: 'answers /livez and /readyz before anything else looks at the request',
				byHand: `In ${path}, import live and ready from ${file}, and put right below the line that makes ${name}: ${lines.join(' ')}`,
				imports: namedFor(facts, sources, server, [
					...(question?.imports ?? []),
					{name: 'live', from: {file}},
					{name: 'ready', from: {file}},
				]),
				inserts: [{at: {where: 'after', call: made.to}, lines}],
			},
		],
	};
}

/** Hooks of Fastify run for every address of the server, wherever they stand. */
const hooked = ({framework, code, name, path}: Server): readonly string[] =>
	framework === 'fastify'
		? code.calls
				.filter(({to}) => to === `${name}.addHook`)
				.slice(0, 1)
				.map(({line}) => `The hook in ${path}:${line} runs for /livez and /readyz too: if it asks who is there, let these two through.`)
		: [];
