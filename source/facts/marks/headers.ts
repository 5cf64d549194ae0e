import type {MarkRule} from '../marks.ts';

const script = ['ts', 'js'] as const;
const configured =
	/\.(?:[cm]?[jt]sx?|vue|svelte|astro|py|go|rb|java|kt|php|rs|cs|exs?|json|toml|ya?ml|conf|html?|tf|tpl|template|njk|ejs)$|(?:^|\/)(?:_headers|\.htaccess|Caddyfile)$/u;

/** Response headers that tell a browser to protect people, wherever they are set. */
export const headerMarks: readonly MarkRule[] = [
	{
		kind: 'header.csp',
		languages: 'any',
		literals: ['ontent-Security-Policy', 'ontent-security-policy', 'ontentSecurityPolicy', 'content_security_policy', 'CSP_', 'SECURE_CSP'],
		pattern:
			/content-security-policy(?!-report-only)\b(?!-Report-Only)(?<!\b(?:remove|removeHeader|delete|unset|hide_header)\s*\(?\s*['"`]?content-security-policy)(?!['"`]\s*,?\s*(?:\]|['"`](?:x-|content-|strict-|cross-|permissions-|referrer-|access-|cache-|set-cookie|connection|transfer-|host|server|etag|via)[\w-]*['"`]\s*[,\]]))|contentSecurityPolicy['"]?\s*[:=(](?!\s*false)|content_security_policy\b|^\s*(?:CSP_DEFAULT_SRC|CONTENT_SECURITY_POLICY|SECURE_CSP)\s*=/gimu,
		on: 'code',
		path: configured,
	},
	{
		kind: 'header.csp.report-only',
		languages: 'any',
		literals: ['eport-Only', 'eport-only', 'reportOnly', 'REPORT_ONLY'],
		pattern: /content-security-policy-report-only|reportOnly\s*:\s*true|(?:SECURE_CSP|CONTENT_SECURITY_POLICY)_REPORT_ONLY\s*=/giu,
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
		literals: [
			'trict-Transport-Security',
			'trict-transport-security',
			'trictTransportSecurity',
			'strict_transport_security',
			'SECURE_HSTS_SECONDS',
			'stsSeconds',
			'hsts',
			'HSTS',
		],
		pattern:
			/strict-transport-security\b(?<!\b(?:remove|removeHeader|delete|unset|hide_header)\s*\(?\s*['"`]?strict-transport-security)(?!['"`]\s*,?\s*(?:\]|['"`](?:x-|content-|strict-|cross-|permissions-|referrer-|access-|cache-|set-cookie|connection|transfer-|host|server|etag|via)[\w-]*['"`]\s*[,\]]))|strictTransportSecurity['"]?\s*[:=(](?!\s*false)|strict_transport_security\b|^\s*SECURE_HSTS_SECONDS\s*=(?!\s*0\b)|\bstsSeconds\b|\bhsts\s*:\s*(?:\{|true)|helmet\.hsts\s*\(/gimu,
		on: 'code',
		path: configured,
	},
	{
		kind: 'header.nosniff',
		languages: 'any',
		literals: [
			'-Content-Type-Options',
			'-content-type-options',
			'ontentTypeOptions',
			'content_type_options',
			'ontentTypeNosniff',
			'noSniff',
		],
		pattern:
			/x-content-type-options\b(?<!\b(?:remove|removeHeader|delete|unset|hide_header)\s*\(?\s*['"`]?x-content-type-options)(?!['"`]\s*,?\s*(?:\]|['"`](?:x-|content-|strict-|cross-|permissions-|referrer-|access-|cache-|set-cookie|connection|transfer-|host|server|etag|via)[\w-]*['"`]\s*[,\]]))|(?<!\w)x?ContentTypeOptions['"]?\s*[:=(](?!\s*false)|\bcontent_type_options\b|contentTypeNosniff\b|helmet\.noSniff\s*\(/giu,
		on: 'code',
		path: configured,
	},
	{
		kind: 'header.frame',
		languages: 'any',
		literals: [
			'-Frame-Options',
			'-frame-options',
			'frame-ancestors',
			'rameAncestors',
			'rameOptions',
			'frame_options',
			'frameDeny',
			'frameguard',
		],
		pattern:
			/x-frame-options\b(?<!\b(?:remove|removeHeader|delete|unset|hide_header)\s*\(?\s*['"`]?x-frame-options)(?!['"`]\s*,?\s*(?:\]|['"`](?:x-|content-|strict-|cross-|permissions-|referrer-|access-|cache-|set-cookie|connection|transfer-|host|server|etag|via)[\w-]*['"`]\s*[,\]]))|frame-ancestors|frameAncestors['"]?\s*:|(?<!\w)x?FrameOptions['"]?\s*[:=(](?!\s*false)|\bframe_options\b|\bframeDeny\b|helmet\.frameguard\s*\(/giu,
		on: 'code',
		path: configured,
	},
	{
		kind: 'header.set',
		languages: [...script, 'py'],
		literals: ['helmet', 'secureHeaders', 'Talisman', 'Secure', 'createSecureHeaders', 'nosecone', 'security'],
		pattern:
			/(?<![\w.])(?:fastifyHelmet|koaHelmet|helmet)\s*\(|\.register\s*\(\s*(?:fastifyHelmet|helmet)\b|(?<![\w.])secureHeaders\s*\(|(?<![\w.])createSecureHeaders\s*\(|(?<![\w.])createMiddleware\s*\(\s*nosecone|(?<![\w.])nosecone\s*\(|(?<![\w.])Talisman\s*\(|(?<![\w.])(?:secure\.)?Secure\s*\.\s*with_default_headers\s*\(|import\(\s*['"]@fastify\/helmet['"]\s*\)|['"]nuxt-security['"]/gu,
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
