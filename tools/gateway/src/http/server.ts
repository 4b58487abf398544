// The HTTP server in front of everything: limits, bodies, connections, and one answer per request.
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerOptions, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Answer } from '../answers/answer.ts';
import type { RefusalType } from '../answers/response-types.ts';
import { headerValues } from '../events/request.ts';
import type { GatewayRequest } from '../events/request.ts';
import { messageOf } from '../start-error.ts';
import { accessLine, factsOf } from './access-log.ts';
import { answerClientError } from './client-error.ts';
import type { ClientError } from './client-error.ts';
import { Connection } from './connection.ts';
import type { Exchange } from './connection.ts';
import { headBytes, LARGEST_HEAD_BYTES } from './header-size.ts';
import { giveLastAnswer } from './last-answer.ts';
import type { RefusalHandlers } from './last-answer.ts';
import { announcesTooMuch, readBody } from './read-body.ts';
import { toHead } from './request-head.ts';
import { sendAnswer } from './send-answer.ts';

export interface HttpHandlers extends RefusalHandlers {
  /** Never rejects. */
  readonly handle: (request: GatewayRequest) => Promise<Answer>;
}

/** How long a client may take for its headers, and for the whole of its request. */
const TIME_LIMITS: ServerOptions = {
  headersTimeout: 10_000,
  requestTimeout: 30_000,
  connectionsCheckingInterval: 1000,
};

/** A server that listens nowhere yet. */
export const createHttpServer = (handlers: HttpHandlers, timeLimits = TIME_LIMITS): Server => {
  const connectionOf = rememberConnections();
  const orDestroy = (answering: Promise<void>, socket: Socket): void =>
    void answering.catch((error: unknown) => {
      handlers.log(messageOf(error));
      socket.destroy();
    });
  const onRequest = (incoming: IncomingMessage, response: ServerResponse): void => {
    const connection = connectionOf(incoming.socket);
    if (connection.isEnding) return;
    const exchange = connection.begin(incoming, response, toHead(incoming));
    orDestroy(answerRequest(exchange, connection, handlers), incoming.socket);
  };
  const server = createServer({ ...timeLimits, requireHostHeader: false }, onRequest);
  server.maxHeadersCount = 0;
  server.on('checkExpectation', onRequest);
  server.on('checkContinue', (incoming: IncomingMessage, response: ServerResponse) => {
    if (!announcesTooMuch(incoming)) response.writeContinue();
    onRequest(incoming, response);
  });
  server.on('connect', (incoming: IncomingMessage, socket: Socket) => {
    socket.on('error', () => socket.destroy()).resume();
    const refused = { connection: connectionOf(socket), head: toHead(incoming) };
    orDestroy(giveLastAnswer('MISSING_AUTHENTICATION_TOKEN', refused, handlers), socket);
  });
  server.on('clientError', (error: ClientError, socket: Socket) =>
    orDestroy(answerClientError(error, connectionOf(socket), handlers), socket),
  );
  return server;
};

const rememberConnections = (): ((socket: Socket) => Connection) => {
  const connections = new WeakMap<Socket, Connection>();
  return (socket) => {
    const connection = connections.get(socket) ?? new Connection(socket);
    connections.set(socket, connection);
    return connection;
  };
};

const answerRequest = async (
  exchange: Exchange,
  connection: Connection,
  handlers: HttpHandlers,
): Promise<void> => {
  const { incoming, response, head, startedAtMs } = exchange;
  const refused = { connection, head, exchange };
  const refusal = refusalOf(exchange);
  if (refusal !== null) return giveLastAnswer(refusal, refused, handlers);
  await handlers.ready;
  const body = await readBody(incoming);
  if (body === 'aborted' || connection.hasRefused(exchange)) return;
  if (body === 'too_large') return giveLastAnswer('REQUEST_TOO_LARGE', refused, handlers);
  const answer = await handlers.handle({ ...head, body });
  sendAnswer(response, head.id, answer);
  if (answer.isQuiet === true) return;
  const { callLine = accessLine } = handlers;
  handlers.log(callLine({ ...head, ...factsOf(answer), startedAtMs, requestId: head.id }));
};

const refusalOf = ({ incoming, head }: Exchange): RefusalType | null => {
  if (headBytes(incoming) > LARGEST_HEAD_BYTES) return 'REQUEST_TOO_LARGE';
  const hosts = headerValues(head.headers, 'host').length;
  return hosts > 1 || (hosts === 0 && incoming.httpVersion === '1.1') ? 'DEFAULT_4XX' : null;
};
