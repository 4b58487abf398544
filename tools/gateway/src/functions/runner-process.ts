// One process of an app from fork to end: its boot, its calls in flight, and its retirement.
import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { toBootError } from './boot-error.ts';
import { InvocationError } from './function-host.ts';
import type { InvocationErrorKind } from './function-host.ts';
import type { BootMessage, FromRunner, InvokeMessage, ToRunner } from './messages.ts';
import { forwardLines } from './output-lines.ts';
import { processEnvironment } from './process-environment.ts';

export interface RunnerOptions {
  /** The app's name, in front of each line that its process prints. */
  readonly app: string;
  readonly write: (line: string) => void;
  /** Where compiled code is kept between starts; undefined for nowhere. */
  readonly compileCache: string | undefined;
  /** How far the clock of the process is ahead; undefined for a clock that nobody moves. */
  readonly aheadMs?: (() => number) | undefined;
}

interface PendingCall {
  readonly resolve: (payload: string) => void;
  readonly reject: (error: InvocationError) => void;
  readonly timer: NodeJS.Timeout;
}

const BOOT_LIMIT_MS = 30_000;
const RUNNER_FILE = fileURLToPath(new URL('./runner.ts', import.meta.url));

/** A running process. It takes calls once `boot` has resolved, and no new ones when it is retired. */
export class RunnerProcess {
  /** Resolves when the process is gone, for whatever reason. */
  readonly exited: Promise<void>;
  readonly #app: string;
  readonly #process: ChildProcess;
  readonly #pending = new Map<number, PendingCall>();
  readonly #aheadMs: RunnerOptions['aheadMs'];
  #lastId = 0;
  #retired = false;

  constructor({ app, write, compileCache, aheadMs }: RunnerOptions) {
    this.#app = app;
    this.#aheadMs = aheadMs;
    this.#process = fork(RUNNER_FILE, {
      env: processEnvironment(compileCache),
      // A dependency of the schema compiler still takes Node's own punycode, and Node 22 warns of types that it strips.
      execArgv: [
        '--disable-warning=DEP0040',
        '--disable-warning=ExperimentalWarning',
        '--disable-warning=MODULE_TYPELESS_PACKAGE_JSON',
      ],
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    forwardLines(this.#process.stdout, app, write);
    forwardLines(this.#process.stderr, app, write);
    this.exited = new Promise((resolve) => {
      this.#process.on('error', () => this.#process.pid ?? resolve());
      this.#process.once('exit', () => resolve());
    });
    this.#process.on('message', (message: FromRunner) => this.#settle(message));
    void this.exited.then(() => this.#lose());
  }

  /** Gives the process its environment and has it load its handlers. @throws StartError when they cannot be */
  async boot(load: Omit<BootMessage, 'type'>): Promise<void> {
    const outcome = await new Promise<FromRunner | 'ended' | 'late'>((resolve) => {
      this.#process.once('message', resolve);
      void this.exited.then(() => resolve('ended'));
      setTimeout(() => resolve('late'), BOOT_LIMIT_MS).unref();
      this.#send({ type: 'boot', ...load });
    });
    if (typeof outcome === 'object' && outcome.type === 'ready') return;
    this.kill();
    throw toBootError(this.#app, outcome);
  }

  /** The function's result as JSON. @throws InvocationError */
  invoke(functionId: string, event: string, timeoutMs: number): Promise<string> {
    const id = ++this.#lastId;
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.#fail(id, 'timed_out', `${functionId} ran past its ${timeoutMs} ms`);
      }, timeoutMs);
      this.#pending.set(id, { resolve, reject, timer });
      this.#send({ type: 'invoke', id, functionId, requestId: randomUUID(), event, timeoutMs });
    });
  }

  /** Ends the process as soon as its calls have ended; at once when there are none. */
  retire(): void {
    this.#retired = true;
    if (this.#pending.size === 0) this.kill();
  }

  kill(): void {
    this.#process.kill('SIGKILL');
  }

  // A process that has just died cannot be written to; its end, not the failed write, is what the calls are told.
  #send(message: ToRunner): void {
    const time = this.#aheadMs && { aheadMs: this.#aheadMs() };
    this.#process.send({ ...message, ...time }, () => undefined);
  }

  #settle(message: FromRunner): void {
    if (message.type === 'result') this.#take(message.id)?.resolve(message.payload);
    if (message.type === 'thrown') this.#fail(message.id, 'thrown', message.message);
  }

  #lose(): void {
    for (const id of [...this.#pending.keys()]) this.#fail(id, 'lost', 'the process ended during the call');
  }

  #fail(id: number, kind: InvocationErrorKind, message: string): void {
    this.#take(id)?.reject(new InvocationError(kind, message));
  }

  #take(id: InvokeMessage['id']): PendingCall | undefined {
    const call = this.#pending.get(id);
    this.#pending.delete(id);
    clearTimeout(call?.timer);
    if (this.#retired && this.#pending.size === 0) this.kill();
    return call;
  }
}
