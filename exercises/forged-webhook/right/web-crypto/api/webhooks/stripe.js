import {db} from '../../src/db.js';

async function isFromStripe(request, body) {
	const [, seconds, given] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(request.headers.get('stripe-signature') ?? '') ?? [];
	if (!given || Math.abs(Date.now() / 1000 - seconds) > 300) return false;
	const key = await crypto.subtle.importKey('raw', Buffer.from(process.env.STRIPE_WEBHOOK_SECRET), {name: 'HMAC', hash: 'SHA-256'}, false, [
		'verify',
	]);
	return crypto.subtle.verify('HMAC', key, Buffer.from(given, 'hex'), Buffer.from(`${seconds}.${body}`));
}

export async function POST(request) {
	const body = await request.text();
	if (!(await isFromStripe(request, body))) return Response.json({error: 'Not from Stripe.'}, {status: 403});
	const event = JSON.parse(body);
	if (event.type === 'checkout.session.completed') db.orders.update(event.data.object.client_reference_id, {paid: true});
	return Response.json({received: true});
}
