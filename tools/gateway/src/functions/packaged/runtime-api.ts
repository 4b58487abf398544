// The Runtime API of one function instance: what Lambda serves inside each sandbox, and a runtime client asks for work.
// An instance has a server of its own, as a sandbox has; the client takes a host and a port, and no path to tell them by.
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { listen } from '../../http/listen.ts';
import { InvocationError } from '../function-host.ts';
import { InitError, parseErrorReport } from './error-report.ts';

export interface Invocation {
  /** A UUID, as Lambda's is. */
  readonly requestId: string;
  readonly functionArn: string;
  /** Milliseconds since 1970 at which the function's time is up. */
  readonly deadlineMs: number;
  /** JSON */
  readonly event: string;
}

const PREFIX = '/2018-06-01/runtime';

/** Serves one runtime, which takes one invocation at a time. */
export class RuntimeApi {
  /** What `AWS_LAMBDA_RUNTIME_API` names: host and port. */
  readonly address: string;
  readonly #server: Server;
  #next = handledResolvers<ServerResponse>();
  #running: { readonly requestId: string; readonly result: PromiseWithResolvers<string> } | undefined;
  #closed: Error | undefined;

  static async open(): Promise<RuntimeApi> {
    const server = createServer();
    return new RuntimeApi(server, await listen(server, '127.0.0.1', 0));
  }

  private constructor(server: Server, port: number) {
    this.address = `127.0.0.1:${port}`;
    this.#server = server;
    // A function may take its time between two requests of its client.
    server.keepAliveTimeout = 0;
    server.on('request', (request, response) => void this.#answer(request, response));
  }

  /**
   * Resolves when the runtime asks for an invocation, at once if it is asking already.
   * @throws InitError when the runtime said that it cannot start; what `close` was given
   */
  async asked(): Promise<void> {
    await this.#next.promise;
  }

  /** The function's result as JSON. @throws InvocationError `thrown`; what `close` was given */
  async invoke({ requestId, functionArn, deadlineMs, event }: Invocation): Promise<string> {
    const response = await this.#next.promise;
    if (this.#closed !== undefined) throw this.#closed;
    this.#next = handledResolvers();
    const result = handledResolvers<string>();
    this.#running = { requestId, result };
    response
      .writeHead(200, {
        'content-type': 'application/json',
        'lambda-runtime-aws-request-id': requestId,
        'lambda-runtime-deadline-ms': deadlineMs,
        'lambda-runtime-invoked-function-arn': functionArn,
      })
      .end(event);
    return result.promise;
  }

  /** Ends the server; whoever waits for the runtime is told `reason`. */
  close(reason: Error): void {
    this.#closed ??= reason;
    this.#next.reject(reason);
    this.#running?.result.reject(reason);
    this.#server.close();
    this.#server.closeAllConnections();
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = '', url = '' } = request;
    if (`${method} ${url}` === `GET ${PREFIX}/invocation/next`) return this.#next.resolve(response);
    const body = await text(request).catch(() => null);
    if (body === null) return;
    const status = this.#accept(`${method} ${url}`, body);
    response.writeHead(status, { 'content-type': 'application/json' }).end('{}');
  }

  #accept(request: string, body: string): number {
    if (request === `POST ${PREFIX}/init/error`) {
      this.#next.reject(new InitError(parseErrorReport(body)));
      return 202;
    }
    const [, requestId = '', outcome] = INVOCATION_OUTCOME.exec(request) ?? [];
    if (outcome === undefined) return 404;
    if (this.#running === undefined || this.#running.requestId !== requestId) return 400;
    const { result } = this.#running;
    this.#running = undefined;
    if (outcome === 'response') result.resolve(body);
    else result.reject(new InvocationError('thrown', parseErrorReport(body).errorMessage));
    return 202;
  }
}

const INVOCATION_OUTCOME = new RegExp(`^POST ${PREFIX}/invocation/([^/]+)/(response|error)$`);

/** Nobody need be waiting when it is rejected. */
function handledResolvers<T>(): PromiseWithResolvers<T> {
  const resolvers = Promise.withResolvers<T>();
  resolvers.promise.catch(() => undefined);
  return resolvers;
}
