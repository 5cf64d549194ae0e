import type {MarkRule} from '../marks.ts';

const others = ['go', 'rb', 'java', 'kotlin', 'php', 'rust', 'csharp', 'elixir'] as const;

/** How it is measured what runs: numbers and traces in languages that are not read, monitors from outside, and promises in numbers. */
export const measuringMarks: readonly MarkRule[] = [
	{
		kind: 'measure.metrics',
		languages: others,
		literals: ['rometheus', 'statsd', 'StatsD', 'micrometer', 'metric', 'Telemetry.Metrics'],
		pattern:
			/github\.com\/prometheus\/client_golang|\bpromhttp\.|go\.opentelemetry\.io\/otel\/metric|io\.micrometer|\bPrometheus::(?:Client|Middleware)|\bprometheus_client\b|\bstatsd\.(?:New|Client)|\bStatsD\.|use\s+prometheus::|\bmetrics_exporter_prometheus\b|\bTelemetry\.Metrics\b|\bUseHttpMetrics\b|\bprom_ex\b/gu,
		on: 'code',
		roles: ['app'],
	},
	{
		kind: 'measure.traces',
		languages: others,
		literals: ['telemetry', 'Telemetry', 'ddtrace', 'Datadog'],
		pattern:
			/go\.opentelemetry\.io\/(?:otel\/(?:trace|sdk\/trace)|contrib)|\botel\.SetTracerProvider|io\.opentelemetry|OpenTelemetry::SDK\.configure|opentelemetry_otlp|AddOpenTelemetry\(|\bDatadog\.configure|ddtrace\/tracer/gu,
		on: 'code',
		roles: ['app'],
	},
	{
		/** Checks from outside as infrastructure. */
		kind: 'uptime.check',
		languages: ['hcl'],
		literals: ['resource'],
		pattern:
			/\bresource\s+"(?<value>checkly_check|checkly_heartbeat|datadog_synthetics_test|better(?:uptime|stack)_monitor|uptimerobot_monitor|statuscake_uptime_check|pingdom_check|google_monitoring_uptime_check_config|aws_route53_health_check|aws_synthetics_canary|grafana_synthetic_monitoring_check|newrelic_synthetics_\w*monitor|azurerm_application_insights_(?:standard_)?web_test|cloudflare_healthcheck|updown_check|hyperping_monitor)"/gu,
		on: 'code',
	},
	{
		kind: 'uptime.check',
		languages: ['ts', 'js'],
		literals: ['checkly/constructs'],
		pattern: /from\s+['"]checkly\/constructs['"]|require\(\s*['"]checkly\/constructs/gu,
		on: 'code',
	},
	{
		/** A monitor of one's own: it goes down with what it watches when both run on one machine. */
		kind: 'uptime.own',
		languages: ['yaml', 'docker'],
		literals: ['uptime-kuma', 'gatus', 'blackbox-exporter', 'blackbox_exporter', 'statping'],
		pattern: /louislam\/uptime-kuma|twinproduction\/gatus|prom\/blackbox-exporter|statping/gu,
		on: 'code',
	},
	{
		/** A page, badge or setting that names a monitor. */
		kind: 'uptime.named',
		languages: ['md', 'html', 'ts', 'js', 'yaml'],
		literals: [
			'uptimerobot.com',
			'betteruptime.com',
			'betterstack.com',
			'statuspage.io',
			'instatus.com',
			'upptime',
			'cronitor.io',
			'pingdom.com',
			'hc-ping.com',
		],
		pattern:
			/\b(?:stats|status)\.uptimerobot\.com\/\w+|\bimg\.shields\.io\/uptimerobot|\b[\w-]+\.(?:betteruptime|betterstack)\.com|\b[\w-]+\.statuspage\.io|\b[\w-]+\.instatus\.com|\bupptime\/upptime|\bcronitor\.io\/\w+|\bhc-ping\.com\/[\w-]+/gu,
		on: 'text',
		roles: ['app', 'config', 'docs'],
	},
	{
		kind: 'slo.rule',
		languages: ['yaml', 'hcl'],
		literals: ['openslo', 'sloth', 'pyrra', 'service_level', '_slo', 'ServiceLevelObjective'],
		pattern:
			/\bapiVersion:\s*["']?(?:openslo\/|sloth\.slok\.dev\/|pyrra\.dev\/)|^version:\s*["']?prometheus\/v\d["']?\s*$|\bresource\s+"(?:datadog_service_level_objective|google_monitoring_slo|grafana_slo|newrelic_service_level|nobl9_service|aws_applicationsignals_service_level_objective)"|^[ \t]*kind:\s*(?:SLO|ServiceLevelObjective|PrometheusServiceLevel)\b/gmu,
		on: 'code',
	},
	{
		/** A promise in numbers, in a document. */
		kind: 'slo.target',
		languages: ['md'],
		literals: ['99', '95', 'p9'],
		pattern: /\b9[59](?:\.\d{1,3})?\s?%|\bp9[059]\b[^\n]{0,40}\d+\s?(?:ms|s\b)/gu,
		on: 'text',
	},
];
