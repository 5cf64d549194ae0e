import {db} from '../../src/db.js';

const form = /^t=\d+,v1=[0-9a-f]{64}$/;

export async function POST(request) {
	const signature = request.headers.get('stripe-signature') ?? '';
	if (!form.test(signature)) return Response.json({error: 'Bad signature.'}, {status: 400});
	const event = await request.json();
	if (event.type === 'checkout.session.completed') db.orders.update(event.data.object.client_reference_id, {paid: true});
	return Response.json({received: true});
}
