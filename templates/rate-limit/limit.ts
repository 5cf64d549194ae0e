<% if framework == express %>
import type {NextFunction, Request, Response} from 'express';
<% elif framework == fastify %>
import type {FastifyReply, FastifyRequest} from 'fastify';
<% elif framework == hono %>
import type {Context, Next} from 'hono';
<% elif framework == nest %>
import {type CanActivate, type ExecutionContext, HttpException} from '@nestjs/common';
<% elif answers %>
import {NextResponse} from 'next/server';
<% end %>
<% include store.txt %>
<% if framework != next.app or answers or store.module %>

<% end %>
<% if shared %>
/** Counts one more under a name that is forgotten after so many seconds, and gives the number: kept where all copies of the server see it. */
type Count = (name: string, seconds: number) => Promise<number>;
<% end %>
type Limit = {
  /** What is counted together. */
  readonly name: string;
  /** So often, within so many seconds, from one address. */
  readonly times: number;
  readonly seconds: number;
<% if shared %>
<% if framework != next.app and framework != nest %>
  readonly count: Count;
<% end %>
<% end %>
};
<% if framework == fastify %>
/** The address of the application that is limited, as it is registered: `/users/:id/code`. */
type LimitedRoute = Limit & {readonly route: string};
<% end %>

<% if framework == express %>
/** Answers 429 to an address that comes more often than the limit allows. */
export function rateLimit(limit: Limit) {
  return async (request: Request, response: Response, next: NextFunction): Promise<void> => {
    if (request.method === 'OPTIONS') return next();
    const wait = await secondsToWait(limit, <% if header %>request.get('<%= header %>') ?? <% end %>request.ip ?? '');
    if (wait === 0) return next();
    response.set('Retry-After', String(wait)).status(429).json({error: 'Too many tries. Please wait a while.'});
  };
}
<% elif framework == fastify %>
/** Answers 429 to an address that comes more often than the limit of a route allows. */
export function rateLimit(limits: readonly LimitedRoute[]) {
  return async (request: FastifyRequest, reply: FastifyReply) => {
    const limit = limits.find(({route}) => route === request.routeOptions.url);
    if (limit === undefined || request.method === 'OPTIONS') return undefined;
    const own = callerBehindProxies(request.ip, request.headers['x-forwarded-for']);
<% if header %>
    const caller = String(request.headers['<%= header %>'] ?? own);
<% end %>
    const wait = await secondsToWait(limit, <% if header %>caller<% else %>own<% end %>);
    if (wait === 0) return undefined;
    return reply.header('Retry-After', String(wait)).code(429).send({error: 'Too many tries. Please wait a while.'});
  };
}
<% elif framework == hono %>
/** Answers 429 to an address that comes more often than the limit allows. */
export function rateLimit(limit: Limit) {
  return async (context: Context, next: Next) => {
    if (context.req.method === 'OPTIONS') return next();
    const address: unknown = context.env?.incoming?.socket?.remoteAddress;
    const caller = <% if header %>context.req.header('<%= header %>') ?? <% end %>callerBehindProxies(typeof address === 'string' ? address : '', context.req.header('x-forwarded-for'));
    const wait = await secondsToWait(limit, caller);
    if (wait === 0) return next();
    context.header('Retry-After', String(wait));
    return context.json({error: 'Too many tries. Please wait a while.'}, 429);
  };
}
<% elif framework == nest %>
type Asked = {
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly socket?: {readonly remoteAddress?: string};
};
type Answered = {readonly header: (name: string, value: string) => unknown};

/** Answers 429 to an address that comes more often than the limit allows. It stands right above a method, so that it is asked before other guards there. */
export class RateLimit implements CanActivate {
  constructor(private readonly limit: Limit) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const http = context.switchToHttp();
    const request = http.getRequest<Asked>();
    const own = callerBehindProxies(request.socket?.remoteAddress ?? '', request.headers['x-forwarded-for']);
<% if header %>
    const caller = String(request.headers['<%= header %>'] ?? own);
<% end %>
    const wait = await secondsToWait(<% if shared %>{...this.limit, count: countTries}<% else %>this.limit<% end %>, <% if header %>caller<% else %>own<% end %>);
    if (wait === 0) return true;
    http.getResponse<Answered>().header('Retry-After', String(wait));
    throw new HttpException('Too many tries. Please wait a while.', 429);
  }
}
<% else %>
/** Counts who calls, and gives the answer to an address that comes more often than the limit allows: hand it on where there is one. */
<% if answers %>
export async function rateLimit(request: Request, limit: Limit): Promise<NextResponse<never> | undefined> {
<% else %>
export async function rateLimit(request: Request, limit: Limit): Promise<Response | undefined> {
<% end %>
  // Next.js does not say who connects: what a proxy wrote down does.
  const caller = <% if header %>request.headers.get('<%= header %>') ?? <% end %>callerBehindProxies('127.0.0.1', request.headers.get('x-forwarded-for'));
  const wait = await secondsToWait(<% if shared %>{...limit, count: countTries}<% else %>limit<% end %>, caller);
  if (wait === 0) return undefined;
  return new <% if answers %>NextResponse<never><% else %>Response<% end %>(JSON.stringify({error: 'Too many tries. Please wait a while.'}), {
    status: 429,
    headers: {'Content-Type': 'application/json', 'Retry-After': String(wait)},
  });
}
<% end %>
<% if shared %>
<% if framework == next.app or framework == nest %>

<% include count.txt %>
<% end %>
<% end %>

<% if shared %>
/** How long somebody has to wait, in seconds; 0 when it is their turn. Where the counter does not answer, everyone may pass. */
async function secondsToWait({name, times, seconds, count}: Limit<% if framework == next.app or framework == nest %> & {readonly count: Count}<% end %>, caller: string): Promise<number> {
  const now = Date.now() / 1000;
  const period = Math.floor(now / seconds);
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error('the counter does not answer')), 500);
  });
  try {
    const tries = await Promise.race([count(`limit:${name}:${period}:${networkOf(caller)}`, seconds), late]);
    return tries <= times ? 0 : Math.ceil((period + 1) * seconds - now);
  } catch (error) {
    console.error(`nothing is limited (${name}):`, error instanceof Error ? error.message : error);
    return 0;
  } finally {
    clearTimeout(timer);
  }
}
<% else %>
/** Counted in this process alone: several copies of the server count each for itself, and a restart forgets. */
const counted = new Map<string, {tries: number; readonly until: number}>();
/** So many addresses are remembered at most. */
const most = 50_000;

/** How long somebody has to wait, in seconds; 0 when it is their turn. */
async function secondsToWait({name, times, seconds}: Limit, caller: string): Promise<number> {
  const now = Date.now();
  const key = `${name} ${networkOf(caller)}`;
  const known = counted.get(key);
  if (known === undefined || known.until <= now) {
    counted.delete(key);
    // The oldest are forgotten first.
    for (const old of counted.keys()) {
      if (counted.size < most) break;
      counted.delete(old);
    }
    counted.set(key, {tries: 1, until: now + seconds * 1000});
    return 0;
  }
  known.tries += 1;
  return known.tries <= times ? 0 : Math.ceil((known.until - now) / 1000);
}
<% end %>

/** Whoever has an address of version 6 has billions of them: its network counts. */
function networkOf(address: string): string {
  const plain = address.replace(/^::ffff:/u, '');
  if (!plain.includes(':')) return plain;
  const [head = '', tail = ''] = plain.split('::');
  const [left, right] = [head, tail].map(part => part.split(':').filter(group => group !== ''));
  const gap = plain.includes('::') ? Array.from({length: Math.max(0, 8 - (left?.length ?? 0) - (right?.length ?? 0))}, () => '0') : [];
  return [...(left ?? []), ...gap, ...(right ?? [])].slice(0, 4).join(':');
}
<% if framework != express %>

/** Networks that nobody outside has: who connects from there is a proxy of one's own. */
const trustedProxies = /^(?:::1|127\.|10\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|169\.254\.|100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7])\.|f[cd])/u;

/** Who calls: who connects, or, where that is a proxy, the last address that it wrote down itself. What stands before that, the caller may have made up. */
function callerBehindProxies(connected: string, forwarded: string | readonly string[] | null | undefined): string {
  const hops = String(forwarded ?? '')
    .split(',')
    .map(hop => hop.trim())
    .filter(hop => hop !== '');
  let caller = connected.replace(/^::ffff:/u, '');
  while (trustedProxies.test(caller)) {
    const before = hops.pop();
    if (before === undefined) break;
    caller = before;
  }
  return caller;
}
<% end %>
