import {expect, test} from 'vitest';
import {nextReader} from '../../../source/facts/entry-points/next.ts';
import {isWebhook} from '../../../source/facts/entry-points/webhook.ts';
import {groundOf, manifest} from './registered.ts';

/** Whether a route handler at a path below `app/` is a webhook. */
function judged(path: string, body: string, method = 'POST'): boolean | undefined {
	const ground = groundOf({
		'package.json': manifest('next'),
		[`app/${path}/route.ts`]: `export async function ${method}(request) {\n${body}\n}`,
	});
	const [found] = nextReader(ground).found;
	return found === undefined ? undefined : isWebhook(found, ground.modules.codeOf(found.path));
}

test.each([
	['a service and the word', 'api/webhooks/stripe', 'const event = await request.json();'],
	['a service in one word with it', 'api/stripeWebhook', 'const event = await request.json();'],
	['the word, and a service’s header', 'api/webhook', "const signature = request.headers.get('stripe-signature');"],
	['the word, and a header by its key', 'api/webhook', "const signature = headers['x-hub-signature-256'];"],
	['the word, and a raw body', 'api/webhooks/orders', 'const body = await request.text();'],
	['a service, and what verifies', 'api/stripe', 'const event = stripe.webhooks.constructEvent(body, signature, secret);'],
])('is one by %s', (_what, path, body) => {
	expect(judged(path, body)).toBe(true);
});

test.each([
	['rows of a table of webhooks', 'api/webhooks', 'await db.webhook.create({data: await request.json()});'],
	['one row of it', 'api/webhooks/[id]', 'await db.webhook.update({where: {id}});'],
	['a call to a service', 'api/stripe/checkout', 'await stripe.checkout.sessions.create({});'],
	['any raw body', 'api/notes', 'const body = await request.text();'],
	['text that another request answered', 'api/webhooks', 'const page = await response.text();'],
])('is none by %s', (_what, path, body) => {
	expect(judged(path, body)).toBe(false);
});

test('is none when it is read', () => {
	expect(judged('api/webhooks/stripe', 'return Response.json({});', 'GET')).toBe(false);
});
