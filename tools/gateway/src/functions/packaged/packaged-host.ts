// Runs an app from its zip, as Lambda would: a process for each instance of a function, run by a runtime client that asks
// a Runtime API for one event at a time. What works here has brought all that it needs.
import type { AppModel } from '../../template/model.ts';
import { InvocationError } from '../function-host.ts';
import type { FunctionHost, PreparedApp } from '../function-host.ts';
import { toPayload, toResult } from '../payload.ts';
import { PackagedApp } from './packaged-app.ts';
import type { PackagedAppOptions } from './packaged-app.ts';

/** The longest that Lambda lets a function take. */
const LONGEST_CALL_MS = 900_000;

/** A host that runs an app's zip. `prepare` and `adopt` come first. */
export class PackagedHost implements FunctionHost {
  readonly #options: PackagedAppOptions;
  readonly #all = new Set<PackagedApp>();
  #serving: PackagedApp | undefined;

  constructor(options: PackagedAppOptions) {
    this.#options = options;
  }

  async invoke(functionId: string, event: unknown, timeoutMs: number): Promise<unknown> {
    const payload = toPayload(functionId, event);
    const pool = this.#serving?.pool(functionId);
    if (pool === undefined) throw new InvocationError('lost', `${functionId} was never started`);
    return toResult(await pool.invoke(payload, timeoutMs));
  }

  async prepare(app: AppModel): Promise<PreparedApp> {
    const packaged = await PackagedApp.start(app, this.#options);
    this.#all.add(packaged);
    return {
      adopt: () => {
        const before = this.#serving;
        this.#serving = packaged;
        if (before !== undefined) void this.#end(before, LONGEST_CALL_MS);
      },
      discard: () => void this.#end(packaged, 0),
    };
  }

  async stop(graceMs: number): Promise<void> {
    await Promise.all([...this.#all].map((app) => this.#end(app, graceMs)));
  }

  async #end(app: PackagedApp, graceMs: number): Promise<void> {
    await app.end(graceMs);
    this.#all.delete(app);
  }
}
