// Requests as browsers send them to the pages of this machine.
import type { HeaderList } from '../events/request.ts';
import type { PageRequest } from './page-request.ts';

export const HTML = 'text/html,application/xhtml+xml,*/*;q=0.8';

interface Sent {
  readonly method?: string;
  readonly host?: string;
  readonly sourceIp?: string;
  readonly accept?: string;
  readonly body?: string;
  readonly headers?: HeaderList;
}

/** A GET by a browser on `localhost:3000`, but for what is said. */
export const asked = (
  target: string,
  {
    method = 'GET',
    host = 'localhost:3000',
    sourceIp = '127.0.0.1',
    accept = HTML,
    body = '',
    headers = [],
  }: Sent = {},
): PageRequest => ({
  ...{ id: '1', receivedAt: new Date(0), protocol: 'HTTP/1.1', sourceIp, serverPort: 3000 },
  ...{ method, target, body: Buffer.from(body) },
  headers: [['Host', host], ['Accept', accept], ...headers],
});
