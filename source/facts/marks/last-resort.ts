import type {MarkRule} from '../marks.ts';

const script = ['ts', 'js'] as const;
const screens = ['ts', 'js', 'vue', 'svelte', 'astro'] as const;

/** What catches an error that nobody expected, in each framework. */
export const lastResortMarks: readonly MarkRule[] = [
	{
		kind: 'last.express.inline',
		languages: script,
		literals: ['.use('],
		pattern:
			/\.use\s*\(\s*(?:['"`][^'"`\n]{0,80}['"`]\s*,\s*)?(?:async\s+)?(?:function\s*\w*\s*)?\(\s*\w{1,40}\s*(?::[^,()]{1,80})?,\s*\w{1,40}\s*(?::[^,()]{1,80})?,\s*\w{1,40}\s*(?::[^,()]{1,80})?,\s*\w{1,40}\s*(?::[^,()]{1,80})?,?\s*\)/gu,
		on: 'code',
	},
	{
		kind: 'last.express.handler',
		languages: script,
		literals: ['(err', '(error', '(ex', '(e,', '(e:', '(_err', '(_e', '(_,', '(_:'],
		beside: ['xpress', 'app.use(', 'router.use(', 'Router', 'NextFunction', 'next)', '_next', 'done)'],
		pattern:
			/(?:function\s+\w{1,60}\s*|(?<![\w.])(?:const|let|var)\s+\w{1,60}\s*(?::\s*[\w.<>, ]{1,60})?=\s*(?:async\s*)?(?:function\s*\w*\s*)?|(?:exports\.|module\.exports\s*=\s*)(?:async\s*)?(?:function\s*)?|export\s+default\s+(?:async\s*)?(?:function\s*)?|\breturn\s+(?:async\s*)?(?:function\s*\w*\s*)?|\w{1,60}\s*)\(\s*_?(?:err|error|e|ex|exception|_)\w{0,20}\s*(?::[^,()]{1,80})?,\s*_?(?:req|request|_)\w{0,20}\s*(?::[^,()]{1,80})?,\s*_?(?:res|response|reply|_)\w{0,20}\s*(?::[^,()]{1,80})?,\s*_?(?:next|done|_)\w{0,20}\s*(?::[^,()]{1,80})?,?\s*\)/gu,
		on: 'code',
	},
	{
		kind: 'last.express.exits',
		languages: script,
		literals: ['process.exit'],
		pattern:
			/\(\s*_?(?:err|error|e|ex|exception)\w{0,20}\s*(?::[^,()]{1,80})?,\s*_?req\w{0,20}\s*(?::[^,()]{1,80})?,\s*_?res\w{0,20}\s*(?::[^,()]{1,80})?,\s*_?next\w{0,20}\s*(?::[^,()]{1,80})?,?\s*\)[^{}]{0,40}\{[^{}]{0,400}\bprocess\.exit\s*\(/gu,
		on: 'code',
	},
	{
		kind: 'last.express.type',
		languages: ['ts'],
		literals: ['ErrorRequestHandler'],
		pattern: /:\s*(?:express\.)?ErrorRequestHandler\b/gu,
		on: 'code',
	},
	{
		kind: 'last.express.used',
		languages: script,
		literals: ['.use('],
		pattern: /\.use\s*\(\s*(?<value>(?:\w{1,40}\.)?\w{0,60}(?:[eE]rr|[eE]xception)\w{0,60})\s*(?:\(|\)|,)/gu,
		on: 'code',
	},
	{
		kind: 'last.express.use',
		languages: script,
		literals: ['.use('],
		pattern: /\.use\s*\(\s*(?<value>(?:\w{1,40}\.)?\w{1,60})\s*\)/gu,
		on: 'code',
	},
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
	{kind: 'last.fastify', languages: script, literals: ['setErrorHandler'], pattern: /\.setErrorHandler\s*\(/gu, on: 'code'},
	{kind: 'last.hono', languages: script, literals: ['.onError('], pattern: /\.onError\s*\(/gu, on: 'code'},
	{kind: 'last.koa', languages: script, literals: ['.on('], pattern: /\bapp\s*\.on\s*\(\s*['"]error['"]/gu, on: 'code'},
	{
		kind: 'last.process',
		languages: script,
		literals: ['uncaughtException', 'unhandledRejection'],
		pattern: /\bprocess\s*\.on\s*\(\s*['"](?<value>uncaughtException|unhandledRejection)['"]/gu,
		on: 'code',
	},
	{
		kind: 'last.process.ends',
		languages: script,
		literals: ['uncaughtException', 'unhandledRejection'],
		pattern:
			/\bprocess\s*\.on\s*\(\s*['"](?<value>uncaughtException|unhandledRejection)['"]\s*,\s*(?:[\w.]+\s*(?:\([^)\n]{0,80}\)\s*)?\)|[\s\S]{0,500}?(?:\bexit|[sS]hutdown|\bclose|\bkill|\bthrow\b|\bterminate|\babort|\bstop)\w*)/gu,
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
