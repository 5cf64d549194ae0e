import {db} from '../src/db.js';

/** The lanterns, with their prices in cents. */
const prices = {crane: 2400, lotus: 1800, moon: 3900};

export async function POST(request) {
	const {lantern} = await request.json();
	if (!Object.hasOwn(prices, lantern)) return Response.json({error: `There is no lantern ${lantern}.`}, {status: 400});
	return Response.json(db.orders.insert({lantern, amount: prices[lantern], paid: false}), {status: 201});
}

export async function GET(request) {
	const order = db.orders.find(new URL(request.url).searchParams.get('id'));
	return order ? Response.json(order) : Response.json({error: 'There is no such order.'}, {status: 404});
}
