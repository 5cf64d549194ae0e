import type {PlainFacts} from '../../../facts/facts.ts';
import type {PackageFact} from '../../../facts/packages.ts';
import type {Data} from '../../template-language.ts';
import type {Edit} from '../../wiring/edit.ts';
import {type Installing, installNpm, installPython} from '../tracking/installing.ts';

/** What watches one library: its package and version, its name in code, and how it is started. */
export type Instrument = {
	readonly name: string;
	readonly from: string;
	readonly package: string;
	readonly range: string;
	/** What is brought in from its package in JavaScript. */
	readonly brings: string;
	/** What is given to it in JavaScript. */
	readonly options: string;
	/** The line that starts it in Python. */
	readonly starts: string;
};

const scripted = (name: string, module: string, range: string, options = '', brings = name): Instrument => ({
	name,
	brings,
	from: `@opentelemetry/instrumentation-${module}`,
	package: `@opentelemetry/instrumentation-${module}`,
	range,
	options,
	starts: '',
});

/** Releases that were tried together. Their next line asks for Node 22, and its parts do not fit these. */
const scriptBase: readonly (readonly [name: string, range: string])[] = [
	['@opentelemetry/api', '~1.9.1'],
	['@opentelemetry/exporter-trace-otlp-proto', '^0.223.0'],
	['@opentelemetry/sdk-node', '^0.223.0'],
	['@opentelemetry/sdk-trace', '^2.12.0'],
];

const incoming = scripted(
	'HttpInstrumentation',
	'http',
	'^0.223.0',
	'{ignoreIncomingRequestHook: request => quiet.has(pathOf(request.url)), requireParentforOutgoingSpans: true}',
);
const outgoing = scripted('UndiciInstrumentation', 'undici', '^0.33.0', '{requireParentforSpans: true}');
const routes = scripted(
	'ExpressInstrumentation',
	'express',
	'^0.71.1',
	'{ignoreLayersType: Object.values(ExpressLayerType)}',
	'ExpressInstrumentation, ExpressLayerType',
);
/** Clients of databases that can be watched. */
const clients: Readonly<Record<string, Instrument>> = {
	pg: scripted('PgInstrumentation', 'pg', '^0.76.0', '{requireParentSpan: true}'),
	mysql2: scripted('MySQL2Instrumentation', 'mysql2', '^0.69.0'),
	mongodb: scripted('MongoDBInstrumentation', 'mongodb', '^0.76.0', '{requireParentSpan: true}'),
	mongoose: scripted('MongoDBInstrumentation', 'mongodb', '^0.76.0', '{requireParentSpan: true}'),
	ioredis: scripted('IORedisInstrumentation', 'ioredis', '^0.71.0', '{requireParentSpan: true}'),
	redis: scripted('RedisInstrumentation', 'redis', '^0.71.0', '{requireParentSpan: true}'),
};

/** As a template prints it. */
export const printed = ({name, brings, from, options, starts}: Instrument): Data => ({name, brings, from, options, starts});

const named = ({dependencies}: PackageFact): readonly string[] => dependencies.map(({name}) => name);
const distinct = (all: readonly Instrument[]): readonly Instrument[] =>
	all.filter((one, at) => all.findIndex(other => other.package === one.package) === at);

/** Packages that a module brings in by import, and that are loaded once more so that they can be watched. */
export const watchedIn = (owner: PackageFact): readonly string[] =>
	named(owner).filter(name => name === 'express' || (Object.hasOwn(clients, name) && name !== 'mongoose'));

/** What watches a server of Node: its requests, what it asks of others, and its databases. Next.js names its own requests. */
export function scriptInstruments(owner: PackageFact, framework: string): readonly Instrument[] {
	const databases = named(owner).flatMap(name => (Object.hasOwn(clients, name) ? (clients[name] ?? []) : []));
	const requests = framework === 'next' ? [] : [incoming];
	const express = framework === 'express' || framework === 'nest' ? [routes] : [];
	return distinct([...requests, outgoing, ...express, ...databases]);
}

const snake = (name: string, module: string, starts: string): Instrument => ({
	name,
	brings: name,
	from: `opentelemetry.instrumentation.${module}`,
	package: `opentelemetry-instrumentation-${module.replaceAll('_', '-')}`,
	range: '==0.66b0',
	options: '',
	starts,
});

const served: Readonly<Record<string, Instrument>> = {
	fastapi: snake(
		'FastAPIInstrumentor',
		'fastapi',
		'FastAPIInstrumentor.instrument_app(app, excluded_urls=QUIET, exclude_spans=["receive", "send"])',
	),
	flask: snake('FlaskInstrumentor', 'flask', 'FlaskInstrumentor().instrument_app(app, excluded_urls=QUIET)'),
	django: snake('DjangoInstrumentor', 'django', 'DjangoInstrumentor().instrument(excluded_urls=QUIET)'),
};
const asked: Readonly<Record<string, Instrument>> = {
	requests: snake('RequestsInstrumentor', 'requests', 'RequestsInstrumentor().instrument()'),
	httpx: snake('HTTPXClientInstrumentor', 'httpx', 'HTTPXClientInstrumentor().instrument()'),
	psycopg2: snake('Psycopg2Instrumentor', 'psycopg2', 'Psycopg2Instrumentor().instrument()'),
	'psycopg2-binary': snake('Psycopg2Instrumentor', 'psycopg2', 'Psycopg2Instrumentor().instrument()'),
	psycopg: snake('PsycopgInstrumentor', 'psycopg', 'PsycopgInstrumentor().instrument()'),
	asyncpg: snake('AsyncPGInstrumentor', 'asyncpg', 'AsyncPGInstrumentor().instrument()'),
	pymongo: snake('PymongoInstrumentor', 'pymongo', 'PymongoInstrumentor().instrument()'),
	redis: snake('RedisInstrumentor', 'redis', 'RedisInstrumentor().instrument()'),
};

/** What watches a server of Python: its requests, what it asks of others, and its databases. */
export function pythonInstruments(owner: PackageFact, framework: 'fastapi' | 'flask' | 'django'): readonly Instrument[] {
	const own = served[framework];
	const others = named(owner).flatMap(name => (Object.hasOwn(asked, name) ? (asked[name] ?? []) : []));
	return distinct([...(own === undefined ? [] : [own]), ...others]);
}

/** Brings several packages in at once: into the manifest by one edit where that is safe, and the commands for the rest. */
function together(all: readonly Installing[]): Installing {
	const edits = all.flatMap(one => one.edits);
	const json = edits.flatMap(edit => (edit.kind === 'json' ? [edit] : []));
	const lines = edits.flatMap(edit => (edit.kind === 'lines' ? [edit] : []));
	const made = (one: Edit | undefined, byHand: string) =>
		one && {path: one.path, does: 'adds what follows requests to the dependencies', byHand};
	const [object, list] = [made(json[0], json.map(one => one.byHand).join(' ')), made(lines[0], lines.map(one => one.byHand).join(' '))];
	return {
		edits: [
			...(object === undefined ? [] : [{...object, kind: 'json' as const, set: json.flatMap(({set}) => set)}]),
			...(list === undefined ? [] : [{...list, kind: 'lines' as const, add: lines.flatMap(({add}) => add)}]),
		],
		command: [...new Set(all.map(({command}) => command))].filter(command => command !== '').join(' && '),
	};
}

/** Brings what follows requests into a package of Node. */
export const installScript = (owner: PackageFact, instruments: readonly Instrument[], facts: PlainFacts): Installing =>
	together(
		[...scriptBase, ...instruments.map(one => [one.package, one.range] as const)].map(([name, range]) =>
			installNpm(owner, name, range, facts),
		),
	);

/** They are released together, and fit only each other: of one release, all of them. */
const pythonBase: readonly (readonly [name: string, range: string])[] = [
	['opentelemetry-sdk', '==1.45.0'],
	['opentelemetry-exporter-otlp-proto-http', '==1.45.0'],
];

/** Brings what follows requests into a package of Python. */
export const installSnake = (owner: PackageFact, instruments: readonly Instrument[], facts: PlainFacts): Installing =>
	together(
		[...pythonBase, ...instruments.map(one => [one.package, one.range] as const)].map(([name, range]) =>
			installPython(owner, name, range, facts),
		),
	);
