import {db} from '../../src/db.js';

export async function POST(request) {
	if (!request.headers.get('stripe-signature')) return Response.json({error: 'No signature.'}, {status: 400});
	const event = await request.json();
	if (event.type === 'checkout.session.completed') db.orders.update(event.data.object.client_reference_id, {paid: true});
	return Response.json({received: true});
}
