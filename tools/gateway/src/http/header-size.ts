// The size of a request's line and headers as they were on the wire, which API Gateway limits together.
import type { IncomingMessage } from 'node:http';

/** API Gateway's limit on request line and headers together. */
export const LARGEST_HEAD_BYTES = 10_240;

const SEPARATORS = 'x: \r\n'.length - 1;

export const headBytes = ({
  method = '',
  url = '',
  httpVersion,
  rawHeaders,
}: Pick<IncomingMessage, 'method' | 'url' | 'httpVersion' | 'rawHeaders'>): number =>
  `${method} ${url} HTTP/${httpVersion}\r\n`.length +
  rawHeaders.reduce((bytes, text) => bytes + text.length, 0) +
  (rawHeaders.length / 2) * SEPARATORS;
