import type {Place} from '../../safe-text.ts';
import {type Call, entryOf, lastOf, type Value} from '../code/code.ts';
import {mayHold, mayName} from '../code/lazy.ts';
import type {Facts} from '../facts.ts';
import {wordsOf} from '../guards/words.ts';
import {isReached} from '../reached.ts';

/** A call by which code moves money, opens a page where somebody pays, or asks what was paid. */
export type Payment = Place & {
	readonly does: 'charges' | 'opens a payment' | 'opens a checkout' | 'asks what was paid' | 'verifies a message';
	readonly call: Call;
	/** What tells a repeated attempt from a new one: kept, made anew for each attempt, none, or not to be seen. */
	readonly key: 'kept' | 'random' | 'none' | 'unknown';
};

const known = new WeakMap<Facts['program'], readonly Payment[]>();
type Does = Payment['does'];
const rows = (does: Does, names: string): readonly (readonly [string, Does])[] => names.split(' ').map(name => [name, does] as const);

/** By the last two parts of the callee. */
const calls: ReadonlyMap<string, Does> = new Map([
	...rows('charges', 'charges.create refunds.create transfers.create payouts.create subscriptions.create topups.create'),
	...rows('charges', 'Charge.create Refund.create Transfer.create Payout.create Subscription.create transaction.sale'),
	...rows('opens a payment', 'paymentIntents.create PaymentIntent.create'),
	...rows(
		'opens a checkout',
		'sessions.create Session.create paymentLinks.create PaymentLink.create payment_links.create setupIntents.create SetupIntent.create checkouts.create orders.create preferences.create',
	),
	...rows(
		'asks what was paid',
		'sessions.retrieve Session.retrieve paymentIntents.retrieve PaymentIntent.retrieve sessions.list subscriptions.retrieve Subscription.retrieve subscriptions.list orders.fetch payments.fetch',
	),
	...rows(
		'verifies a message',
		'webhooks.constructEvent webhooks.constructEventAsync Webhook.construct_event webhooks.unmarshal Webhook.construct_from',
	),
]);
const ends = [...new Set([...calls.keys()].map(name => lastOf(name)))];
const vendors: ReadonlySet<string> = new Set('stripe braintree razorpay paddle polar lemonsqueezy paypal mollie gateway'.split(' '));
const vendorWord = /stripe|braintree|razorpay|paddle|polar|lemonsqueezy|paypal|mollie|gateway/iu;
const vendorPackage = /^(?:stripe|braintree|razorpay|@paddle\/|@polar-sh\/|@mollie\/|mercadopago)/u;
const random: ReadonlySet<string> = new Set('randomUUID uuid uuidv4 v4 uuid4 nanoid random now ulid cuid createId'.split(' '));

/** The calls to payment providers in the application's code that runs. */
export function paymentsOf(facts: Facts): readonly Payment[] {
	const before = known.get(facts.program);
	if (before !== undefined) return before;
	const made = facts.files.flatMap(file => {
		const {code, path, role} = file;
		if (
			code === undefined ||
			role !== 'app' ||
			isReached(file, facts.reached) === false ||
			!mayHold(code, vendorWord) ||
			!mayName(
				code,
				ends.map(end => `.${end}`),
			)
		)
			return [];
		const imports = file.imports.some(({source}) => vendorPackage.test(source.replace(/^npm:/u, '')) || /\/stripe(?:@|$)/u.test(source));
		return code.calls.flatMap((call): readonly Payment[] => {
			const parts = call.to.replaceAll('()', '').split('.');
			const does = parts.length < 3 && !path.endsWith('.py') ? undefined : calls.get(parts.slice(-2).join('.'));
			const isVendor = imports || parts.slice(0, -1).some(part => wordsOf(part).some(word => vendors.has(word)));
			return does === undefined || !isVendor || isOther(parts)
				? []
				: [{path, line: call.line, text: call.text, does, call, key: keyOf(call, path, facts)}];
		});
	});
	known.set(facts.program, made);
	return made;
}

/** A database that has a table of the same name. */
const isOther = (parts: readonly string[]): boolean =>
	parts.some(part => /^(?:db|prisma|tx|supabase|auth|openai|beta)$/u.test(part)) || parts.at(-3) === 'billingPortal';

function keyOf(call: Call, path: string, facts: Facts): Payment['key'] {
	const named = call.named.find(({key}) => key === 'idempotency_key')?.value;
	const options = path.endsWith('.py') ? undefined : call.args.at(-1)?.is === 'object' ? call.args.at(-1) : undefined;
	const given = named ?? entryOf(options, 'idempotencyKey') ?? entryOf(options, 'idempotency_key');
	if (given !== undefined) return isRandom(given, call, path, facts) ? 'random' : 'kept';
	const last = call.args.at(-1);
	const isSpread = (value: Value): boolean =>
		value.is === 'object' && value.entries.some(({key, value: one}) => key === '...' && one.is !== 'literal');
	if (
		call.named.some(({key}) => key === '**') ||
		(call.args.length > 1 && (last?.is === 'name' || last?.is === 'spread' || last?.is === 'call'))
	)
		return 'unknown';
	return call.args.length > 1 && last !== undefined && isSpread(last) ? 'unknown' : 'none';
}

/** A key that is made where it is used is another one at each attempt. */
function isRandom(value: Value, call: Call, path: string, facts: Facts): boolean {
	if (value.is === 'template') return value.holes.some(hole => isRandom(hole, call, path, facts));
	const scope = facts.program.scopes.at(path);
	if (value.is === 'name') {
		const binding = value.name.includes('.') ? undefined : scope?.binding(value.name, call.in, call.line);
		return (
			binding?.is === 'variable' &&
			binding.variable.in === call.in &&
			binding.variable.value.is === 'call' &&
			isRandom(binding.variable.value, call, path, facts)
		);
	}
	if (value.is !== 'call') return false;
	const made = scope?.code.calls[value.call];
	return (
		made !== undefined && (random.has(lastOf(made.to)) || made.args.some(arg => arg.is === 'call' && isRandom(arg, call, path, facts)))
	);
}
