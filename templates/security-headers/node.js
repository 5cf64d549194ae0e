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
async function securityHeaders(_request, reply) {
  reply.headers(headers);
}
<% else %>
function securityHeaders(_request, response, next) {
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  next();
}
<% end %>

<% if commonjs %>
module.exports = {securityHeaders};
<% else %>
export {securityHeaders};
<% end %>
