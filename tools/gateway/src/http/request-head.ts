// The head of a request as it came: from the parser, or from the first line of what the parser refused.
import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import type { RequestHead } from '../events/request.ts';

export const toHead = (incoming: IncomingMessage): RequestHead => ({
  ...toOrigin(incoming.socket),
  method: incoming.method ?? '',
  target: incoming.url ?? '',
  protocol: `HTTP/${incoming.httpVersion}`,
  headers: pairs(incoming.rawHeaders),
});

/** Method and target as far as the text has them: no method, and the root, when it is no request, but for a HEAD. */
export const toPartialHead = (text: string, socket: Socket): RequestHead => {
  const [, method = '', target = '/'] = REQUEST_LINE.exec(text) ?? HEAD_WITHOUT_TARGET.exec(text) ?? [];
  return { ...toOrigin(socket), method, target, protocol: 'HTTP/1.1', headers: [] };
};

/** Method and target of a request line, also of one that is cut off. */
const REQUEST_LINE = /^([\w!#$%&'*+.^`|~-]{1,32}) (\/[!-~]*|https?:[!-~]+)(?:[ \r\n]|$)/i;

/** Whatever follows: its answer has no body (RFC 9110 §9.3.2). */
const HEAD_WITHOUT_TARGET = /^(HEAD) /;

const toOrigin = ({
  remoteAddress = '',
  localPort = 0,
}: Socket): Pick<RequestHead, 'id' | 'receivedAt' | 'sourceIp' | 'serverPort'> => ({
  id: randomUUID(),
  receivedAt: new Date(),
  sourceIp: plainAddress(remoteAddress),
  serverPort: localPort,
});

const pairs = (flat: readonly string[]): [string, string][] =>
  Array.from({ length: flat.length / 2 }, (_, index) => [flat[2 * index] ?? '', flat[2 * index + 1] ?? '']);

// A socket that listens on IPv6 shows IPv4 callers in a mapped form that no policy is written for.
const plainAddress = (address: string): string => address.replace(/^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/i, '');
