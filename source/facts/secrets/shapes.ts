/** What holding it allows: everything, little, only a sandbox, or nothing that the page does not show anyway. */
type Weight = 'live' | 'limited' | 'test' | 'publishable';

/** The exact form that a vendor gives its credentials. */
export type Shape = {
	/** Reads well after "it is". */
	readonly what: string;
	readonly weight: Weight;
	/** The part named `secret` is what must not be shown; the whole match when there is no such group. */
	readonly pattern: RegExp;
};

const shape = (what: string, weight: Weight, pattern: RegExp): Shape => ({what, weight, pattern});

/** Credentials that are known by their form alone. */
export const shapes: readonly Shape[] = [
	shape('a live secret key of Stripe or Clerk', 'live', /(?<!\w)[sr]k_live_[A-Za-z0-9]{20,250}/gu),
	shape('a test key of Stripe or Clerk', 'test', /(?<!\w)[sr]k_test_[A-Za-z0-9]{20,250}/gu),
	shape('a publishable key', 'publishable', /(?<!\w)pk_(?:live|test)_[A-Za-z0-9$=]{20,250}/gu),
	shape('a webhook signing secret', 'live', /(?<!\w)whsec_[A-Za-z0-9+/=]{28,100}/gu),
	shape('an Anthropic API key', 'live', /(?<!\w)sk-ant-[\w-]{32,200}/gu),
	shape(
		'an OpenAI API key',
		'live',
		/(?<![\w-])sk-(?:(?:proj|svcacct|admin)-[\w-]{40,250}|[A-Za-z0-9]{20}T3BlbkFJ[A-Za-z0-9]{20}|[A-Za-z0-9]{48})(?![\w-])/gu,
	),
	shape('an OpenRouter API key', 'live', /(?<![\w-])sk-or-v1-[0-9a-f]{64}/gu),
	shape('a model API key', 'live', /(?<![\w-])sk-[0-9a-f]{32}(?![\w-])/gu),
	shape('a Langfuse secret key', 'live', /(?<![\w-])sk-lf-[0-9a-f-]{36}/gu),
	shape('a Supabase secret key', 'live', /(?<!\w)sb_secret_[\w-]{20,100}/gu),
	shape('a Supabase access token', 'live', /(?<!\w)sbp_[0-9a-f]{40}/gu),
	shape('a Supabase publishable key', 'publishable', /(?<!\w)sb_publishable_[\w-]{20,100}/gu),
	shape('a GitHub token', 'live', /(?<!\w)(?:gh[pousr]_[A-Za-z0-9]{36,255}|github_pat_[A-Za-z0-9_]{60,255})/gu),
	shape('a GitLab token', 'live', /(?<!\w)glpat-[\w-]{20,60}/gu),
	shape('a Slack token', 'live', /(?<!\w)xox[abeprs]-\d{8,15}-[\w-]{20,200}/gu),
	shape('an AWS access key', 'live', /(?<![A-Za-z0-9/+])(?:AKIA|ASIA)[A-Z2-7]{16}(?![A-Za-z0-9])/gu),
	shape(
		'an AWS secret key',
		'live',
		/aws_?secret_?access_?key['"]?\s{0,3}[=:]\s{0,3}['"]?(?<secret>[A-Za-z0-9/+]{40})(?![A-Za-z0-9/+])/giu,
	),
	shape('a Google OAuth client secret', 'live', /(?<!\w)GOCSPX-[\w-]{24,40}/gu),
	shape('a SendGrid API key', 'live', /(?<!\w)SG\.[\w-]{20,24}\.[\w-]{40,46}/gu),
	shape('a Resend API key', 'live', /(?<!\w)re_[A-Za-z0-9]{8}_[A-Za-z0-9]{20,32}(?!\w)/gu),
	shape('a Groq API key', 'live', /(?<!\w)gsk_[A-Za-z0-9]{44,60}/gu),
	shape('an npm token', 'live', /(?<!\w)npm_[A-Za-z0-9]{36}(?!\w)/gu),
	shape('a PyPI token', 'live', /(?<!\w)pypi-AgEIcHlwaS5vcmc[\w-]{50,200}/gu),
	shape('a DigitalOcean token', 'live', /(?<!\w)do[opr]_v1_[0-9a-f]{64}/gu),
	shape('a Hugging Face token', 'live', /(?<!\w)hf_[A-Za-z0-9]{34}(?!\w)/gu),
	shape('a Replicate token', 'live', /(?<!\w)r8_[A-Za-z0-9]{37}(?!\w)/gu),
	shape('a Perplexity API key', 'live', /(?<!\w)pplx-[A-Za-z0-9]{40,60}/gu),
	shape('an xAI API key', 'live', /(?<!\w)xai-[A-Za-z0-9]{60,100}/gu),
	shape('a Tavily API key', 'live', /(?<!\w)tvly-(?:dev-|prod-)?[A-Za-z0-9]{30,40}(?!\w)/gu),
	shape('an ElevenLabs API key', 'live', /(?<!\w)sk_[0-9a-f]{48}(?!\w)/gu),
	shape('a Pinecone API key', 'live', /(?<!\w)pcsk_\w{50,90}/gu),
	shape('a LangSmith API key', 'live', /(?<!\w)lsv2_(?:pt|sk)_[0-9a-f]{32}_[0-9a-f]{10}/gu),
	shape('a Telegram bot token', 'live', /(?<![\w:])\d{8,10}:AA[\w-]{33}(?![\w-])/gu),
	shape('a Discord bot token', 'live', /(?<![\w.-])[MNO][A-Za-z\d]{23,25}\.[\w-]{6}\.[\w-]{27,38}(?![\w-])/gu),
	shape('a Mailgun API key', 'live', /(?<![\w-])key-[0-9a-f]{32}(?!\w)/gu),
	shape('a Mailchimp API key', 'live', /(?<!\w)[0-9a-f]{32}-us\d{1,2}(?!\w)/gu),
	shape('a Brevo API key', 'live', /(?<!\w)xkeysib-[0-9a-f]{64}-\w{16}/gu),
	shape('a Shopify token', 'live', /(?<!\w)shp(?:at|ca|pa|ss)_[0-9a-fA-F]{32}/gu),
	shape('a Square token', 'live', /(?<!\w)sq0(?:atp|csp)-[\w-]{22,43}/gu),
	shape('a Linear API key', 'live', /(?<!\w)lin_api_[A-Za-z0-9]{40}/gu),
	shape('a Notion token', 'live', /(?<!\w)(?:ntn_[A-Za-z0-9]{40,50}|secret_[A-Za-z0-9]{43})(?!\w)/gu),
	shape('an Airtable token', 'live', /(?<!\w)pat[A-Za-z0-9]{14}\.[0-9a-f]{64}/gu),
	shape('a PlanetScale credential', 'live', /(?<!\w)pscale_(?:pw|tkn|oauth)_[\w.-]{32,64}/gu),
	shape('a Vercel Blob token', 'live', /(?<!\w)vercel_blob_rw_[A-Za-z0-9]{16}_[A-Za-z0-9]{30}/gu),
	shape('a Sentry auth token', 'live', /(?<!\w)(?:sntrys_[A-Za-z0-9+/=_]{60,300}|sntryu_[0-9a-f]{64})/gu),
	shape('a PostHog personal API key', 'live', /(?<!\w)phx_[A-Za-z0-9]{40,60}/gu),
	shape('a PostHog project key', 'publishable', /(?<!\w)phc_[A-Za-z0-9]{40,60}/gu),
	shape('a Databricks token', 'live', /(?<!\w)dapi[0-9a-f]{32}(?!\w)/gu),
	shape('a Figma token', 'live', /(?<!\w)figd_[\w-]{40,60}/gu),
	shape('an Atlassian token', 'live', /(?<!\w)ATATT3[\w=-]{60,250}/gu),
	shape('an Azure storage key', 'live', /AccountKey=(?<secret>[A-Za-z0-9+/]{86}==)/gu),
	shape('a Mapbox secret token', 'live', /(?<![\w.])sk\.eyJ[\w-]{20,200}\.[\w-]{20,60}/gu),
	shape(
		'a private key',
		'live',
		/-----BEGIN (?:RSA |EC |OPENSSH |DSA )?PRIVATE KEY-----(?:\\+[rn]|\s){0,6}(?<secret>[A-Za-z0-9+/]{16}[A-Za-z0-9+/=\\\s]{40,8000})/gu,
	),
	shape(
		'the private key that signs push messages',
		'limited',
		/"publicKey"\s{0,4}:\s{0,4}"B[\w-]{86}"\s{0,4},\s{0,4}"privateKey"\s{0,4}:\s{0,4}"(?<secret>[\w-]{43})"/gu,
	),
	shape(
		'a Slack webhook that posts for whoever has its address',
		'limited',
		/hooks\.slack\.com\/(?:services|workflows)\/(?<secret>T\w{6,14}\/[\w/]{20,80})/gu,
	),
	shape(
		'a Discord webhook that posts for whoever has its address',
		'limited',
		/discord(?:app)?\.com\/api\/webhooks\/\d{16,20}\/(?<secret>[\w-]{50,100})/gu,
	),
	shape(
		'a Teams webhook that posts for whoever has its address',
		'limited',
		/\.webhook\.office\.com\/webhookb2\/(?<secret>[0-9a-f@-]{60,120}[\w/-]{10,200})/gu,
	),
	shape(
		'a Zapier webhook that runs for whoever has its address',
		'limited',
		/hooks\.zapier\.com\/hooks\/catch\/(?<secret>\d{4,12}\/\w{5,20})/gu,
	),
	shape(
		'a Make webhook that runs for whoever has its address',
		'limited',
		/hook\.(?:[a-z]{2}\d\.)?make\.com\/(?<secret>[a-z0-9]{24,40})/gu,
	),
	shape(
		'a workflow webhook that runs for whoever has its address',
		'limited',
		/https:\/\/[\w.-]{3,80}\/webhook(?:-test)?\/(?<secret>[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})/gu,
	),
];

/** Every text that any shape matches holds one of these. */
export const mayHoldShape =
	/[sr]k_(?:live|test)_|pk_(?:live|test)_|whsec_|sk-|sb_|sbp_|gh[pousr]_|github_pat_|glpat-|xox[abeprs]-|AKIA|ASIA|ecret_?[aA]ccess_?[kK]ey|SECRET_?ACCESS_?KEY|GOCSPX-|SG\.|re_|gsk_|npm_|pypi-|_v1_|hf_|r8_|pplx-|xai-|tvly-|sk_|pcsk_|lsv2_|:AA|[MNO][A-Za-z\d]{23}|key-|-us\d|xkeysib-|shp|sq0|lin_api_|ntn_|secret_|pat[A-Za-z0-9]{14}\.|pscale_|vercel_blob|sntry|ph[xc]_|dapi|figd_|ATATT3|AccountKey=|sk\.eyJ|"privateKey"|PRIVATE KEY-----|hooks\.|discord|webhook|hook\./u;
