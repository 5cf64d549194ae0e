<% if framework == fastify %>
import type {FastifyReply, FastifyRequest} from 'fastify';

<% end %>
/** What every browser is told with every answer. */
const headers = {
  // For a year, only over HTTPS.
  'Strict-Transport-Security': 'max-age=31536000',
  // What is sent as a picture is never run as a program.
  'X-Content-Type-Options': 'nosniff',
  // Nobody else's page shows this one in a frame, to catch its clicks. Two names: old browsers know the first only.
  'X-Frame-Options': 'SAMEORIGIN',
  'Content-Security-Policy': "base-uri 'self'; frame-ancestors 'self'; object-src 'none'",
  // Other sites learn where a visitor comes from, and not what stood in the address.
  'Referrer-Policy': 'strict-origin-when-cross-origin',
};

<% if framework == fastify %>
export async function securityHeaders(_request: FastifyRequest, reply: FastifyReply): Promise<void> {
  reply.headers(headers);
}
<% else %>
export function securityHeaders(_request: unknown, response: {setHeader(name: string, value: string): unknown}, next: () => void): void {
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  next();
}
<% end %>
