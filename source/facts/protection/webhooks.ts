import type {Place} from '../../safe-text.ts';
import {type Call, entryOf, lastOf, textOf} from '../code/code.ts';
import type {EntryPoint} from '../entry-points/entry-point.ts';
import type {Facts} from '../facts.ts';
import {wordsOf} from '../guards/words.ts';
import {hollowIn, partlyHollowIn} from './hollow.ts';

/** An entry point that another service calls, and whether it asks for that service's signature. */
export type Webhook = {
	readonly point: EntryPoint;
	readonly is: 'verified' | 'unclear' | 'open';
	/** What verifies it, or the handler. */
	readonly at: Place;
	/** It is about money or accounts. */
	readonly grave: boolean;
};

const verifies: ReadonlySet<string> = new Set(
	'constructEvent constructEventAsync construct_event validateEvent verifyWebhook verifyWebhookSignature verify_webhook_signature verifySignature verify_signature validateWebhook validateRequest validateRequestWithBody validateExpressRequest verifyRequest verifyRequestSignature verifyKey verifyWebhookRequest unmarshal unwrap timingSafeEqual compare_digest constant_time_compare isValidSignature is_valid_signature verifyHmac verify_hmac validateSignature validate_signature isValidWebhook verifyAndReceive fromRequest verifyDiscordRequest'.split(
		' ',
	),
);
const signing = /^(?:createHmac|Hmac|HmacSHA256|timingSafeEqual|compare_digest)$/u;
const libraries =
	/^(?:svix|standardwebhooks|@octokit\/webhooks|@polar-sh\/(?:nextjs|express|hono|fastify|sveltekit|remix|astro|nuxt|better-auth)|@clerk\/(?:nextjs|backend|express|fastify|astro|nuxt)\/webhooks|@line\/bot-sdk|@slack\/(?:bolt|events-api)|@lemonsqueezy\/wedges|inngest(?:\/.+)?|@trigger\.dev\/sdk|@upstash\/qstash(?:\/.+)?|uploadthing(?:\/.+)?|slack_bolt|discord-interactions|twilio|@dodopayments\/\w+|@creem_io\/\w+|@sanity\/webhook|@shopify\/\w[\w-]*|stripe-event-types)$/u;
const asking: ReadonlySet<string> = new Set(
	'signature signatures hmac secret sig verify verified verification svix digest token authorization hash checksum signed valid'.split(' '),
);
const payments: ReadonlySet<string> = new Set(
	'stripe paddle lemonsqueezy lemon polar paypal razorpay mollie adyen paystack flutterwave mercadopago creem dodo dodopayments payment payments billing checkout clerk workos auth0 revenuecat woocommerce shopify gocardless square braintree coinbase iyzico payos midtrans xendit'.split(
		' ',
	),
);
const asksBack =
	/(?:^|\.)(?:events|paymentIntents|payments|sessions|orders|transactions|payment|invoices|subscriptions|charges)\.(?:retrieve|get|fetch|find)$/u;

/** Whether a call verifies what was sent. */
function isVerifying(call: Call, from: string): boolean {
	const last = lastOf(call.to);
	if (verifies.has(last) || asksBack.test(call.to)) return true;
	if (last === 'verify' || last === 'receive')
		return (
			libraries.test(from) ||
			/(?:^|\.)(?:wh|webhook|webhooks|svix|subtle|receiver)\.?(?:\(\))?\.?(?:verify|receive)$/iu.test(call.to) ||
			/Webhook\(\)\.verify$/u.test(call.to)
		);
	if (last === 'validate') return /validator/iu.test(call.to);
	return false;
}

/** The token of the greeting by which a service asks once whether the address is right: it says nothing of the messages. */
const isHandshake = (name: string): boolean => {
	const said = wordsOf(name);
	return said.includes('verify') && said.includes('token');
};

const nearby = 12;
const signatureWords: ReadonlySet<string> = new Set(['signature', 'sig', 'hmac', 'secret']);

/** A signature is only looked at when there is one, and nothing before turns away whoever sends none. */
function isOptional({path, line}: Place, facts: Facts): boolean {
	const code = facts.program.scopes.at(path)?.code;
	const call = code?.calls.find(
		one =>
			one.line <= line &&
			line - one.line < nearby &&
			/verif|valid|compare|equal|constructEvent/iu.test(lastOf(one.to)) &&
			one.when.some(name => wordsOf(name).some(word => signatureWords.has(word))),
	);
	if (code === undefined || call === undefined) return false;
	const asked = call.when.filter(name => wordsOf(name).some(word => signatureWords.has(word)));
	return !code.exits.some(one => one.in === call.in && one.line !== call.line && one.when.some(name => asked.includes(name)));
}

/** One of the services behind the address is believed without a look. */
function saidYesIn(point: EntryPoint, facts: Facts): Place | undefined {
	for (const {path, function: at} of facts.program.runBy(point)) {
		const scope = facts.program.scopes.at(path);
		for (const call of scope?.bodyOf(at).flatMap(inner => scope.callsIn(inner)) ?? []) {
			const place = hollowIn(call, facts) === undefined ? partlyHollowIn(call, path, facts) : undefined;
			if (place !== undefined) return place;
		}
	}
	return undefined;
}

function judgedIn(point: EntryPoint, facts: Facts): Webhook {
	const {scopes} = facts.program;
	const grave = wordsOf(`${point.route} ${point.path} ${point.handler?.path ?? ''}`).some(word => payments.has(word));
	const handler: Place = point.handler ?? point;
	const here = {path: handler.path, line: handler.line, text: handler.text};
	const guard = point.guards.find(({kind, name}) => (kind === 'signature' || kind === 'key') && name !== 'verify_jwt');
	const yes = saidYesIn(point, facts);
	if (yes !== undefined) return {point, is: 'unclear', at: yes, grave};
	if (guard !== undefined && isOptional(guard, facts))
		return {point, is: 'unclear', at: {path: guard.path, line: guard.line, text: guard.text}, grave};
	if (guard !== undefined) return {point, is: 'verified', at: {path: guard.path, line: guard.line, text: guard.text}, grave};
	let asked = false;
	for (const {path, function: at} of [...facts.program.runBy(point), ...facts.program.inFrontOf(point)]) {
		const scope = scopes.at(path);
		if (scope === undefined) continue;
		const body = scope.bodyOf(at);
		for (const inner of body) {
			for (const call of scope.callsIn(inner)) {
				const place = {path, line: call.line, text: call.text};
				const hollow = hollowIn(call, facts);
				if (hollow !== undefined) return {point, is: 'open', at: hollow, grave};
				const target = facts.program.calleeOf(call, path);
				const from = target.is === 'library' ? target.definition.package : '';
				if (isVerifying(call, from) || (libraries.test(from) && /verify|webhook|receiver|handler|serve/iu.test(lastOf(call.to))))
					return {point, is: 'verified', at: place, grave};
				const said = wordsOf(lastOf(call.to));
				if (
					signing.test(lastOf(call.to)) ||
					(said.some(word => word === 'verify' || word === 'validate' || word === 'check' || word === 'authenticate') &&
						said.some(word => asking.has(word) || word === 'webhook' || word === 'request'))
				)
					asked = true;
				if (call.when.some(name => wordsOf(name).some(word => asking.has(word)))) asked = true;
				if (
					call.args.some(arg => wordsOf(textOf(arg) ?? '').some(word => word === 'signature' || word === 'secret')) ||
					entryOf(call.args[0], 'webhookSecret') !== undefined
				)
					asked = true;
			}
			for (const exit of scope.exitsIn(inner)) if (exit.when.some(name => wordsOf(name).some(word => asking.has(word)))) asked = true;
		}
	}
	const library = scopes.at(handler.path)?.code.imports.some(({from, typeOnly}) => !typeOnly && libraries.test(from)) === true;
	const followed = facts.program.runBy(point).length > 0;
	const is =
		asked || library || !followed || point.unresolved.length > 0 || point.guards.some(({name}) => name === 'verify_jwt')
			? 'unclear'
			: 'open';
	return {point, is, at: here, grave};
}

const known = new WeakMap<object, readonly Webhook[]>();

/** The entry points that other services call; those behind a sign-in are the project's own. */
export function webhooksIn(facts: Facts): readonly Webhook[] {
	const before = known.get(facts.entryPoints);
	if (before !== undefined) return before;
	const made = facts.entryPoints.points
		.filter(
			({kind, guards}) =>
				kind === 'webhook' && !guards.some(one => (one.kind === 'signed-in' || one.kind === 'role') && !isHandshake(one.name)),
		)
		.map(point => judgedIn(point, facts));
	known.set(facts.entryPoints, made);
	return made;
}
