// Keeps one process of an app in service: replaces it when a call runs past its time or it dies, and on request.
import { setTimeout as sleep } from 'node:timers/promises';
import { StartError } from '../start-error.ts';
import type { AppModel } from '../template/model.ts';
import { InvocationError } from './function-host.ts';
import type { FunctionHost, PreparedApp } from './function-host.ts';
import type { BootMessage } from './messages.ts';
import { toPayload, toResult } from './payload.ts';
import { RunnerProcess } from './runner-process.ts';
import { sharedEnvironment } from './shared-environment.ts';

export interface ProcessHostOptions {
  /** The app's name, or the app's and the function's. */
  readonly app: string;
  readonly write: (line: string) => void;
  readonly compileCache: string | undefined;
  readonly aheadMs?: (() => number) | undefined;
}

const SHORTEST_DELAY_MS = 100;
const LONGEST_DELAY_MS = 5000;
/** A process that lived this long after its start has proved that it can. */
const HEALTHY_AFTER_MS = 5000;

/** A host that runs functions from their sources in one process. `prepare` and `adopt` come first. */
export class ProcessHost implements FunctionHost {
  readonly #options: ProcessHostOptions;
  readonly #all = new Set<RunnerProcess>();
  #load: Omit<BootMessage, 'type'> | undefined;
  /** What serves, or will; it rejects when an attempt to bring a process up failed. */
  #current: Promise<RunnerProcess> = Promise.reject(new InvocationError('lost', 'the app was never started'));
  /** Started before anybody knows what it will run, while the templates are read. */
  #spare: RunnerProcess | undefined;
  #delayMs = 0;
  #stopped = false;

  constructor(options: ProcessHostOptions) {
    this.#options = options;
    this.#current.catch(() => undefined);
    this.#spare = this.#fork();
  }

  async invoke(functionId: string, event: unknown, timeoutMs: number): Promise<unknown> {
    const payload = toPayload(functionId, event);
    const { runner, serving } = await this.#whatServes();
    try {
      return toResult(await runner.invoke(functionId, payload, timeoutMs));
    } catch (error) {
      if (error instanceof InvocationError && error.kind === 'timed_out') this.#replace(runner, serving);
      throw error;
    }
  }

  async prepare(app: AppModel): Promise<PreparedApp> {
    const { functions } = app;
    const load = { functions, environment: sharedEnvironment(app), folder: functions[0]?.taskRoot ?? null };
    const runner = this.#spare ?? this.#fork();
    this.#spare = undefined;
    await runner.boot(load);
    return {
      adopt: () => {
        const before = this.#current;
        this.#load = load;
        this.#delayMs = 0;
        this.#serve(Promise.resolve(runner));
        before.then(
          (one) => one.retire(),
          () => undefined,
        );
      },
      discard: () => runner.kill(),
    };
  }

  async stop(graceMs: number): Promise<void> {
    this.#stopped = true;
    for (const runner of this.#all) runner.retire();
    const gone = Promise.all([...this.#all].map(({ exited }) => exited));
    await Promise.race([gone, sleep(graceMs, undefined, { ref: false })]);
    for (const runner of this.#all) runner.kill();
    await gone;
  }

  // A process that was replaced while we waited for it may be gone already, so its successor is waited for.
  async #whatServes(): Promise<{ runner: RunnerProcess; serving: Promise<RunnerProcess> }> {
    for (;;) {
      const serving = this.#current;
      const runner = await serving.catch(() => {
        throw new InvocationError('lost', 'the app is not running');
      });
      if (serving === this.#current) return { runner, serving };
    }
  }

  #fork(): RunnerProcess {
    if (this.#stopped) throw new StartError([`${this.#options.app}: was stopped`]);
    const runner = new RunnerProcess(this.#options);
    this.#all.add(runner);
    void runner.exited.then(() => this.#all.delete(runner));
    return runner;
  }

  /** Makes a process the one that serves, and watches over it. */
  #serve(serving: Promise<RunnerProcess>): void {
    this.#current = serving;
    serving.then(
      (runner) => this.#watchOver(runner, serving),
      () => this.#restart(serving),
    );
  }

  async #watchOver(runner: RunnerProcess, serving: Promise<RunnerProcess>): Promise<void> {
    const startedAt = performance.now();
    await runner.exited;
    if (this.#current !== serving || this.#stopped) return;
    if (performance.now() - startedAt > HEALTHY_AFTER_MS) this.#delayMs = 0;
    this.#options.write(`${this.#options.app}: its process ended and is started again`);
    this.#restart(serving);
  }

  #replace(runner: RunnerProcess, serving: Promise<RunnerProcess>): void {
    if (this.#current === serving && !this.#stopped) this.#serve(this.#bringUp(0));
    runner.retire();
  }

  /** Each attempt in a row waits twice as long, so that an app that cannot live does not keep the machine busy. */
  #restart(serving: Promise<RunnerProcess>): void {
    if (this.#current !== serving || this.#stopped) return;
    const delayMs = this.#delayMs;
    this.#delayMs = Math.min(LONGEST_DELAY_MS, Math.max(SHORTEST_DELAY_MS, delayMs * 2));
    this.#serve(this.#bringUp(delayMs));
  }

  async #bringUp(delayMs: number): Promise<RunnerProcess> {
    await sleep(delayMs, undefined, { ref: false });
    if (this.#load === undefined) throw new InvocationError('lost', 'the app was never started');
    const runner = this.#fork();
    await runner.boot(this.#load).catch((error: unknown) => {
      if (error instanceof StartError) for (const line of error.lines) this.#options.write(line);
      throw error;
    });
    return runner;
  }
}
