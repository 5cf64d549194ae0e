import {type Call, type Code, lastOf, textOf, type Value} from '../code/code.ts';
import type {Registered} from './registered.ts';

const providers: ReadonlySet<string> = new Set(
	'stripe clerk svix github gitlab bitbucket paddle lemonsqueezy polar resend sendgrid postmark mailgun twilio slack discord telegram whatsapp shopify paypal razorpay mollie paystack flutterwave mercadopago adyen creem dodo dodopayments revenuecat workos linear intercom calendly zapier n8n replicate docusign plaid sentry vapi retell woocommerce supabase cashfree phonepe payu instamojo ccavenue paytm midtrans xendit iyzico braintree chargebee recurly nowpayments btcpay zarinpal paytabs sumup klarna brevo mailchimp hubspot airtable typeform'.split(
		' ',
	),
);
const webhooks: ReadonlySet<string> = new Set(['webhook', 'webhooks', 'ipn']);
/** How an address is called that takes a service's messages without the word. */
const messages: ReadonlySet<string> = new Set([
	'bot',
	'callback',
	'callbacks',
	'hook',
	'hooks',
	'event',
	'events',
	'interactions',
	'inbound',
]);
const signatureHeaders: ReadonlySet<string> = new Set(
	'stripe-signature svix-id svix-signature svix-timestamp webhook-id webhook-signature webhook-timestamp x-hub-signature x-hub-signature-256 x-github-event x-gitlab-token paddle-signature x-signature x-twilio-signature x-slack-signature x-slack-request-timestamp x-signature-ed25519 x-shopify-hmac-sha256 paypal-transmission-sig x-razorpay-signature x-paystack-signature verif-hash creem-signature linear-signature x-telegram-bot-api-secret-token x-webhook-signature x-webhook-secret x-lemonsqueezy-signature workos-signature sentry-hook-signature x-zm-signature'.split(
		' ',
	),
);
const verifies: ReadonlySet<string> = new Set(
	'constructEvent constructEventAsync construct_event unwrap verifyWebhook verifyWebhookSignature verify_webhook_signature validateRequest validateWebhookSignature verifyRequestSignature'.split(
		' ',
	),
);
const rawReads: ReadonlySet<string> = new Set(['text', 'arrayBuffer', 'getRawBody', 'readRawBody', 'get_data', 'buffer', 'raw']);
const owners: ReadonlySet<string> = new Set(['req', 'request', 'event', 'ctx', 'context', 'c']);
const word = /[A-Z]?[a-z0-9]+|[A-Z]+(?![a-z])/gu;

/**
 * Whether an HTTP entry point is called by another service. Its path names that service and calls itself a webhook; or it does one of both,
 * and its code reads a signature's header, verifies one, or (for one that calls itself a webhook) reads the raw body. Routes over a table of webhooks do none of it.
 * `code` is that of the handler's file.
 */
export function isWebhook(registered: Registered, code: Code | undefined): boolean {
	const {kind, method, route, path} = registered;
	if (kind !== 'http' || method === 'GET' || method === 'HEAD' || method === 'OPTIONS') return false;
	const words = wordsOf(`${route}/${path}`);
	const named = words.some((one, at) => providers.has(one) || providers.has(`${one}${words[at + 1] ?? ''}`));
	const says = words.some(one => webhooks.has(one));
	if (named && says) return true;
	if (says && isCalledAfter(route)) return true;
	if (named && isOpenToOthers(registered) && words.some(one => messages.has(one))) return true;
	if (code === undefined || (!named && !says)) return false;
	const [from, to] = linesOf(registered, code);
	const within = ({line}: {readonly line: number}): boolean => line >= from && line <= to;
	const calls = code.calls.filter(within);
	if (calls.some(call => verifies.has(lastOf(call.to)) || call.args.some(readsSignature) || call.when.some(isSignature))) return true;
	if (
		code.variables.some(one => within(one) && readsSignature(one.value)) ||
		code.exits.some(one => within(one) && one.when.some(isSignature))
	)
		return true;
	return says && calls.some(readsRaw);
}

/** Django is told that no page of its own posts there. */
const isOpenToOthers = ({before}: Registered): boolean =>
	before.some(({value}) => value.is === 'name' && lastOf(value.name) === 'csrf_exempt');

/** What people do with a table of webhooks, and parts of a route that name nobody. */
const doing =
	/^(?:web|hooks?|webhooks?|api|v\d+|id|my|all|new|test|create|add|update|edit|delete|remove|list|get|set|show|view|register|manage|config|configure|settings|retry|send|trigger|fire|dispatch|logs?|events?|secret|secrets|rotate|toggle|enable|disable|verify|url|urls|endpoint|endpoints|deliveries|subscriptions?)$/u;
/** `/acme_webhook`, `/webhook-acme`: one part of the route holds both words, and the other names who calls. */
const isCalledAfter = (route: string): boolean =>
	route.split('/').some(segment => {
		const said = wordsOf(segment);
		return said.length === 2 && said.includes('webhook') && said.some(one => !doing.test(one));
	});

const wordsOf = (name: string): readonly string[] => (name.match(word) ?? []).map(one => one.toLowerCase());

/** The lines of the handler; the whole file when it is no function. */
function linesOf({handler}: Registered, code: Code): readonly [number, number] {
	const own = handler?.value.is === 'function' ? code.functions[handler.value.function] : undefined;
	return own === undefined ? [0, Number.POSITIVE_INFINITY] : [own.line, own.end];
}

const isSignature = (name: string): boolean => signatureHeaders.has(lastOf(name).toLowerCase());

/** `headers['stripe-signature']`, or the header's name given to what looks it up. */
const readsSignature = (value: Value): boolean => {
	if (value.is === 'name') return isSignature(value.name);
	if (value.is === 'either') return value.of.some(readsSignature);
	return isSignature(textOf(value) ?? '');
};

/** `request.text()`, `await buffer(req)`. */
function readsRaw({to, args}: Call): boolean {
	const parts = to.split('.');
	if (!rawReads.has(parts.at(-1) ?? '')) return false;
	return parts.length === 1 ? args.some(arg => arg.is === 'name' && owners.has(arg.name)) : parts.some(part => owners.has(part));
}
