import type {MarkRule} from '../marks.ts';

const script = ['ts', 'js', 'vue', 'svelte', 'astro'] as const;
const read = [...script, 'py'] as const;

/** Where an error tracker is started, and where errors go somewhere of the repository's own. */
export const trackerMarks: readonly MarkRule[] = [
	{
		/** A call that starts something; which tracker it starts is told by the file's imports. */
		kind: 'tracker.call',
		languages: read,
		literals: [
			'sentry',
			'Sentry',
			'ollbar',
			'ugsnag',
			'oneybadger',
			'aygun',
			'irbrake',
			'ppsignal',
			'dd-trace',
			'datadog',
			'ddtrace',
			'newrelic',
			'elastic',
			'ighlight',
			'yperdx',
			'ogrocket',
			'ogRocket',
			'trackjs',
			'pplicationinsights',
			'azure',
			'logfire',
			'telemetry',
			'otel',
		],
		pattern:
			/(?<!function\s)(?<!def\s)(?<![\w$])(?:init\w{0,20}|start|configure|setup|register\w{0,20}|patch_all|useAzureMonitor|configure_azure_monitor|initialize|initialise|loadAppInsights|instrument\w{0,30}|TracerProvider|set_tracer_provider)\s*\(|\bnew\s+(?:\w+\.)?(?:Rollbar|Appsignal|ApplicationInsights|Notifier|NodeSDK|Client|Honeybadger|WebTracerProvider|NodeTracerProvider|HyperDX)\b|<(?:PostHog|Rollbar|Highlight)\w{0,20}Provider\b/gu,
		on: 'code',
		roles: ['app', 'config'],
	},
	{
		kind: 'tracker.exceptions',
		languages: read,
		literals: ['posthog', 'PostHog'],
		pattern: /\bcapture_?[eE]xceptions?\b|\benable_?[eE]xception_?[aA]utocapture\b|\bcaptureException\b|\bexceptionAutocapture\b/gu,
		on: 'code',
		roles: ['app', 'config'],
	},
	{
		kind: 'tracker.script',
		languages: ['html', 'ts', 'js', 'svelte', 'vue', 'astro'],
		literals: ['sentry-cdn.com', 'bugsnag.min.js', 'cdn.rollbar.com', 'cdn.raygun.io', 'trackjs.com', 'logr-ingest.com', 'cdn.lr-in'],
		pattern:
			/js\.sentry-cdn\.com\/|bugsnag\.min\.js|cdn\.rollbar\.com\/|cdn\.raygun\.io\/|cdn\.trackjs\.com\/|cdn\.(?:logr-ingest|lr-in[\w-]*)\.com\//gu,
		on: 'code',
		roles: ['app'],
	},
	{
		kind: 'tracker.command',
		languages: 'any',
		literals: [
			'ddtrace-run',
			'newrelic-admin',
			'opentelemetry-instrument',
			'dd-trace/init',
			'newrelic',
			'elastic-apm-node/start',
			'elastic-opentelemetry',
			'applicationinsights-agent',
			'@opentelemetry/auto-instrumentations-node/register',
		],
		pattern:
			/\bddtrace-run\b|\bnewrelic-admin\s+run-program\b|\bopentelemetry-instrument\b|(?:-r|--require|--import)[ =]?(?:dd-trace\/init(?:ialize)?(?:\.mjs)?|newrelic|elastic-apm-node\/start|@opentelemetry\/auto-instrumentations-node\/register)|-javaagent:\S*(?:applicationinsights|newrelic|opentelemetry|dd-java)/gu,
		on: 'code',
		path: /(?:^|\/)(?:Dockerfile[\w.-]*|Procfile|package\.json|[\w.-]+\.(?:ya?ml|toml|sh|service))$/u,
	},
	{
		kind: 'tracker.other',
		languages: ['go', 'rb', 'java', 'kotlin', 'php', 'rust', 'csharp', 'elixir', 'dart', 'swift'],
		literals: ['entry', 'ollbar', 'ugsnag', 'oneybadger', 'ewrelic', 'aygun', 'irbrake', 'rashlytics'],
		pattern:
			/\bsentry\.Init\s*\(|\bSentry\.init\b|\bSentrySdk\.Init\b|\bUseSentry\b|\bSentry\\init\s*\(|\bsentry::init\s*\(|\bSentryFlutter\.init\b|\bSentrySDK\.start\b|\bSentry\.PlugCapture\b|\brollbar\.(?:SetToken|init)\b|\bRollbar\.(?:configure|init)\b|\bbugsnag\.Configure\s*\(|\bBugsnag\.(?:configure|start)\b|\bHoneybadger\.(?:configure|init)\b|\bhoneybadger\.Configure\s*\(|\bnewrelic\.NewApplication\s*\(|\bFirebaseCrashlytics\b/gu,
		on: 'code',
		roles: ['app', 'config'],
	},
	{
		kind: 'tracker.dependency',
		languages: 'any',
		literals: [
			'entry',
			'ollbar',
			'ugsnag',
			'oneybadger',
			'ewrelic',
			'aygun',
			'irbrake',
			'rashlytics',
			'opentelemetry',
			'ppsignal',
			'catter',
			'dd-trace',
			'ddtrace',
		],
		pattern:
			/\b(?<value>sentry|rollbar|bugsnag|honeybadger|newrelic|raygun|airbrake|crashlytics|opentelemetry|appsignal|scout_apm|dd-trace|ddtrace)/giu,
		on: 'code',
		path: /(?:^|\/)(?:go\.mod|Gemfile|pom\.xml|build\.gradle(?:\.kts)?|composer\.json|Cargo\.toml|mix\.exs|pubspec\.yaml|[\w.-]+\.csproj|Package\.swift)$/u,
	},
	{
		kind: 'tracker.own',
		languages: ['py'],
		literals: ['Handler'],
		pattern: /\(\s*(?:logging\.)?Handler\s*\)\s*:|\bAdminEmailHandler\b|\bSMTPHandler\b|^ADMINS\s*=/gmu,
		on: 'code',
		roles: ['app', 'config'],
	},
];
