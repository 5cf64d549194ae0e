import {setTimeout as pause} from 'node:timers/promises';
import * as v from 'valibot';
import type {Ask} from '../../behaviour.ts';

const orderSchema = v.object({id: v.pipe(v.string(), v.minLength(1), v.maxLength(200)), paid: v.boolean()});
/** An order of the shop. */
export type Order = v.InferOutput<typeof orderSchema>;

/** Work that goes on after the answer has this long, in milliseconds. */
const soon = 1000;
const betweenLooks = 50;

const orderIn = (text: string): Order | undefined => {
	const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), orderSchema), text);
	return parsed.success ? parsed.output : undefined;
};

/** Makes an order that is unpaid and goes on with it; a sentence when the shop cannot make one. */
export async function order(ask: Ask, go: (made: Order) => Promise<string | undefined>): Promise<string | undefined> {
	const answer = await ask({
		method: 'POST',
		path: '/api/orders',
		headers: {'content-type': 'application/json'},
		body: '{"lantern": "crane"}',
	});
	if (answer.kind === 'silent') return `Somebody who orders a lantern ${answer.because}.`;
	const made = orderIn(answer.text);
	if (answer.status !== 201 || made === undefined) return `Somebody who orders a lantern gets ${answer.status} and no order.`;
	return made.paid ? 'An order counts as paid before anybody paid.' : go(made);
}

/** Whether the shop says that an order is paid. */
export async function isPaid(ask: Ask, id: string): Promise<boolean> {
	const answer = await ask({method: 'GET', path: `/api/orders?id=${encodeURIComponent(id)}`});
	return answer.kind === 'answered' && orderIn(answer.text)?.paid === true;
}

/** Whether an order is paid now or a moment later. */
export async function paidSoon(ask: Ask, id: string): Promise<boolean> {
	const end = Date.now() + soon;
	for (;;) {
		if (await isPaid(ask, id)) return true;
		if (Date.now() > end) return false;
		await pause(betweenLooks);
	}
}
