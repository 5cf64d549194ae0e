<% if framework == fastify %>
type Server = {close(): PromiseLike<unknown>; readonly server: {closeIdleConnections?(): void}};
<% else %>
type Server = {close(closed: (error?: Error) => void): unknown; closeIdleConnections?(): void};
<% end %>
type Options = {
  /** Makes the address that says whether this process can do its work say no. */
  readonly notReady?: () => void;
  /** What to close when the last request is answered: pools, queues, jobs. */
  readonly close?: readonly (() => unknown)[];
};

/** So long, in milliseconds, it still takes requests after it was told to stop: until whatever sends them here has noticed. */
const notice = <%= notice %>;
/** It ends after so many milliseconds in any case. Keep this below the moment at which it is killed (<%= kills | comment %>). */
const deadline = <%= deadline %>;

/** When this process is told to stop: it takes nobody new, lets what is under way finish, closes the rest, and ends. */
export function stopInOrder(server: Server, {notReady, close = []}: Options = {}): void {
  let since: number | undefined;

  const stop = async (signal: string): Promise<void> => {
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
async function closed(server: Server): Promise<void> {
  // Connections that are only kept open for a next request would hold it up.
  const idle = setInterval(() => server.server.closeIdleConnections?.(), 100);
  try {
    await server.close();
  } finally {
    clearInterval(idle);
  }
}
<% else %>
function closed(server: Server): Promise<void> {
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
