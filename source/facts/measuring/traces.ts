import type {Place} from '../../safe-text.ts';
import {type Call, type Code, lastOf, type Value} from '../code/code.ts';
import type {Facts} from '../facts.ts';
import {type FileFact, marksOf} from '../files.ts';
import {isReached} from '../reached.ts';
import {startWithout} from '../tracking/left-out.ts';
import {agentsIn} from './agents.ts';
import {usedIn} from './used.ts';

/** How requests are followed through a server: surely, not at all although something could, or in a way that cannot be told. */
export type Traces = {
	readonly on: readonly Place[];
	/** Those of them where every request may be followed, not only a share. */
	readonly whole: readonly Place[];
	/** A tracker that could follow requests and is told not to, or not told to. */
	readonly off: readonly Place[];
	/** It may be followed, but for what `because` says: `an error tracker is started, and the share is a setting`. */
	readonly unsure: readonly (Place & {readonly because: string})[];
	/** How long pages take in the browser, and nothing behind them. */
	readonly pages: readonly Place[];
};

const sdk =
	/^(?:@opentelemetry\/(?:sdk-node|sdk-trace-node|sdk-trace-base|auto-instrumentations-node)|@vercel\/otel|@microlabs\/otel-cf-workers|@pydantic\/logfire-\w+|@hono\/otel|@elysiajs\/opentelemetry|nestjs-otel|dd-trace|newrelic|elastic-apm-node|@appsignal\/nodejs|@hyperdx\/node-opentelemetry|pyroscope|@pyroscope\/nodejs)$/u;
const pythonSdk =
	/^opentelemetry\.(?:sdk\.trace|instrumentation)|^(?:pyroscope|py_zipkin|jaeger_client|aws_xray_sdk|ddtrace|newrelic|elasticapm|logfire|scout_apm)\b/u;
const sentry = /^(?:@sentry\/(?!cli$|types$|.*plugin).+|sentry_sdk)/u;
const inPages = /^(?:@vercel\/speed-insights(?:\/.+)?|next\/web-vitals|web-vitals)$/u;
/** What starters bring along and nobody hears of. */
const boilerplate = /(?:^|\/)reportWebVitals\.[jt]sx?$/u;
const rates: ReadonlySet<string> = new Set([
	'tracesSampleRate',
	'traces_sample_rate',
	'tracesSampler',
	'traces_sampler',
	'enable_tracing',
	'enableTracing',
]);

/** How some files of a server follow requests. */
export function tracesIn(files: readonly FileFact[], facts: Facts): Traces {
	const {files: all, reached} = facts;
	const runs = (file: FileFact): boolean => file.role === 'config' || isReached(file, reached) !== false;
	const on: Place[] = [...agentsIn(files.filter(runs), all)].map(({path, line, text}) => ({path, line, text}));
	const whole: Place[] = [];
	const off: Place[] = [];
	const unsure: (Place & {readonly because: string})[] = [];
	const pages: Place[] = [];
	for (const {path, line, text} of marksOf({files: all}, 'tracker.command', ['app', 'config', 'script']))
		if (/opentelemetry/u.test(text)) on.push({path, line, text});
	for (const {path, line, text} of marksOf({files}, 'measure.traces')) on.push({path, line, text});
	for (const file of files) {
		if ((file.role !== 'app' && file.role !== 'config') || file.code === undefined) continue;
		const used = file.side === 'client' ? undefined : usedIn(file, source => sdk.test(source) || pythonSdk.test(source));
		if (file.role === 'app' && isReached(file, reached) === false) {
			const start = used ?? startOfTracker(file);
			if (start !== undefined) unsure.push({...start, because: 'requests may be followed, but nothing was seen to import that file'});
			continue;
		}
		const without = used === undefined ? undefined : startWithout(file.path, facts);
		if (used !== undefined && without !== undefined)
			unsure.push(
				{...used, because: 'a script loads what follows requests, and the command that the product is shipped with does not'},
				{...without, because: 'it starts without what follows requests'},
			);
		else if (used !== undefined) on.push(used);
		const performance = usedIn(file, source => source === 'firebase/performance' || source === '@react-native-firebase/perf');
		if (performance !== undefined) on.push(performance);
		const vitals = boilerplate.test(file.path) ? undefined : usedIn(file, source => inPages.test(source));
		if (vitals !== undefined) pages.push(vitals);
		if (!file.imports.some(({source, typeOnly}) => !typeOnly && sentry.test(source))) continue;
		for (const call of file.code.calls) {
			if (lastOf(call.to) !== 'init') continue;
			const place = {path: file.path, line: call.line, text: call.text};
			const told = rateOf(call);
			if (told === 'on' && !isBrowserOnly(file) && !isTooLate(file, facts) && mayFollowAll(call)) whole.push(place);
			if (told === 'on' && isTooLate(file, facts)) unsure.push({...place, because: late});
			else if (told === 'on') (isBrowserOnly(file) ? pages : on).push(place);
			else if (told === 'off') off.push(place);
			else unsure.push({...place, because: `an error tracker is started, and ${told}`});
		}
	}
	return {on, whole, off, unsure, pages};
}

function startOfTracker(file: FileFact): Place | undefined {
	if (!file.imports.some(({source, typeOnly}) => !typeOnly && sentry.test(source))) return undefined;
	const call = file.code?.calls.find(one => lastOf(one.to) === 'init');
	return call === undefined ? undefined : {path: file.path, line: call.line, text: call.text};
}

const late = 'an error tracker that follows requests is started after the framework was loaded, which it then may not see';
const frameworks = /^(?:express|fastify|koa|hono|@hapi\/hapi|@nestjs\/core)$/u;

/** A framework is brought in by the module itself, or above the line that brings the tracker's own file in. */
const loadsBefore = (code: Code | undefined, stem?: string): boolean => {
	const own = stem === undefined ? undefined : code?.imports.find(({from}) => stemOf(from) === stem);
	if (stem !== undefined && own === undefined) return false;
	return (
		code?.imports.some(
			({how, from, typeOnly, line}) => how === 'static' && !typeOnly && frameworks.test(from) && (own === undefined || line < own.line),
		) === true
	);
};
const stemOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1).replace(/\.[cm]?[jt]sx?$/u, '');

/** A module's imports are loaded before its own lines run: a tracker that one starts beside them comes after the framework. */
const isTooLate = ({path, code, imports}: FileFact, {commands, program}: Facts): boolean =>
	(loadsBefore(code) || program.scopes.modules.importersOf(path).some(one => loadsBefore(program.scopes.at(one)?.code, stemOf(path)))) &&
	imports.some(({source}) => /^@sentry\/(?:node|nestjs|bun)$/u.test(source)) &&
	!commands.some(({command}) => /(?:^|\s)(?:--import|--require|-r)[=\s]/u.test(command));

/** A tracker that is started for the browser says nothing of what the server does. */
const isBrowserOnly = ({side, path}: FileFact): boolean => side === 'client' || /(?:^|[./-])client\.[cm]?[jt]sx?$/u.test(path);

function rateOf({args, named}: Call): 'on' | 'off' | string {
	const [options] = args;
	const entries = [...named, ...(options?.is === 'object' ? options.entries : [])];
	const rate = entries.filter(({key}) => rates.has(key)).map(({key, value}) => rateSaid(value, key));
	if (rate.includes('on')) return 'on';
	if (rate.includes('unsure')) return 'the share of requests that it follows is a setting';
	if (rate.length > 0) return 'off';
	if (entries.some(({value, key}) => value.is === 'spread' || key === '...') || (options !== undefined && options.is !== 'object'))
		return 'its options come from elsewhere';
	return 'off';
}

const byMode = /prod|dev|node_env|environment|mode/iu;
const forWork = /(?:^|[._])(?:is_?)?dev/iu;

/** The share that counts is the one of production; where it cannot be told which of two that is, the larger may be. */
function mayFollowAll({args, named}: Call): boolean {
	const [options] = args;
	const entries = [...named, ...(options?.is === 'object' ? options.entries : [])];
	return entries.some(({key, value}) => rates.has(key) && sharesOf(value).some(share => share >= 1));
}

function sharesOf(value: Value): readonly number[] {
	if (value.is === 'literal') return [Number(value.value)];
	if (value.is !== 'either') return [];
	const [first, second] = value.of;
	const [mode] = (value.when ?? []).filter(name => byMode.test(name));
	if (first === undefined || second === undefined || mode === undefined || /env/iu.test(mode)) return value.of.flatMap(sharesOf);
	return sharesOf(forWork.test(mode) ? second : first);
}

const truths = {0: 'off', 1: 'on'} as const;
function rateSaid(value: Value, key: string): 'on' | 'off' | 'unsure' {
	if (/sampler$/iu.test(key)) return value.is === 'literal' && value.value === null ? 'off' : 'on';
	if (value.is === 'literal') return truths[Number(value.value) > 0 ? 1 : 0];
	if (value.is === 'either') {
		const said = value.of.map(one => rateSaid(one, key));
		return said.includes('on') ? 'on' : said.includes('unsure') ? 'unsure' : 'off';
	}
	return 'unsure';
}
