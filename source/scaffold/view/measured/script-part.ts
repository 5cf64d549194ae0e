import {lastOf} from '../../../facts/code/code.ts';
import type {PlainFacts} from '../../../facts/facts.ts';
import {folderOf} from '../../../facts/modules/paths.ts';
import type {CodeNow} from '../../view.ts';
import {installNpm} from '../tracking/installing.ts';
import {writtenBeside} from '../web/beside.ts';
import {namedFor} from '../web/naming.ts';
import {placeIn} from '../web/place.ts';
import type {Server} from '../web/servers.ts';
import type {Source} from '../web/sources.ts';
import {type Measured, notMeasured} from './part.ts';

const names = ['metrics', 'request-metrics'];

const lines = ({framework, name}: Server): readonly string[] => {
	switch (framework) {
		case 'fastify':
			return [`measureRequests(${name});`];
		case 'hono':
			return [`${name}.use('*', measureRequests);`, `${name}.get('/metrics', showMetrics);`];
		case 'nest':
			return [`${name}.use('/metrics', showMetrics);`, `${name}.use(measureRequests);`];
		case 'express':
			return [`${name}.get('/metrics', showMetrics);`, `${name}.use(measureRequests);`];
		case 'fastapi':
		case 'flask':
			return [];
	}
};

/** Why it would not count right beside this server; undefined when it fits. */
function misfit({framework, path, code}: Server, facts: PlainFacts): string | undefined {
	if (framework === 'nest' && code.imports.some(({from}) => from === '@nestjs/platform-fastify'))
		return `${path} runs Nest on Fastify: register fastify-metrics there, and plan again for the dashboard.`;
	const isNode =
		framework !== 'hono' ||
		code.calls.some(({to}) => lastOf(to) === 'serve') ||
		facts.packages.some(({dependencies}) => dependencies.some(({name}) => name === '@hono/node-server'));
	return isNode
		? undefined
		: `${path} does not run on Node, and nothing that lives long enough could be asked for numbers: use those of its platform.`;
}

/** How a server of Express, Fastify, Hono or Nest counts: in front of everything else that it does with a request. */
export function scriptPart(facts: PlainFacts, code: CodeNow, sources: readonly Source[], server: Server): Measured {
	const {path, name, made, framework} = server;
	const owner = facts.packages.find(one => one.path === server.package);
	const wrong = misfit(server, facts);
	if (wrong !== undefined || owner === undefined) return notMeasured(wrong ?? `No package.json was found for ${path}.`);
	const file = placeIn(facts, code, folderOf(path), names, ['measureRequests']);
	if (file === undefined)
		return notMeasured(`Beside ${path} there are files called metrics already: count requests in one of them, and plan again.`);
	const installing = installNpm(owner, 'prom-client', '^15.1.3', facts);
	const {ending, kind, commonjs} = writtenBeside(server);
	const mount = lines(server);
	const brought = framework === 'fastify' ? ['measureRequests'] : ['measureRequests', 'showMetrics'];
	return {
		made: `${file}.${ending}`,
		data: {script: `${file}.${ending}`, framework, kind: 'js', typed: kind === 'ts', commonjs},
		edits: [
			...installing.edits,
			{
				kind: 'code',
				path,
				does: 'counts every request before anything else looks at it, and shows the numbers at /metrics',
				byHand: `In ${path}, import ${brought.join(' and ')} from ${file}, and put right below the line that makes ${name}: ${mount.join(' ')}`,
				imports: namedFor(
					facts,
					sources,
					server,
					brought.map(one => ({name: one, from: {file}})),
				),
				inserts: [{at: {where: 'after', call: made.to}, lines: mount}],
			},
		],
		after: [
			`Before you start it again, run: ${installing.command}. The new file needs the package, and the lockfile belongs into the same change.`,
		],
	};
}
