// node --test: somebody orders, pays, and the order is paid. It must still hold when you are done.
import assert from 'node:assert/strict';
import {after, test} from 'node:test';
import {spawn} from 'node:child_process';
import {sendPaid} from '../fake/stripe.js';

const secret = 'whsec_only_for_this_test';
const server = spawn(process.execPath, ['src/server.js'], {
	env: {...process.env, PORT: '0', STRIPE_WEBHOOK_SECRET: secret},
	stdio: ['ignore', 'pipe', 'inherit'],
});
after(() => server.kill());
const shop = await new Promise((resolve, reject) => {
	server.once('exit', code => reject(new Error(`the server ended with ${code}`)));
	server.stdout.on('data', text => resolve(/http:\S+/.exec(text)?.[0]));
});

test('an order that was paid at Stripe is paid here', async () => {
	const order = await (await fetch(`${shop}/api/orders`, {method: 'POST', body: '{"lantern": "crane"}'})).json();
	assert.equal(order.paid, false);
	const answer = await sendPaid(`${shop}/api/webhooks/stripe`, order.id, secret);
	assert.equal(answer.status, 200);
	const now = await (await fetch(`${shop}/api/orders?id=${order.id}`)).json();
	assert.equal(now.paid, true);
});

// The message of a stranger belongs here, too: it is yours to write.
