import type {Place} from '../../safe-text.ts';
import {namedIn} from '../access/named.ts';
import {type Code, entryOf, firstOf, lastOf, textOf, type Value} from '../code/code.ts';
import {mayHold} from '../code/lazy.ts';
import type {EntryPoint} from '../entry-points/entry-point.ts';
import type {Facts} from '../facts.ts';
import {type Payment, paymentsOf} from '../payments/payments.ts';
import {callsFor} from './handled.ts';

/** How people pay here, and what hears of it. */
export type Checkout = {
	readonly opens: readonly Payment[];
	/** Webhooks of a payment provider. */
	readonly hears: readonly Place[];
	/** What asks the provider whether something was paid. */
	readonly asks: readonly Payment[];
	/** The paths that a buyer comes back to. */
	readonly returns: readonly string[];
	/** Entry points that answer under such a path. */
	readonly landing: readonly EntryPoint[];
};

const provider = /stripe|paddle|lemon|polar|razorpay|paypal|mollie|paystack|billing|payment|checkout/iu;
const verifyingWord = /constructEvent|construct_event|unmarshal|validateWebhookSignature|validateEvent/u;
const verifying = /(?:^|\.)(?:constructEvent|constructEventAsync|construct_event|unmarshal|validateWebhookSignature|validateEvent)$/u;

/** The name comes from a library, and is not one of the project's own. */
const brings = ({imports}: Code, name: string): boolean => imports.some(({from, local}) => local === name && !/^(?:\.|@\/|~)/u.test(from));

/** The checkout of a repository; undefined when nothing here opens one. */
export function checkoutOf(facts: Facts): Checkout | undefined {
	const all = paymentsOf(facts);
	const opens = all.filter(({does}) => does === 'opens a checkout' || does === 'opens a payment');
	if (opens.length === 0) return undefined;
	const points = facts.entryPoints.points;
	const webhooks = points.filter(({kind, route, path}) => kind === 'webhook' && (provider.test(route) || provider.test(path)));
	const verified = facts.files.flatMap(({path, role, code}) =>
		role === 'app' && code !== undefined && mayHold(code, verifyingWord)
			? code.calls
					.filter(({to}) => verifying.test(to) && (lastOf(to) !== 'validateEvent' || brings(code, firstOf(to))))
					.map(({line, text}) => ({path, line, text}))
			: [],
	);
	const returns = opens.flatMap(({call, path}) =>
		[...call.args, {is: 'object' as const, entries: call.named}].flatMap(arg =>
			['success_url', 'return_url', 'successUrl', 'returnUrl'].flatMap(key => pathIn(entryOf(arg, key), path, call.in, facts)),
		),
	);
	return {
		opens,
		hears: [...verified, ...webhooks],
		asks: all.filter(({does}) => does === 'asks what was paid'),
		returns,
		landing: points.filter(
			({route, kind, method}) => (kind !== 'webhook' || method === 'GET') && returns.some(one => one !== '/' && route === one),
		),
	};
}

/** The path of an address on the application's own host, as far as it is written. */
function pathIn(value: Value | undefined, path: string, at: number, facts: Facts): readonly string[] {
	if (value?.is === 'name' && !value.name.includes('.')) {
		const binding = facts.program.scopes.at(path)?.binding(value.name, at, Number.MAX_SAFE_INTEGER);
		return binding?.is === 'variable' && binding.variable.value.is !== 'name' ? pathIn(binding.variable.value, path, at, facts) : [];
	}
	const text = value?.is === 'template' ? value.text : textOf(value);
	const found = text === undefined ? null : /^(?:\$\{\}|https?:\/\/[^/?#]{1,100})?(?<path>\/[\w/.-]{0,200})(?:[?#].*)?$/u.exec(text);
	return found?.groups?.path === undefined ? [] : [found.groups.path.replace(/\/$/u, '') || '/'];
}

/** Whether an entry point asks the provider whether something was paid. */
export const asksProvider = (point: EntryPoint, facts: Facts): boolean =>
	callsFor(point, facts).some(
		({call}) =>
			/(?:sessions|paymentIntents|Session|PaymentIntent|subscriptions|orders|payments)\.(?:retrieve|fetch|list|capture)$/u.test(
				call.to.replaceAll('()', ''),
			) || lastOf(call.to) === 'retrieve',
	);

const standing = /(?:^|[.[,{])(?:payment_?status|status|paid|amount_?received|captured|is_?paid)(?:$|[.\],}])/iu;

/** Whether anything that runs for an entry point reads how a payment stands: one that was opened exists before it is paid. */
export const readsStanding = (point: EntryPoint, {program}: Facts): boolean =>
	program.runBy(point).some(one => {
		const scope = program.scopes.at(one.path);
		return scope === undefined || [...namedIn(scope, one.function).names].some(name => standing.test(name));
	});
