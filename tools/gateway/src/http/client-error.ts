// Answers what the HTTP parser refuses, in the form of the API that the request was meant for, if that can be seen.
import { randomUUID } from 'node:crypto';
import type { Socket } from 'node:net';
import type { Answer } from '../answers/answer.ts';
import type { RefusalType } from '../answers/response-types.ts';
import type { RequestHead } from '../events/request.ts';
import { rawAnswer } from './send-answer.ts';

/** Makes the answer for a refused request, of which only the first line may be known. */
export type RefuseUnread = (type: RefusalType, request: RequestHead) => Answer;

/** The error of Node's HTTP parser. */
export interface ClientError extends Error {
  readonly code?: string;
  readonly rawPacket?: Buffer;
}

/** Writes the answer and ends the connection; just ends it when an answer is under way on it, or nobody listens. */
export const answerClientError = (
  error: ClientError,
  socket: Socket,
  isBusy: boolean,
  refuse: RefuseUnread,
): void => {
  if (error.code === 'ECONNRESET' || !socket.writable || isBusy) {
    socket.destroy();
    return;
  }
  const request = requestOf(error, socket);
  socket.end(rawAnswer(request.id, refuse(refusalOf(error, request), request)), () => socket.destroySoon());
};

// A method that the parser does not know is no API's either, and as well-formed as any other (RFC 9110 §9.1).
const refusalOf = ({ code }: ClientError, { method }: RequestHead): RefusalType => {
  if (code === 'HPE_HEADER_OVERFLOW') return 'REQUEST_TOO_LARGE';
  return code === 'HPE_INVALID_METHOD' && method !== '' ? 'MISSING_AUTHENTICATION_TOKEN' : 'DEFAULT_4XX';
};

/** Method and target of a request line, also of one that is cut off. */
const REQUEST_LINE = /^([\w!#$%&'*+.^`|~-]{1,32}) (\/[!-~]*|https?:[!-~]+)(?:[ \r\n]|$)/i;

const requestOf = ({ rawPacket }: ClientError, socket: Socket): RequestHead => {
  const start = rawPacket?.subarray(0, 16_384).toString('latin1') ?? '';
  const [, method = '', target = '/'] = REQUEST_LINE.exec(start) ?? [];
  return {
    id: randomUUID(),
    receivedAt: new Date(),
    method,
    target,
    protocol: 'HTTP/1.1',
    headers: [],
    sourceIp: socket.remoteAddress ?? '',
    serverPort: socket.localPort ?? 0,
  };
};
