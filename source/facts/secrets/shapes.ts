import {type Literal, literal} from '../literals.ts';

/** What holding it allows: everything, little, only a sandbox, or nothing that the page does not show anyway. */
type Weight = 'live' | 'limited' | 'test' | 'publishable';

/** The exact form that a vendor gives its credentials. */
export type Shape = {
	/** Reads well after "it is". */
	readonly what: string;
	readonly weight: Weight;
	/** Every text that the pattern matches holds one of these; none when its form holds no fixed run of characters. */
	readonly literals: readonly Literal[];
	/** The part named `secret` is what must not be shown; the whole match when there is no such group. */
	readonly pattern: RegExp;
};

const shape = (what: string, literals: readonly string[], weight: Weight, pattern: RegExp): Shape => ({
	what,
	weight,
	literals: literals.map(literal),
	pattern,
});

/** Credentials that are known by their form alone. */
export const shapes: readonly Shape[] = [
	shape('a live secret key of Stripe or Clerk', ['k_live_'], 'live', /(?<!\w)[sr]k_live_[A-Za-z0-9]{20,250}/gu),
	shape('a test key of Stripe or Clerk', ['k_test_'], 'test', /(?<!\w)[sr]k_test_[A-Za-z0-9]{20,250}/gu),
	shape('a publishable key', ['pk_live_', 'pk_test_'], 'publishable', /(?<!\w)pk_(?:live|test)_[A-Za-z0-9$=]{20,250}/gu),
	shape('a webhook signing secret', ['whsec_'], 'live', /(?<!\w)whsec_[A-Za-z0-9+/=]{28,100}/gu),
	shape('an Anthropic API key', ['sk-ant-'], 'live', /(?<!\w)sk-ant-[\w-]{32,200}/gu),
	shape(
		'an OpenAI API key',
		['sk-'],
		'live',
		/(?<![\w-])sk-(?:(?:proj|svcacct|admin)-[\w-]{40,250}|[A-Za-z0-9]{20}T3BlbkFJ[A-Za-z0-9]{20}|[A-Za-z0-9]{48})(?![\w-])/gu,
	),
	shape('an OpenRouter API key', ['sk-or-v1-'], 'live', /(?<![\w-])sk-or-v1-[0-9a-f]{64}/gu),
	shape('a model API key', ['sk-'], 'live', /(?<![\w-])sk-[0-9a-f]{32}(?![\w-])/gu),
	shape('a Langfuse secret key', ['sk-lf-'], 'live', /(?<![\w-])sk-lf-[0-9a-f-]{36}/gu),
	shape('a Supabase secret key', ['sb_secret_'], 'live', /(?<!\w)sb_secret_[\w-]{20,100}/gu),
	shape('a Supabase access token', ['sbp_'], 'live', /(?<!\w)sbp_[0-9a-f]{40}/gu),
	shape('a Supabase publishable key', ['sb_publishable_'], 'publishable', /(?<!\w)sb_publishable_[\w-]{20,100}/gu),
	shape(
		'a GitHub token',
		['ghp_', 'gho_', 'ghu_', 'ghs_', 'ghr_', 'github_pat_'],
		'live',
		/(?<!\w)(?:gh[pousr]_[A-Za-z0-9]{36,255}|github_pat_[A-Za-z0-9_]{60,255})/gu,
	),
	shape('a GitLab token', ['glpat-'], 'live', /(?<!\w)glpat-[\w-]{20,60}/gu),
	shape('a Slack token', ['xoxa-', 'xoxb-', 'xoxr-', 'xoxe-', 'xoxs-', 'xoxp-'], 'live', /(?<!\w)xox[abeprs]-\d{8,15}-[\w-]{20,200}/gu),
	shape('an AWS access key', ['AKIA', 'ASIA'], 'live', /(?<![A-Za-z0-9/+])(?:AKIA|ASIA)[A-Z2-7]{16}(?![A-Za-z0-9])/gu),
	shape(
		'an AWS secret key',
		['ccess_key', 'ccessKey', 'CCESS_KEY', 'ccessKEY', 'CCESSKEY', 'ccesskey', 'ccess_Key', 'ccess_KEY'],
		'live',
		/aws_?secret_?access_?key['"]?\s{0,3}[=:]\s{0,3}['"]?(?<secret>[A-Za-z0-9/+]{40})(?![A-Za-z0-9/+])/giu,
	),
	shape('a Google OAuth client secret', ['GOCSPX-'], 'live', /(?<!\w)GOCSPX-[\w-]{24,40}/gu),
	shape('a SendGrid API key', ['SG.'], 'live', /(?<!\w)SG\.[\w-]{20,24}\.[\w-]{40,46}/gu),
	shape('a Resend API key', ['re_'], 'live', /(?<!\w)re_[A-Za-z0-9]{8}_[A-Za-z0-9]{20,32}(?!\w)/gu),
	shape('a Groq API key', ['gsk_'], 'live', /(?<!\w)gsk_[A-Za-z0-9]{44,60}/gu),
	shape('an npm token', ['npm_'], 'live', /(?<!\w)npm_[A-Za-z0-9]{36}(?!\w)/gu),
	shape('a PyPI token', ['pypi-AgE'], 'live', /(?<!\w)pypi-AgEIcHlwaS5vcmc[\w-]{50,200}/gu),
	shape('a DigitalOcean token', ['_v1_'], 'live', /(?<!\w)do[opr]_v1_[0-9a-f]{64}/gu),
	shape('a Hugging Face token', ['hf_'], 'live', /(?<!\w)hf_[A-Za-z0-9]{34}(?!\w)/gu),
	shape('a Replicate token', ['r8_'], 'live', /(?<!\w)r8_[A-Za-z0-9]{37}(?!\w)/gu),
	shape('a Perplexity API key', ['pplx-'], 'live', /(?<!\w)pplx-[A-Za-z0-9]{40,60}/gu),
	shape('an xAI API key', ['xai-'], 'live', /(?<!\w)xai-[A-Za-z0-9]{60,100}/gu),
	shape('a Tavily API key', ['tvly-'], 'live', /(?<!\w)tvly-(?:dev-|prod-)?[A-Za-z0-9]{30,40}(?!\w)/gu),
	shape('an ElevenLabs API key', ['sk_'], 'live', /(?<!\w)sk_[0-9a-f]{48}(?!\w)/gu),
	shape('a Pinecone API key', ['pcsk_'], 'live', /(?<!\w)pcsk_\w{50,90}/gu),
	shape('a LangSmith API key', ['lsv2_'], 'live', /(?<!\w)lsv2_(?:pt|sk)_[0-9a-f]{32}_[0-9a-f]{10}/gu),
	shape('a Telegram bot token', [':AA'], 'live', /(?<![\w:])\d{8,10}:AA[\w-]{33}(?![\w-])/gu),
	shape('a Discord bot token', [], 'live', /(?<![\w.-])[MNO][A-Za-z\d]{23,25}\.[\w-]{6}\.[\w-]{27,38}(?![\w-])/gu),
	shape('a Mailgun API key', ['key-'], 'live', /(?<![\w-])key-[0-9a-f]{32}(?!\w)/gu),
	shape(
		'a Mailchimp API key',
		['-us1', '-us2', '-us3', '-us4', '-us5', '-us6', '-us7', '-us8', '-us9'],
		'live',
		/(?<!\w)[0-9a-f]{32}-us\d{1,2}(?!\w)/gu,
	),
	shape('a Brevo API key', ['xkeysib-'], 'live', /(?<!\w)xkeysib-[0-9a-f]{64}-\w{16}/gu),
	shape('a Shopify token', ['shpat_', 'shpca_', 'shppa_', 'shpss_'], 'live', /(?<!\w)shp(?:at|ca|pa|ss)_[0-9a-fA-F]{32}/gu),
	shape('a Square token', ['sq0atp-', 'sq0csp-'], 'live', /(?<!\w)sq0(?:atp|csp)-[\w-]{22,43}/gu),
	shape('a Linear API key', ['lin_api_'], 'live', /(?<!\w)lin_api_[A-Za-z0-9]{40}/gu),
	shape('a Notion token', ['ntn_', 'secret_'], 'live', /(?<!\w)(?:ntn_[A-Za-z0-9]{40,50}|secret_[A-Za-z0-9]{43})(?!\w)/gu),
	shape('an Airtable token', ['pat'], 'live', /(?<!\w)pat[A-Za-z0-9]{14}\.[0-9a-f]{64}/gu),
	shape('a PlanetScale credential', ['pscale_'], 'live', /(?<!\w)pscale_(?:pw|tkn|oauth)_[\w.-]{32,64}/gu),
	shape('a Vercel Blob token', ['vercel_blob_rw_'], 'live', /(?<!\w)vercel_blob_rw_[A-Za-z0-9]{16}_[A-Za-z0-9]{30}/gu),
	shape('a Sentry auth token', ['sntrys_', 'sntryu_'], 'live', /(?<!\w)(?:sntrys_[A-Za-z0-9+/=_]{60,300}|sntryu_[0-9a-f]{64})/gu),
	shape('a PostHog personal API key', ['phx_'], 'live', /(?<!\w)phx_[A-Za-z0-9]{40,60}/gu),
	shape('a PostHog project key', ['phc_'], 'publishable', /(?<!\w)phc_[A-Za-z0-9]{40,60}/gu),
	shape('a Databricks token', ['dapi'], 'live', /(?<!\w)dapi[0-9a-f]{32}(?!\w)/gu),
	shape('a Figma token', ['figd_'], 'live', /(?<!\w)figd_[\w-]{40,60}/gu),
	shape('an Atlassian token', ['ATATT3'], 'live', /(?<!\w)ATATT3[\w=-]{60,250}/gu),
	shape('an Azure storage key', ['AccountKey='], 'live', /AccountKey=(?<secret>[A-Za-z0-9+/]{86}==)/gu),
	shape('a Mapbox secret token', ['sk.eyJ'], 'live', /(?<![\w.])sk\.eyJ[\w-]{20,200}\.[\w-]{20,60}/gu),
	shape(
		'a private key',
		['PRIVATE KEY-----'],
		'live',
		/-----BEGIN (?:RSA |EC |OPENSSH |DSA )?PRIVATE KEY-----(?:\\+[rn]|\s){0,6}(?<secret>[A-Za-z0-9+/]{16}[A-Za-z0-9+/=\\\s]{40,8000})/gu,
	),
	shape(
		'the private key that signs push messages',
		['"privateKey"'],
		'limited',
		/"publicKey"\s{0,4}:\s{0,4}"B[\w-]{86}"\s{0,4},\s{0,4}"privateKey"\s{0,4}:\s{0,4}"(?<secret>[\w-]{43})"/gu,
	),
	shape(
		'a Slack webhook that posts for whoever has its address',
		['hooks.slack.com/'],
		'limited',
		/hooks\.slack\.com\/(?:services|workflows)\/(?<secret>T\w{6,14}\/[\w/]{20,80})/gu,
	),
	shape(
		'a Discord webhook that posts for whoever has its address',
		['/api/webhooks/'],
		'limited',
		/discord(?:app)?\.com\/api\/webhooks\/\d{16,20}\/(?<secret>[\w-]{50,100})/gu,
	),
	shape(
		'a Teams webhook that posts for whoever has its address',
		['.webhook.office.com/'],
		'limited',
		/\.webhook\.office\.com\/webhookb2\/(?<secret>[0-9a-f@-]{30,120}[\w/-]{0,200})/gu,
	),
	shape(
		'a Zapier webhook that runs for whoever has its address',
		['hooks.zapier.com/'],
		'limited',
		/hooks\.zapier\.com\/hooks\/catch\/(?<secret>\d{4,12}\/\w{5,20})/gu,
	),
	shape(
		'a Make webhook that runs for whoever has its address',
		['make.com/'],
		'limited',
		/hook\.(?:[a-z]{2}\d\.)?make\.com\/(?<secret>[a-z0-9]{24,40})/gu,
	),
	shape(
		'a workflow webhook that runs for whoever has its address',
		['/webhook'],
		'limited',
		/https:\/\/[\w.-]{3,80}\/webhook(?:-test)?\/(?<secret>[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})/gu,
	),
];
