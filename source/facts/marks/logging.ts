import type {MarkRule} from '../marks.ts';

const script = ['ts', 'js', 'svelte', 'vue', 'astro'] as const;

/** The file of a logger of one's own. */
export const ownLogger = /(?:^|\/)(?:[\w-]*-)?(?:log|logs|logger|logging)(?:\/[\w.-]+)?\.[cm]?[jt]s$/u;

/** What programs write to their logs, and through what. */
export const loggingMarks: readonly MarkRule[] = [
	{
		kind: 'log.console',
		languages: script,
		literals: ['console.'],
		pattern: /(?<![\w$.])console\s*\.\s*(?:log|error|warn|info|debug|trace)\s*\(/gu,
		on: 'code',
		roles: ['app'],
	},
	{kind: 'log.console', languages: ['py'], literals: ['print('], pattern: /(?<![\w.])print\s*\(/gu, on: 'code', roles: ['app']},
	{
		kind: 'log.call',
		languages: [...script, 'py'],
		literals: ['log.', 'logger.', 'Logger.', 'logging.', 'LOG.', 'LOGGER.', 'logfire.'],
		pattern:
			/(?<![\w$])_?(?:log|logger|Logger|logging|LOG|LOGGER|consola|logfire)\s*\??\.\s*(?:trace|debug|info|notice|warn|warning|error|exception|critical|fatal|verbose|log|success|http)\s*\(/gu,
		on: 'code',
		roles: ['app'],
	},
	{
		/** A logger that writes one record per line that a machine can read. */
		kind: 'log.structured',
		languages: [...script, 'py'],
		literals: [
			'pino',
			'Pino',
			'bunyan',
			'format.json',
			'json()',
			'structlog',
			'serialize=True',
			'JsonFormatter',
			'JSONFormatter',
			'logfire',
			'logger: true',
			'logger: {',
			'json: true',
			'getJsonLinesFormatter',
			'jsonLinesFormatter',
			'evlog',
			'StructuredLogger',
			'type: "json"',
			"type: 'json'",
			'createLogger',
			'winston.format.json',
		],
		pattern:
			/(?<![\w$.])[pP]ino(?:Http)?\s*(?:<[^>]{0,80}>)?\(|\bbunyan\.createLogger\s*\(|\bformat\s*\.\s*json\s*\(|(?<![\w$.])json\(\)\s*[,)]|\bstructlog\.(?:configure|get_logger|processors\.JSONRenderer)\b|\bserialize\s*=\s*True\b|\b(?:pythonjsonlogger|JsonFormatter|JSONFormatter)\b|\blogfire\.configure\s*\(|\blogger\s*:\s*(?:true\b|\{\s*(?:level|redact|serializers|stream)\b)|\bnew\s+ConsoleLogger\s*\(\s*\{[^}]{0,200}json\s*:\s*true|\bget?JsonLinesFormatter\b|\bjsonLinesFormatter\b|LoggerModule\.forRoot(?:Async)?\s*\(/gu,
		on: 'code',
		roles: ['app', 'config'],
	},
	{
		/** A logger of one's own: each line is an object written as JSON. */
		kind: 'log.structured',
		languages: script,
		literals: ['JSON.stringify'],
		pattern: /(?<![\w$.])(?:console\s*(?:\.\s*\w+|\[\s*\w+\s*\])|process\.std(?:out|err)\.write)\s*\(\s*JSON\.stringify\s*\(/gu,
		on: 'code',
		roles: ['app'],
		path: ownLogger,
	},
	{
		/** What is given to the console goes through the logger of one's own instead. */
		kind: 'log.captured',
		languages: script,
		literals: ['console'],
		pattern: /(?<![\w$.])console\s*(?:\.\s*(?:log|error)|\[\s*\w+\s*\])\s*=(?![=>])/gu,
		on: 'code',
		roles: ['app'],
		path: ownLogger,
	},
	{
		/** A logger with levels whose lines may be plain text. */
		kind: 'log.levels',
		languages: [...script, 'py'],
		literals: [
			'createLogger',
			'winston',
			'basicConfig',
			'dictConfig',
			'fileConfig',
			'LOGGING',
			'getLogger',
			'new Logger',
			'consola',
			'loguru',
			'log4js',
			'tslog',
			'loglevel',
			'setLevel',
			'logger.add',
			'new ConsoleLogger',
			'signale',
		],
		pattern:
			/\bwinston\.createLogger\s*\(|(?<![\w$.])createLogger\s*\(|\blogging\.(?:basicConfig|config\.dictConfig|config\.fileConfig|getLogger)\s*\(|(?<![\w.])(?:dictConfig|fileConfig)\s*\(|^LOGGING\s*=|\bnew\s+(?:Console)?Logger\s*\(|\bcreateConsola\s*\(|\bfrom\s+loguru\b|\blog4js\.(?:configure|getLogger)\s*\(|\bapp\.logger\.setLevel\s*\(/gmu,
		on: 'code',
		roles: ['app', 'config'],
	},
	{
		/** One line for each request, and no more. */
		kind: 'log.requests',
		languages: script,
		literals: ['morgan('],
		pattern: /(?<![\w$.])morgan\s*\(/gu,
		on: 'code',
		roles: ['app'],
	},
];
