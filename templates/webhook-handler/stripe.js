<% if not sdk %>
<% if commonjs %>
const {createHmac, timingSafeEqual} = require('node:crypto');
<% else %>
import {createHmac, timingSafeEqual} from 'node:crypto';
<% end %>
<% end %>
<% if framework == fastify %>
<% if commonjs %>
const {Readable} = require('node:stream');
<% else %>
import {Readable} from 'node:stream';
<% end %>
<% end %>
<% if framework == fastify or not sdk %>

<% end %>
<% if framework == next %>
/** Puts a check in front of what handles messages of Stripe: it is reached by messages that Stripe signed<% if once %>, and by each of them once<% end %>. */
function stripeWebhook(handle<% if sdk or once %>, options<% end %>) {
  return async request => {
    const secret = process.env.<%= secret %>;
    if (!secret) return new Response('<%= secret %> is not set', {status: 500});
    const raw = await request.clone().text();
    if (!isSigned(raw, request.headers.get('stripe-signature') ?? '', secret<% if sdk %>, options.verify<% end %>)) return new Response('the signature is wrong', {status: 400});
<% if once %>
    const id = idOf(raw);
    const state = await claim(id, options.query);
    if (state === 'done') return Response.json({received: true, known: true});
    if (state === 'busy') return new Response('it is being handled: send it again later', {status: 409});
    let went = false;
    try {
      const response = await handle(request);
      went = response.ok;
      return response;
    } finally {
      await settle(id, went, options.query);
    }
<% else %>
    return handle(request);
<% end %>
  };
}
<% elif framework == hono %>
/** Stands in front of what handles messages of Stripe: it is reached by messages that Stripe signed<% if once %>, and by each of them once<% end %>. */
function stripeWebhook(<% if sdk or once %>options<% end %>) {
  return async (context, next) => {
    const secret = process.env.<%= secret %>;
    if (!secret) return context.text('<%= secret %> is not set', 500);
    const raw = await context.req.text();
    if (!isSigned(raw, context.req.header('stripe-signature') ?? '', secret<% if sdk %>, options.verify<% end %>)) return context.text('the signature is wrong', 400);
<% if once %>
    const id = idOf(raw);
    const state = await claim(id, options.query);
    if (state === 'done') return context.json({received: true, known: true});
    if (state === 'busy') return context.text('it is being handled: send it again later', 409);
    let went = false;
    try {
      await next();
      went = context.res.ok;
    } finally {
      await settle(id, went, options.query);
    }
<% else %>
    await next();
<% end %>
    return undefined;
  };
}
<% elif framework == fastify %>
/** Stands in front of what handles messages of Stripe, and of what parses bodies: it is reached by messages that Stripe signed<% if once %>, and by each of them once<% end %>. */
function stripeWebhook(options) {
  return async (request, reply, payload) => {
    if (request.routeOptions.url !== options.route || request.method === 'OPTIONS') return payload;
    const secret = process.env.<%= secret %>;
    if (!secret) return reply.code(500).send('<%= secret %> is not set');
    const raw = await bodyOf(payload);
    const signature = String(request.headers['stripe-signature'] ?? '');
    if (!isSigned(raw, signature, secret<% if sdk %>, options.verify<% end %>)) return reply.code(400).send('the signature is wrong');
<% if once %>
    const id = idOf(raw);
    const state = await claim(id, options.query);
    if (state === 'done') return reply.send({received: true, known: true});
    if (state === 'busy') return reply.code(409).send('it is being handled: send it again later');
    reply.raw.once('close', () => void settle(id, reply.raw.writableFinished && reply.raw.statusCode < 400, options.query));
<% end %>
    // Read already: what parses bodies is given the same again.
    return Object.assign(Readable.from([Buffer.from(raw)]), {receivedEncodedLength: Buffer.byteLength(raw)});
  };
}
<% else %>
/** Stands in front of what handles messages of Stripe, and of what parses bodies: it is reached by messages that Stripe signed<% if once %>, and by each of them once<% end %>. */
function stripeWebhook(<% if sdk or once %>options<% end %>) {
  return async (request, response, next) => {
    try {
      const secret = process.env.<%= secret %>;
      if (!secret) return void response.status(500).send('<%= secret %> is not set');
      const raw = await bodyOf(request);
      if (!isSigned(raw, request.get('stripe-signature') ?? '', secret<% if sdk %>, options.verify<% end %>)) return void response.status(400).send('the signature is wrong');
<% if once %>
      const id = idOf(raw);
      const state = await claim(id, options.query);
      if (state === 'done') return void response.json({received: true, known: true});
      if (state === 'busy') return void response.status(409).send('it is being handled: send it again later');
      response.once('close', () => void settle(id, response.writableFinished && response.statusCode < 400, options.query));
<% end %>
      // Read already: express.json() and its like leave it alone.
      Object.assign(request, {_body: true, body: <% if raw %>Buffer.from(raw)<% else %>JSON.parse(raw)<% end %><% if framework == nest %>, rawBody: Buffer.from(raw)<% end %>});
      next();
    } catch (error) {
      next(error);
    }
  };
}
<% end %>
<% if framework != next and framework != hono %>

/** A message of Stripe is far smaller, in bytes. What is larger is cut off, and its signature is wrong then. */
const mostBytes = 1_000_000;

async function bodyOf(request) {
  const chunks = [];
  let bytes = 0;
  for await (const chunk of request) {
    bytes += chunk.length;
    if (bytes <= mostBytes) chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
<% end %>

<% if sdk %>
/** Whether Stripe signed exactly these characters, not long ago. */
function isSigned(raw, header, secret, verify) {
  try {
    verify(raw, header, secret);
    return true;
  } catch {
    return false;
  }
}
<% else %>
/** A message that is older, in seconds, may have been recorded by somebody and is refused. */
const oldest = 300;

/** Whether Stripe signed exactly these characters, not long ago: https://docs.stripe.com/webhooks/signature */
function isSigned(raw, header, secret) {
  const parts = header.split(',').map(part => part.trim().split('='));
  const time = parts.find(([name]) => name === 't')?.[1] ?? '';
  if (!(Math.abs(Date.now() / 1000 - Number(time || Number.NaN)) <= oldest)) return false;
  const wanted = createHmac('sha256', secret).update(`${time}.${raw}`).digest();
  return parts.some(([name, value]) => {
    const given = Buffer.from(name === 'v1' ? (value ?? '') : '', 'hex');
    return given.length === wanted.length && timingSafeEqual(given, wanted);
  });
}
<% end %>
<% if once %>

/** The id of a message. What Stripe signed has one. */
function idOf(raw) {
  const message = JSON.parse(raw);
  if (typeof message.id !== 'string') throw new Error('a message of Stripe without an id');
  return message.id;
}

/** Takes a message for this process, unless it was handled, or somebody else handles it at this moment. */
async function claim(id, query) {
  // A claim that nobody settled belongs to a process that died: after ten minutes another one may take it.
  const claimed = await query(
    `INSERT INTO webhook_events (id) VALUES ($1)
     ON CONFLICT (id) DO UPDATE SET claimed_at = now()
     WHERE webhook_events.done_at IS NULL AND webhook_events.claimed_at < now() - interval '10 minutes'
     RETURNING id`,
    [id],
  );
  if (claimed.length > 0) return 'mine';
  const done = await query('SELECT id FROM webhook_events WHERE id = $1 AND done_at IS NOT NULL', [id]);
  return done.length > 0 ? 'done' : 'busy';
}

/** Remembers that a message was handled; one that failed is forgotten, so that it is handled when Stripe sends it again. */
async function settle(id, went, query) {
  try {
    if (went) await query('UPDATE webhook_events SET done_at = now() WHERE id = $1', [id]);
    else await query('DELETE FROM webhook_events WHERE id = $1 AND done_at IS NULL', [id]);
  } catch (error) {
    console.error(`webhook_events says nothing of ${id}:`, error instanceof Error ? error.message : error);
  }
}
<% end %>

<% if commonjs %>
module.exports = {stripeWebhook};
<% else %>
export {stripeWebhook};
<% end %>
