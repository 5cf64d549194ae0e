import {createServer} from 'node:http';
import {addBooking, allBookings, bookingById, kayaks, removeBooking} from './bookings.js';
import {sendMail} from './mail.js';
import {charge, refund} from './payments.js';

async function readJson(request) {
	let text = '';
	for await (const chunk of request) text += chunk;
	return JSON.parse(text);
}

function send(response, status, body) {
	response.writeHead(status, {'content-type': 'application/json', 'access-control-allow-origin': '*'});
	response.end(JSON.stringify(body));
}

const server = createServer(async (request, response) => {
	const url = new URL(request.url, 'http://localhost');
	const [, what, id] = url.pathname.split('/');
	console.log('request', request.method, request.url);
	try {
		if (request.method === 'GET' && what === 'kayaks') return send(response, 200, kayaks);

		if (request.method === 'POST' && what === 'bookings') {
			const order = await readJson(request);
			console.log('new booking', order);
			const booking = await addBooking(order);
			await charge(booking);
			sendMail(booking.email, `See you on ${booking.day}, ${booking.name}!`);
			return send(response, 201, booking);
		}

		if (request.method === 'GET' && what === 'bookings' && id) return send(response, 200, await bookingById(id));

		// Only the shop knows this address.
		if (request.method === 'GET' && what === 'bookings') return send(response, 200, await allBookings());

		if (request.method === 'POST' && what === 'refund') {
			const {booking} = await readJson(request);
			await refund(await bookingById(booking));
			await removeBooking(booking);
			return send(response, 200, {refunded: booking});
		}

		return send(response, 404, {error: 'not found'});
	} catch (error) {
		return send(response, 500, {error: error.message, stack: error.stack});
	}
});

server.listen(process.env.PORT || 3000, () => console.log('Tidewater kayaks on port', server.address().port));
