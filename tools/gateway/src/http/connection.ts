// What is under way on a connection: its requests in order, so that its last answer waits for those before it.
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { RequestHead } from '../events/request.ts';

/** A request that has no answer yet. */
export interface Exchange {
  readonly incoming: IncomingMessage;
  readonly response: ServerResponse;
  readonly head: RequestHead;
  readonly startedAtMs: number;
  /** Resolves when the answer is out, or the connection gone. */
  readonly closed: Promise<unknown>;
}

/** How long a client that is still sending may go on before it is cut off. */
const LINGER_MS = 2000;

export class Connection {
  readonly socket: Socket;
  readonly #exchanges = new Set<Exchange>();
  #isEnding = false;
  #refused: Exchange | undefined;

  constructor(socket: Socket) {
    this.socket = socket;
  }

  /** True once the last answer is decided, if not sent: what still comes is nobody's. */
  get isEnding(): boolean {
    return this.#isEnding;
  }

  /** The request whose body is not complete. There is none behind it. */
  get unread(): Exchange | undefined {
    return [...this.#exchanges].find(({ incoming }) => !incoming.complete);
  }

  begin(incoming: IncomingMessage, response: ServerResponse, head: RequestHead): Exchange {
    const closed = new Promise((resolve) => response.once('close', resolve));
    const exchange = { incoming, response, head, startedAtMs: performance.now(), closed };
    this.#exchanges.add(exchange);
    response.once('close', () => this.#exchanges.delete(exchange));
    return exchange;
  }

  /** True for the request that gets the last answer, even if the rest of it comes after all. */
  hasRefused(exchange: Exchange): boolean {
    return this.#refused === exchange;
  }

  /** Takes nothing more; resolves when all requests but the refused one, if it is known, have their answers. */
  async stop(refused: Exchange | undefined): Promise<void> {
    this.#isEnding = true;
    this.#refused = refused;
    const others = [...this.#exchanges].filter((exchange) => exchange !== refused);
    await Promise.all(others.map(({ closed }) => closed));
  }

  /**
   * Sends the last answer and ends. Bytes that still come are thrown away for a while, because a connection that is
   * closed on unread bytes is reset, and the answer would be lost with it.
   */
  end(answer: Buffer): void {
    if (this.socket.writable) this.socket.end(answer);
    this.#refused?.incoming.resume();
    setTimeout(() => this.socket.destroy(), LINGER_MS).unref();
  }
}
