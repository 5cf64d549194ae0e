import type {Place} from '../safe-text.ts';
import type {FileFact} from './files.ts';
import {marksOf} from './files.ts';
import type {Dependency} from './packages.ts';

/** An error tracker, and the packages that bring it. */
type Tracker = {
	readonly name: string;
	readonly packages: RegExp;
	/** Importing it starts it. */
	readonly startsItself?: RegExp;
	/** It is an error tracker only when it is told to send exceptions. */
	readonly needsExceptions?: true;
	/** It follows requests; whether anybody hears of an error is decided where it sends what it saw. */
	readonly followsRequests?: true;
};

const trackers: readonly Tracker[] = [
	{name: 'Sentry', packages: /^(?:@sentry\/(?!cli$|types$|.*(?:-plugin|plugin-.*)$).+|sentry_sdk|sentry-sdk|sentry-expo|raven|raven-js)$/u},
	{name: 'Rollbar', packages: /^(?:rollbar|@rollbar\/react|rollbar-react-native|pyrollbar)$/u},
	{name: 'Bugsnag', packages: /^(?:@bugsnag\/.+|bugsnag)$/u},
	{name: 'Honeybadger', packages: /^(?:@honeybadger-io\/.+|honeybadger)$/u},
	{name: 'Raygun', packages: /^(?:raygun|raygun4js|raygun4py)$/u},
	{name: 'Airbrake', packages: /^(?:@airbrake\/(?:node|browser)|airbrake|pybrake)$/u},
	{name: 'AppSignal', packages: /^(?:@appsignal\/.+|appsignal)$/u},
	{name: 'Datadog', packages: /^(?:dd-trace|@datadog\/browser-(?:rum|logs)|ddtrace)$/u, startsItself: /^(?:dd-trace\/init|ddtrace\.auto)/u},
	{name: 'New Relic', packages: /^(?:newrelic|@newrelic\/.+)$/u, startsItself: /^newrelic$/u},
	{
		name: 'Elastic APM',
		packages: /^(?:elastic-apm-node|@elastic\/apm-rum.*|elastic-apm|elasticapm)$/u,
		startsItself: /^elastic-apm-node\/start/u,
	},
	{name: 'Highlight', packages: /^(?:highlight\.run|@highlight-run\/.+|highlight-io|highlight_io)$/u},
	{name: 'HyperDX', packages: /^(?:@hyperdx\/.+)$/u},
	{name: 'LogRocket', packages: /^(?:logrocket)$/u},
	{name: 'TrackJS', packages: /^(?:trackjs)$/u},
	{
		name: 'Application Insights',
		packages:
			/^(?:applicationinsights|@microsoft\/applicationinsights-.+|@azure\/monitor-opentelemetry|azure-monitor-opentelemetry|azure|opencensus-ext-azure)$/u,
	},
	{name: 'Logfire', packages: /^(?:logfire)$/u},
	{name: 'Crashlytics', packages: /^(?:@react-native-firebase\/crashlytics)$/u, startsItself: /crashlytics$/u},
	{
		name: 'Google Cloud Error Reporting',
		packages: /^(?:@google-cloud\/error-reporting|google-cloud-error-reporting)$/u,
		startsItself: /error-reporting$/u,
	},
	{name: 'PostHog', packages: /^(?:posthog-js|posthog-node|posthog|posthog-react-native)$/u, needsExceptions: true},
	{
		name: 'OpenTelemetry',
		followsRequests: true,
		packages:
			/^(?:@opentelemetry\/(?:sdk-node|sdk-trace-node|sdk-trace-web|auto-instrumentations-node|exporter-.+)|@vercel\/otel|opentelemetry-exporter-.+|opentelemetry-distro)$/u,
	},
];
const pythonSources: Readonly<Record<string, string>> = {opentelemetry: 'opentelemetry-exporter-otlp'};

/** The tracker that a package or an import name belongs to. */
const trackerOf = (dependency: string): Tracker | undefined =>
	trackers.find(({packages}) => packages.test(pythonSources[dependency] ?? dependency));

/** Where a tracker is started, and which. */
export type TrackerStart = Place & {readonly tracker: string; readonly file: FileFact; readonly followsRequests?: true};

/** Where error trackers, and what only follows requests, are started in the given files. */
export const trackerStarts = (files: readonly FileFact[]): readonly TrackerStart[] =>
	startsIn(files).map(start =>
		trackers.some(({name, followsRequests}) => name === start.tracker && followsRequests === true)
			? {...start, followsRequests: true}
			: start,
	);

/** A start call in a file that imports one, an import that starts by itself, or a vendor's script. */
function startsIn(files: readonly FileFact[]): readonly TrackerStart[] {
	return files.flatMap(file => {
		if (file.role !== 'app' && file.role !== 'config') return [];
		const scripts = file.marks
			.filter(({kind}) => kind === 'tracker.script' || kind === 'tracker.other')
			.map(({line, text}) => ({path: file.path, line, text, tracker: 'An error tracker', file}));
		const imported = file.imports.flatMap(one => {
			const tracker = one.typeOnly || one.dependency === undefined ? undefined : trackerOf(one.dependency);
			return tracker === undefined ? [] : [{...one, tracker}];
		});
		const [first] = imported;
		if (first === undefined) return scripts;
		const itself = imported.find(({source, tracker}) => tracker.startsItself?.test(source) === true);
		if (itself !== undefined)
			return [...scripts, {path: file.path, line: itself.line, text: itself.text, tracker: itself.tracker.name, file}];
		const sends = file.marks.find(({kind}) => kind === 'tracker.exceptions');
		const whole = imported.filter(({tracker}) => tracker.needsExceptions !== true);
		const [starting] = whole.flatMap(one => {
			const names = namesIn(one.text);
			return file.marks
				.filter(
					({kind, line, text}) =>
						kind === 'tracker.call' && line !== one.line && names.some(name => new RegExp(`\\b${name}\\b`, 'u').test(text)),
				)
				.map(call => ({call, tracker: one.tracker.name}));
		});
		if (starting !== undefined)
			return [...scripts, {path: file.path, line: starting.call.line, text: starting.call.text, tracker: starting.tracker, file}];
		if (whole.length === 0 && sends !== undefined)
			return [...scripts, {path: file.path, line: sends.line, text: sends.text, tracker: first.tracker.name, file}];
		return scripts;
	});
}

/** The names that an import brings; when they stand on lines above, those under which trackers are started. */
function namesIn(line: string): readonly string[] {
	const names = [...line.replace(/(['"`])[^'"`]*\1/gu, '').matchAll(/[A-Za-z_$][\w$]+/gu)]
		.map(([name]) => name)
		.filter(name => !importWords.has(name));
	return names.length > 0 ? names.map(name => name.replaceAll('$', '\\$')) : ['init', 'configure', 'registerOTel', 'NodeSDK'];
}

const importWords = new Set(['import', 'from', 'const', 'let', 'var', 'require', 'await', 'as', 'export', 'type', 'default']);

/** Start commands that load a tracker before the program. */
export const trackerCommands = (files: readonly FileFact[]): readonly Place[] =>
	marksOf({files}, 'tracker.command', ['app', 'config', 'script']).map(({path, line, text}) => ({path, line, text}));

/** Trackers among the dependencies that a manifest names for production. */
export const trackersNamed = (dependencies: readonly Dependency[]): readonly (Dependency & {readonly tracker: string})[] =>
	dependencies.flatMap(dependency => {
		const tracker = trackerOf(dependency.name);
		return tracker === undefined || tracker.needsExceptions === true || tracker.followsRequests === true || dependency.use === 'development'
			? []
			: [{...dependency, tracker: tracker.name}];
	});
