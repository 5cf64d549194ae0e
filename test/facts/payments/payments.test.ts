import {expect, test} from 'vitest';
import {paymentsOf} from '../../../source/facts/payments/payments.ts';
import {inMemory} from '../../../source/repository/repository.ts';
import {factsOf} from '../../support/facts.ts';

const seen = (body: string): readonly unknown[] =>
	paymentsOf(factsOf(inMemory({'src/index.js': `import Stripe from 'stripe';\nconst stripe = new Stripe('x');\n${body}`}))).map(
		({does, key}) => [does, key],
	);

test('a charge without a key, with one that is kept, and with one that is new each time', () => {
	expect(
		seen(`export const f = order => [
			stripe.charges.create({amount: 1}),
			stripe.charges.create({amount: 1}, {idempotencyKey: order.id}),
			stripe.charges.create({amount: 1}, {idempotencyKey: crypto.randomUUID()}),
		];`),
	).toEqual([
		['charges', 'none'],
		['charges', 'kept'],
		['charges', 'random'],
	]);
});

test('options that come from elsewhere cannot be told', () => {
	expect(seen('export const f = options => stripe.refunds.create({charge: 1}, options);')).toEqual([['charges', 'unknown']]);
});

test('pages where somebody pays are told from charges, and the portal from both', () => {
	expect(
		seen(
			'export const f = () => [stripe.checkout.sessions.create({}), stripe.billingPortal.sessions.create({}), stripe.paymentIntents.create({})];',
		),
	).toEqual([
		['opens a checkout', 'none'],
		['opens a payment', 'none'],
	]);
});
