import {lastOf} from '../../facts/code/code.ts';
import {mayName} from '../../facts/code/lazy.ts';
import {type Facts, holds} from '../../facts/facts.ts';
import {importsFrom} from '../../facts/files.ts';
import {wordsOf} from '../../facts/guards/words.ts';
import {logCallsOf} from '../../facts/logs/log-calls.ts';
import {namedInCode, wanted} from '../../facts/logs/named.ts';
import {outboundOf} from '../../facts/outbound/outbound-of.ts';
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
	'genReqId requestIdHeader bind_contextvars correlationId correlation_id',
	/^(?:x-request-id|x-correlation-id|x-vercel-id|x-amzn-trace-id|cf-ray|traceparent|request-id)$/iu,
	// What other sites may send or read puts no id anywhere.
	/^(?:cors_?)?(?:access-control-)?(?:allow|expose)(?:ed|d)?[_-]?headers$/iu,
);
/** A tracker that follows requests keeps its id to itself: lines of a log are told nothing of it. */
const followed = wanted('tracesSampleRate traces_sample_rate tracesSampler traces_sampler');
/** The name of an id that a line of a log carries. */
const carried = /^(?:request_?id|req_?id|correlation_?id|trace_?id)$/iu;
const ofRequest = /^(?:g|flask\.g|req|request|request\.state|res\.locals|record|log_record|ctx|c|context|ctx\.state|event)\./u;
const fewestLines = 3;

/** Words in the names of functions that put routes on the server they are given. */
const mounting: ReadonlySet<string> = new Set(['mount', 'route', 'routes', 'router', 'register', 'api']);
/** One or two routes before it are those that say whether the service works. */
const manyBefore = 3;
const mounts = /\.(?:get|post|put|patch|delete|all|use|route)$/u;

/** It stands in a function that is called with the server after several routes, or most of them, were mounted on it. */
function isMountedLate(place: Place, facts: Facts): boolean {
	const {scopes} = facts.program;
	const code = scopes.at(place.path)?.code;
	if (!holds(facts, 'fw.express') || code === undefined) return false;
	const around = code.functions.filter(one => one.line <= place.line && place.line <= one.end);
	const uses = code.calls.find(({to, line, end}) => /\.use$/u.test(to) && line <= place.line && place.line <= end);
	const outer = around.find(({name}) => name !== '');
	if (uses === undefined || outer === undefined) return false;
	const app = uses.to.slice(0, -'.use'.length);
	return scopes.modules.importersOf(place.path).some(path => {
		const calls = scopes.at(path)?.code.calls ?? [];
		const call = calls.find(({to, args}) => lastOf(to) === outer.name && args.some(arg => arg.is === 'name'));
		if (call === undefined) return false;
		const names = new Set(call.args.flatMap(arg => (arg.is === 'name' ? [arg.name] : [])));
		const routes = calls.filter(
			({to, args: [first], in: at}) =>
				at === call.in &&
				((mounts.test(to) && names.has(to.replace(mounts, '')) && first?.is === 'text' && first.text.startsWith('/')) ||
					(first?.is === 'name' && names.has(first.name) && wordsOf(to).some(word => mounting.has(word)))),
		);
		const before = routes.filter(({line}) => line < call.line).length;
		return app !== '' && (before >= manyBefore || before * 2 > routes.length);
	});
}

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
		!mayName(code, ['.request_id', '.requestId', '.reqId', '"requestId', '"request_id'])
			? []
			: [
					...code.calls.filter(({to}) => to === 'requestId' || to === 'request_id'),
					...code.assignments.filter(({to}) => ofRequest.test(to) && carried.test(lastOf(to).replace(/\[\]$/u, ''))),
				].map(({line, text}) => ({path, line, text})),
	);
	const found = [
		...importsFrom(facts, carrying).filter(({file}) => file.side !== 'client'),
		...namedInCode(facts, said),
		...lines,
		...kept,
	];
	const late = found.find(place => isMountedLate(place, facts));
	if (late !== undefined)
		return unknown('requests are given an id by something that is mounted after several routes, which it does not reach', [late], {
			asks: 'Which routes come before it, and can their requests be followed?',
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
	return gap(what, distinct([...logs.slice(0, 2), ...places]), {occurrences: logs.length});
};

export default probe;
