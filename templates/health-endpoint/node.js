let stopping = false;

/** From now on /readyz says no, so that nobody new is sent here. For when this process is about to stop. */
function stopBeingReady() {
  stopping = true;
}

/** /livez: this process answers. It asks nobody else: a database that is down is no reason to restart this server. */
<% if framework == hono %>
function live(context) {
  context.header('Cache-Control', 'no-store');
  return context.json({status: 'ok'});
}
<% elif framework == fastify %>
function live(_request, reply) {
  return reply.header('Cache-Control', 'no-store').send({status: 'ok'});
}
<% elif framework == express %>
function live(_request, response) {
  response.header('Cache-Control', 'no-store').send({status: 'ok'});
}
<% else %>
function live(_request, response) {
  response.header('Cache-Control', 'no-store').status(200).send({status: 'ok'});
}
<% end %>

<% if asks %>
/** /readyz: this server can do its work. `ask` asks the database for something small. Nothing private is answered. */
<% if framework == hono %>
function ready(ask) {
  return async (context) => {
    const works = !stopping && (await answersInTime(ask));
    context.header('Cache-Control', 'no-store');
    return context.json({status: works ? 'ok' : 'unavailable'}, works ? 200 : 503);
  };
}
<% elif framework == fastify %>
function ready(ask) {
  return async (_request, reply) => {
    const works = !stopping && (await answersInTime(ask));
    return reply.header('Cache-Control', 'no-store').code(works ? 200 : 503).send({status: works ? 'ok' : 'unavailable'});
  };
}
<% elif framework == express %>
function ready(ask) {
  return async (_request, response) => {
    const works = !stopping && (await answersInTime(ask));
    response.header('Cache-Control', 'no-store').status(works ? 200 : 503).send({status: works ? 'ok' : 'unavailable'});
  };
}
<% else %>
function ready(ask) {
  return async (_request, response) => {
    const works = !stopping && (await answersInTime(ask));
    response.header('Cache-Control', 'no-store').status(works ? 200 : 503).send({status: works ? 'ok' : 'unavailable'});
  };
}
<% end %>

<% include in-time.js %>
<% else %>
/** /readyz: this server takes visitors. It stores nothing, so there is nothing else to look at; ask here what it cannot work without. */
<% if framework == hono %>
function ready(context) {
  context.header('Cache-Control', 'no-store');
  return context.json({status: stopping ? 'unavailable' : 'ok'}, stopping ? 503 : 200);
}
<% elif framework == fastify %>
function ready(_request, reply) {
  return reply.header('Cache-Control', 'no-store').code(stopping ? 503 : 200).send({status: stopping ? 'unavailable' : 'ok'});
}
<% elif framework == express %>
function ready(_request, response) {
  response.header('Cache-Control', 'no-store').status(stopping ? 503 : 200).send({status: stopping ? 'unavailable' : 'ok'});
}
<% else %>
function ready(_request, response) {
  response.header('Cache-Control', 'no-store').status(stopping ? 503 : 200).send({status: stopping ? 'unavailable' : 'ok'});
}
<% end %>
<% end %>

<% if commonjs %>
module.exports = {live, ready, stopBeingReady};
<% else %>
export {live, ready, stopBeingReady};
<% end %>
