import {shapes} from '../../../source/facts/secrets/shapes.ts';

const letters = 'plumCobwebOrchardLanternFerryBargeHarnessOakMillRiverStone44';
const lower = letters.toLowerCase();
const capitals = 'PLUMCOBWEBORCHARDLANTERNFERRYBARGE2357';
const hexadecimal = '3f0c9e526b1d4a7e9c2458d17be0a6f3';
const uuid = '3f0c9e52-6b1d-4a7e-9c24-58d17be0a6f3';
const fill = (alphabet: string, length: number): string => alphabet.repeat(Math.ceil(length / alphabet.length)).slice(0, length);
const word = (length: number): string => fill(letters, length);
const hex = (length: number): string => fill(hexadecimal, length);
const wallet = (length: number): string => `${fill(letters, length / 2)}\n${fill(lower, length / 2)}`;

/** A made-up credential of every form in the table, put together here so that no scanner takes this file for a leak. `around` is the text that it needs to be known. */
const made: Readonly<Record<string, readonly [secret: string, around?: (secret: string) => string]>> = {
	'a live secret key of Stripe or Clerk': [`sk_live_${word(24)}`],
	'a test key of Stripe or Clerk': [`sk_test_${word(24)}`],
	'a publishable key': [`pk_live_${word(24)}`],
	'a webhook signing secret': [`whsec_${word(32)}`],
	'an Anthropic API key': [`sk-ant-api03-${word(93)}`],
	'an OpenAI API key': [`sk-proj-${word(48)}`],
	'an OpenRouter API key': [`sk-or-v1-${hex(64)}`],
	'a model API key': [`sk-${hex(32)}`],
	'a Langfuse secret key': [`sk-lf-${uuid}`],
	'a Supabase secret key': [`sb_secret_${word(31)}`],
	'a Supabase access token': [`sbp_${hex(40)}`],
	'a Supabase publishable key': [`sb_publishable_${word(31)}`],
	'a GitHub token': [`ghp_${word(36)}`],
	'a GitLab token': [`glpat-${word(20)}`],
	'a Slack token': [`xoxb-${'2357'.repeat(3)}-${word(24)}`],
	'an AWS access key': [`AKIA${fill(capitals, 16)}`, secret => `${secret} ${word(40)}`],
	'an AWS secret key': [word(40), secret => `AWS_SECRET_ACCESS_KEY=${secret}`],
	'a Google OAuth client secret': [`GOCSPX-${word(28)}`],
	'a SendGrid API key': [`SG.${word(22)}.${word(43)}`],
	'a Resend API key': [`re_${word(8)}_${word(24)}`],
	'a Groq API key': [`gsk_${word(52)}`],
	'an npm token': [`npm_${word(36)}`],
	'a PyPI token': [`pypi-AgEIcHlwaS5vcmc${word(60)}`],
	'a DigitalOcean token': [`dop_v1_${hex(64)}`],
	'a Hugging Face token': [`hf_${word(34)}`],
	'a Replicate token': [`r8_${word(37)}`],
	'a Perplexity API key': [`pplx-${word(48)}`],
	'an xAI API key': [`xai-${word(80)}`],
	'a Tavily API key': [`tvly-${word(32)}`],
	'an ElevenLabs API key': [`sk_${hex(48)}`],
	'a Pinecone API key': [`pcsk_${word(60)}`],
	'a LangSmith API key': [`lsv2_pt_${hex(32)}_${hex(10)}`],
	'a Telegram bot token': [`${'235711'.repeat(2).slice(0, 10)}:AA${word(33)}`],
	'a Discord bot token': [`M${word(23)}.${word(6)}.${word(30)}`],
	'a Mailgun API key': [`key-${hex(32)}`],
	'a Mailchimp API key': [`${hex(32)}-us14`],
	'a Brevo API key': [`xkeysib-${hex(64)}-${word(16)}`],
	'a Shopify token': [`shpat_${hex(32)}`],
	'a Square token': [`sq0atp-${word(22)}`],
	'a Linear API key': [`lin_api_${word(40)}`],
	'a Notion token': [`ntn_${word(44)}`],
	'an Airtable token': [`pat${word(14)}.${hex(64)}`],
	'a PlanetScale credential': [`pscale_pw_${word(43)}`],
	'a Vercel Blob token': [`vercel_blob_rw_${word(16)}_${word(30)}`],
	'a Sentry auth token': [`sntrys_${word(80)}`],
	'a PostHog personal API key': [`phx_${word(43)}`],
	'a PostHog project key': [`phc_${word(43)}`],
	'a Databricks token': [`dapi${hex(32)}`],
	'a Figma token': [`figd_${word(40)}`],
	'an Atlassian token': [`ATATT3${word(180)}`],
	'an Azure storage key': [`${word(86)}==`, secret => `AccountKey=${secret}`],
	'a Mapbox secret token': [`sk.eyJ${word(60)}.${word(22)}`],
	'a private key': [wallet(120), secret => `${'-----BEGIN'} PRIVATE KEY-----\n${secret}\n-----END PRIVATE KEY-----`],
	'the private key that signs push messages': [word(43), secret => `{"publicKey": "B${hex(86)}", "privateKey": "${secret}"}`],
	'a Slack webhook that posts for whoever has its address': [
		`T${fill(capitals, 9)}/B${fill(capitals, 9)}/${word(24)}`,
		secret => `https://hooks.${'slack'}.com/services/${secret}`,
	],
	'a Discord webhook that posts for whoever has its address': [
		word(68),
		secret => `https://${'discord'}.com/api/webhooks/${'2357'.repeat(4)}23/${secret}`,
	],
	'a Teams webhook that posts for whoever has its address': [
		`${uuid}@${uuid}/IncomingWebhook/${hex(32)}/${uuid}`,
		secret => `https://orders.${'webhook'}.office.com/webhookb2/${secret}`,
	],
	'a Zapier webhook that runs for whoever has its address': [
		`2357112/${word(8)}`,
		secret => `https://hooks.${'zapier'}.com/hooks/catch/${secret}`,
	],
	'a Make webhook that runs for whoever has its address': [fill(lower, 32), secret => `https://hook.eu1.${'make'}.com/${secret}`],
	'a workflow webhook that runs for whoever has its address': [uuid, secret => `https://flows.orders-shop.net/webhook/${secret}`],
};

/** Every form of the table with a made-up credential of it, and the text in which it is known. */
export const dummies = shapes.map(({what, weight}) => {
	const [secret, around] = made[what] ?? [''];
	return {what, weight, secret, text: around === undefined ? secret : around(secret)};
});

const base64 = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** A Supabase token with these words in it and a signature of nobody. */
export const supabaseToken = (payload: object): string => `${base64({alg: 'HS256', typ: 'JWT'})}.${base64(payload)}.${word(43)}`;

/** Every run of eight characters of a secret: none of them may be shown. */
export const runsOf = (secret: string): readonly string[] =>
	secret
		.split('\n')
		.flatMap(part => Array.from({length: Math.max(1, part.length - 7)}, (_none, at) => part.slice(at, at + 8)))
		.filter(run => run.length > 3);
