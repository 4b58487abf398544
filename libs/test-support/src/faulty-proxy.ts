// A TCP proxy that breaks what it carries, for tests of a client whose server is away, half there, or cut off.
import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/**
 * How a connection breaks: by a FIN of a server that still takes what is sent, by a FIN of one that is gone and answers the next
 * byte with an RST, by an RST, or by silence.
 */
export const BREAKS = ['half-close', 'close', 'reset', 'stall'] as const;
export type Break = (typeof BREAKS)[number];

/**
 * When it breaks: now, with every connection that is open; now, and every new one as it is opened; when the next request that
 * counts has come, before it is passed on; or when so many bytes of answers to such requests have been passed on.
 */
export type Moment = 'before' | 'connect' | 'request' | number;

export interface FaultyProxyOptions {
  readonly host: string;
  readonly port: number;
  /** Whether a request is one that counts; what it says no to is passed on as if nothing were wrong. All count by default. */
  readonly counts?: (request: Buffer) => boolean;
}

interface Plan {
  readonly how: Break;
  readonly moment: Moment;
  readonly once: boolean;
}

/** Passes everything on until `arm`; then breaks what `arm` says, and goes on breaking until `heal`. */
export class FaultyProxy {
  readonly #options: Required<FaultyProxyOptions>;
  readonly #connections = new Set<Connection>();
  readonly #server: Server = createServer({ allowHalfOpen: true }, (client) => this.#join(client));
  #plan: Plan | undefined;
  #answeredBytes = 0;

  constructor({ counts = () => true, ...target }: FaultyProxyOptions) {
    this.#options = { ...target, counts };
  }

  /** Where a client finds the proxy, as `host:port`. */
  async listen(): Promise<string> {
    await once(this.#server.listen(0, '127.0.0.1'), 'listening');
    return `127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** How many bytes of answers to requests that count were passed on since `arm` or `heal`. */
  get answeredBytes(): number {
    return this.#answeredBytes;
  }

  /** Breaks one request or answer alone with `once`. */
  arm(how: Break, moment: Moment, { once = false } = {}): void {
    this.#answeredBytes = 0;
    this.#plan = { how, moment, once };
    if (moment === 'before' || moment === 'connect')
      for (const connection of this.#connections) connection.break(how);
  }

  /** From now on everything is passed on; what was broken stays so, and is closed. */
  heal(): void {
    this.#plan = undefined;
    this.#answeredBytes = 0;
    for (const connection of this.#connections) if (connection.broken) connection.destroy();
  }

  async stop(): Promise<void> {
    const closed = once(this.#server.close(), 'close');
    for (const connection of this.#connections) connection.destroy();
    await closed;
  }

  #join(client: Socket): void {
    const upstream = connect({ ...this.#options, allowHalfOpen: true });
    const connection = new Connection(client, upstream, {
      onRequest: (request) => this.#onRequest(connection, request),
      onAnswer: (answer) => this.#onAnswer(connection, answer),
      onClose: () => this.#connections.delete(connection),
    });
    this.#connections.add(connection);
    if (this.#plan?.moment === 'connect') connection.break(this.#plan.how);
  }

  #onRequest(connection: Connection, request: Buffer): void {
    connection.counts = this.#options.counts(request);
    const moment = this.#plan?.moment;
    const isOver = typeof moment === 'number' && this.#answeredBytes >= moment && moment > 0;
    if (connection.counts && (moment === 'request' || isOver)) this.#break(connection);
    else connection.pass(request);
  }

  #onAnswer(connection: Connection, answer: Buffer): void {
    if (!connection.counts) return connection.answer(answer);
    const moment = this.#plan?.moment;
    const left = typeof moment === 'number' ? moment - this.#answeredBytes : Infinity;
    const passed = answer.subarray(0, Math.max(0, left));
    this.#answeredBytes += passed.length;
    connection.answer(passed);
    if (left <= answer.length) this.#break(connection);
  }

  #break(connection: Connection): void {
    if (this.#plan === undefined) return;
    connection.break(this.#plan.how);
    if (this.#plan.once) this.#plan = undefined;
  }
}

interface Listeners {
  readonly onRequest: (request: Buffer) => void;
  readonly onAnswer: (answer: Buffer) => void;
  readonly onClose: () => void;
}

/** A client's connection and the one that was made for it. */
class Connection {
  broken = false;
  /** Whether the request that is being answered is one that counts. */
  counts = false;
  readonly #client: Socket;
  readonly #upstream: Socket;

  constructor(client: Socket, upstream: Socket, { onRequest, onAnswer, onClose }: Listeners) {
    this.#client = client;
    this.#upstream = upstream;
    for (const socket of [client, upstream]) socket.setNoDelay().on('error', () => this.destroy());
    client.on('data', (request) => this.broken || onRequest(request));
    upstream.on('data', (answer) => this.broken || onAnswer(answer));
    client.on('end', () => this.destroy()).on('close', onClose);
    upstream.on('end', () => this.broken || this.destroy());
  }

  pass(request: Buffer): void {
    this.#upstream.write(request);
  }

  answer(bytes: Buffer): void {
    if (bytes.length > 0) this.#client.write(bytes);
  }

  break(how: Break): void {
    if (this.broken) return;
    this.broken = true;
    if (how === 'half-close') this.#client.end();
    if (how === 'close') this.#client.destroySoon();
    if (how === 'reset') this.#client.resetAndDestroy();
    if (how !== 'stall') this.#upstream.destroy();
  }

  destroy(): void {
    this.#client.destroy();
    this.#upstream.destroy();
  }
}
