import {type Call, lastOf, textOf} from '../../facts/code/code.ts';
import {mayName} from '../../facts/code/lazy.ts';
import {type Facts, holds} from '../../facts/facts.ts';
import {importsFrom} from '../../facts/files.ts';
import {logCallsOf} from '../../facts/logs/log-calls.ts';
import {isMountedLate} from '../../facts/logs/mounted-late.ts';
import {namedInCode, wanted} from '../../facts/logs/named.ts';
import {outboundOf} from '../../facts/outbound/outbound-of.ts';
import {packageOf} from '../../facts/packages.ts';
import {distinct} from '../../facts/places.ts';
import {unreadLanguage} from '../../facts/unread.ts';
import type {Place} from '../../safe-text.ts';
import {gap, notApplicable, type Probe, pass, unknown} from '../probe.ts';
import {listed} from '../when.ts';

const carrying: ReadonlySet<string> = new Set([
	'pino-http',
	'nestjs-pino',
	'nestjs-cls',
	'cls-hooked',
	'express-request-id',
	'express-http-context',
	'express-requestid',
	'correlation-id',
	'cls-rtracer',
	'koa-requestid',
	'@fastify/request-context',
	'asgi-correlation-id',
	'asgi_correlation_id',
	'django-guid',
	'django-structlog',
	'django_structlog',
	'django_guid',
	'log-request-id',
	'log_request_id',
	'request_id',
	'flask-log-request-id',
	'starlette-context',
	'starlette_context',
	'@vercel/otel',
	'@opentelemetry/sdk-node',
	'@opentelemetry/api',
	'opentelemetry',
	'dd-trace',
	'ddtrace',
	'newrelic',
	'elastic-apm-node',
	'logfire',
	'evlog',
]);
const said = wanted(
	'genReqId requestIdHeader correlationId correlation_id',
	/^(?:django_structlog\.middlewares\.\w+|x-request-id|x-correlation-id|x-vercel-id|x-amzn-trace-id|cf-ray|traceparent|request-id)$/iu,
	// What other sites may send or read puts no id anywhere.
	/^(?:cors_?)?(?:access-control-)?(?:allow|expose)(?:ed|d)?[_-]?headers$/iu,
);
/** Frameworks that write the id into each line by themselves, once they are told where it comes from. */
const logsItself = /genReqId|requestIdHeader|django_structlog/u;
const ownId = /^(?:req|request|ctx|c|context)\.id$/u;
/** A tracker that follows requests keeps its id to itself: lines of a log are told nothing of it. */
const followed = wanted('tracesSampleRate traces_sample_rate tracesSampler traces_sampler');
/** What gives each of the following lines something to carry. */
const binding: ReadonlySet<string> = new Set(['child', 'bind', 'bind_contextvars', 'contextualize']);
/** The name of an id that a line of a log carries. */
const carried = /^(?:request_?id|req_?id|correlation_?id|trace_?id)$/iu;
const ofRequest = /^(?:g|flask\.g|req|request|request\.state|res\.locals|record|log_record|ctx|c|context|ctx\.state|event)\./u;
const fewestLines = 3;

/** `log.child({requestId})`, `bind_contextvars(request_id=…)` */
const bindsId = ({to, args, named}: Call): boolean =>
	binding.has(lastOf(to)) &&
	(named.some(({key}) => carried.test(key)) ||
		args.some(arg => arg.is === 'object' && arg.entries.some(({key}) => key !== undefined && carried.test(key))));

/** `storage.run({requestId}, …)`, `ContextVar('request_id')`: it is kept for all that runs for the request. */
const keepsId = ({to, args: [first]}: Call): boolean =>
	/(?:^|\.)(?:run|enterWith)$/u.test(to)
		? first?.is === 'object' && first.entries.some(({key}) => carried.test(key))
		: /(?:^|\.)ContextVar$/u.test(to) && carried.test(textOf(first) ?? '');

/** A part that serves requests and logs, and in which nothing gives them an id; undefined where the id is given by code that parts share. */
function serverWithout(
	found: readonly Place[],
	logs: readonly Place[],
	{entryPoints, packages}: Facts,
): {readonly name: string; readonly lines: readonly Place[]} | undefined {
	const serving = [...new Set(entryPoints.points.filter(({kind}) => served.has(kind)).map(point => point.package))];
	const having = new Set(found.map(({path}) => packageOf(path, packages)));
	if (serving.length < 2 || [...having].some(at => !serving.includes(at))) return undefined;
	return serving
		.filter(at => !having.has(at))
		.map(name => ({name, lines: logs.filter(({path}) => packageOf(path, packages) === name)}))
		.find(({lines}) => lines.length >= fewestLines);
}

const sending =
	/(?:^|\.)(?:delay|apply_async|send_task|enqueue|sendToQueue|sendMessage(?:Batch)?)$|(?:queue|jobs?|tasks?)\w*(?:\(\))?\.(?:add|addBulk|send|trigger|publish)$/iu;

/** Something that answers people puts work into a queue. */
const handsOn = ({entryPoints, program}: Facts): boolean =>
	entryPoints.points.some(
		point =>
			served.has(point.kind) &&
			program.runBy(point).some(one => {
				const scope = program.scopes.at(one.path);
				return scope?.bodyOf(one.function).some(at => scope.callsIn(at).some(({to}) => sending.test(to))) ?? false;
			}),
	);

const served: ReadonlySet<string> = new Set(['http', 'rpc', 'action', 'function', 'webhook']);

const probe: Probe = facts => {
	const logs = logCallsOf(facts);
	const lines = logs.filter(({logged}) =>
		logged.some(
			({key = '', value}) =>
				carried.test(key) ||
				(value.is === 'name' && carried.test(lastOf(value.name)) && (!value.name.includes('.') || ofRequest.test(value.name))),
		),
	);
	const kept = facts.files.flatMap(({path, role, side, code}) =>
		role !== 'app' ||
		side === 'client' ||
		code === undefined ||
		!mayName(code, [
			'.request_id',
			'.requestId',
			'.reqId',
			'"requestId',
			'"request_id',
			'.child',
			'.bind',
			'"bind',
			'.run',
			'.enterWith',
			'ContextVar',
		])
			? []
			: [
					...code.calls.filter(call => call.to === 'requestId' || call.to === 'request_id' || bindsId(call) || keepsId(call)),
					...code.assignments.filter(({to}) => ofRequest.test(to) && carried.test(lastOf(to).replace(/\[\]$/u, ''))),
				].map(({line, text}) => ({path, line, text})),
	);
	const libraries = importsFrom(facts, carrying).filter(({file}) => file.side !== 'client');
	const named = namedInCode(facts, said);
	const wide = [...libraries, ...named, ...kept];
	const found = [...wide, ...lines];
	const late = found.find(place => isMountedLate(place, facts));
	if (late !== undefined)
		return unknown('requests are given an id by something that is mounted after several routes, which it does not reach', [late], {
			asks: 'Which routes come before it, and can their requests be followed?',
		});
	if (wide.length === 0 && lines.length > 0 && lines.length * 2 < logs.length)
		return unknown(`only ${lines.length} of ${logs.length} lines of the log carry an id of the request`, distinct(lines), {
			asks: 'Can the other lines that belong to the same request be found?',
		});
	const bare = found.length === 0 ? undefined : serverWithout(found, logs, facts);
	if (bare !== undefined)
		return unknown(
			`requests carry an id in one part, and none was seen in another that serves them (${bare.name})`,
			distinct([...bare.lines, ...found]),
		);
	const isLogged =
		found.some(({text}) => logsItself.test(text)) ||
		logs.some(
			log =>
				named.some(({path, line}) => path === log.path && line === log.line) ||
				log.logged.some(({value}) => value.is === 'name' && ownId.test(value.name)),
		);
	if (libraries.length + kept.length + lines.length === 0 && found.length > 0 && !isLogged)
		return unknown('the header of an id of the request is named, and no line of the log was seen to carry it', distinct(found), {
			asks: 'When somebody reports an error, can the lines of the log that belong to their request be found?',
		});
	if (found.length > 0) return pass('requests carry an id that can be followed', distinct(found.slice(0, 4)));
	const tracker = namedInCode(facts, followed);
	if (tracker.length > 0 && logs.length < fewestLines)
		return pass('the error tracker follows each request, and hardly anything else is logged', distinct(tracker));
	if (tracker.length > 0)
		return unknown('the error tracker follows requests, and no id of a request was seen in the lines of the log', distinct(tracker), {
			asks: 'When somebody reports an error, can the lines of the log that belong to their request be found?',
		});
	const language = unreadLanguage(facts);
	if (language !== undefined) return unknown(`code in ${language} is not read yet`);
	const points = facts.entryPoints.points;
	const outbound = outboundOf(facts).filter(({isOwn, is}) => !isOwn && is === 'call');
	const hops = [
		...(points.some(({kind}) => kind === 'http' || kind === 'rpc' || kind === 'action' || kind === 'function') ? ['an API'] : []),
		...(points.some(({kind}) => kind === 'queue' || kind === 'cron') ? ['jobs'] : []),
		...(points.some(({kind}) => kind === 'webhook') ? ['webhooks'] : []),
		...(outbound.length > 0 ? ['calls to other services'] : []),
	];
	const places = distinct([
		...points.filter(({kind}) => kind === 'queue' || kind === 'cron' || kind === 'webhook').slice(0, 2),
		...outbound.slice(0, 2),
		...points.slice(0, 1),
	]);
	if (hops.length < 2)
		return notApplicable(
			hops.length === 0 ? 'no server was found that anything runs through' : `there is only ${hops[0] ?? 'one part'} to look at`,
		);
	const what = `one action may run through ${listed(hops, 'and')}, and no id of a request was found in headers, logs or jobs`;
	if (holds(facts, 'runtime.serverless', 'runtime.edge'))
		return unknown(`${what}; the platform groups lines by request, and what spans several is not known`, places);
	if (holds(facts, 'fw.fastify')) return unknown(`${what}; the framework gives each request an id of its own`, places);
	if (logs.length < fewestLines) return unknown(`${what}; hardly anything is logged`, places);
	// In one process the lines of a request stand close together.
	const isOne = !(points.some(({kind}) => kind === 'queue') && handsOn(facts)) && new Set(points.map(point => point.package)).size === 1;
	const shown = logs.filter(({path}) => !/(?:^|\/)(?:debug|check|fix|verify|test)_\w+\.py$/iu.test(path));
	return gap(what, distinct([...shown.slice(0, 2), ...places]), {
		occurrences: logs.length,
		...(isOne ? {severity: 'low' as const} : {}),
	});
};

export default probe;
