// A proxy before an engine. It kills the process that asks, after a given number of its requests has been carried out.
import { once } from 'node:events';
import { createServer, request as ask, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface KillingProxy {
  readonly endpoint: string;
  readonly stop: () => void;
}

/** Calls `kill` when the engine has answered the request of this number, and hands that answer on to nobody. */
export const startKillingProxy = async (
  engine: string,
  afterRequests: number,
  kill: () => void,
): Promise<KillingProxy> => {
  let carriedOut = 0;
  const server = createServer((request, response) => {
    const { method, url, headers } = request;
    const forwarded = ask(new URL(url ?? '/', engine), { method, headers }, (answer) => {
      carriedOut += 1;
      if (carriedOut === afterRequests) kill();
      else handOn(answer, response);
    });
    request.pipe(forwarded);
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = server.address() as AddressInfo;
  const stop = (): void => {
    server.closeAllConnections();
    server.close();
  };
  return { endpoint: `http://127.0.0.1:${port}`, stop };
};

const handOn = (answer: IncomingMessage, response: ServerResponse): void => {
  response.writeHead(answer.statusCode ?? 500, answer.headers);
  answer.pipe(response);
};
