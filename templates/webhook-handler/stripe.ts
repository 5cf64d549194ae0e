<% if not sdk %>
import {createHmac, timingSafeEqual} from 'node:crypto';
<% end %>
<% if framework == fastify %>
import {Readable} from 'node:stream';
import type {FastifyReply, FastifyRequest, RequestPayload} from 'fastify';
<% elif framework == express or framework == nest %>
import type {NextFunction, Request, Response} from 'express';
<% elif framework == hono %>
import type {Context, Next} from 'hono';
<% end %>

<% if once %>
/** Asks the database, and gives the rows that it answers with. */
type Query = (text: string, values: string[]) => Promise<readonly unknown[]>;
<% end %>
<% if sdk %>
/** Throws when a message was not signed with the secret. */
type Verify = (raw: string, signature: string, secret: string) => unknown;
<% end %>
<% if framework == fastify %>
/** `route` is the address of the application, as it is registered. */
type Options = {readonly route: string<% if sdk %>; readonly verify: Verify<% end %><% if once %>; readonly query: Query<% end %>};

<% elif sdk or once %>
type Options = {<% if sdk %>readonly verify: Verify<% end %><% if sdk and once %>; <% end %><% if once %>readonly query: Query<% end %>};

<% end %>
<% if framework == next %>
/** Puts a check in front of what handles messages of Stripe: it is reached by messages that Stripe signed<% if once %>, and by each of them once<% end %>. */
export function stripeWebhook<Asked extends Request>(handle: (request: Asked) => Response | Promise<Response><% if sdk or once %>, options: Options<% end %>) {
  return async (request: Asked): Promise<Response> => {
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
export function stripeWebhook(<% if sdk or once %>options: Options<% end %>) {
  return async (context: Context, next: Next) => {
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
export function stripeWebhook(options: Options) {
  return async (request: FastifyRequest, reply: FastifyReply, payload: RequestPayload) => {
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
export function stripeWebhook(<% if sdk or once %>options: Options<% end %>) {
  return async (request: Request, response: Response, next: NextFunction): Promise<void> => {
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

async function bodyOf(request: AsyncIterable<Buffer>): Promise<string> {
  const chunks: Buffer[] = [];
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
function isSigned(raw: string, header: string, secret: string, verify: Verify): boolean {
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
function isSigned(raw: string, header: string, secret: string): boolean {
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
function idOf(raw: string): string {
  const message: {id?: unknown} = JSON.parse(raw);
  if (typeof message.id !== 'string') throw new Error('a message of Stripe without an id');
  return message.id;
}

/** Takes a message for this process, unless it was handled, or somebody else handles it at this moment. */
async function claim(id: string, query: Query): Promise<'mine' | 'done' | 'busy'> {
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
async function settle(id: string, went: boolean, query: Query): Promise<void> {
  try {
    if (went) await query('UPDATE webhook_events SET done_at = now() WHERE id = $1', [id]);
    else await query('DELETE FROM webhook_events WHERE id = $1 AND done_at IS NULL', [id]);
  } catch (error) {
    console.error(`webhook_events says nothing of ${id}:`, error instanceof Error ? error.message : error);
  }
}
<% end %>
