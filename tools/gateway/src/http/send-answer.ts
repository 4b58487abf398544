// Writes an answer to a connection: as an HTTP response, or by hand where HTTP's own order of events is broken.
import { STATUS_CODES } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Answer } from '../answers/answer.ts';
import type { HeaderList } from '../events/request.ts';

/** Sends the answer to a request that was read to its end. Does nothing when the client has gone. */
export const sendAnswer = (response: ServerResponse, requestId: string, answer: Answer): void => {
  if (response.destroyed) return;
  response.writeHead(answer.status, framed(requestId, answer).flat());
  response.end(answer.body);
};

/** How long a client that is still sending may go on before it is cut off. */
const LINGER_MS = 2000;

/**
 * Answers and ends the connection, perhaps while the client is still sending. Its bytes are thrown away for a while,
 * because a connection that is closed on unread bytes is reset, and the answer would be lost with it.
 */
export const sendLastAnswer = (
  incoming: IncomingMessage,
  response: ServerResponse,
  requestId: string,
  answer: Answer,
): void => {
  const { socket } = incoming;
  if (response.socket === null) socket.destroy();
  else socket.end(rawAnswer(requestId, answer));
  incoming.resume();
  setTimeout(() => socket.destroy(), LINGER_MS).unref();
};

/** The answer as the bytes of a whole response that ends its connection. */
export const rawAnswer = (requestId: string, answer: Answer): Buffer => {
  const headers: HeaderList = [
    ...framed(requestId, answer),
    ['date', new Date().toUTCString()],
    ['connection', 'close'],
  ];
  const lines = headers.map(([name, value]) => `${name}: ${value}\r\n`).join('');
  const head = `HTTP/1.1 ${answer.status} ${STATUS_CODES[answer.status] ?? ''}\r\n${lines}\r\n`;
  return Buffer.concat([Buffer.from(head, 'latin1'), answer.body]);
};

const framed = (requestId: string, { status, headers, body }: Answer): HeaderList => [
  ...headers,
  ['x-amzn-requestid', requestId],
  ...(status === 204 || status === 304 ? [] : [['content-length', String(body.length)] as const]),
];
