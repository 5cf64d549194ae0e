import type {PlainFacts} from '../../facts/facts.ts';
import {folderOf} from '../../facts/modules/paths.ts';
import type {CodeNow, Given, View} from '../view.ts';
import {pythonStop} from './web/python-stop.ts';
import {scriptStop} from './web/script-stop.ts';
import {serversOf} from './web/servers.ts';
import {sourcesOf} from './web/sources.ts';
import {noStop, type Stop} from './web/stop.ts';

const check = 'ops-no-graceful-shutdown';
const unknownServer =
	'No server was found that shipworthy can teach to stop (Express, Fastify, Hono on Node, Nest). On SIGTERM: take nobody new, let requests finish, close the database, end.';

/** What hears that the process is to stop, wired into the one server that was found. */
export function gracefulShutdownView(facts: PlainFacts, _given: Given, code: CodeNow): View {
	const {data, after, edits = [], owes} = madeFor(facts, code);
	return {
		data: {file: '', ending: '', ...data},
		after,
		owes: owes === undefined ? [] : [{check, owes}],
		scripts: {},
		edits,
	};
}

function madeFor(facts: PlainFacts, code: CodeNow): Stop {
	const sources = sourcesOf(facts, code);
	const servers = serversOf(sources, facts.reached);
	const [server] = servers;
	if (servers.length > 1)
		return noStop(
			`Several servers were found (${servers
				.slice(0, 4)
				.map(({path}) => path)
				.join(', ')}): open the folder of one of them by itself and plan again.`,
		);
	if (server === undefined) return pythonStop(facts) ?? noStop(unknownServer);
	switch (server.framework) {
		case 'fastapi':
		case 'flask':
			return pythonStop(facts) ?? noStop(unknownServer);
		case 'express':
		case 'fastify':
		case 'hono':
		case 'nest':
			return scriptStop({facts, code, sources, server, folder: folderOf(server.path)});
	}
}
