/** How a client is told to give up: by keys of its options, which stand at a place among its arguments. */
export type ClientRow = {
	/** What must be called; every call of the package when absent. */
	readonly names?: ReadonlySet<string>;
	readonly is: 'call' | 'client';
	/** What holds when no option says anything. */
	readonly otherwise: 'none' | 'default' | 'unknown';
	/** It throws when the answer says that it failed. */
	readonly throws: boolean;
};

const set = (list: string): ReadonlySet<string> => new Set(list.split(' '));
const verbs = set('get post put patch delete head options request');
const rows = (packages: string, row: ClientRow): readonly (readonly [string, readonly ClientRow[]])[] =>
	packages.split(' ').map(name => [name, [row]] as const);

/** Options that end a wait. */
export const deadlineKeys: ReadonlySet<string> = set(
	'timeout signal abortSignal dispatcher requestTimeout request_timeout timeoutMs timeout_ms response_timeout read_timeout open_timeout headersTimeout deadline',
);

/** The clients of JavaScript, by package. */
export const scriptClients: ReadonlyMap<string, readonly ClientRow[]> = new Map([
	[
		'axios',
		[
			{names: set('create'), is: 'client', otherwise: 'none', throws: true},
			{names: new Set([...verbs, 'axios', 'default', '']), is: 'call', otherwise: 'none', throws: true},
		],
	],
	[
		'got',
		[
			{names: set('extend'), is: 'client', otherwise: 'none', throws: true},
			{names: new Set([...verbs, 'got', 'stream', 'default', '']), is: 'call', otherwise: 'none', throws: true},
		],
	],
	...rows('ky', {is: 'call', otherwise: 'default', throws: true}),
	...rows('node-fetch cross-fetch isomorphic-fetch isomorphic-unfetch @whatwg-node/fetch', {
		names: set('fetch default'),
		is: 'call',
		otherwise: 'none',
		throws: false,
	}),
	['undici', [{names: set('fetch request'), is: 'call', otherwise: 'none', throws: false}]],
	...rows('ofetch', {names: set('ofetch $fetch'), is: 'call', otherwise: 'none', throws: true}),
	...rows('needle', {names: new Set([...verbs, 'needle', 'default', '']), is: 'call', otherwise: 'none', throws: false}),
	...rows('superagent', {names: new Set([...verbs, 'superagent', 'default', '']), is: 'call', otherwise: 'none', throws: true}),
	...rows('request', {names: new Set([...verbs, 'request', 'default', '']), is: 'call', otherwise: 'none', throws: false}),
	...rows('request-promise request-promise-native', {is: 'call', otherwise: 'none', throws: true}),
	...rows('http https', {names: set('get request'), is: 'call', otherwise: 'none', throws: false}),
	...rows('openai', {names: set('OpenAI AzureOpenAI default'), is: 'client', otherwise: 'none', throws: true}),
	...rows('@anthropic-ai/sdk', {names: set('Anthropic default'), is: 'client', otherwise: 'none', throws: true}),
	...rows('groq-sdk', {names: set('Groq default'), is: 'client', otherwise: 'none', throws: true}),
	...rows('@google/generative-ai', {names: set('GoogleGenerativeAI'), is: 'client', otherwise: 'none', throws: true}),
	...rows('@google/genai', {names: set('GoogleGenAI'), is: 'client', otherwise: 'none', throws: true}),
	...rows('@google-cloud/vertexai', {names: set('VertexAI'), is: 'client', otherwise: 'none', throws: true}),
	...rows('@langchain/openai', {names: set('ChatOpenAI OpenAI AzureChatOpenAI'), is: 'client', otherwise: 'none', throws: true}),
	...rows('@langchain/anthropic', {names: set('ChatAnthropic'), is: 'client', otherwise: 'none', throws: true}),
	[
		'ai',
		[
			{
				names: set('generateText streamText generateObject streamObject embed embedMany generateImage'),
				is: 'call',
				otherwise: 'none',
				throws: true,
			},
		],
	],
	...rows('stripe', {names: set('Stripe default'), is: 'client', otherwise: 'default', throws: true}),
	...rows('twilio', {names: set('twilio Twilio default'), is: 'client', otherwise: 'default', throws: true}),
	...rows('postmark', {names: set('ServerClient'), is: 'client', otherwise: 'default', throws: true}),
	...rows('nodemailer', {names: set('createTransport'), is: 'client', otherwise: 'default', throws: true}),
	// They wait for ever unless their handler of requests is told otherwise.
	...rows('@aws-sdk/client-ses @aws-sdk/client-sesv2 @aws-sdk/client-sns @aws-sdk/client-bedrock-runtime @aws-sdk/client-lambda', {
		names: set('SESClient SES SESv2Client SESV2Client SNSClient SNS BedrockRuntimeClient BedrockRuntime LambdaClient Lambda'),
		is: 'client',
		otherwise: 'unknown',
		throws: true,
	}),
	...rows('resend', {names: set('Resend'), is: 'client', otherwise: 'unknown', throws: false}),
	...rows('@sendgrid/mail', {names: set('send sendMultiple'), is: 'call', otherwise: 'unknown', throws: true}),
	...rows('@mailchimp/mailchimp_transactional mailgun.js razorpay replicate @octokit/rest octokit @notionhq/client', {
		names: set('default Mailgun Razorpay Replicate Octokit Client'),
		is: 'client',
		otherwise: 'unknown',
		throws: true,
	}),
]);

/** The clients of Python, by the package that is imported. */
export const pythonClients: ReadonlyMap<string, readonly ClientRow[]> = new Map([
	['requests', [{names: verbs, is: 'call', otherwise: 'none', throws: false}]],
	['urllib', [{names: set('urlopen'), is: 'call', otherwise: 'none', throws: true}]],
	['httpx', [{names: new Set([...verbs, 'stream', 'Client', 'AsyncClient']), is: 'call', otherwise: 'default', throws: false}]],
	['aiohttp', [{names: set('ClientSession request'), is: 'client', otherwise: 'default', throws: false}]],
	...rows('imaplib', {names: set('IMAP4 IMAP4_SSL'), is: 'client', otherwise: 'none', throws: true}),
	...rows('imap_tools', {names: set('MailBox'), is: 'client', otherwise: 'none', throws: true}),
	...rows('smtplib', {names: set('SMTP SMTP_SSL'), is: 'client', otherwise: 'none', throws: true}),
	...rows('openai', {names: set('OpenAI AsyncOpenAI AzureOpenAI AsyncAzureOpenAI'), is: 'client', otherwise: 'none', throws: true}),
	...rows('anthropic', {names: set('Anthropic AsyncAnthropic'), is: 'client', otherwise: 'none', throws: true}),
	...rows('groq', {names: set('Groq AsyncGroq'), is: 'client', otherwise: 'none', throws: true}),
	...rows('langchain_openai', {names: set('ChatOpenAI OpenAI AzureChatOpenAI'), is: 'client', otherwise: 'none', throws: true}),
	...rows('langchain_anthropic', {names: set('ChatAnthropic'), is: 'client', otherwise: 'none', throws: true}),
	...rows('langchain_groq', {names: set('ChatGroq'), is: 'client', otherwise: 'none', throws: true}),
	...rows('stripe', {names: set('create retrieve modify list StripeClient'), is: 'call', otherwise: 'default', throws: true}),
	// Its own client waits for ever unless it is made with one that does not.
	...rows('twilio', {names: set('Client'), is: 'client', otherwise: 'none', throws: true}),
	// Generated clients wait for ever unless each call says otherwise.
	...rows('sib_api_v3_sdk brevo_python', {names: set('ApiClient'), is: 'client', otherwise: 'unknown', throws: true}),
	...rows('resend sendgrid', {names: set('send SendGridAPIClient'), is: 'call', otherwise: 'unknown', throws: true}),
]);
