// Connections that stay open from one request to the next, as those of a browser or a proxy do.
import { connect, type Socket } from 'node:net';
import { readAnswer, type RawAnswer } from './read-answer.ts';
import { toBytes, type FuzzRequest } from './request.ts';

/** Sends requests one after another, over one connection for as long as both sides keep it. */
export interface Sender {
  /** @throws Error when there is no answer within the limit, or what comes is none. */
  send(request: FuzzRequest): Promise<RawAnswer>;
  close(): void;
}

/** How long an answer may take: many times what the slowest route takes, on a loaded machine too. */
const ANSWER_LIMIT_MS = 25_000;

export const createSender = (base: string): Sender => {
  const { hostname, port, host } = new URL(base);
  let kept: Socket | undefined;

  const send = async (request: FuzzRequest): Promise<RawAnswer> => {
    const reused = kept !== undefined && !kept.destroyed;
    const socket = reused ? kept! : connect(Number(port), hostname).setNoDelay();
    kept = undefined;
    const outcome = await exchange(socket, request, host);
    // The server may have closed a connection that nobody used, just as the request was on its way.
    if (outcome === 'closed' && reused) return send(request);
    if (outcome === 'closed') throw new Error('the connection was closed without an answer');
    if (staysOpen(outcome, request)) kept = socket;
    else socket.destroy();
    return outcome;
  };
  return { send, close: () => kept?.destroy() };
};

const staysOpen = ({ headers, rest }: RawAnswer, { framing, method }: FuzzRequest): boolean =>
  rest === 0 && headers.get('connection') !== 'close' && framing === 'length' && method !== 'CONNECT';

const exchange = (socket: Socket, request: FuzzRequest, host: string): Promise<RawAnswer | 'closed'> =>
  new Promise((resolve, reject) => {
    let received = Buffer.alloc(0);
    const settle = (outcome: RawAnswer | 'closed' | Error): void => {
      clearTimeout(timer);
      socket.removeAllListeners('data').removeAllListeners('close');
      if (!(outcome instanceof Error)) return resolve(outcome);
      socket.destroy();
      reject(outcome);
    };
    const timer = setTimeout(() => settle(new Error(`no answer in ${ANSWER_LIMIT_MS} ms`)), ANSWER_LIMIT_MS);
    const look = (ended: boolean): void => {
      try {
        const answer = readAnswer(received, request.method, ended);
        if (answer !== null) settle(answer);
        else if (ended) settle(received.length === 0 ? 'closed' : new Error('the answer was cut off'));
      } catch (error) {
        settle(error as Error);
      }
    };
    socket.removeAllListeners('error').on('error', () => undefined);
    socket.on('data', (chunk) => {
      received = Buffer.concat([received, chunk]);
      look(false);
    });
    socket.once('close', () => look(true));
    socket.write(toBytes(request, host));
  });
