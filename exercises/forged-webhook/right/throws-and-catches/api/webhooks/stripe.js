import crypto from 'node:crypto';
import {db} from '../../src/db.js';

function verifySignature(header, payload, secret) {
	const parts = new Map(header.split(',').map(part => [part.slice(0, part.indexOf('=')), part.slice(part.indexOf('=') + 1)]));
	const age = Date.now() / 1000 - Number(parts.get('t'));
	if (!(age < 300)) throw new Error('too old');
	const expected = crypto
		.createHmac('sha256', secret)
		.update(`${parts.get('t')}.${payload}`)
		.digest();
	if (!crypto.timingSafeEqual(expected, Buffer.from(parts.get('v1'), 'hex'))) throw new Error('wrong signature');
}

export async function POST(request) {
	let event;
	try {
		const payload = await request.text();
		verifySignature(request.headers.get('stripe-signature'), payload, process.env.STRIPE_WEBHOOK_SECRET);
		event = JSON.parse(payload);
	} catch (error) {
		return Response.json({error: error.message}, {status: 400});
	}
	if (event.type === 'checkout.session.completed') db.orders.update(event.data.object.client_reference_id, {paid: true});
	return Response.json({received: true});
}
