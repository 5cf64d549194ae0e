import type {Role} from './data-map.ts';

/** A company, what it is given data for, and how its use shows: npm packages, Python's import names, stack facts, hosts. */
export type Vendor = {
	readonly id: string;
	readonly name: string;
	readonly role: Role;
	readonly packages: readonly string[];
	/** Facts of the stack that say so by themselves. */
	readonly facts?: readonly string[];
	/** Hosts that code speaks to or pages load from. */
	readonly hosts?: readonly string[];
};

const row = (
	id: string,
	name: string,
	role: Role,
	packages: string,
	more: {readonly facts?: readonly string[]; readonly hosts?: readonly string[]} = {},
): Vendor => ({id, name, role, packages: packages === '' ? [] : packages.split(' '), ...more});

/** Companies that receive data about people when a product uses them. What only helps to build or test is not among them. */
export const vendors: readonly Vendor[] = [
	row('stripe', 'Stripe', 'payments', 'stripe @stripe/stripe-js @stripe/react-stripe-js @stripe/stripe-react-native', {
		facts: ['pay.stripe'],
		hosts: ['api.stripe.com'],
	}),
	row('paddle', 'Paddle', 'payments', '@paddle/paddle-js @paddle/paddle-node-sdk', {facts: ['pay.paddle']}),
	row('lemonsqueezy', 'Lemon Squeezy', 'payments', '@lemonsqueezy/lemonsqueezy.js', {facts: ['pay.lemonsqueezy']}),
	row('paypal', 'PayPal', 'payments', '@paypal/react-paypal-js @paypal/checkout-server-sdk @paypal/paypal-js paypalrestsdk', {
		facts: ['pay.paypal'],
	}),
	row('polar', 'Polar', 'payments', '@polar-sh/sdk @polar-sh/nextjs', {facts: ['pay.polar']}),
	row('razorpay', 'Razorpay', 'payments', 'razorpay', {facts: ['pay.razorpay']}),
	row('mollie', 'Mollie', 'payments', '@mollie/api-client mollie', {facts: ['pay.mollie']}),
	row('adyen', 'Adyen', 'payments', '@adyen/api-library @adyen/adyen-web', {facts: ['pay.adyen']}),
	row('revenuecat', 'RevenueCat', 'payments', 'react-native-purchases @revenuecat/purchases-js', {facts: ['pay.revenuecat']}),
	row('braintree', 'Braintree', 'payments', 'braintree braintree-web'),
	row('square', 'Square', 'payments', 'square', {hosts: ['connect.squareup.com']}),
	row('openai', 'OpenAI', 'models', 'openai @ai-sdk/openai @langchain/openai langchain_openai', {hosts: ['api.openai.com']}),
	row('anthropic', 'Anthropic', 'models', '@anthropic-ai/sdk anthropic @ai-sdk/anthropic @langchain/anthropic langchain_anthropic', {
		hosts: ['api.anthropic.com'],
	}),
	row(
		'google-gemini',
		'Google (Gemini)',
		'models',
		'@google/genai @google/generative-ai @ai-sdk/google @google-cloud/vertexai @langchain/google-genai @genkit-ai/googleai @genkit-ai/google-genai @genkit-ai/vertexai langchain_google_genai',
		{hosts: ['generativelanguage.googleapis.com']},
	),
	row('groq', 'Groq', 'models', 'groq-sdk groq @ai-sdk/groq', {hosts: ['api.groq.com']}),
	row('mistral', 'Mistral', 'models', '@mistralai/mistralai mistralai @ai-sdk/mistral', {hosts: ['api.mistral.ai']}),
	row('cohere', 'Cohere', 'models', 'cohere-ai cohere'),
	row('replicate', 'Replicate', 'models', 'replicate', {hosts: ['api.replicate.com']}),
	row('openrouter', 'OpenRouter', 'models', '@openrouter/ai-sdk-provider', {hosts: ['openrouter.ai']}),
	row('deepseek', 'DeepSeek', 'models', '@ai-sdk/deepseek', {hosts: ['api.deepseek.com']}),
	row('together', 'Together', 'models', 'together-ai together', {hosts: ['api.together.xyz']}),
	row('elevenlabs', 'ElevenLabs', 'models', 'elevenlabs @elevenlabs/elevenlabs-js', {hosts: ['api.elevenlabs.io']}),
	row('lovable-ai', 'Lovable (models)', 'models', '', {hosts: ['ai.gateway.lovable.dev']}),
	row('pinecone', 'Pinecone', 'database', '@pinecone-database/pinecone pinecone'),
	row('supabase', 'Supabase', 'backend', '@supabase/supabase-js @supabase/ssr @supabase/auth-helpers-nextjs supabase', {
		facts: ['baas.supabase'],
	}),
	row('firebase', 'Google (Firebase)', 'backend', 'firebase firebase-admin firebase_admin @angular/fire', {facts: ['baas.firebase']}),
	row('convex', 'Convex', 'backend', 'convex', {facts: ['baas.convex']}),
	row('neon', 'Neon', 'database', '@neondatabase/serverless @prisma/adapter-neon'),
	row('planetscale', 'PlanetScale', 'database', '@planetscale/database'),
	row('upstash', 'Upstash', 'database', '@upstash/redis @upstash/ratelimit @upstash/qstash'),
	row('turso', 'Turso', 'database', '@tursodatabase/api'),
	row('clerk', 'Clerk', 'sign-in', '@clerk/nextjs @clerk/clerk-sdk-node @clerk/clerk-react @clerk/express @clerk/backend @clerk/clerk-js', {
		facts: ['auth.clerk'],
	}),
	row('auth0', 'Auth0', 'sign-in', '@auth0/nextjs-auth0 @auth0/auth0-react auth0 express-openid-connect', {facts: ['auth.auth0']}),
	row('workos', 'WorkOS', 'sign-in', '@workos-inc/node @workos-inc/authkit-nextjs', {facts: ['auth.workos']}),
	row('kinde', 'Kinde', 'sign-in', '@kinde-oss/kinde-auth-nextjs', {facts: ['auth.kinde']}),
	row('resend', 'Resend', 'mail', 'resend', {hosts: ['api.resend.com']}),
	row('sendgrid', 'SendGrid', 'mail', '@sendgrid/mail sendgrid', {hosts: ['api.sendgrid.com']}),
	row('postmark', 'Postmark', 'mail', 'postmark', {hosts: ['api.postmarkapp.com']}),
	row('mailgun', 'Mailgun', 'mail', 'mailgun.js mailgun-js', {hosts: ['api.mailgun.net', 'api.eu.mailgun.net']}),
	row('brevo', 'Brevo', 'mail', '@getbrevo/brevo sib-api-v3-sdk', {hosts: ['api.brevo.com']}),
	row('mailchimp', 'Mailchimp', 'mail', '@mailchimp/mailchimp_marketing @mailchimp/mailchimp_transactional'),
	row('emailjs', 'EmailJS', 'mail', '@emailjs/browser emailjs-com'),
	row('loops', 'Loops', 'mail', 'loops'),
	row('aws-ses', 'Amazon (SES)', 'mail', '@aws-sdk/client-ses @aws-sdk/client-sesv2'),
	row('twilio', 'Twilio', 'messages', 'twilio', {hosts: ['api.twilio.com']}),
	row('vonage', 'Vonage', 'messages', 'vonage @vonage/server-sdk'),
	row('onesignal', 'OneSignal', 'messages', 'onesignal-node @onesignal/node-onesignal react-onesignal'),
	row('pusher', 'Pusher', 'messages', 'pusher pusher-js'),
	row('ably', 'Ably', 'messages', 'ably'),
	row(
		'sentry',
		'Sentry',
		'errors',
		'@sentry/node @sentry/nextjs @sentry/react @sentry/browser @sentry/vue @sentry/svelte @sentry/sveltekit @sentry/remix @sentry/react-router @sentry/nestjs @sentry/angular @sentry/react-native sentry_sdk',
	),
	row('bugsnag', 'Bugsnag', 'errors', '@bugsnag/js @bugsnag/node bugsnag'),
	row('rollbar', 'Rollbar', 'errors', 'rollbar'),
	row('datadog', 'Datadog', 'errors', 'dd-trace ddtrace datadog @datadog/browser-rum @datadog/browser-logs'),
	row('newrelic', 'New Relic', 'errors', 'newrelic'),
	row('logrocket', 'LogRocket', 'errors', 'logrocket'),
	row('highlight', 'Highlight', 'errors', 'highlight.run @highlight-run/next @highlight-run/node'),
	row('axiom', 'Axiom', 'errors', '@axiomhq/js @axiomhq/logging next-axiom'),
	row('posthog', 'PostHog', 'analytics', 'posthog-js posthog-node posthog posthog-react-native'),
	row('mixpanel', 'Mixpanel', 'analytics', 'mixpanel mixpanel-browser'),
	row('amplitude', 'Amplitude', 'analytics', '@amplitude/analytics-browser @amplitude/analytics-node amplitude-js'),
	row('segment', 'Segment', 'analytics', '@segment/analytics-next @segment/analytics-node analytics-node'),
	row('google-analytics', 'Google Analytics', 'analytics', 'react-ga react-ga4 vue-gtag @next/third-parties nuxt-gtag react-gtm-module', {
		hosts: ['www.googletagmanager.com', 'www.google-analytics.com'],
	}),
	row('vercel-analytics', 'Vercel Analytics', 'analytics', '@vercel/analytics @vercel/speed-insights'),
	row('hotjar', 'Hotjar', 'analytics', '@hotjar/browser react-hotjar', {hosts: ['static.hotjar.com']}),
	row('clarity', 'Microsoft Clarity', 'analytics', '@microsoft/clarity', {hosts: ['www.clarity.ms']}),
	row('plausible', 'Plausible', 'analytics', 'next-plausible plausible-tracker', {hosts: ['plausible.io']}),
	row('meta-pixel', 'Meta (pixel)', 'analytics', 'react-facebook-pixel', {hosts: ['connect.facebook.net']}),
	row('aws-s3', 'Amazon (S3)', 'files', '@aws-sdk/client-s3 aws-sdk boto3'),
	row('cloudinary', 'Cloudinary', 'files', 'cloudinary next-cloudinary @cloudinary/react'),
	row('uploadthing', 'UploadThing', 'files', 'uploadthing @uploadthing/react'),
	row('vercel-blob', 'Vercel Blob', 'files', '@vercel/blob'),
	row('google-storage', 'Google Cloud Storage', 'files', '@google-cloud/storage'),
	row('intercom', 'Intercom', 'support', '@intercom/messenger-js-sdk intercom-client react-use-intercom', {hosts: ['widget.intercom.io']}),
	row('crisp', 'Crisp', 'support', 'crisp-sdk-web', {hosts: ['client.crisp.chat']}),
	row('hubspot', 'HubSpot', 'support', '@hubspot/api-client', {hosts: ['js.hs-scripts.com']}),
	row('slack', 'Slack', 'messages', '@slack/web-api @slack/bolt slack_sdk'),
	row('algolia', 'Algolia', 'search', 'algoliasearch'),
	row('vercel', 'Vercel', 'hosting', '', {facts: ['deploy.vercel']}),
	row('netlify', 'Netlify', 'hosting', '', {facts: ['deploy.netlify']}),
	row('cloudflare', 'Cloudflare', 'hosting', '', {facts: ['deploy.cloudflare']}),
	row('fly', 'Fly.io', 'hosting', '', {facts: ['deploy.fly']}),
	row('render', 'Render', 'hosting', '', {facts: ['deploy.render']}),
	row('railway', 'Railway', 'hosting', '', {facts: ['deploy.railway']}),
	row('heroku', 'Heroku', 'hosting', '', {facts: ['deploy.heroku']}),
];
