import {db} from '../../src/db.js';
import {isSigned} from '../../src/signature.js';

const secret = process.env.STRIPE_WEBHOOK_SECRET;
if (!secret) throw new Error('Set STRIPE_WEBHOOK_SECRET: without it no payment can be believed.');

export async function POST(request) {
	const body = Buffer.from(await request.arrayBuffer());
	if (!isSigned(request.headers.get('stripe-signature'), body, secret))
		return Response.json({error: 'Not signed by Stripe.'}, {status: 400});
	const event = JSON.parse(body.toString('utf8'));
	if (event.type === 'checkout.session.completed') db.orders.update(event.data.object.client_reference_id, {paid: true});
	return Response.json({received: true});
}
