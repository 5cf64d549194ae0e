import type {MarkRule} from '../marks.ts';

const script = ['ts', 'js', 'vue', 'svelte', 'astro'] as const;
const card =
	'cc-(?:number|csc|exp(?:-month|-year)?|name)|(?:credit_?|debit_?|payment_?|c)?card_?(?:num(?:ber)?|no)|(?:card_?)?(?:cvc2?|cvv2?|csc)(?:_?(?:code|number))?|card_?(?:security_?code|code)|card_?(?:expiry|expiration|exp)(?:_?(?:date|month|year))?|(?:exp|expiry|expiration)_?(?:date|month|year)|card_?holder(?:_?name)?|name_?on_?card';

/** What privacy checks look for in text: card fields, ways to leave and to take one's data along, papers about data, and addresses of people in data files. */
export const privacyMarks: readonly MarkRule[] = [
	{
		/** Fields of one's own forms that ask for a payment card. */
		kind: 'card.field',
		languages: [...script, 'html', 'dart'],
		literals: ['ard', 'vc', 'vv', 'cc-', 'xp'],
		pattern: new RegExp(
			`(?:\\b(?:name|id|formControlName|autocomplete|autoComplete|v-model(?:\\.\\w+)*|controlName)\\s*=\\s*\\{?\\s*|\\bregister\\(\\s*|\\[\\(ngModel\\)\\]\\s*=\\s*)["'\`](?:[\\w$.]{0,60}[.])?(?<value>${card})["'\`]|\\b(?:bind:value|value)=\\{\\s*(?:[\\w$.]{0,60}[.])?(?<other>(?:credit_?)?card_?num(?:ber)?|cvc|cvv)\\s*\\}`,
			'giu',
		),
		on: 'code',
		roles: ['app'],
	},
	{
		kind: 'card.field',
		languages: [...script, 'html'],
		literals: ['1234', '4242', '0000', 'ard'],
		pattern:
			/\bplaceholder\s*=\s*\{?\s*["'`](?<value>(?:1234|4242|0000|4111)[ -](?:\d{4}|x{4})[ -]\d{4}[ -]\d{4}|Card number|CVC|CVV|MM\s?\/\s?YY)["'`]/giu,
		on: 'code',
		roles: ['app'],
	},
	{
		/** Fields and frames that a payment provider draws in its own page. */
		kind: 'card.hosted',
		languages: [...script, 'html', 'py', 'rb', 'php', 'go'],
		literals: [
			'CardElement',
			'PaymentElement',
			'CardNumberElement',
			'EmbeddedCheckout',
			'checkout.sessions',
			'checkout.Session',
			'hosted-fields',
			'hostedFields',
			'PayPalButtons',
			'redirectToCheckout',
			'js.stripe.com',
			'buy.stripe.com',
			'Paddle.Checkout',
			'checkout.razorpay.com',
			'AdyenCheckout',
			'PaymentSheet',
		],
		pattern:
			/\b(?:CardElement|PaymentElement|CardNumberElement|EmbeddedCheckout|PayPalButtons|AdyenCheckout|initPaymentSheet|presentPaymentSheet)\b|\bcheckout\.sessions?\.create\b|\bcheckout\.Session\.create\b|\bhosted-?[fF]ields\b|\bredirectToCheckout\b|js\.stripe\.com|buy\.stripe\.com|\bPaddle\.Checkout\b|checkout\.razorpay\.com/gu,
		on: 'code',
		roles: ['app'],
	},
	{
		/** Words for leaving with everything that is kept: in names, in routes, on buttons. */
		kind: 'account.leaving',
		languages: 'any',
		literals: ['elete', 'emove', 'ELETE', 'lose', 'nonymi', 'rase', 'rasure', 'erminate', 'urge', 'eactivate'],
		pattern:
			/(?:delete|remove|close|erase|terminate|purge|anonymi[sz]e|deactivate)(?:[-_ ]?(?:my|your|own|current|this|the|auth|firebase|self))?[-_ ]?(?:account|user|profile|me\b|customer|member)|(?:account|user|profile|customer)[-_]?(?:deletion|removal|erasure|anonymi|termination|closure)|\bdata[-_ ]?erasure\b/giu,
		on: 'code',
		roles: ['app', 'script'],
	},
	{
		/** Words for taking one's data along. */
		kind: 'data.leaving',
		languages: 'any',
		literals: ['xport', 'ownload', 'akeout', 'EXPORT', 'gdpr', 'GDPR', 'ortability', 'rchive'],
		pattern:
			/(?:export|download)[-_/]?(?:my|your|user|account|personal|all|customer|profile|own)[-_]?(?:data|info|archive|record)|(?:export|download|backup)[-_/]?(?:data|csv|json|archive|xlsx|excel)(?![a-z])|(?:data|account|user|profile|csv|json|excel)[-_/]?(?:export|download|takeout)(?!(?:able|er)\b)|["'`>/](?:export|download)\s(?:my|your|all|account|personal)?\s?(?:data|information|everything|csv|json)\b|["'`/]exports?["'`/]|\bgdpr|\bdata[-_ ]portability\b|\bsubject[-_ ]access\b|\btakeout\b/giu,
		on: 'code',
		roles: ['app', 'script'],
	},
	{
		/** Lines of papers about which data is kept, where, how long and by whom. */
		kind: 'paper.line',
		languages: 'any',
		literals: [''],
		pattern: /^(?<value>[^\n]{3,300})$/gmu,
		on: 'text',
		path: /(?:^|\/)(?:data[-_]?(?:inventory|map|mapping|register|catalog(?:ue)?)|records?[-_]of[-_]processing(?:[-_]activities)?|ropa|(?:sub[-_]?)?processors?|third[-_]part(?:y|ies)|vendors?|retention(?:[-_]policy)?|data[-_]retention(?:[-_]policy)?|ai[-_]?card|model[-_]?card|ai[-_]policy|ai[-_]governance)\.(?:md|mdx|ya?ml|json|csv|toml)$/iu,
		roles: ['docs', 'config', 'app'],
	},
	{
		/** The ends of e-mail addresses in files of data, without the people in front of them. */
		kind: 'data.address',
		languages: 'any',
		literals: ['@'],
		pattern: /(?<![\w.+-])[\w.+-]{0,50}?(?<value>[\w.+-]{2}@[a-z\d.-]{1,80}\.[a-z]{2,12})(?![\w@-])/giu,
		on: 'text',
		isCounted: true,
		path: /\.(?:csv|tsv|jsonl?|ndjson|sql|txt|xml|vcf|mbox|log|dump|ya?ml)$/iu,
	},
	{
		/** Where something is told to run or to keep its data. */
		kind: 'region.set',
		languages: ['json', 'toml', 'yaml', 'hcl', 'ts', 'js', 'py'],
		literals: ['egion', 'EGION', 'location'],
		pattern:
			/\b(?:primary_region|[rR]egions?|AWS_(?:DEFAULT_)?REGION|S3_REGION|preferredRegion|region_name|location)["']?\s*[:=]\s*\[?\s*["']?(?<value>(?:us|eu|ap|ca|sa|me|af|il|asia|europe|northamerica|southamerica|australia)-[a-z]+-?\d[a-z]?|(?:iad|cle|pdx|sfo|fra|arn|cdg|dub|lhr|hnd|icn|kix|sin|syd|bom|gru|cpt|hkg|ams|ord|lax|sjc|ewr|yyz|mad|waw|nrt)1?|frankfurt|oregon|ohio|virginia|singapore|eastus\d?|westus\d?|westeurope|northeurope|germanywestcentral|uksouth)["']?(?=[\s,\]}#]|$)/gmu,
		on: 'code',
		roles: ['app', 'config', 'script'],
	},
	{
		/** Companies that code speaks to or pages load from, by host. */
		kind: 'vendor.host',
		languages: [...script, 'html', 'py'],
		literals: ['https://', "'//", '"//'],
		pattern:
			/(?:https:)?\/\/(?<value>api\.(?:stripe|openai|anthropic|groq|mistral|deepseek|together|elevenlabs|replicate|resend|sendgrid|postmarkapp|mailgun|eu\.mailgun|brevo|twilio)\.(?:com|ai|net|io|xyz)|generativelanguage\.googleapis\.com|openrouter\.ai|ai\.gateway\.lovable\.dev|connect\.squareup\.com|www\.googletagmanager\.com|www\.google-analytics\.com|static\.hotjar\.com|www\.clarity\.ms|plausible\.io|connect\.facebook\.net|widget\.intercom\.io|client\.crisp\.chat|js\.hs-scripts\.com)(?=[/"'`?:]|$)/gmu,
		on: 'code',
		roles: ['app'],
	},
];
