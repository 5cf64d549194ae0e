import {createHmac, randomBytes, randomUUID} from 'node:crypto';
import {setTimeout as pause} from 'node:timers/promises';
import type {Answer, Ask, Behaviour, Trial} from '../behaviour.ts';
import {isPaid, type Order, order, paidSoon} from './forged-webhook/orders.ts';

const webhook = '/api/webhooks/stripe';
const header = 'stripe-signature';
/** The secret that stands in the start's own test, and so in everybody's hands. */
const ofTheTest = 'whsec_only_for_this_test';
/** What a fix that acts after its answer gets, in milliseconds. */
const moment = 400;

const now = (): number => Math.floor(Date.now() / 1000);
const hmac = (secret: string, body: string, seconds: number): string =>
	createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex');
const signed = (secret: string, body: string, seconds = now()): string => `t=${seconds},v1=${hmac(secret, body, seconds)}`;

const event = (id: string, type = 'checkout.session.completed'): object => ({
	id: `evt_${randomUUID()}`,
	type,
	data: {object: {client_reference_id: id, payment_status: 'paid'}},
});
const bodyFor = (id: string): string => JSON.stringify(event(id));
/** Every parser takes it, and no printer of JSON makes it again. */
const unusualBody = (id: string): string =>
	`${JSON.stringify(event(id), null, 3).replace('"type"', '"amount": 1800.0,\n   "name": "Zoe\\u0301 \\/ Zoë 灯",\n   "type"')}\n`;

const send = (ask: Ask, body: string, signature?: string): Promise<Answer> =>
	ask({
		method: 'POST',
		path: webhook,
		headers: {'content-type': 'application/json', ...(signature === undefined ? {} : {[header]: signature})},
		body,
	});

const isTaken = (status: number): boolean => status >= 200 && status < 300;
const isRefused = (status: number): boolean => status >= 400 && status < 500;

/** What is wrong with the answer to a message that Stripe signed; undefined when it counts. */
async function notCounted(what: string, ask: Ask, {id}: Order, answer: Answer): Promise<string | undefined> {
	if (answer.kind === 'silent') return `${what} ${answer.because}.`;
	if (isRefused(answer.status)) return `${what} was refused (${answer.status}), though Stripe did sign it.`;
	if (!isTaken(answer.status)) return `${what} was answered ${answer.status}, though Stripe did sign it.`;
	return (await paidSoon(ask, id)) ? undefined : `${what} was answered ${answer.status}, but its order stayed unpaid.`;
}

/** What is wrong with the answer to a message that Stripe did not sign, or not now; undefined when it is refused and changes nothing. */
async function notRefused(what: string, ask: Ask, {id}: Order, answer: Answer): Promise<string | undefined> {
	if (answer.kind === 'silent') return `${what} ${answer.because}.`;
	const paid = await isPaid(ask, id);
	const {status} = answer;
	if (paid)
		return isRefused(status)
			? `${what} was refused (${status}), and its order counts as paid all the same.`
			: `${what} was believed: its order counts as paid.`;
	if (isRefused(status)) return undefined;
	if (isTaken(status)) return `${what} was answered ${status}, as if it had been taken. Its order stayed unpaid.`;
	return `${what} was answered ${status}: something broke, where it should be refused.`;
}

/** Signatures that are none: how a sentence calls each, and what is sent for a body. */
const badForms = (secret: string): readonly (readonly [string, (body: string) => string])[] => [
	['with an empty signature', () => ''],
	['whose signature is one word', () => 'trust-me'],
	['with a time and no signature', () => `t=${now()}`],
	['with a signature and no time', () => `v1=${randomBytes(32).toString('hex')}`],
	['whose signature is cut short', body => signed(secret, body).slice(0, -56)],
	['whose signature has nothing after v1=', () => `t=${now()},v1=`],
	['whose signature is too long', () => `t=${now()},v1=${randomBytes(40).toString('hex')}`],
	['whose signature has letters that are no hex digits', () => `t=${now()},v1=${'é'.repeat(64)}`],
];

/** The first test that finds something wrong. */
const each =
	(tests: readonly Behaviour['wrong'][]): Behaviour['wrong'] =>
	async ask => {
		for (const test of tests) {
			const wrong = await test(ask);
			if (wrong !== undefined) return wrong;
		}
		return undefined;
	};

/** A forged message is accepted: what Stripe signed must count, and nothing else. */
export default function trial(): Trial {
	const secret = `whsec_${randomBytes(24).toString('hex')}`;
	const unpaid: string[] = [];

	const genuine =
		(what: string, make: (id: string) => string, seconds: () => number = now) =>
		(ask: Ask) =>
			order(ask, async made => {
				const body = make(made.id);
				return notCounted(what, ask, made, await send(ask, body, signed(secret, body, seconds())));
			});
	const forgery = (what: string, sign: (body: string) => string | undefined) => (ask: Ask) =>
		order(ask, async made => {
			const body = bodyFor(made.id);
			const wrong = await notRefused(what, ask, made, await send(ask, body, sign(body)));
			if (wrong === undefined) unpaid.push(made.id);
			return wrong;
		});

	const behaviours: readonly Behaviour[] = [
		{id: 'genuine', must: 'A message that Stripe signed marks its order as paid', wrong: genuine('A message that Stripe signed', bodyFor)},
		{
			id: 'as-sent',
			must: 'It counts whatever its body looks like',
			wrong: genuine('A signed message with unusual spaces, letters and numbers', unusualBody),
		},
		{
			id: 'late',
			must: 'It counts when it comes two minutes late',
			wrong: genuine('A signed message that came two minutes late', bodyFor, () => now() - 120),
		},
		{
			id: 'other-news',
			must: 'A signed message about a payment that failed pays for nothing',
			wrong: ask =>
				order(ask, async ({id}) => {
					const body = JSON.stringify(event(id, 'checkout.session.async_payment_failed'));
					await send(ask, body, signed(secret, body));
					return (await isPaid(ask, id)) ? 'A signed message about a payment that failed marked its order as paid.' : undefined;
				}),
		},
		{
			id: 'unsigned',
			must: 'A message without a signature is refused and changes nothing',
			wrong: each([
				forgery('A message without a signature', () => undefined),
				ask =>
					order(ask, async made => notRefused('A message without a signature that is no JSON either', ask, made, await send(ask, 'hello'))),
			]),
		},
		{
			id: 'wrong-secret',
			must: 'A message that is signed with another secret is refused and changes nothing',
			wrong: each(
				[randomBytes(24).toString('hex'), 'undefined', ofTheTest].map(other =>
					forgery('A message that is signed with another secret', body => signed(other, body)),
				),
			),
		},
		{
			id: 'other-body',
			must: 'A signature that belongs to another message is refused and changes nothing',
			wrong: ask =>
				order(ask, async ({id}) => {
					const body = bodyFor(id);
					const signature = signed(secret, body);
					await send(ask, body, signature);
					return forgery('A message with the signature of another message', () => signature)(ask);
				}),
		},
		{
			id: 'old',
			must: 'A signed message of ten minutes ago is refused and changes nothing',
			wrong: forgery('A signed message of ten minutes ago', body => signed(secret, body, now() - 600)),
		},
		{
			id: 'malformed',
			must: 'A signature of another form or length is refused and changes nothing',
			wrong: each(badForms(secret).map(([what, sign]) => forgery(`A message ${what}`, sign))),
		},
		{
			id: 'later',
			must: 'What was refused changes nothing afterwards either',
			wrong: async ask => {
				if (unpaid.length === 0) return 'No forged message was refused so far.';
				await pause(moment);
				for (const id of unpaid) if (await isPaid(ask, id)) return 'A message was refused, and a moment later its order counts as paid.';
				return undefined;
			},
		},
	];
	return {settings: {STRIPE_WEBHOOK_SECRET: secret}, behaviours};
}
