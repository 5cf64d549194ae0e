import {db} from '../../src/db.js';

// Only Stripe knows this address.
export async function POST(request) {
	const event = await request.json();
	if (event.type === 'checkout.session.completed') {
		// From here on the lantern is packed and sent.
		db.orders.update(event.data.object.client_reference_id, {paid: true});
	}
	return Response.json({received: true});
}
