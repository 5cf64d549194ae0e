import {timingSafeEqual} from 'node:crypto';
import {db} from '../../src/db.js';

export async function POST(request) {
	const secret = Buffer.from(process.env.STRIPE_WEBHOOK_SECRET);
	const given = Buffer.from(request.headers.get('stripe-signature') ?? '');
	if (given.length !== secret.length || !timingSafeEqual(given, secret)) return Response.json({error: 'Wrong secret.'}, {status: 400});
	const event = await request.json();
	if (event.type === 'checkout.session.completed') db.orders.update(event.data.object.client_reference_id, {paid: true});
	return Response.json({received: true});
}
