import {createHmac, timingSafeEqual} from 'node:crypto';
import {db} from '../../src/db.js';

function isSigned(header, body) {
	const [, seconds, given] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(header ?? '') ?? [];
	if (!given) return false;
	const expected = createHmac('sha256', process.env.STRIPE_WEBHOOK_SECRET).update(`${seconds}.${body}`).digest('hex');
	return timingSafeEqual(Buffer.from(given), Buffer.from(expected));
}

export async function POST(request) {
	const body = await request.text();
	if (!isSigned(request.headers.get('stripe-signature'), body)) return Response.json({error: 'Bad signature.'}, {status: 400});
	const event = JSON.parse(body);
	if (event.type === 'checkout.session.completed') db.orders.update(event.data.object.client_reference_id, {paid: true});
	return Response.json({received: true});
}
