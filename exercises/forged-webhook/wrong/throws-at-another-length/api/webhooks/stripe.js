import {createHmac, timingSafeEqual} from 'node:crypto';
import {db} from '../../src/db.js';

export async function POST(request) {
	const body = await request.text();
	const parts = Object.fromEntries((request.headers.get('stripe-signature') ?? '').split(',').map(part => part.split('=')));
	if (!parts.v1 || Math.abs(Date.now() / 1000 - parts.t) > 300) return Response.json({error: 'Bad signature.'}, {status: 400});
	const expected = createHmac('sha256', process.env.STRIPE_WEBHOOK_SECRET).update(`${parts.t}.${body}`).digest('hex');
	if (!timingSafeEqual(Buffer.from(parts.v1), Buffer.from(expected))) return Response.json({error: 'Bad signature.'}, {status: 400});
	const event = JSON.parse(body);
	if (event.type === 'checkout.session.completed') db.orders.update(event.data.object.client_reference_id, {paid: true});
	return Response.json({received: true});
}
