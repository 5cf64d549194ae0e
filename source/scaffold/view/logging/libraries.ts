import type {PlainFacts} from '../../../facts/facts.ts';
import type {Edit} from '../../wiring/edit.ts';
import {namedFor} from '../web/naming.ts';
import type {Source} from '../web/sources.ts';

/** The libraries of Node that write records, as far as they are written through here. */
export type LogLibrary = 'pino' | 'winston' | '';

const others = /^(?:pino|winston|bunyan|log4js|consola|loglevel|tslog|signale|loguru|structlog)$/u;
const pinoMade = /\bpino\((?:\{\s*|(?=\)))/u;

/** The library that a package names among its dependencies. */
export function libraryIn(facts: PlainFacts, folder: string): LogLibrary {
	const names = new Set(facts.packages.filter(({path}) => path === folder).flatMap(({dependencies}) => dependencies.map(({name}) => name)));
	return names.has('pino') ? 'pino' : names.has('winston') ? 'winston' : '';
}

/** What is done about the loggers that a project has already. */
type OwnLoggers = {readonly edits: readonly Edit[]; readonly unfollowed: readonly string[]};

/** Loggers that the project makes itself: one of pino's is told to add the id of the request to each line; of any other a person is told. `file` is what is generated. */
export function ownLoggers(facts: PlainFacts, sources: readonly Source[], near: Source, file: string): OwnLoggers {
	const made = sources
		.filter(one => one.package === near.package && one.path.endsWith('.py') === near.path.endsWith('.py'))
		.filter(({path}) => path.replace(/\.[^./]+$/u, '') !== file)
		.flatMap(source => source.code.imports.filter(({from, typeOnly}) => !typeOnly && others.test(from)).map(one => ({source, one})));
	const parts = made.map(({source, one}): OwnLoggers => {
		const call = source.code.calls.find(({to}) => one.from === 'pino' && to === one.local);
		const isLeft = `${source.path}:${call?.line ?? one.line}: let this logger add the id of the request to each line.`;
		if (call === undefined || one.local !== 'pino' || source.code.calls.filter(({to}) => to === 'pino').length > 1)
			return {edits: [], unfollowed: [isLeft]};
		return {
			edits: [
				{
					kind: 'swap',
					path: source.path,
					does: 'adds the id of the request to each line of the logger that is there',
					byHand: `In ${source.path}:${call.line}, give pino the option mixin: requestFields, which comes from ${file}.`,
					swaps: [
						{
							line: call.line,
							pattern: pinoMade,
							to: call.args.length === 0 ? 'pino({mixin: requestFields}' : 'pino({mixin: requestFields, ',
						},
					],
					imports: namedFor(facts, sources, source, [{name: 'requestFields', from: {file}}]),
				},
			],
			unfollowed: [],
		};
	});
	return {edits: parts.flatMap(({edits}) => edits), unfollowed: [...new Set(parts.flatMap(({unfollowed}) => unfollowed))]};
}
