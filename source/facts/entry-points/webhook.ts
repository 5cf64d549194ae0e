import {type Call, type Code, lastOf, textOf} from '../code/code.ts';
import type {Registered} from './registered.ts';

const provider =
	/(?:^|[/._-])(?:stripe|clerk|svix|github|gitlab|paddle|lemon-?squeezy|polar|resend|sendgrid|postmark|mailgun|twilio|slack|discord|telegram|whatsapp|shopify|paypal|razorpay|mollie|paystack|flutterwave|mercado-?pago|square|adyen|creem|dodo(?:payments)?|revenuecat|workos|linear|intercom|calendly|zapier|n8n|replicate|supabase|docusign|plaid|sentry|vapi|retell)(?=$|[/._-])/iu;
const inbound = /(?:^|[/._-])(?:webhooks?|hooks?|ipn|inbound|callbacks?|notify|events?)(?=$|[/._-])/iu;
const webhookWord = /(?:^|[/._-])(?:webhooks?|ipn)(?=$|[/._-])/iu;
const signatureHeader =
	/^(?:stripe-signature|svix-(?:id|signature|timestamp)|webhook-(?:id|signature|timestamp)|x-hub-signature(?:-256)?|x-gitlab-token|paddle-signature|x-signature|x-twilio-signature|x-slack-signature|x-signature-ed25519|x-shopify-hmac-sha256|paypal-transmission-sig|x-razorpay-signature|x-paystack-signature|verif-hash|creem-signature|linear-signature|x-telegram-bot-api-secret-token|x-webhook-(?:signature|secret)|x-lemon-?squeezy-signature|workos-signature|sentry-hook-signature)$/iu;
const headerName = /(?:^|\.)headers?(?:\.get)?$|^headers?\(\)\.get$|(?:^|\.)(?:header|getHeader)$/u;
const verifies =
	/^(?:constructEvent(?:Async)?|unwrap|verifyWebhook\w*|verifySignature|validateRequest|validateEvent|verifyWebhookSignature|verify_webhook|construct_event)$/u;
const rawBody = /(?:^|\.)(?:text|arrayBuffer|rawBody|raw|getRawBody|readRawBody|get_data)$|^(?:buffer|getRawBody|readRawBody)$/u;
const bodyOwner = /(?:^|\.)(?:req|request|event|ctx|context|c|micro)(?:\.|$|\()/u;

/**
 * Whether an HTTP entry point is called by another service: its path names one and says that it is for its messages; or it says that it is a webhook
 * or names a service, and its code reads the raw body, a signature's header, or verifies. Routes over a table of webhooks do neither.
 * `code` is that of the handler's file.
 */
export function isWebhook(registered: Registered, code: Code | undefined): boolean {
	if (registered.kind !== 'http' || registered.method === 'GET' || registered.method === 'HEAD' || registered.method === 'OPTIONS')
		return false;
	const name = `${registered.route}/${registered.path.replace(/\.\w+$/u, '')}`;
	const names = provider.test(name);
	if (names && (inbound.test(registered.route) || webhookWord.test(name)) && webhookWord.test(name)) return true;
	if (!names && !inbound.test(name)) return false;
	const own = code === undefined ? [] : callsOf(registered, code);
	return own.some(call => verifies.test(lastOf(call.to)) || readsSignature(call)) || (webhookWord.test(name) && own.some(readsRaw));
}

/** The calls in the handler, with those of the functions in it; all of the file's when the handler is no function. */
function callsOf({handler}: Registered, code: Code): readonly Call[] {
	const own = handler?.value.is === 'function' ? code.functions[handler.value.function] : undefined;
	return own === undefined ? code.calls : code.calls.filter(({line}) => line >= own.line && line <= own.end);
}

const readsSignature = ({to, args}: Call): boolean => headerName.test(to) && args.some(arg => signatureHeader.test(textOf(arg) ?? ''));
const readsRaw = ({to}: Call): boolean => rawBody.test(to) && (bodyOwner.test(to) || !to.includes('.'));
