import {holds, type PlainFacts} from '../../facts/facts.ts';
import type {CodeNow, Given, View} from '../view.ts';
import type {Edit} from '../wiring/edit.ts';
import {nextPart} from './following/next-part.ts';
import {type Followed, listed, notFollowed} from './following/part.ts';
import {djangoPart, pythonPart} from './following/python-part.ts';
import {quietRoutes, releaseSetting} from './following/quiet.ts';
import {scriptPart} from './following/script-part.ts';
import {shareEdits} from './following/share.ts';
import {hostAlerts, withoutLongRuns} from './slo/hosts.ts';
import {nextSide} from './tracking/next-side.ts';
import {djangoUrls} from './web/django.ts';
import {serversOf} from './web/servers.ts';
import {sourcesOf} from './web/sources.ts';

const check = 'obs-no-tracing';
const plainPath = /^[\w./@()[\]+-]+$/u;
const unknownServer =
	'No server was found whose requests can be followed (Next.js, Express, Fastify, Hono on Node, Nest, FastAPI, Flask, Django). Start OpenTelemetry before it starts, or the tracing of your error tracker.';
const shared = [
	'Nothing is sent until OTEL_EXPORTER_OTLP_ENDPOINT is set where it runs: http://127.0.0.1:4318 for a Collector beside it, or the address of a tracing service, and then its key in OTEL_EXPORTER_OTLP_HEADERS. docs/tracing.md says how.',
	'Only a checker that is built in has looked at monitoring/otel-collector.yaml. Before you start the Collector, run: otelcol-contrib validate --config monitoring/otel-collector.yaml',
];
const told = [
	'One request in ten is followed by the error tracker that is there. Its price depends on that share: look at the bill after a week.',
	'In Sentry, switch on the inbound filter for health checks (Project settings, Inbound filters): they are asked all day long.',
	'Try it: call an address twenty times, and open Traces in Sentry; about two of them are there, with the calls that they made.',
];

/** The one server whose requests are to be followed; of several a person says which. */
function followed(facts: PlainFacts, code: CodeNow): Followed {
	const sources = sourcesOf(facts, code);
	const next = nextSide(facts);
	const servers = serversOf(sources, facts.reached);
	const urls = djangoUrls(sources);
	const places = [...(next === undefined ? [] : [next.made]), ...servers.map(({path}) => path), ...urls.map(({path}) => path)];
	if (places.length > 1)
		return notFollowed(
			`Several servers were found (${places.slice(0, 4).join(', ')}): open the folder of one of them by itself and plan again.`,
		);
	const odd = places.find(path => !plainPath.test(path));
	if (odd !== undefined)
		return notFollowed('The file that makes the server has a name that is not written into others: rename it, and plan again.');
	if (next !== undefined) return nextPart(facts, code, next);
	const [server] = servers;
	if (server === undefined) return urls.length > 0 ? djangoPart(facts, code, sources) : notFollowed(unknownServer);
	switch (server.framework) {
		case 'fastapi':
		case 'flask':
			return pythonPart(facts, code, sources, server);
		case 'express':
		case 'fastify':
		case 'hono':
		case 'nest':
			return scriptPart(facts, code, sources, server);
	}
}

/** The list of settings, where there is one. */
function settingsEdit(facts: PlainFacts): readonly Edit[] {
	if (!facts.files.some(({path}) => path === '.env.example')) return [];
	return [
		{
			kind: 'lines',
			path: '.env.example',
			does: 'lists where traces are sent to, and how many',
			byHand: 'Add OTEL_EXPORTER_OTLP_ENDPOINT= and OTEL_TRACES_SAMPLER_ARG=1.',
			add: ['OTEL_EXPORTER_OTLP_ENDPOINT=', 'OTEL_TRACES_SAMPLER_ARG=1'],
			under: '# Traces: where they are sent to (nowhere while this is empty), and which share of requests is followed.',
		},
	];
}

const nothing = {
	script: '',
	python: '',
	instrumentation: '',
	module: '',
	framework: '',
	typed: false,
	commonjs: false,
	names: false,
	preload: false,
	preloads: [],
	instruments: [],
};

/** A name for the service that no language reads anything into. */
const plainName = (name: string): string => name.replace(/[^\w@/.-]+/gu, '-').replace(/^[-/.]+|[-/.]+$/gu, '') || 'app';

/** How requests of this repository's server are followed: by the error tracker that is there, else by OpenTelemetry. */
export function tracingView(facts: PlainFacts, given: Given, code: CodeNow): View {
	const share = shareEdits(facts, code);
	if (share !== undefined) {
		const data = {...nothing, service: given.name, on: false, quiet: [], release: '', database: false, share: ''};
		return {data, edits: share, after: share.length === 0 ? [] : told, owes: [], scripts: {}};
	}
	const {data, edits, after, owes} = followed(facts, code);
	const host = hostAlerts.find(({fact}) => withoutLongRuns.has(fact) && holds(facts, fact));
	const alone =
		host === undefined
			? []
			: [
					`On ${host.name} no Collector can run beside it: give it the address of the tracing service, its key, and OTEL_TRACES_SAMPLER_ARG=0.1.`,
				];
	const service = plainName(typeof data.service === 'string' && data.service !== '' ? data.service : given.name);
	return {
		data: {
			...nothing,
			...data,
			service,
			on: owes === undefined,
			quiet: listed('route', quietRoutes(facts)),
			release: releaseSetting(facts),
			database: holds(facts, 'db.any'),
		},
		edits: owes === undefined ? [...edits, ...settingsEdit(facts)] : [],
		after: owes === undefined ? [...after, ...shared, ...alone] : after,
		owes: owes === undefined ? [] : [{check, owes}],
		scripts: {},
	};
}
