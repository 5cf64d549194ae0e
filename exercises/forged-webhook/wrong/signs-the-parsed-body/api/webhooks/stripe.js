import {createHmac, timingSafeEqual} from 'node:crypto';
import {db} from '../../src/db.js';

export async function POST(request) {
	const event = await request.json();
	const [, seconds, given] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(request.headers.get('stripe-signature') ?? '') ?? [];
	if (!given || Math.abs(Date.now() / 1000 - seconds) > 300) return Response.json({error: 'Bad signature.'}, {status: 400});
	const expected = createHmac('sha256', process.env.STRIPE_WEBHOOK_SECRET)
		.update(`${seconds}.${JSON.stringify(event)}`)
		.digest('hex');
	if (!timingSafeEqual(Buffer.from(given), Buffer.from(expected))) return Response.json({error: 'Bad signature.'}, {status: 400});
	if (event.type === 'checkout.session.completed') db.orders.update(event.data.object.client_reference_id, {paid: true});
	return Response.json({received: true});
}
