// Plain HTTP for the tests: requests exactly as written, with no client that would tidy paths or headers.
import { request } from 'node:http';
import type { IncomingHttpHeaders } from 'node:http';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

export interface Reply {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
  readonly bytes: Buffer;
  json(): Record<string, unknown>;
}

export interface RequestOptions {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string | string[]>>;
  readonly body?: string | Buffer;
}

/** One request on a connection of its own. */
export const call = (port: number, path: string, options: RequestOptions = {}): Promise<Reply> =>
  new Promise((resolve, reject) => {
    const { method = 'GET', headers = {}, body } = options;
    const outgoing = request({ host: '127.0.0.1', port, path, method, headers, agent: false }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.once('end', () => {
        const bytes = Buffer.concat(chunks);
        const text = bytes.toString();
        const json = () => JSON.parse(text) as Record<string, unknown>;
        resolve({ status: response.statusCode ?? 0, headers: response.headers, text, bytes, json });
      });
    });
    outgoing.once('error', reject);
    outgoing.end(body);
  });

/**
 * Writes bytes as they are, a number being a pause in milliseconds and a function something to wait for, and gives everything that
 * comes back until the other side closes. What is still to be written then is written all the same.
 */
export const exchange = async (
  port: number,
  ...writes: readonly (string | Buffer | number | (() => Promise<unknown>))[]
): Promise<string> => {
  let received = '';
  const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
  socket.on('data', (chunk) => (received += chunk.toString('latin1')));
  const closed = new Promise<void>((resolve, reject) => {
    socket.once('end', resolve).once('close', resolve);
    socket.once('error', (error: NodeJS.ErrnoException) =>
      error.code === 'ECONNRESET' || error.code === 'EPIPE' ? resolve() : reject(error),
    );
  });
  for (const bytes of writes)
    if (typeof bytes === 'number') await sleep(bytes);
    else if (typeof bytes === 'function') await bytes();
    else socket.write(bytes);
  await closed;
  socket.end();
  return received;
};
