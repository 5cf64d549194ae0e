/** What bundlers put before the name of a setting that goes into the page. */
export const publicPrefix = /^(?:NEXT_PUBLIC|VITE|REACT_APP|EXPO_PUBLIC|NUXT_PUBLIC|GATSBY|VUE_APP|PUBLIC)_/u;

const secretPart =
	/(?:^|_)(?:SECRET|SERVICE_ROLE|SERVICE_KEY|PRIVATE_KEY|PASSWORD|PASSWD|DATABASE_URL|MONGO(?:DB)?_UR[IL]|DB_URL|JWT_SECRET|CLIENT_SECRET|AUTH_TOKEN|BOT_TOKEN|ADMIN_(?:TOKEN|KEY))(?:_|$)/u;
const vendorKey =
	/(?:^|_)(?:OPENAI|OPEN_AI|ANTHROPIC|CLAUDE|GROQ|GEMINI|GOOGLE_AI|GOOGLE_GENERATIVE_AI|MISTRAL|DEEPSEEK|OPENROUTER|COHERE|PERPLEXITY|XAI|TOGETHER|REPLICATE|HUGGINGFACE|HUGGING_FACE|HF|ELEVENLABS|ELEVEN_LABS|DEEPGRAM|ASSEMBLYAI|RESEND|SENDGRID|MAILGUN|POSTMARK|BREVO|TWILIO_AUTH|GITHUB|STRIPE_SK|STRIPE_SECRET|AWS_SECRET(?:_ACCESS)?|TAVILY|SERPAPI|PINECONE|NOTION|AIRTABLE)_(?:\w+_)?(?:KEY|TOKEN|SECRET)$|^(?:\w+_)?STRIPE_SECRET/u;
const harmless =
	/PUBLISHABLE|PUBLIC_KEY|ANON|SITE_?KEY|CLIENT_ID|_DSN$|MIXPANEL|POSTHOG|MAPBOX|AMPLITUDE|SEGMENT|_ENABLED$|^\w*_IS_|_RESET|_POLICY|_MIN_|_MAX_|_LENGTH$|_REGEX|_PLACEHOLDER|_HINT|_LABEL|PASSWORDLESS|_MODEL$|_BASE_URL$|_API_URL$|_ENDPOINT$|_APP_ID$|DISABLE|ENABLE|REQUIRE|SHOW_|HIDE_|WITH_PASSWORD|USE_/u;

/** The name is that of a key that belongs on a server. */
export const namesServerKey = (name: string): boolean => secretPart.test(name) || isVendorKey(name);

/** The name is that of a paid service's key. */
export const isVendorKey = (name: string): boolean => vendorKey.test(name);

/** The name is that of something that may be seen. */
export const isHarmless = (name: string): boolean => harmless.test(name);

/** The name of a setting that a bundler puts into the page, and that is a server's key. */
export const isServerKey = (name: string): boolean => {
	const rest = name.replace(publicPrefix, '');
	return rest !== name && !isHarmless(rest) && namesServerKey(rest);
};
