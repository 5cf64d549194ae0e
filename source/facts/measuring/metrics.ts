import type {Place} from '../../safe-text.ts';
import {mayHold} from '../code/lazy.ts';
import type {Facts} from '../facts.ts';
import {type FileFact, marksOf} from '../files.ts';
import type {Dependency} from '../packages.ts';
import {distinct} from '../places.ts';
import {isReached} from '../reached.ts';
import {agentsIn} from './agents.ts';
import {installedApps, usedIn} from './used.ts';

/** Libraries that count what a server does, by npm package or Python's import name. */
const libraries =
	/^(?:prom-client|express-prom-bundle|fastify-metrics|@willsoto\/nestjs-prometheus|nestjs-otel|@promster\/.+|@hono\/prometheus|koa-prom-client|next-prometheus|hot-shots|node-statsd|statsd-client|datadog-metrics|statsd|swagger-stats|express-status-monitor|prometheus-api-metrics|@opentelemetry\/(?:sdk-metrics|exporter-prometheus|exporter-metrics-.+)|@aws-lambda-powertools\/metrics|aws-embedded-metrics|@google-cloud\/monitoring|prometheus_client|prometheus_fastapi_instrumentator|starlette_prometheus|starlette_exporter|prometheus_flask_exporter|django_prometheus|django_statsd|aioprometheus|aws_embedded_metrics|datadog|apitally|apitally\/.+)$/u;
const partsOfModules =
	/^(?:opentelemetry\.(?:sdk\.metrics|metrics|exporter\.prometheus)|aws_lambda_powertools\.metrics|opencensus\.stats)/u;
const calls =
	/^(?:Sentry|sentry_sdk)\.metrics\.(?:count|gauge|distribution|increment|incr|set|timing)$|\.writeDataPoint$|(?:^|\.)PutMetricDataCommand$|\.put_metric_data$/u;
/** What stands in every file with such a call. */
const mayCount = /metrics\.|writeDataPoint|PutMetricDataCommand|put_metric_data/u;
const pythonNames: Readonly<Record<string, string>> = {
	'prometheus-client': 'prometheus_client',
	'prometheus-fastapi-instrumentator': 'prometheus_fastapi_instrumentator',
	'prometheus-flask-exporter': 'prometheus_flask_exporter',
	'django-prometheus': 'django_prometheus',
	'starlette-exporter': 'starlette_exporter',
};

const isLibrary = (source: string): boolean => {
	const [scope = '', name = ''] = source.split('/');
	return (
		libraries.test(source.startsWith('@') ? `${scope}/${name}` : scope) ||
		partsOfModules.test(source) ||
		libraries.test(source.split('.')[0] ?? '')
	);
};

/** How a server counts what it does: where it surely does, and in files that nothing was seen to import. */
export type Metrics = {readonly on: readonly Place[]; readonly unreached: readonly Place[]};

/** Where some files of a server count what it does: by a library, an agent, or calls of the platform. */
export function metricsIn(files: readonly FileFact[], {files: all, reached}: Pick<Facts, 'files' | 'reached'>): Metrics {
	const runs = (file: FileFact): boolean => file.role === 'config' || isReached(file, reached) !== false;
	const others = marksOf({files}, 'measure.metrics').map(({path, line, text}) => ({path, line, text}));
	return {
		on: distinct([...countedIn(files.filter(runs)), ...agentsIn(files.filter(runs), all), ...others]),
		unreached: countedIn(files.filter(file => !runs(file))),
	};
}

function countedIn(files: readonly FileFact[]): readonly Place[] {
	return files.flatMap((file): readonly Place[] => {
		if ((file.role !== 'app' && file.role !== 'config') || file.side === 'client' || file.code === undefined) return [];
		const used = usedIn(file, (source, name) => isLibrary(source) || (source === '@opentelemetry/api' && name === 'metrics'));
		const called = mayHold(file.code, mayCount) ? file.code.calls.find(({to}) => calls.test(to)) : undefined;
		const named = file.language === 'py' && installedApps(file.code).some(app => app.startsWith('django_prometheus'));
		return [
			...(used === undefined ? [] : [used]),
			...(called === undefined ? [] : [{path: file.path, line: called.line, text: called.text}]),
			...(named ? [file.firstLine] : []),
		];
	});
}

/** Such libraries among the dependencies that a manifest names for production. */
export const metricsNamed = (dependencies: readonly Dependency[]): readonly Dependency[] =>
	dependencies.filter(({name, use}) => use !== 'development' && libraries.test(pythonNames[name] ?? name));
