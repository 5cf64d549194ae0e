import {type Call, entryOf, lastOf, textOf, type Value} from '../../../facts/code/code.ts';
import type {PlainFacts} from '../../../facts/facts.ts';
import type {CodeNow} from '../../view.ts';

/** The numbers that a server keeps of its requests, by their names in Prometheus. Empty texts stand for what there is none of. */
export type MetricSource = {
	/** A counter of requests. */
	readonly requests: string;
	/** A histogram of how long they took, without `_bucket`, and what its unit makes of two seconds. */
	readonly durations: string;
	readonly twoSeconds: number;
	/** The label with the status, and that with the route. */
	readonly status: string;
	readonly route: string;
	/** What the status label says: `2xx` where a library groups them. */
	readonly grouped: boolean;
	readonly by: string;
};

const seconds = {twoSeconds: 2, grouped: false};
/** Libraries that count requests by themselves, with the names that they give by default. */
const libraries: ReadonlyMap<string, Omit<MetricSource, 'by'>> = new Map([
	...['prometheus-fastapi-instrumentator', 'prometheus_fastapi_instrumentator'].map(
		name =>
			[
				name,
				{
					requests: 'http_requests_total',
					durations: 'http_request_duration_highr_seconds',
					twoSeconds: 2,
					status: 'status',
					route: 'handler',
					grouped: true,
				},
			] as const,
	),
	...['prometheus-flask-exporter', 'prometheus_flask_exporter'].map(
		name => [name, {...seconds, ...counted('flask_http_request_duration_seconds', 'status', 'path')}] as const,
	),
	['express-prom-bundle', {...seconds, ...counted('http_request_duration_seconds', 'status_code', 'path')}],
	['fastify-metrics', {...seconds, ...counted('http_request_duration_seconds', 'status_code', 'route')}],
	['@hono/prometheus', {...seconds, ...counted('http_request_duration_seconds', 'status', 'route')}],
]);

function counted(histogram: string, status: string, route: string): Pick<MetricSource, 'requests' | 'durations' | 'status' | 'route'> {
	return {requests: `${histogram}_count`, durations: histogram, status, route};
}

/** Libraries with which a program makes its own numbers: their names stand in code. */
const ownNumbers: ReadonlySet<string> = new Set(['prom-client', 'prometheus-client', 'prometheus_client']);
const likelyFile = /(?:metric|prom|monitor|instrument|telemetry|observab|server|main|index|app|middleware)[\w.-]*\.(?:[cm]?[jt]s|py)$/iu;
const mostFiles = 60;
const metricName = /^[a-z_][a-z0-9_]*$/u;
const aboutRequests = /request|http/u;
const statusLabel = /^(?:http_)?(?:response_)?(?:status|status_?code|code)$/iu;
const routeLabel = /^(?:http_)?(?:route|path|handler|endpoint|uri|url)$/iu;

const textsIn = (value: Value | undefined): readonly string[] =>
	value?.is === 'list' ? value.items.flatMap(item => textOf(item) ?? []) : [];
const numbersIn = (value: Value | undefined): readonly number[] =>
	value?.is === 'list' ? value.items.flatMap(item => (item.is === 'literal' && typeof item.value === 'number' ? [item.value] : [])) : [];

type Made = {readonly kind: 'Histogram' | 'Counter'; readonly name: string; readonly labels: readonly string[]; readonly most?: number};

/** A histogram or counter that a call makes, in JavaScript or Python; undefined when its name is put together elsewhere. */
function madeBy(call: Call): Made | undefined {
	const kind = lastOf(call.to);
	if (kind !== 'Histogram' && kind !== 'Counter') return undefined;
	if (call.named.some(({key}) => key === 'namespace' || key === 'subsystem')) return undefined;
	const [first, , third] = call.args;
	const named = (key: string): Value | undefined => call.named.find(entry => entry.key === key)?.value;
	const name = call.isNew ? textOf(entryOf(first, 'name')) : textOf(first ?? named('name'));
	if (name === undefined || !metricName.test(name) || !aboutRequests.test(name)) return undefined;
	const labels = textsIn(call.isNew ? entryOf(first, 'labelNames') : (third ?? named('labelnames')));
	const buckets = numbersIn(call.isNew ? entryOf(first, 'buckets') : named('buckets'));
	// A counter of Python gets its ending by itself.
	const full = kind === 'Counter' && !call.isNew && !name.endsWith('_total') ? `${name}_total` : name;
	return {
		kind,
		name: full,
		labels: labels.filter(label => metricName.test(label.toLowerCase())),
		...(buckets.length > 0 && {most: Math.max(...buckets)}),
	};
}

function fromCode(facts: PlainFacts, code: CodeNow): MetricSource | undefined {
	const paths = facts.files
		.filter(({path, role, side}) => (role === 'app' || role === 'config') && side !== 'client' && likelyFile.test(path))
		.slice(0, mostFiles);
	const made = paths.flatMap(({path}) => (code(path)?.calls ?? []).flatMap(call => ({made: madeBy(call), path})));
	const usable = made.flatMap(({made: one, path}) => {
		const status = one?.labels.find(label => statusLabel.test(label));
		return one === undefined || status === undefined
			? []
			: [{...one, path, status, route: one.labels.find(label => routeLabel.test(label)) ?? ''}];
	});
	const best = usable.find(({kind}) => kind === 'Histogram') ?? usable[0];
	if (best === undefined) return undefined;
	const {kind, name, status, route, path, most} = best;
	const twoSeconds = /_(?:ms|milliseconds)$/u.test(name) ? 2000 : 2;
	const reaches = kind === 'Histogram' && (most === undefined ? twoSeconds === 2 : most > twoSeconds);
	return {
		requests: kind === 'Histogram' ? `${name}_count` : name,
		durations: reaches ? name : '',
		twoSeconds,
		status,
		route,
		grouped: false,
		by: path,
	};
}

/** Where this repository counts its requests; undefined when nothing that is known does. */
export function metricSourceOf(facts: PlainFacts, code: CodeNow): MetricSource | undefined {
	const names = facts.packages.flatMap(({dependencies}) => dependencies.filter(({use}) => use !== 'development').map(({name}) => name));
	const [library] = names.filter(name => libraries.has(name));
	const known = library === undefined ? undefined : libraries.get(library);
	if (library !== undefined && known !== undefined) return {...known, by: library};
	return names.some(name => ownNumbers.has(name)) ? fromCode(facts, code) : undefined;
}
