<% if framework == express %>
import type {Request, Response} from 'express';

<% elif framework == fastify %>
import type {FastifyReply, FastifyRequest} from 'fastify';

<% elif framework == hono %>
import type {Context} from 'hono';

<% else %>
/** What Express and Fastify below Nest answer with. */
type Reply = {header(name: string, value: string): Reply; status(code: number): Reply; send(body: unknown): unknown};

<% end %>
let stopping = false;

/** From now on /readyz says no, so that nobody new is sent here. For when this process is about to stop. */
export function stopBeingReady(): void {
  stopping = true;
}

/** /livez: this process answers. It asks nobody else: a database that is down is no reason to restart this server. */
<% if framework == hono %>
export function live(context: Context) {
  context.header('Cache-Control', 'no-store');
  return context.json({status: 'ok'});
}
<% elif framework == fastify %>
export function live(_request: FastifyRequest, reply: FastifyReply) {
  return reply.header('Cache-Control', 'no-store').send({status: 'ok'});
}
<% elif framework == express %>
export function live(_request: Request, response: Response): void {
  response.header('Cache-Control', 'no-store').send({status: 'ok'});
}
<% else %>
export function live(_request: unknown, response: Reply): void {
  response.header('Cache-Control', 'no-store').status(200).send({status: 'ok'});
}
<% end %>

<% if asks %>
/** /readyz: this server can do its work. `ask` asks the database for something small. Nothing private is answered. */
<% if framework == hono %>
export function ready(ask: () => unknown) {
  return async (context: Context) => {
    const works = !stopping && (await answersInTime(ask));
    context.header('Cache-Control', 'no-store');
    return context.json({status: works ? 'ok' : 'unavailable'}, works ? 200 : 503);
  };
}
<% elif framework == fastify %>
export function ready(ask: () => unknown) {
  return async (_request: FastifyRequest, reply: FastifyReply) => {
    const works = !stopping && (await answersInTime(ask));
    return reply.header('Cache-Control', 'no-store').code(works ? 200 : 503).send({status: works ? 'ok' : 'unavailable'});
  };
}
<% elif framework == express %>
export function ready(ask: () => unknown) {
  return async (_request: Request, response: Response): Promise<void> => {
    const works = !stopping && (await answersInTime(ask));
    response.header('Cache-Control', 'no-store').status(works ? 200 : 503).send({status: works ? 'ok' : 'unavailable'});
  };
}
<% else %>
export function ready(ask: () => unknown) {
  return async (_request: unknown, response: Reply): Promise<void> => {
    const works = !stopping && (await answersInTime(ask));
    response.header('Cache-Control', 'no-store').status(works ? 200 : 503).send({status: works ? 'ok' : 'unavailable'});
  };
}
<% end %>

<% include in-time.ts %>
<% else %>
/** /readyz: this server takes visitors. It stores nothing, so there is nothing else to look at; ask here what it cannot work without. */
<% if framework == hono %>
export function ready(context: Context) {
  context.header('Cache-Control', 'no-store');
  return context.json({status: stopping ? 'unavailable' : 'ok'}, stopping ? 503 : 200);
}
<% elif framework == fastify %>
export function ready(_request: FastifyRequest, reply: FastifyReply) {
  return reply.header('Cache-Control', 'no-store').code(stopping ? 503 : 200).send({status: stopping ? 'unavailable' : 'ok'});
}
<% elif framework == express %>
export function ready(_request: Request, response: Response): void {
  response.header('Cache-Control', 'no-store').status(stopping ? 503 : 200).send({status: stopping ? 'unavailable' : 'ok'});
}
<% else %>
export function ready(_request: unknown, response: Reply): void {
  response.header('Cache-Control', 'no-store').status(stopping ? 503 : 200).send({status: stopping ? 'unavailable' : 'ok'});
}
<% end %>
<% end %>
