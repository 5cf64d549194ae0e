// Serves the files of api/ on this machine, as the host does: api/orders.js answers /api/orders.
import {createServer} from 'node:http';
import * as orders from '../api/orders.js';
import * as stripe from '../api/webhooks/stripe.js';

const routes = {'/api/orders': orders, '/api/webhooks/stripe': stripe};

const server = createServer(async (incoming, outgoing) => {
	try {
		const answer = await answerTo(incoming);
		outgoing.writeHead(answer.status, Object.fromEntries(answer.headers));
		outgoing.end(await answer.text());
	} catch (error) {
		console.error(error);
		outgoing.writeHead(500).end();
	}
});

async function answerTo(incoming) {
	const url = new URL(incoming.url, 'http://127.0.0.1');
	const answer = routes[url.pathname]?.[incoming.method];
	if (!answer) return Response.json({error: 'There is nothing here.'}, {status: 404});
	const parts = [];
	for await (const part of incoming) parts.push(part);
	const body = parts.length > 0 ? Buffer.concat(parts) : undefined;
	return answer(
		new Request(url, {
			method: incoming.method,
			headers: Object.entries(incoming.headersDistinct).flatMap(([name, values]) => values.map(value => [name, value])),
			body,
		}),
	);
}

server.listen(Number(process.env.PORT ?? 3000), '127.0.0.1', () => {
	console.log(`Paper Lantern on http://127.0.0.1:${server.address().port}`);
});
