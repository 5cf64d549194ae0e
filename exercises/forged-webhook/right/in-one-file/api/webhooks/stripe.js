import {createHmac, timingSafeEqual} from 'node:crypto';
import {db} from '../../src/db.js';

export async function POST(request) {
	const body = await request.text();
	const header = request.headers.get('stripe-signature') ?? '';
	const match = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(header);
	if (!match) return new Response('no signature', {status: 401});
	const [, seconds, given] = match;
	if (Math.abs(Date.now() / 1000 - Number(seconds)) > 300) return new Response('too old', {status: 401});
	const expected = createHmac('sha256', process.env.STRIPE_WEBHOOK_SECRET).update(`${seconds}.${body}`).digest('hex');
	if (!timingSafeEqual(Buffer.from(given), Buffer.from(expected))) return new Response('wrong signature', {status: 401});
	const event = JSON.parse(body);
	if (event.type === 'checkout.session.completed') db.orders.update(event.data.object.client_reference_id, {paid: true});
	return Response.json({received: true});
}
