import type {MarkRule} from '../marks.ts';

const script = ['ts', 'js'] as const;
const screens = ['ts', 'js', 'vue', 'svelte', 'astro'] as const;

/** What catches an error that nobody expected, in each framework. */
export const lastResortMarks: readonly MarkRule[] = [
	{
		kind: 'last.tracker',
		languages: [...script, 'py'],
		literals: [
			'setupExpressErrorHandler',
			'errorHandler(',
			'setupFastifyErrorHandler',
			'setupHonoErrorHandler',
			'sentry_sdk.init',
			'rollbar',
		],
		pattern:
			/(?:Sentry\.)?setup(?:Express|Fastify|Koa|Hapi|Connect|Hono)ErrorHandler\s*\(|Sentry\.Handlers\.errorHandler\s*\(|rollbar\.errorHandler\s*\(|sentry_sdk\.init\s*\(/gu,
		on: 'code',
	},
	{
		kind: 'last.boundary',
		languages: screens,
		literals: ['ErrorBoundary', 'errorElement', 'rrorComponent', 'onErrorCaptured', 'errorHandler', 'svelte:boundary', 'ErrorHandler'],
		pattern:
			/<(?:\w{1,40}\.)?\w{0,40}ErrorBoundary\b|withErrorBoundary\s*\(|\berrorElement\s*[:=]|\b(?:defaultErrorComponent|errorComponent)\s*[:=]|\bonErrorCaptured\s*\(|\.config\.errorHandler\s*=|<svelte:boundary|export\s+(?:function|const)\s+ErrorBoundary\b|export\s*\{[^}\n]{0,200}\bErrorBoundary\b|\bErrorBoundary\s*[:,]\s*(?:\w+|\})|provide\s*:\s*ErrorHandler/gu,
		on: 'code',
		roles: ['app'],
	},
	{
		kind: 'last.sveltekit',
		languages: script,
		literals: ['handleError'],
		pattern: /export\s+(?:const|async\s+function|function)\s+handleError\b/gu,
		on: 'code',
	},
	{
		kind: 'last.fastapi',
		languages: ['py'],
		literals: ['exception_handler', 'ServerErrorMiddleware'],
		pattern:
			/exception_handler\s*\(\s*(?:(?:exc_class_or_status_code\s*=\s*)?(?:builtins\.)?(?:Base)?Exception\b|500\b|status\.HTTP_500)|exception_handlers\s*=\s*\{[^}]{0,300}?\b(?:Exception|500)\s*:/gu,
		on: 'code',
	},
	{
		kind: 'last.fastapi.middleware',
		languages: ['py'],
		literals: ['call_next'],
		pattern:
			/\btry\s*:\s*\n[^\n]{0,200}(?:\n[^\n]{0,200}){0,6}?await\s+(?:self\.)?call_next\s*\([\s\S]{0,800}?except\s*(?::|(?:Base)?Exception\b)/gu,
		on: 'code',
	},
	{
		kind: 'last.flask',
		languages: ['py'],
		literals: ['errorhandler', 'error_handler'],
		pattern:
			/(?:app_)?errorhandler\s*\(\s*(?:Exception|500|InternalServerError|HTTPStatus\.INTERNAL_SERVER_ERROR)|(?:register_error_handler|add_error_handler)\s*\(\s*(?:Exception|500|InternalServerError)/gu,
		on: 'code',
	},
	{
		kind: 'last.django.debug',
		languages: ['py'],
		literals: ['DEBUG'],
		pattern:
			/^DEBUG[ \t]*(?::[ \t]*bool[ \t]*)?=[ \t]*(?<value>True\b|[^\n]{0,120}(?:default[ \t]*=[ \t]*|,[ \t]*)['"]?(?:True|1|true)['"]?[^\n]{0,60}|False\b|[^\n]{1,160})/gmu,
		on: 'code',
		path: /(?:^|\/)settings(?:\/[\w-]+)?\.py$|(?:^|\/)\w*settings\w*\.py$/u,
	},
	{
		kind: 'last.django.deployed',
		languages: 'any',
		literals: ['DEBUG'],
		pattern: /\bDEBUG['"]?[ \t]*[:=][ \t]*['"]?(?:False|false|0|off|no)\b/gu,
		on: 'text',
		path: /(?:^|\/)(?:Dockerfile[\w.-]*|(?:docker-)?compose[\w.-]*\.ya?ml|render\.yaml|fly[\w.-]*\.toml|app\.json|[\w.-]*env[\w.-]*|railway\.\w+|[\w-]*(?:deploy|values)[\w-]*\.ya?ml)$/u,
	},
	{
		kind: 'last.next.on-request-error',
		languages: script,
		literals: ['onRequestError'],
		pattern: /\bonRequestError\b/gu,
		on: 'code',
	},
];
