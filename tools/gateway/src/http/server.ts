// The HTTP server in front of everything: limits, bodies, connections, and one answer per request.
import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Answer } from '../answers/answer.ts';
import { messageOf } from '../start-error.ts';
import type { RefusalType } from '../answers/response-types.ts';
import type { GatewayRequest, RequestHead } from '../events/request.ts';
import { accessLine } from './access-log.ts';
import { answerClientError } from './client-error.ts';
import type { ClientError } from './client-error.ts';
import { headBytes, LARGEST_HEAD_BYTES } from './header-size.ts';
import { announcesTooMuch, readBody } from './read-body.ts';
import { sendAnswer, sendLastAnswer } from './send-answer.ts';

export interface HttpHandlers {
  /** Resolves when calls can be answered; requests that come earlier wait. Never rejects. */
  readonly ready: Promise<unknown>;
  /** Never rejects. */
  readonly handle: (request: GatewayRequest) => Promise<Answer>;
  readonly refuse: (type: RefusalType, request: RequestHead) => Answer;
  readonly log: (line: string) => void;
}

const SERVER_OPTIONS = {
  /** How long a client may take for its headers, and for the whole of its request. */
  headersTimeout: 10_000,
  requestTimeout: 30_000,
  connectionsCheckingInterval: 1000,
  requireHostHeader: false,
};

/** A server that listens nowhere yet. */
export const createHttpServer = (handlers: HttpHandlers): Server => {
  const underWay = new WeakMap<Socket, number>();
  const onRequest = (request: IncomingMessage, response: ServerResponse): void => {
    const { socket } = request;
    underWay.set(socket, (underWay.get(socket) ?? 0) + 1);
    response.once('close', () => underWay.set(socket, (underWay.get(socket) ?? 1) - 1));
    answerRequest(request, response, handlers).catch((error: unknown) => {
      handlers.log(`${request.method} ${messageOf(error)}`);
      socket.destroy();
    });
  };
  const server = createServer(SERVER_OPTIONS, onRequest);
  server.maxHeadersCount = 0;
  server.on('checkExpectation', onRequest);
  server.on('checkContinue', (request: IncomingMessage, response: ServerResponse) => {
    if (!announcesTooMuch(request)) response.writeContinue();
    onRequest(request, response);
  });
  server.on('clientError', (error: ClientError, socket: Socket) => {
    const isBusy = (underWay.get(socket) ?? 0) > 0;
    answerClientError(error, socket, isBusy, handlers.refuse);
  });
  return server;
};

const answerRequest = async (
  incoming: IncomingMessage,
  response: ServerResponse,
  { ready, handle, refuse, log }: HttpHandlers,
): Promise<void> => {
  const startedAtMs = performance.now();
  const head = toHead(incoming);
  await ready;
  const refusal = refusalOf(incoming);
  const body = refusal === null ? await readBody(incoming) : Buffer.alloc(0);
  if (body === 'aborted') return;
  const reason = body === 'too_large' ? 'REQUEST_TOO_LARGE' : refusal;
  const answer = reason === null ? await handle({ ...head, body: body as Buffer }) : refuse(reason, head);
  if (incoming.complete && refusal === null) sendAnswer(response, head.id, answer);
  else sendLastAnswer(incoming, response, head.id, answer);
  log(accessLine({ ...head, status: answer.status, startedAtMs, requestId: head.id }));
};

const refusalOf = (incoming: IncomingMessage): RefusalType | null => {
  if (headBytes(incoming) > LARGEST_HEAD_BYTES) return 'REQUEST_TOO_LARGE';
  return incoming.headers.host === undefined && incoming.httpVersion === '1.1' ? 'DEFAULT_4XX' : null;
};

const toHead = (incoming: IncomingMessage): RequestHead => ({
  id: randomUUID(),
  receivedAt: new Date(),
  method: incoming.method ?? '',
  target: incoming.url ?? '',
  protocol: `HTTP/${incoming.httpVersion}`,
  headers: pairs(incoming.rawHeaders),
  sourceIp: plainAddress(incoming.socket.remoteAddress ?? ''),
  serverPort: incoming.socket.localPort ?? 0,
});

const pairs = (flat: readonly string[]): [string, string][] =>
  Array.from({ length: flat.length / 2 }, (_, index) => [flat[2 * index] ?? '', flat[2 * index + 1] ?? '']);

// A socket that listens on IPv6 shows IPv4 callers in a mapped form that no policy is written for.
const plainAddress = (address: string): string => address.replace(/^::ffff:(?=\d+\.\d+\.\d+\.\d+$)/i, '');
