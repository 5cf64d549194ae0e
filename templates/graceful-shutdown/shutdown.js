/** So long, in milliseconds, it still takes requests after it was told to stop: until whatever sends them here has noticed. */
const notice = <%= notice %>;
/** It ends after so many milliseconds in any case. Keep this below the moment at which it is killed (<%= kills | comment %>). */
const deadline = <%= deadline %>;

/**
 * When this process is told to stop: it takes nobody new, lets what is under way finish, closes the rest, and ends.
 * `notReady` makes the address that says whether it can do its work say no; `close` are functions that close pools, queues, jobs.
 */
function stopInOrder(server, {notReady, close = []} = {}) {
  let since;

  const stop = async signal => {
    if (since !== undefined) {
      // Told again later on: somebody does not want to wait. At the same moment it is the same word, passed on twice.
      if (Date.now() - since > 1000) process.exit(1);
      return;
    }
    since = Date.now();
    console.log(`${signal}: finishing what is under way`);
    setTimeout(() => {
      console.error(`still busy after ${deadline} ms, ending anyway`);
      process.exit(1);
    }, deadline).unref();
    try {
      notReady?.();
      await new Promise(resolve => setTimeout(resolve, notice));
      await closed(server);
      await Promise.all(close.map(one => one()));
      console.log('everything is finished');
      process.exit(0);
    } catch (error) {
      console.error('it could not stop in order:', error);
      process.exit(1);
    }
  };

  for (const signal of ['SIGTERM', 'SIGINT']) process.on(signal, () => void stop(signal));
}

<% if framework == fastify %>
async function closed(server) {
  // Connections that are only kept open for a next request would hold it up.
  const idle = setInterval(() => server.server.closeIdleConnections?.(), 100);
  try {
    await server.close();
  } finally {
    clearInterval(idle);
  }
}
<% else %>
function closed(server) {
  return new Promise((resolve, reject) => {
    // Connections that are only kept open for a next request would hold it up.
    const idle = setInterval(() => server.closeIdleConnections?.(), 100);
    server.close(error => {
      clearInterval(idle);
      if (error) reject(error);
      else resolve();
    });
  });
}
<% end %>

<% if commonjs %>
module.exports = {stopInOrder};
<% else %>
export {stopInOrder};
<% end %>
