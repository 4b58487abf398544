// Pages of a test, on an origin of their own.
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface ServedPages {
  /** `http://127.0.0.1:PORT`, which browsers trust as they trust https. */
  readonly origin: string;
  readonly stop: () => Promise<void>;
}

/** Serves each text at its path: what ends with `.js` as a module, all else as HTML. */
export const servePages = async (pages: Readonly<Record<string, string>>): Promise<ServedPages> => {
  const server = createServer(({ url = '' }, response) => {
    const { pathname } = new URL(url, 'http://page');
    const page = pages[pathname];
    const type = pathname.endsWith('.js') ? 'text/javascript' : 'text/html; charset=utf-8';
    response.writeHead(page === undefined ? 404 : 200, { 'content-type': type }).end(page);
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;
  const stop = async (): Promise<void> => {
    server.closeAllConnections();
    await once(server.close(), 'close');
  };
  return { origin: `http://127.0.0.1:${port}`, stop };
};
