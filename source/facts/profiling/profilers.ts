import type {Place} from '../../safe-text.ts';
import {type Call, entryOf, lastOf, textOf, type Value} from '../code/code.ts';
import {mayName} from '../code/lazy.ts';
import type {Facts} from '../facts.ts';
import {importsFrom} from '../files.ts';
import {isReached} from '../reached.ts';

/** A way to see where time or memory goes while the product runs. */
export type Profiler = Place & {readonly what: string};

const packages: ReadonlyMap<string, string> = new Map([
	['@pyroscope/nodejs', 'Pyroscope'],
	['pyroscope', 'Pyroscope'],
	['@google-cloud/profiler', 'the cloud profiler of Google'],
	['googlecloudprofiler', 'the cloud profiler of Google'],
	['newrelic', 'New Relic'],
	['scout_apm', 'Scout'],
	['@scout_apm/scout-apm', 'Scout'],
	['@appsignal/nodejs', 'AppSignal'],
	['heapdump', 'heap dumps'],
	['v8-profiler-next', 'the profiler of V8'],
	['inspector', 'the inspector of Node.js'],
	['node:inspector', 'the inspector of Node.js'],
	['inspector/promises', 'the inspector of Node.js'],
	['pyinstrument', 'pyinstrument'],
	['fgprof', 'fgprof'],
	['net/http/pprof', 'pprof'],
	['runtime/pprof', 'pprof'],
]);
const rateKeys = [
	'profilesSampleRate',
	'profiles_sample_rate',
	'profileSessionSampleRate',
	'profile_session_sample_rate',
	'profilesSampler',
];
const slowQueries = /\b(?:pg_stat_statements|log_min_duration_statement|auto_explain|slow_query_log|long_query_time|slowms)\b/u;
const onDemand =
	/\bnode\b[^;&|]*--(?:cpu-prof|heap-prof|heapsnapshot-signal|diagnostic-report\S*|prof)\b|\bddtrace-run\b|\bnewrelic-admin run-program\b|\b(?:scalene|pyinstrument|memray)\s+run\b/u;
const endings = ['init', '$on', 'writeHeapSnapshot', 'getHeapSnapshot', 'DataSource', 'Sequelize', 'tracer', 'listens_for', 'forRoot'];

/** What was seen that tells where time and memory go in production: profilers, the inspector on demand, slow queries. */
export function profilersOf(facts: Facts): readonly Profiler[] {
	const imported = importsFrom(facts, new Set(packages.keys()), ['app', 'config'])
		.filter(({file}) => file.side !== 'client' && isReached(file, facts.reached) !== false)
		.map(({path, line, text, dependency}) => ({path, line, text, what: packages.get(dependency) ?? dependency}));
	return [...imported, ...started(facts), ...inCode(facts), ...ofDatabase(facts)];
}

const started = (facts: Facts): readonly Profiler[] =>
	facts.commands
		.filter(
			({where, stage, command, role}) =>
				(where === 'image' || where === 'platform' || where === 'compose' || (where === 'script' && stage === 'start')) &&
				role !== 'test' &&
				onDemand.test(command),
		)
		.map(({path, line, text, command}) => ({path, line, text, what: onDemand.exec(command)?.[0].split(' ').at(-1) ?? ''}));

const inCode = (facts: Facts): readonly Profiler[] =>
	facts.files.flatMap(({path, code, role, side}): readonly Profiler[] => {
		if ((role !== 'app' && role !== 'config') || side === 'client' || code === undefined || !mayName(code, endings)) return [];
		return code.calls.flatMap(call => {
			const what = seenIn(call);
			return what === undefined ? [] : [{path, line: call.line, text: call.text, what}];
		});
	});

function seenIn({to, args, named}: Call): string | undefined {
	const last = lastOf(to);
	const options = args.find(one => one.is === 'object');
	const given = (key: string): Value | undefined => entryOf(options, key) ?? named.find(entry => entry.key === key)?.value;
	if (last === 'init' && rateKeys.some(key => isOn(given(key)))) return 'profiles of Sentry';
	if ((last === 'init' || to === 'tracer') && isOn(given('profiling'))) return 'the profiler of Datadog';
	if (last === 'writeHeapSnapshot' || last === 'getHeapSnapshot') return 'snapshots of the heap';
	if (last === '$on' && textOf(args[0]) === 'query') return 'the time of each query';
	if ((last === 'DataSource' || last === 'forRoot') && given('maxQueryExecutionTime') !== undefined) return 'slow queries';
	if (last === 'Sequelize' && isOn(given('benchmark'))) return 'the time of each query';
	return last === 'listens_for' && textOf(args[1]) === 'before_cursor_execute' ? 'the time of each query' : undefined;
}

const isOn = (value: Value | undefined): boolean =>
	value !== undefined && !(value.is === 'literal' && (value.value === 0 || value.value === false || value.value === null));

const ofDatabase = (facts: Facts): readonly Profiler[] => [
	...facts.deploy.services.flatMap(({command}) =>
		command !== undefined && slowQueries.test(command.words)
			? [{path: command.path, line: command.line, text: command.text, what: 'slow queries'}]
			: [],
	),
	...facts.deploy.services.flatMap(({environment}) =>
		environment
			.filter(({name, value}) => name === 'DD_PROFILING_ENABLED' && value === 'true')
			.map(({path, line, text}) => ({path, line, text, what: 'the profiler of Datadog'})),
	),
	...facts.deploy.blocks.flatMap(({values}) =>
		values
			.filter(
				({name, value}) =>
					(/performance_insights_enabled$|query_insights_enabled$/u.test(name) && value === 'true') ||
					(/(?:^|\.)name$/u.test(name) && slowQueries.test(value)),
			)
			.map(({path, line, text}) => ({path, line, text, what: 'slow queries'})),
	),
];
