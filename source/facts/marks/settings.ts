import type {MarkRule} from '../marks.ts';

const script = ['ts', 'js', 'vue', 'svelte', 'astro'] as const;
const name = '(?<value>[A-Z][A-Z0-9_]*)';
/** What follows a read that does well without the setting: a fallback, a comparison, a condition. */
const tail = '(?:,\\s*10\\s*)?[!)]?\\s*(?:\\?\\?=?|\\|\\||&&|[!=]==?|\\?(?!\\.)|\\.split\\([^)\\n]*\\) \\?\\?|:\\s*(?:undefined|null)\\b)';
/** The environment; also under a name of its own, when what is read from it carries the prefix of a bundler. */
const source = '(?:process\\.env\\??|import\\.meta\\.env|Bun\\.env|env\\??(?=\\.(?:VITE|REACT_APP|NEXT_PUBLIC|EXPO_PUBLIC)_))';

/** Settings that code reads from the environment, and schemas that check them. */
export const settingMarks: readonly MarkRule[] = [
	{
		kind: 'setting.read',
		languages: script,
		literals: ['env.', 'env?.'],
		pattern: new RegExp(`(?<![\\w.])${source}\\.${name}(?![\\w(])(?!\\s*=[^=>])`, 'gu'),
		on: 'code',
	},
	{
		kind: 'setting.read',
		languages: script,
		literals: ['env['],
		pattern: new RegExp(`(?<![\\w.])${source}\\[\\s*['"]${name}['"]\\s*\\]`, 'gu'),
		on: 'code',
	},
	{
		kind: 'setting.optional',
		languages: script,
		literals: ['env.', 'env?.'],
		pattern: new RegExp(
			`(?<![\\w.])${source}\\.${name}(?![\\w(])${tail}|(?:[!=]==?\\s*|!{1,2}|Boolean\\(|\\bif \\(!{0,2}|&& !{0,2})${source}\\.(?<other>[A-Z][A-Z0-9_]*)`,
			'gu',
		),
		on: 'code',
	},
	{
		kind: 'setting.optional',
		languages: script,
		literals: ['env['],
		pattern: new RegExp(`(?<![\\w.])${source}\\[\\s*['"]${name}['"]\\s*\\]${tail}`, 'gu'),
		on: 'code',
	},
	{
		/** What was asked for a moment ago need not be asked for again. */
		kind: 'setting.optional',
		languages: script,
		literals: ['env.', 'env?.'],
		pattern: new RegExp(
			`${source}\\.(?<value>[A-Z][A-Z0-9_]*)(?!\\w)(?<=${source}\\.\\k<value>\\s*\\?(?![.?])[^:;?]{0,120}${source}\\.\\k<value>)`,
			'gu',
		),
		on: 'code',
	},
	{
		/** Whoever leaves quietly when it is not set does well without it. */
		kind: 'setting.optional',
		languages: script,
		literals: ['env.', 'env?.'],
		pattern: new RegExp(
			`${source}\\.(?<value>[A-Z][A-Z0-9_]*)(?!\\w)(?<=if \\(!${source}\\.\\k<value>\\)\\s*\\{?\\s*return(?: null)?\\s*;[^]{0,300}${source}\\.\\k<value>)`,
			'gu',
		),
		on: 'code',
	},
	{
		kind: 'setting.list',
		languages: script,
		literals: ['env'],
		pattern: /(?:const|let|var)\s*\{(?<value>[^{}]{1,1500})\}\s*=\s*(?:process\.env|import\.meta\.env)(?![\w.])/gu,
		on: 'code',
	},
	{
		kind: 'setting.list',
		languages: script,
		literals: ['$env/static/'],
		pattern: /import\s*\{(?<value>[^{}]{1,1500})\}\s*from\s*['"]\$env\/static\/(?:private|public)['"]/gu,
		on: 'code',
	},
	{
		kind: 'setting.read',
		languages: script,
		literals: ['$env/dynamic/'],
		pattern: new RegExp(`(?<![\\w.])env\\.${name}(?![\\w(])`, 'gu'),
		on: 'code',
	},
	{
		kind: 'setting.read',
		languages: script,
		literals: ['Deno.env', '.getOrThrow', 'onfigService.get'],
		pattern: /(?:Deno\.env\.get|\b[cC]onfig(?:Service)?\.(?:get|getOrThrow)(?:<[^>\n]{0,60}>)?)\(\s*['"](?<value>[A-Z][A-Z0-9_]*)['"]/gu,
		on: 'code',
	},
	{
		kind: 'setting.optional',
		languages: script,
		literals: ['Deno.env', 'onfigService.get'],
		pattern:
			/(?:Deno\.env\.get|\b[cC]onfig(?:Service)?\.get(?:<[^>\n]{0,60}>)?)\(\s*['"](?<value>[A-Z][A-Z0-9_]*)['"](?:\s*,|\s*\)\s*(?:\?\?|\|\||&&|[!=]==?|\?(?!\.)))/gu,
		on: 'code',
	},
	{
		kind: 'setting.read',
		languages: ['py'],
		literals: ['environ', 'getenv'],
		pattern:
			/(?:\benviron(?:\.get\(|\[)|\bgetenv\()\s*['"](?!(?:HTTP_(?:X_|HOST|USER_AGENT|AUTHORIZATION|COOKIE)|REQUEST_METHOD|PATH_INFO|QUERY_STRING|SCRIPT_NAME|CONTENT_LENGTH|REMOTE_ADDR))(?<value>[A-Z][A-Z0-9_]*)['"](?!\s*\]\s*=(?!=))/gu,
		on: 'code',
	},
	{
		kind: 'setting.optional',
		languages: ['py'],
		literals: ['environ', 'getenv'],
		pattern:
			/(?:\benviron\.get\(|\bgetenv\()\s*['"](?!(?:HTTP_(?:X_|HOST|USER_AGENT|AUTHORIZATION|COOKIE)|REQUEST_METHOD|PATH_INFO|QUERY_STRING|SCRIPT_NAME|CONTENT_LENGTH|REMOTE_ADDR))(?<value>[A-Z][A-Z0-9_]*)['"]\s*(?:,|\)\s*(?:or\b|==|!=|is\b|in\b|and\b|if\b))|(?:\b(?:if|not|and|or|bool\()\s*|:= )(?:not )?(?:os\.)?(?:environ\.get|getenv)\(\s*['"](?<other>[A-Z][A-Z0-9_]*)['"]/gu,
		on: 'code',
	},
	{
		kind: 'setting.read',
		languages: ['py'],
		literals: ['decouple', 'environ', 'starlette.config', 'prettyconf', 'dynaconf'],
		pattern:
			/(?<![\w.])(?:env(?:\.(?:str|bool|int|float|list|json|dict|url|db|db_url|cache|cache_url|path|get_value))?|config)\(\s*['"](?<value>[A-Z][A-Z0-9_]*)['"]/gu,
		on: 'code',
	},
	{
		kind: 'setting.optional',
		languages: ['py'],
		literals: ['decouple', 'environ', 'starlette.config', 'prettyconf', 'dynaconf'],
		pattern:
			/(?<![\w.])(?:env(?:\.(?:str|bool|int|float|list|json|dict|url|db|db_url|cache|cache_url|path|get_value))?|config)\(\s*['"](?<value>[A-Z][A-Z0-9_]*)['"]\s*,[^)\n]*(?:default\s*=|(?:env(?:\.\w+)?)\()/gu,
		on: 'code',
	},
	{
		kind: 'setting.read',
		languages: ['py'],
		literals: ['st.secrets'],
		pattern: /\bst\.secrets(?:\.get\(|\[)\s*['"](?<value>[A-Za-z][A-Za-z0-9_]*)['"]/gu,
		on: 'code',
	},
	{kind: 'setting.read', languages: ['prisma'], literals: ['env('], pattern: /\benv\(\s*"(?<value>[A-Z][A-Z0-9_]*)"\s*\)/gu, on: 'code'},
	{
		kind: 'setting.read',
		languages: ['go'],
		literals: ['os.Getenv', 'os.LookupEnv', 'viper'],
		pattern: /\b(?:os\.(?:Getenv|LookupEnv)|viper\.(?:BindEnv|Get\w*))\(\s*"(?<value>[A-Z][A-Z0-9_]*)"/gu,
		on: 'code',
	},
	{
		kind: 'setting.schema',
		languages: script,
		literals: [
			'createEnv',
			'cleanEnv',
			'parseEnv',
			'envsafe',
			'envSchema',
			'env-schema',
			'convict',
			'validationSchema',
			'process.env',
			'import.meta.env',
			'@fastify/env',
			'env-var',
			'defineEnv',
			'defineSecret',
			'.parse({',
			'.safeParse({',
			'$env/',
		],
		pattern:
			/\b(?:createEnv|cleanEnv|parseEnv|envsafe|envSchema|convict|validateEnv|defineEnv)\s*\(\s*[^)\s]|\.(?:safeParse|parse)\(\s*\{[^}]{0,200}?\benv\.[A-Z]|(?<!\b(?:JSON|Date|URL|url|qs|querystring|path|dotenv|YAML|yaml|semver|console))\.(?:safeParse|parse|parseAsync|safeParseAsync|validate|validateSync|cast|assert)\(\s*(?:\w+\s*,\s*)?(?:process\.env|import\.meta\.env|\{\s*\.\.\.process\.env)|\b(?:parse|safeParse|validate|decode\w*)\([\w.]+,\s*(?:process\.env|import\.meta\.env)|ConfigModule\.forRoot\(\{[^;]{0,600}?\b(?:validationSchema|validate)\b|\bdefine(?:Secret|String|Int|Boolean)\s*\(\s*['"]|register\([^)\n]*@fastify\/env|\.required\(\)\s*\.as\w+\(/gu,
		on: 'code',
	},
	{
		kind: 'setting.schema',
		languages: ['ts', 'js'],
		literals: ['class-validator'],
		pattern: /from\s*['"]class-validator['"]/gu,
		on: 'code',
		path: /(?:^|\/)(?:env|environment)(?:\.\w+)*\.[jt]s$/u,
	},
	{
		kind: 'setting.class',
		languages: ['py'],
		literals: ['BaseSettings'],
		pattern: /^class\s+(?<value>\w+)\s*\([^)\n]*BaseSettings[^)\n]*\)\s*:/gmu,
		on: 'code',
	},
	{
		kind: 'setting.promise',
		languages: ['md'],
		literals: ['env.example', 'env.sample', 'env.template', 'env.local.example', 'example.env'],
		pattern: /(?<![\w/])\.?env(?:\.\w+)?\.(?:example|sample|template)\b|(?<![\w/.])example\.env\b/gu,
		on: 'text',
		path: /(?:^|\/)(?:README|INSTALL|SETUP|DEPLOY\w*|CONTRIBUTING|docs\/[\w/-]+)\.(?:md|mdx|rst)$/iu,
	},
	{
		kind: 'setting.whole',
		languages: script,
		literals: ['process.env['],
		pattern: /(?<![\w.])process\.env\[\s*(?:[a-z_$]|`)/gu,
		on: 'code',
	},
];
