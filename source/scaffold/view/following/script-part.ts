import {lastOf, textOf} from '../../../facts/code/code.ts';
import {holds, type PlainFacts} from '../../../facts/facts.ts';
import {folderOf} from '../../../facts/modules/paths.ts';
import type {CodeNow} from '../../view.ts';
import type {Edit} from '../../wiring/edit.ts';
import {startFileOf} from '../tracking/start-file.ts';
import {writtenBeside} from '../web/beside.ts';
import {namedFor} from '../web/naming.ts';
import {placeIn} from '../web/place.ts';
import type {Server} from '../web/servers.ts';
import type {Source} from '../web/sources.ts';
import {installScript, printed, scriptInstruments, watchedIn} from './instruments.ts';
import {type Followed, listed, notFollowed} from './part.ts';

/** Names of the file, the first that is free, and what it offers. */
export const tracingFiles = ['tracing', 'request-tracing'] as const;

const stopsInOrder = /stopInOrder\((?<server>[\w.()]+)(?:, \{(?<options>.*)\})?\);/u;

/** What stops the process in order sends last what was not sent yet. */
function flushed(facts: PlainFacts, sources: readonly Source[], near: Server, file: string): readonly Edit[] {
	const found = sources.flatMap(source => {
		const call = source.package === near.package ? source.code.calls.find(({to}) => to === 'stopInOrder') : undefined;
		return call === undefined ? [] : [{source, call}];
	});
	return found.slice(0, 1).map(({source, call}) => ({
		kind: 'swap',
		path: source.path,
		does: 'sends what was not sent yet when the process stops',
		byHand: `In ${source.path}:${call.line}, put stopTracing of ${file} last into close of stopInOrder.`,
		swaps: [
			{line: call.line, pattern: stopsInOrder, to: ({server = '', options = ''}) => `stopInOrder(${server}, {${closing(options)}});`},
		],
		imports: namedFor(facts, sources, source, [{name: 'stopTracing', from: {file}}]),
	}));
}

/** The options of what stops in order, with what sends the rest as the last thing to close. */
function closing(options: string): string {
	if (/\bstopTracing\b/u.test(options)) return options;
	if (options.includes('close: [')) return options.replace(/\]$/u, ', stopTracing]');
	return `${options === '' ? '' : `${options}, `}close: [stopTracing]`;
}

/** Handlers of one's own end the process before the rest is sent. */
const ownHandlers = (sources: readonly Source[], near: Server, file: string): readonly string[] =>
	sources
		.filter(one => one.package === near.package && !one.path.startsWith(`${file}.`))
		.filter(({code}) => !code.functions.some(({name}) => name === 'stopInOrder'))
		.flatMap(({path, code}) => {
			const call = code.calls.find(({to, args}) => /^process\.(?:on|once)$/u.test(to) && /^SIG(?:TERM|INT)$/u.test(textOf(args[0]) ?? ''));
			return call === undefined
				? []
				: [
						`${path}:${call.line} hears that the process is to stop: call await stopTracing() of ${file} there before it ends, or what was last is lost.`,
					];
		})
		.slice(0, 1);

/** Why requests of this server cannot be followed by this; undefined when they can. */
function misfit({framework, path, code}: Server, facts: PlainFacts): string | undefined {
	if (framework !== 'hono') return undefined;
	const serves = code.calls.some(({to}) => lastOf(to) === 'serve');
	return serves || facts.packages.some(({dependencies}) => dependencies.some(({name}) => name === '@hono/node-server'))
		? undefined
		: `${path} does not run on Node: follow its requests with what its platform offers (for Workers the package @microlabs/otel-cf-workers).`;
}

/** How requests of a server of Express, Fastify, Hono or Nest are followed: before anything else is loaded. */
export function scriptPart(facts: PlainFacts, code: CodeNow, sources: readonly Source[], server: Server): Followed {
	const {path, name, made, framework} = server;
	const owner = facts.packages.find(one => one.path === server.package);
	const wrong = misfit(server, facts);
	if (wrong !== undefined || owner === undefined) return notFollowed(wrong ?? `No package.json was found for ${path}.`);
	const start = startFileOf(server, sources);
	const file = placeIn(facts, code, folderOf(start.path), tracingFiles, ['stopTracing']);
	if (file === undefined)
		return notFollowed(
			`Beside ${start.path} there are files called tracing already: start OpenTelemetry in one of them, and load it first.`,
		);
	const instruments = scriptInstruments(owner, framework);
	const installing = installScript(owner, instruments, facts);
	const {ending, kind, commonjs} = writtenBeside(start);
	const loads: Edit = {
		kind: 'code',
		path: start.path,
		does: 'starts it before anything else is loaded',
		byHand: `Load ${file} as the very first line of ${start.path}, above every other import.`,
		imports: namedFor(facts, sources, start, [{from: {file}}]),
		inserts: [],
	};
	const names: Edit = {
		kind: 'code',
		path,
		does: 'names what is followed by its route',
		byHand: `In ${path}, import nameRoute from ${file}, and put right below the line that makes ${name}: ${name}.use('*', nameRoute);`,
		imports: namedFor(facts, sources, server, [{name: 'nameRoute', from: {file}}]),
		inserts: [{at: {where: 'after', call: made.to}, lines: [`${name}.use('*', nameRoute);`]}],
	};
	return {
		data: {
			script: `${file}.${ending}`,
			framework,
			typed: kind === 'ts',
			commonjs,
			names: framework === 'hono' || framework === 'fastify',
			preload: !commonjs && framework !== 'nest',
			preloads: listed('name', ['node:http', 'node:https', ...watchedIn(owner)]),
			instruments: instruments.map(printed),
			service: owner.name ?? '',
		},
		edits: [...installing.edits, loads, ...(framework === 'hono' ? [names] : []), ...flushed(facts, sources, server, file)],
		after: [
			`Before you start it again, run: ${installing.command}. The new file needs the packages, and the lockfile belongs into the same change.`,
			...ownHandlers(sources, server, file),
			...(holds(facts, 'orm.prisma')
				? [
						'Calls to the database through Prisma are not named by this: add @prisma/instrumentation in the version of your Prisma to instrumentations.',
					]
				: []),
		],
	};
}
