// One app from its zip: unpacked into a folder of its own, a pool of instances for each function, and the end of both.
import { rm } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import type { AppModel } from '../../template/model.ts';
import { toStartError } from './error-report.ts';
import { startInstance } from './function-instance.ts';
import { InstancePool } from './instance-pool.ts';
import { unpack } from './unpack.ts';

export interface PackagedAppOptions {
  /** The app's zip. */
  readonly zip: string;
  /** The module that is the runtime client. */
  readonly runtimeClient: string;
  readonly write: (line: string) => void;
}

/** Two at least, so that calls of one function do meet. */
const MOST_INSTANCES = Math.max(2, availableParallelism());

export class PackagedApp {
  readonly #taskRoot: string;
  readonly #pools: ReadonlyMap<string, InstancePool>;

  /**
   * Unpacks the app and starts its first function, whose configuration is the whole app's; the others start with their
   * first call, as on Lambda.
   * @throws StartError
   */
  static async start(app: AppModel, options: PackagedAppOptions): Promise<PackagedApp> {
    const packaged = new PackagedApp(app, await unpack(options.zip), options);
    const [first] = packaged.#pools.values();
    await first?.warmUp().catch(async (error: unknown) => {
      await packaged.end(0);
      throw toStartError(app.name, error);
    });
    return packaged;
  }

  private constructor(app: AppModel, taskRoot: string, options: PackagedAppOptions) {
    this.#taskRoot = taskRoot;
    this.#pools = new Map(
      app.functions.map((definition) => {
        const instance = { app: app.name, definition, taskRoot, ...options };
        const start = (signal: AbortSignal) => startInstance(instance, signal);
        return [definition.id, new InstancePool({ start, mostInstances: MOST_INSTANCES })];
      }),
    );
  }

  pool(functionId: string): InstancePool | undefined {
    return this.#pools.get(functionId);
  }

  /** Lets the calls in flight end for up to `graceMs`; then no process and no file is left. */
  async end(graceMs: number): Promise<void> {
    const ended = Promise.all([...this.#pools.values()].map((pool) => pool.retire()));
    await Promise.race([ended, sleep(graceMs, undefined, { ref: false })]);
    for (const pool of this.#pools.values()) pool.kill();
    await ended;
    await rm(this.#taskRoot, { recursive: true, force: true });
  }
}
