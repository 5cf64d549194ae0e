import type {PlainFacts} from '../../../facts/facts.ts';
import {folderOf} from '../../../facts/modules/paths.ts';
import type {CodeNow} from '../../view.ts';
import type {Insertion} from '../../wiring/edit.ts';
import {namedFor} from '../web/naming.ts';
import {placeIn} from '../web/place.ts';
import type {Server} from '../web/servers.ts';
import type {Source} from '../web/sources.ts';
import {ownLoggers} from './libraries.ts';
import {type LogPart, noLogPart} from './part.ts';
import {printed} from './printed.ts';

/** Names of the file, the first that is free, and what it offers. */
export const pythonFiles = ['request_logging', 'json_records'] as const;
export const offered = ['JsonFormatter', 'RequestLog', 'answered'] as const;

/** In FastAPI, what is added last stands in front: behind the last that is added where the application is made. */
function spotOf({framework, name, made, code}: Server): Insertion['at'] {
	const adds = code.calls.filter(({to}) => to === `${name}.add_middleware`);
	return framework === 'fastapi' && adds.length > 0 && adds.every(one => one.in === made.in && one.when.length === 0)
		? {where: 'after', call: `${name}.add_middleware`, which: 'last'}
		: {where: 'after', call: made.to};
}

/** The log of an application of FastAPI or Flask. */
export function pythonPart(facts: PlainFacts, code: CodeNow, sources: readonly Source[], server: Server): LogPart {
	const {path, name, framework} = server;
	const file = placeIn(facts, code, folderOf(path), pythonFiles, offered);
	if (file === undefined)
		return noLogPart(`Beside ${path} there are files called request_logging and json_records already: give each request an id there.`);
	const own = ownLoggers(facts, sources, server, file);
	const lines = [
		'configure_logging()',
		framework === 'flask' ? `${name}.wsgi_app = RequestLog(${name}.wsgi_app)` : `${name}.add_middleware(RequestLog)`,
	];
	return {
		data: {python: `${file}.py`, framework},
		edits: [
			{
				kind: 'code',
				path,
				does: 'gives each request an id and makes records of what is logged',
				byHand: `In ${path}, import configure_logging and RequestLog from ${file}.py, and below what makes ${name}: ${lines.join('; ')}`,
				imports: namedFor(facts, sources, server, [
					{name: 'configure_logging', from: {file}},
					{name: 'RequestLog', from: {file}},
				]),
				inserts: [{at: spotOf(server), lines}],
			},
		],
		after: [`What goes to other services and into jobs is followed once the id goes with it: request_id.get() of ${file}.py gives it.`],
		unfollowed: own.unfollowed,
		unrecorded: printed(sources, server.package),
	};
}
