import type {Language} from '../language.ts';
import type {MarkRule} from '../marks.ts';

const script = ['ts', 'js'] as const;
const configured =
	/\.(?:[cm]?[jt]sx?|vue|svelte|astro|py|go|rb|java|kt|php|rs|cs|exs?|json|toml|ya?ml|conf|html?|tf|tpl|template|njk|ejs)$|(?:^|\/)(?:_headers|\.htaccess|Caddyfile)$/u;

/** Files whose lines are settings: a name in them stands for itself. In all others it is a string of its own. */
const settings: readonly Language[] = ['html', 'toml', 'hcl', 'other'];
const written: readonly Language[] = [
	...script,
	...(['py', 'go', 'rb', 'java', 'kotlin', 'php', 'rust', 'csharp', 'elixir', 'vue', 'svelte', 'astro', 'json'] as const),
];
const strippedNext = String.raw`(?!['"\x60]\s*\))(?!['"\x60]\s*,?\s*(?:\](?!\s*=[^=])|['"\x60](?:x-|content-|strict-|cross-|permissions-|referrer-|access-|cache-|set-cookie|connection|transfer-|host|server|etag|via)[\w-]*['"\x60]\s*[,\]]))`;
const readOrRemoved = String.raw`(?<!\b(?:remove\w*|delete|unset|get|has|getHeader|hasHeader|includes|case)\s*\(?\s*['"\x60]|[=!]==?\s*['"\x60]|\b(?!(?:key|name|header\w*|field|k)\b)\w+:\s*['"\x60])`;

/** Where a header is set by its name: as a string that is the name and nothing else, or on a line of a settings file. */
const named = (kind: string, name: string): readonly MarkRule[] => {
	const bare = name.replace(/\(.*$/u, '');
	const literals = [bare, bare.toLowerCase()].map(one => one.slice(1));
	return [
		{
			kind,
			languages: written,
			literals,
			pattern: new RegExp(String.raw`(?<=['"\x60])${readOrRemoved}${name}(?=\\?['"\x60]|:)${strippedNext}`, 'giu'),
			on: 'code',
			path: configured,
		},
		{
			kind,
			languages: settings,
			literals,
			pattern: new RegExp(String.raw`(?<!\b(?:remove|removeHeader|delete|unset|hide_header)\s*\(?\s*['"\x60]?)${name}\b`, 'giu'),
			on: 'code',
			path: configured,
		},
		{
			kind,
			languages: ['yaml'],
			literals,
			pattern: new RegExp(
				String.raw`^[ \t]*(?:- +)?(?:(?:name|key|header)\s*:\s*)?['"]?${name}['"]?[ \t]*(?::|$)|(?:add_header|more_set_headers|customresponseheaders)[^\n]{0,80}${name}\b`,
				'gimu',
			),
			on: 'code',
			path: configured,
		},
	];
};

/** Response headers that tell a browser to protect people, wherever they are set. */
export const headerMarks: readonly MarkRule[] = [
	...named('header.csp', 'Content-Security-Policy(?!-Report-Only)'),
	...named('header.csp.report-only', 'Content-Security-Policy-Report-Only'),
	...named('header.hsts', 'Strict-Transport-Security'),
	...named('header.nosniff', 'X-Content-Type-Options'),
	...named('header.frame', 'X-Frame-Options'),
	{
		kind: 'header.csp',
		languages: 'any',
		literals: ['ontentSecurityPolicy', 'content_security_policy', 'CSP_', 'SECURE_CSP'],
		pattern:
			/contentSecurityPolicy['"]?\s*[:=(](?!\s*false)|\bcontent_security_policy\b(?=\s*[=:(]|\s+do\b)|^[ \t]*(?:CSP_DEFAULT_SRC|CONTENT_SECURITY_POLICY|SECURE_CSP)\s*=/gimu,
		on: 'code',
		path: configured,
	},
	{
		kind: 'header.csp.report-only',
		languages: 'any',
		literals: ['reportOnly', 'REPORT_ONLY'],
		pattern: /reportOnly\s*:\s*true|(?:SECURE_CSP|CONTENT_SECURITY_POLICY)_REPORT_ONLY\s*=/giu,
		on: 'code',
		path: configured,
	},
	{
		kind: 'header.csp.off',
		languages: script,
		literals: ['contentSecurityPolicy'],
		pattern: /contentSecurityPolicy\s*:\s*false/gu,
		on: 'code',
	},
	{
		kind: 'header.csp.loose',
		languages: 'any',
		literals: ["'unsafe-eval'"],
		pattern: /'unsafe-inline'[^\n]{0,200}'unsafe-eval'|'unsafe-eval'[^\n]{0,200}'unsafe-inline'/gu,
		on: 'code',
		path: configured,
	},
	{
		kind: 'header.hsts',
		languages: 'any',
		literals: ['trictTransportSecurity', 'strict_transport_security', 'SECURE_HSTS_SECONDS', 'stsSeconds', 'hsts', 'HSTS'],
		pattern:
			/strictTransportSecurity['"]?\s*[:=(](?!\s*false)|\bstrict_transport_security\b(?=\s*[=:(])|^[ \t]*SECURE_HSTS_SECONDS\s*=(?!\s*0\b)|\bstsSeconds['"]?\s*[:=]|\bhsts\s*:\s*(?:\{|true)|helmet\.hsts\s*\(/gimu,
		on: 'code',
		path: configured,
	},
	{
		kind: 'header.nosniff',
		languages: 'any',
		literals: ['ontentTypeOptions', 'content_type_options', 'ontentTypeNosniff', 'noSniff'],
		pattern:
			/(?<!\w)x?ContentTypeOptions['"]?\s*[:=(](?!\s*false)|\bcontent_type_options\b(?=\s*[=:(])|contentTypeNosniff['"]?\s*[:=]|helmet\.noSniff\s*\(/giu,
		on: 'code',
		path: configured,
	},
	{
		kind: 'header.frame',
		languages: 'any',
		literals: ['frame-ancestors', 'rameAncestors', 'rameOptions', 'frame_options', 'frameDeny', 'frameguard'],
		pattern:
			/frame-ancestors(?=\s+(?:\\?['"`]|https?:|\*|\$\{|self\b|none\b)|['"`]?\s*:|['"`],\s*\[?["`]')|frameAncestors['"]?\s*:|(?<!\w)x?FrameOptions['"]?\s*[:=(](?!\s*false)|\bframe_options\b(?=\s*[=:(])|\bframeDeny['"]?\s*[:=]|helmet\.frameguard\s*\(/giu,
		on: 'code',
		path: configured,
	},
	{
		kind: 'header.set',
		languages: [...script, 'py'],
		literals: ['helmet', 'secureHeaders', 'Talisman', 'Secure', 'createSecureHeaders', 'nosecone'],
		pattern:
			/(?<![\w.])(?:fastifyHelmet|koaHelmet|helmet)\s*\(|\.register\s*\(\s*(?:fastifyHelmet|helmet)\b|(?<![\w.])secureHeaders\s*\(|(?<![\w.])createSecureHeaders\s*\(|(?<![\w.])createMiddleware\s*\(\s*nosecone|(?<![\w.])nosecone\s*\(|(?<![\w.])Talisman\s*\(|(?<![\w.])(?:secure\.)?Secure\s*\.\s*with_default_headers\s*\(|import\(\s*['"]@fastify\/helmet['"]\s*\)/gu,
		on: 'code',
	},
	{
		kind: 'header.set',
		languages: script,
		literals: ['nuxt-security'],
		pattern: /['"]nuxt-security['"]/gu,
		on: 'code',
		path: /(?:^|\/)nuxt\.config\.\w+$/u,
	},
	{
		kind: 'header.paths',
		languages: [...script, 'json', 'toml', 'other'],
		literals: ['source', 'for', '/'],
		pattern:
			/\bsource['"]?\s*:\s*['"`](?<value>[^'"`\n]{1,300})['"`]\s*,\s*['"]?headers\b|^[ \t]*for\s*=\s*['"](?<other>[^'"\n]{1,300})['"]/gmu,
		on: 'code',
		path: /(?:^|\/)(?:next\.config\.[cm]?[jt]s|vercel\.json|firebase\.json|netlify\.toml)$/u,
	},
	{
		kind: 'header.paths',
		languages: ['other'],
		literals: ['/'],
		pattern: /^(?<value>\/\S*)\s*$/gmu,
		on: 'text',
		path: /(?:^|\/)_headers$/u,
	},
	{
		kind: 'header.hook',
		languages: [...script, 'py'],
		literals: ['use(', 'addHook(', 'next', 'after_request', 'middleware'],
		pattern:
			/\.use\s*\(|\.addHook\s*\(|\(\s*\w+(?:\s*:\s*[\w.]+)?\s*,\s*\w+(?:\s*:\s*[\w.]+)?\s*,\s*_?next\b|@[\w.]+\.(?:after_request|after_app_request|middleware)\b|\bdef\s+(?:dispatch|__call__|process_response)\s*\(/gu,
		on: 'code',
	},
	{
		kind: 'header.django',
		languages: ['py'],
		literals: ['SecurityMiddleware', 'XFrameOptionsMiddleware', 'CSPMiddleware'],
		pattern:
			/['"](?:django|csp)\.[\w.]*(?<value>SecurityMiddleware|XFrameOptionsMiddleware|CSPMiddleware|ContentSecurityPolicyMiddleware)['"]/gu,
		on: 'code',
	},
	{
		kind: 'header.serves-pages',
		languages: [...script, 'py'],
		literals: ['static', 'sendFile', 'Static'],
		pattern:
			/express\.static\s*\(|serveStatic\s*\(|fastifyStatic|ServeStaticModule|useStaticAssets\s*\(|StaticFiles\s*\(|send_from_directory\s*\(|sendFile\s*\([^)\n]{0,120}index\.html/gu,
		on: 'code',
	},
];
