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
		literals: ['model', 'Model', 'openai(', 'anthropic(', 'google(', 'mistral(', 'groq(', 'xai('],
		pattern:
			/(?:\bmodel(?:_?[nN]ame|_?[iI]d)?["']?\s*(?::\s*str\s*)?[:=]\s*(?:[\w.$[\]()'"]{1,60}\s*(?:\|\||\?\?|\bor\b)\s*)?|\b(?:openai|anthropic|google|mistral|groq|xai)\s*\(\s*|\bGenerativeModel\s*\(\s*(?:model_name\s*=\s*)?)["'](?<value>[a-z][\w./:-]{2,80})["']/gu,
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
