// The functions on a laptop: `/whoami` and `/report` stand for the URLs that the two have in a stack.
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import type { APIGatewayProxyStructuredResultV2, Context, LambdaFunctionURLEvent } from 'aws-lambda';
import { handler as report } from '../src/report.ts';
import { handler as whoami } from '../src/whoami.ts';
import { toFunctionUrlEvent } from './function-url-event.ts';

type Handler = (
  event: LambdaFunctionURLEvent,
  context: Context,
) => Promise<APIGatewayProxyStructuredResultV2>;

const FUNCTIONS: Readonly<Record<string, Handler>> = { '/whoami': whoami as Handler, '/report': report };

const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
  const event = toFunctionUrlEvent(request, await buffer(request));
  const handler = FUNCTIONS[event.rawPath];
  const result = handler ? await handler(event, {} as Context) : { statusCode: 404, body: '' };
  const { statusCode = 200, headers = {}, body = '' } = result;
  response.writeHead(statusCode, headers as Record<string, string>).end(body);
};

const server = createServer((request, response) => {
  answer(request, response).catch((error: unknown) => {
    console.error(error);
    response.writeHead(502).end();
  });
});
await once(server.listen(Number(process.env['PORT'] ?? 4000), '127.0.0.1'), 'listening');
console.log(`listens on http://127.0.0.1:${(server.address() as AddressInfo).port}`);
