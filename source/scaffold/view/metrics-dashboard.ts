import {lastOf} from '../../facts/code/code.ts';
import {holds, type PlainFacts} from '../../facts/facts.ts';
import type {Data} from '../template-language.ts';
import {type CodeNow, type Given, said, type View} from '../view.ts';
import type {Edit} from '../wiring/edit.ts';
import {panelsOf} from './measured/panels.ts';
import {type Measured, notMeasured} from './measured/part.ts';
import {djangoPart, pythonPart} from './measured/python-part.ts';
import {scriptPart} from './measured/script-part.ts';
import {hostAlerts, withoutLongRuns} from './slo/hosts.ts';
import {type MetricSource, metricSourceOf} from './slo/metric-source.ts';
import {namesOf} from './slo-alerts.ts';
import {djangoUrls} from './web/django.ts';
import {nextApps} from './web/next.ts';
import {serversOf} from './web/servers.ts';
import {type Source, sourcesOf} from './web/sources.ts';

const check = 'obs-no-metrics';
const plainRoute = /^\/[\w/-]+$/u;
const plainPath = /^[\w./@()[\]+-]+$/u;
const unknownServer =
	'No server was found that shipworthy can teach to count (Express, Fastify, Hono on Node, Nest, FastAPI, Flask, Django). Count requests, failures and time in one place that every request passes, and plan again for the dashboard.';

const notInNext =
	'Next.js calls no code of yours when an answer is done, so that nothing inside can count how many failed and how long they took. Follow its requests instead (shipworthy write tracing): the Collector can count what it follows (spanmetrics), and so can the proxy or the platform in front. Plan again for the dashboard when those numbers are there.';

/** What is counted by the file that is made. */
const ownMetric = (by: string): MetricSource => ({
	requests: 'http_request_duration_seconds_count',
	durations: 'http_request_duration_seconds',
	twoSeconds: 2,
	status: 'status_code',
	route: 'route',
	grouped: false,
	by,
});

/** The one server that is to count; of several a person says which. */
function taught(facts: PlainFacts, code: CodeNow, sources: readonly Source[]): Measured {
	const servers = serversOf(sources, facts.reached);
	const urls = djangoUrls(sources);
	const places = [...servers, ...urls].map(({path}) => path);
	if (places.length > 1)
		return notMeasured(
			`Several servers were found (${places.slice(0, 4).join(', ')}): open the folder of one of them by itself and plan again.`,
		);
	if (places.some(path => !plainPath.test(path)))
		return notMeasured('The file that makes the server has a name that is not written into others: rename it, and plan again.');
	const [list] = urls;
	if (list !== undefined) return djangoPart(facts, code, list);
	const [server] = servers;
	if (server === undefined) return notMeasured(nextApps(facts).length > 0 ? notInNext : unknownServer);
	return server.framework === 'fastapi' || server.framework === 'flask'
		? pythonPart(facts, code, sources, server)
		: scriptPart(facts, code, sources, server);
}

/** Routes that ask whether it works, as a pattern of Prometheus. */
const quietIn = (facts: PlainFacts): string =>
	[...new Set([...facts.health.map(({route}) => route.replace(/\/$/u, '')), '/metrics'])].filter(route => plainRoute.test(route)).join('|');

/** In which words what counts already says how busy its process is. */
function processOf(sources: readonly Source[], {by}: MetricSource): 'node' | 'python' | '' {
	if (by.endsWith('.py') || /fastapi|flask|prometheus[-_]client/u.test(by)) return 'python';
	if (by === 'fastify-metrics') return 'node';
	return sources.some(({code}) => code.calls.some(({to}) => lastOf(to) === 'collectDefaultMetrics')) ? 'node' : '';
}

/** The list of settings, where there is one. */
function settingsEdit(facts: PlainFacts): readonly Edit[] {
	if (!facts.files.some(({path}) => path === '.env.example')) return [];
	return [
		{
			kind: 'lines',
			path: '.env.example',
			does: 'lists what opens the numbers',
			byHand: 'Add METRICS_TOKEN=.',
			add: ['METRICS_TOKEN='],
			under: '# Who sends this may read /metrics; while it is empty nobody may.',
		},
	];
}

const nothing = {script: '', python: '', framework: '', kind: '', typed: false, commonjs: false};
const owing = (owes: string, data: {readonly [name: string]: Data}): View => ({
	data: {...nothing, ...data, on: false},
	after: [owes],
	owes: [{check, owes}],
	scripts: {},
});

const onOwn = (model: boolean, queue: boolean, made: string): readonly string[] => [
	'Set METRICS_TOKEN where the server runs, and give the same to Prometheus: until then /metrics answers that there is no such page.',
	...(model
		? [
				`Where a model has answered, count what it used with ${made.endsWith('.py') ? 'MODEL_TOKENS' : 'modelTokens'} of ${made}: until then that row of the dashboard is empty.`,
			]
		: []),
	...(queue
		? [
				`Where the queue is, set ${made.endsWith('.py') ? 'JOBS_WAITING' : 'jobsWaiting'} of ${made} every 15 seconds: until then that row of the dashboard is empty.`,
			]
		: []),
];

/** What a server counts, the dashboard that draws it, and what is made so that it counts where it does not yet. */
export function metricsDashboardView(facts: PlainFacts, given: Given, code: CodeNow): View {
	const {slug} = namesOf(given.name);
	const host = hostAlerts.find(({fact}) => withoutLongRuns.has(fact) && holds(facts, fact));
	if (host !== undefined)
		return owing(
			`On ${host.name} no Prometheus can read numbers out of the program: use the metrics page of ${host.name}, and keep its address in the documents.`,
			{slug},
		);
	const sources = sourcesOf(facts, code);
	const part = taught(facts, code, sources);
	const there = metricSourceOf(facts, code);
	const ours = there === undefined || there.by === part.made;
	if (ours && part.owes !== undefined) return owing(part.owes, {slug});
	const metric = ours ? ownMetric(part.made) : there;
	const [model, queue] = [ours && holds(facts, 'llm'), ours && holds(facts, 'queue')];
	const process = ours ? (part.data.kind === 'py' ? 'python' : 'node') : processOf(sources, metric);
	const target = facts.files.some(({path}) => path === 'monitoring/slo.rules.yml');
	const pages = said(given, 'pages');
	return {
		data: {
			...nothing,
			...(ours ? part.data : {}),
			...{on: true, ours, model, queue, process, underWay: ours, slug, app: given.name, metric: {...metric}},
			uid: `service-${slug}`.slice(0, 40).replace(/-$/u, ''),
			title: `${given.name}: is it well?`,
			starts: `changes(process_start_time_seconds{job="${slug}"}[2m]) > 0`,
			pages: pages === undefined ? '' : `${pages.replace(/\/?$/u, '/')}metrics.md`,
			port: part.data.kind === 'py' ? '8000' : '3000',
			panels: panelsOf({slug, metric, quiet: quietIn(facts), process, underWay: ours, model, queue, target}),
		},
		edits: ours ? [...part.edits, ...settingsEdit(facts)] : [],
		after: [
			...(ours ? [...part.after, ...onOwn(model, queue, part.made)] : []),
			'The dashboard shows nothing until Prometheus reads the numbers and Grafana the files: docs/metrics.md says how. Only a checker that is built in has looked at it: import it once, and see each panel drawn.',
		],
		owes: [],
		scripts: {},
	};
}
