import type {MarkRule} from '../marks.ts';

const script = ['ts', 'js', 'vue', 'svelte', 'astro'] as const;

/** Where the code says which version of something foreign it wants: models, payment clients, images, scripts from elsewhere. */
export const vendorMarks: readonly MarkRule[] = [
	{
		kind: 'vendor.stripe-client',
		languages: script,
		literals: ['new Stripe'],
		pattern: /\bnew\s+Stripe\s*\((?<value>[^;]{0,400})/gu,
		on: 'code',
		roles: ['app', 'script'],
	},
	{
		kind: 'vendor.model',
		languages: [...script, 'py'],
		literals: ['model', 'Model', 'MODEL', 'openai(', 'anthropic(', 'google(', 'mistral(', 'groq(', 'xai('],
		pattern:
			/(?:\b(?:model(?:_?[nN]ame|_?[iI]d)?|[A-Z0-9_]{0,40}MODEL(?:_NAME|_ID)?)["']?\s*(?::\s*str(?:ing)?\s*)?[:=]\s*(?:[\w.?$[\]()'"]{1,60}\s*(?:\|\||\?\?|\bor\b)\s*|(?:os\.)?(?:getenv|environ\.get)\(\s*["']\w{1,60}["']\s*,\s*)?|\b(?:openai|anthropic|google|mistral|groq|xai)\s*\(\s*|\bGenerativeModel\s*\(\s*(?:model_name\s*=\s*)?)["'](?<value>[a-z][\w./:-]{2,80})["']/gu,
		on: 'code',
		roles: ['app'],
	},
	{
		kind: 'vendor.image',
		languages: ['docker'],
		literals: ['FROM', 'from'],
		pattern: /^[ \t]*FROM[ \t]+(?:--platform=\S+[ \t]+)?(?<value>[^\s#]+)/gimu,
		on: 'code',
		roles: ['app', 'config', 'script'],
	},
	{
		kind: 'vendor.image-argument',
		languages: ['docker'],
		literals: ['ARG'],
		pattern: /^[ \t]*ARG[ \t]+(?<value>\w+=[^\s#]+)/gimu,
		on: 'code',
		roles: ['app', 'config', 'script'],
	},
	{
		/** Services of a compose file that come from a vendor: databases, queues, proxies. */
		kind: 'vendor.service-image',
		languages: ['yaml'],
		literals: ['image:'],
		pattern:
			/^[ \t]+image:[ \t]*["']?(?<value>(?:[\w.-]+\/){0,3}(?:postgres|postgis|pgvector|timescaledb(?:-ha)?|redis|redis-stack(?:-server)?|valkey|keydb|mysql|mysql-server|mariadb|mongo|memcached|elasticsearch|opensearch|clickhouse-server|rabbitmq|kafka|cp-kafka|zookeeper|nats|emqx|eclipse-mosquitto|minio|nginx|traefik|caddy|haproxy|qdrant|weaviate|chroma|neo4j|influxdb|meilisearch|typesense|grafana|prometheus|loki|keycloak|n8n|ollama|gotrue|hasura|graphql-engine|imgproxy)(?:[:@][\w.@:-]+)?)["']?[ \t]*$/gmu,
		on: 'code',
		path: /^(?!.*(?:^|[/._-])(?:dev|devel|development|devcontainer|local|tests?|testing|e2e|ci|override|examples?)[/._-])(?:.*\/)?(?:docker-)?compose(?:\.[\w-]+)*\.ya?ml$/u,
	},
	{
		kind: 'vendor.action',
		languages: ['yaml'],
		literals: ['uses:'],
		pattern: /^[ \t]*(?:-[ \t]+)?uses:[ \t]*["']?(?<value>[\w.-]+\/[^\s"'#]+)/gmu,
		on: 'code',
		path: /^\.(?:github|gitea|forgejo)\/(?:workflows|actions)\//u,
	},
	{
		kind: 'vendor.script',
		languages: [...script, 'html', 'py', 'md'],
		literals: [
			'cdn.jsdelivr.net',
			'unpkg.com',
			'cdnjs.cloudflare.com',
			'cdn.tailwindcss.com',
			'code.jquery.com',
			'cdn.skypack.dev',
			'esm.sh',
			'cdn.socket.io',
			'cdn.plot.ly',
		],
		pattern:
			/<script\b[^>]*?\ssrc\s*=\s*["'](?<value>(?:https?:)?\/\/(?:cdn\.jsdelivr\.net|unpkg\.com|cdnjs\.cloudflare\.com|cdn\.tailwindcss\.com|code\.jquery\.com|cdn\.skypack\.dev|esm\.sh|cdn\.socket\.io|cdn\.plot\.ly)[^"'\s]*["'][^>]*)>/giu,
		on: 'code',
		roles: ['app'],
	},
	{
		kind: 'vendor.other-system-id',
		languages: ['prisma', 'sql', 'py', 'ts', 'js'],
		literals: [
			'tripe',
			'ubspot',
			'ubSpot',
			'alesforce',
			'hopify',
			'addle',
			'uickbooks',
			'uickBooks',
			'xero',
			'Xero',
			'ailchimp',
			'ntercom',
			'endesk',
			'emonsqueezy',
			'emonSqueezy',
			'aypal',
			'ayPal',
			'azorpay',
			'dyen',
			'ollie',
		],
		pattern:
			/(?<![\w.])(?<value>(?:stripe|hubspot|hub_spot|salesforce|shopify|paddle|quickbooks|xero|mailchimp|intercom|zendesk|lemonsqueezy|lemon_squeezy|paypal|razorpay|adyen|mollie)_?(?:customer|subscription|contact|user|account|order|payment(?:_?intent)?|invoice|product|price|session|deal)_?id)\b["'`]?[ \t]*(?:\??:|=|[ \t](?:String|Int|text|varchar|character|uuid))/giu,
		on: 'code',
		roles: ['app', 'script'],
	},
];
