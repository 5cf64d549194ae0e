import {holds, type PlainFacts} from '../../../facts/facts.ts';
import {folderOf} from '../../../facts/modules/paths.ts';
import type {CodeNow} from '../../view.ts';
import {writtenBeside} from '../web/beside.ts';
import {namedFor} from '../web/naming.ts';
import {placeIn} from '../web/place.ts';
import type {Server} from '../web/servers.ts';
import type {Source} from '../web/sources.ts';
import {libraryIn, ownLoggers} from './libraries.ts';
import {type LogPart, noLogPart} from './part.ts';

/** Names of the file, the first that is free: under them it is known to be a logger. */
export const logFiles = ['log', 'request-log', 'logging'] as const;

const lines = ({framework, name}: Server): readonly string[] => {
	switch (framework) {
		case 'express':
			return [`${name}.use(requestLog);`];
		case 'nest':
			return [`${name}.useLogger(nestLog);`, `${name}.use(requestLog);`];
		case 'hono':
			return [`${name}.use('*', requestLog);`];
		case 'fastify':
			return [`requestLog(${name});`];
		case 'fastapi':
		case 'flask':
			return [];
	}
};

/** Why the file would not run, or would write twice, beside this server; undefined when it fits. */
function misfit({framework, path, code, made}: Server, facts: PlainFacts): string | undefined {
	if (framework === 'nest' && code.imports.some(({from}) => from === '@nestjs/platform-fastify'))
		return `${path} runs Nest on Fastify: give its adapter a logger and genReqId, which names each request.`;
	if (
		framework === 'fastify' &&
		made.args.some(arg => arg.is !== 'object' || arg.entries.some(({key}) => /^logger(?:Instance)?$/u.test(key)))
	)
		return `${path}:${made.line}: Fastify's own logger is on. Give it genReqId, a function that gives a new id (randomUUID of node:crypto), so that ids stay apart when it is started again.`;
	if (framework === 'hono' && holds(facts, 'runtime.edge', 'deploy.cloudflare'))
		return `${path} runs at the edge, where the platform keeps the log: take cf-ray or x-request-id as the id of a request, and write JSON.stringify of each record.`;
	return undefined;
}

/** The log of a server of Express, Fastify, Hono or Nest: in front of everything else that it does with a request. */
export function scriptPart(facts: PlainFacts, code: CodeNow, sources: readonly Source[], server: Server): LogPart {
	const {path, name, made, framework} = server;
	const wrong = misfit(server, facts);
	if (wrong !== undefined) return noLogPart(wrong);
	const file = placeIn(facts, code, folderOf(path), logFiles, ['log', 'recordConsole', 'requestLog']);
	if (file === undefined)
		return noLogPart(`Beside ${path} there are files called log, request-log and logging already: give each request an id there.`);
	const {ending, kind, commonjs} = writtenBeside(server);
	const own = ownLoggers(facts, sources, server, file);
	const mount = ['recordConsole();', ...lines(server)];
	const names = ['recordConsole', 'requestLog', ...(framework === 'nest' ? ['nestLog'] : [])];
	return {
		data: {
			script: `${file}.${ending}`,
			framework,
			typed: kind === 'ts',
			commonjs,
			library: libraryIn(facts, server.package),
			mixin: own.edits.length > 0,
		},
		edits: [
			{
				kind: 'code',
				path,
				does: 'gives each request an id and makes records of its lines, before anything else looks at it',
				byHand: `In ${path}, import ${names.join(', ')} from ${file}, and put right below the line that makes ${name}: ${mount.join(' ')}`,
				imports: namedFor(
					facts,
					sources,
					server,
					names.map(one => ({name: one, from: {file}})),
				),
				inserts: [{at: {where: 'after', call: made.to}, lines: mount}],
			},
			...own.edits,
		],
		after: [`What goes to other services and into jobs is followed once the id goes with it: requestId() of ${file}.${ending} gives it.`],
		unfollowed: own.unfollowed,
		unrecorded: [],
	};
}
