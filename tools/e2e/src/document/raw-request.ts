// A request that no client would send: bytes on a socket.
import { once } from 'node:events';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import type { Answer } from '../client.ts';

/** The answer to a request with a header that is none, which is the last one of its connection. */
export const sendBroken = async (base: string, method: string, path: string): Promise<Answer> => {
  const { hostname, port, host } = new URL(base);
  const socket = connect(Number(port), hostname);
  await once(socket, 'connect');
  socket.write(`${method} ${path} HTTP/1.1\r\nhost: ${host}\r\nthis is no header\r\n\r\n`);
  return toAnswer(await text(socket));
};

const toAnswer = (received: string): Answer => {
  const [head = '', body = ''] = received.split('\r\n\r\n');
  const [line = '', ...headers] = head.split('\r\n');
  const pairs = headers.map((header) => header.split(/: ?(.*)/).slice(0, 2) as [string, string]);
  return { status: Number(line.split(' ')[1]), headers: new Headers(pairs), body: JSON.parse(body) };
};
