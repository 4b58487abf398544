// Writes an answer: as an HTTP response, or as bytes where HTTP's own order of events is broken.
import { STATUS_CODES } from 'node:http';
import type { ServerResponse } from 'node:http';
import type { Answer } from '../answers/answer.ts';
import type { HeaderList, RequestHead } from '../events/request.ts';

/** Sends the answer to a request that was read to its end. Does nothing when the client has gone. */
export const sendAnswer = (response: ServerResponse, requestId: string, answer: Answer): void => {
  if (response.destroyed) return;
  response.writeHead(answer.status, framed(requestId, answer).flat());
  response.end(answer.body);
};

/** The answer as the bytes of a whole response that ends its connection; to a HEAD, without its body. */
export const rawAnswer = ({ id, method }: Pick<RequestHead, 'id' | 'method'>, answer: Answer): Buffer => {
  const headers: HeaderList = [
    ...framed(id, answer),
    ['date', new Date().toUTCString()],
    ['connection', 'close'],
  ];
  const lines = headers.map(([name, value]) => `${name}: ${value}\r\n`).join('');
  const head = `HTTP/1.1 ${answer.status} ${STATUS_CODES[answer.status] ?? ''}\r\n${lines}\r\n`;
  return Buffer.concat([Buffer.from(head, 'latin1'), ...(method === 'HEAD' ? [] : [answer.body])]);
};

const framed = (requestId: string, { status, headers, body }: Answer): HeaderList => [
  ...headers,
  ['x-amzn-requestid', requestId],
  ...(status === 204 || status === 304 ? [] : [['content-length', String(body.length)] as const]),
];
