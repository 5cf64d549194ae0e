// Plays Stripe on this machine: it sends what Stripe sends, signed as Stripe signs. You need not change this file.
import {createHmac, randomUUID} from 'node:crypto';
import {createServer} from 'node:http';

const signature = (body, secret, seconds) => createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex');

/** Tells the shop at `webhook` that an order was paid, in the way of Stripe. */
export function sendPaid(webhook, order, secret) {
	const body = JSON.stringify({
		id: `evt_${randomUUID()}`,
		type: 'checkout.session.completed',
		data: {object: {client_reference_id: order, payment_status: 'paid'}},
	});
	const seconds = Math.floor(Date.now() / 1000);
	return fetch(webhook, {
		method: 'POST',
		headers: {'content-type': 'application/json', 'stripe-signature': `t=${seconds},v1=${signature(body, secret, seconds)}`},
		body,
	});
}

/** A page to pay at: `POST /pay/<order>` takes no money and sends the message. */
export function startStripe(webhook, secret) {
	const server = createServer(async (request, response) => {
		const order = /^\/pay\/(?<order>[\w-]+)$/.exec(request.url)?.groups.order;
		if (!order) return response.writeHead(404).end('POST /pay/<order>\n');
		const answer = await sendPaid(webhook, order, secret);
		response.end(`Paid. The shop answered ${answer.status} to the message.\n`);
	});
	return new Promise(resolve => server.listen(0, '127.0.0.1', () => resolve(`http://127.0.0.1:${server.address().port}`)));
}
