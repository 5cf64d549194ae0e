// npm start: the shop and the Stripe that is played, with a secret that both know.
import {randomUUID} from 'node:crypto';
import {startStripe} from './stripe.js';

process.env.PORT ??= '3000';
process.env.STRIPE_WEBHOOK_SECRET = `whsec_${randomUUID()}`;
const shop = `http://127.0.0.1:${process.env.PORT}`;
const stripe = await startStripe(`${shop}/api/webhooks/stripe`, process.env.STRIPE_WEBHOOK_SECRET);
await import('../src/server.js');

console.log(`
In another terminal, with your order's id for ORDER:

  order   curl -X POST ${shop}/api/orders -d '{"lantern": "crane"}'
  pay     curl -X POST ${stripe}/pay/ORDER
  look    curl '${shop}/api/orders?id=ORDER'
  forge   curl -X POST ${shop}/api/webhooks/stripe \\
            -d '{"type": "checkout.session.completed", "data": {"object": {"client_reference_id": "ORDER"}}}'
`);
