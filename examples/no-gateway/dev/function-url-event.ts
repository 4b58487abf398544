// A request in the form that a function URL hands it over: payload format 2.0.
import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { LambdaFunctionURLEvent } from 'aws-lambda';

/** The event of a request whose body has been read. */
export const toFunctionUrlEvent = (request: IncomingMessage, body: Buffer): LambdaFunctionURLEvent => {
  const { pathname, search } = new URL(request.url ?? '/', 'http://localhost');
  const { method = 'GET', socket } = request;
  const headers = joined(request.headersDistinct);
  const http = { method, path: pathname, protocol: 'HTTP/1.1', sourceIp: socket.remoteAddress ?? '' };
  const event = {
    ...{ version: '2.0', routeKey: '$default', rawPath: pathname, rawQueryString: search.slice(1), headers },
    requestContext: {
      ...{ requestId: randomUUID(), accountId: 'anonymous', stage: '$default', routeKey: '$default' },
      http: { ...http, userAgent: headers['user-agent'] ?? '' },
    },
    ...(body.length > 0 && { body: body.toString('base64') }),
    isBase64Encoded: body.length > 0,
  };
  return event as unknown as LambdaFunctionURLEvent;
};

/** A header that comes twice is one text there, with a comma between. */
const joined = (headers: IncomingMessage['headersDistinct']): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, values = []]) => [name, values.join(',')]));
