// Servers of somebody else's, for tests of what asks them over real HTTP.
import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import { connect, createServer as createTcpServer, type AddressInfo } from 'node:net';

export interface ServedAt extends AsyncDisposable {
  /** `http://127.0.0.1:PORT`. */
  readonly url: string;
}

/** A server on loopback, until it is disposed of with all that is connected to it. */
export const serve = async (listener: RequestListener): Promise<ServedAt> => {
  const server = createServer(listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
};

/** An address at which nobody listens, since who did has closed. */
export const closedPort = async (): Promise<string> => {
  const holder = createTcpServer().listen(0, '127.0.0.1');
  await once(holder, 'listening');
  const { port } = holder.address() as AddressInfo;
  holder.close();
  await once(holder, 'close');
  await once(connect(port, '127.0.0.1'), 'error');
  return `http://127.0.0.1:${port}`;
};
