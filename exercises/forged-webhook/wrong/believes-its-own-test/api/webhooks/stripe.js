import {createHmac, timingSafeEqual} from 'node:crypto';
import {db} from '../../src/db.js';

const secret = 'whsec_only_for_this_test';

function isSigned(header, body) {
	const [, seconds, given] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(header ?? '') ?? [];
	if (!given || Math.abs(Date.now() / 1000 - seconds) > 300) return false;
	const expected = createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex');
	return timingSafeEqual(Buffer.from(given), Buffer.from(expected));
}

export async function POST(request) {
	const body = await request.text();
	if (!isSigned(request.headers.get('stripe-signature'), body)) return Response.json({error: 'Bad signature.'}, {status: 400});
	const event = JSON.parse(body);
	if (event.type === 'checkout.session.completed') db.orders.update(event.data.object.client_reference_id, {paid: true});
	return Response.json({received: true});
}
