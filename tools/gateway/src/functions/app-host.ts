// Runs an app from its sources: functions of Metadata.Source together in one process, each other one as Lambda runs it, alone.
import { gatherStartErrors } from '../start-error.ts';
import type { AppModel, FunctionModel } from '../template/model.ts';
import { InvocationError } from './function-host.ts';
import type { FunctionHost, PreparedApp } from './function-host.ts';
import { lambdaVariables } from './lambda-variables.ts';
import { ProcessHost } from './process-host.ts';
import type { ProcessHostOptions } from './process-host.ts';

/** A host of all functions of an app. `prepare` and `adopt` come first. */
export class AppHost implements FunctionHost {
  readonly #options: ProcessHostOptions;
  /** By the process that a function is in. */
  readonly #hosts = new Map<string, ProcessHost>();
  #processes: ReadonlyMap<string, string> = new Map();

  constructor(options: ProcessHostOptions) {
    this.#options = options;
  }

  async invoke(functionId: string, event: unknown, timeoutMs: number): Promise<unknown> {
    const host = this.#hosts.get(this.#processes.get(functionId) ?? '');
    if (host === undefined)
      throw new InvocationError('lost', `${this.#options.app} runs no function ${functionId}`);
    return host.invoke(functionId, event, timeoutMs);
  }

  async prepare(app: AppModel): Promise<PreparedApp> {
    const groups = [...Map.groupBy(app.functions, (one) => processOf(one, this.#options.app))];
    const settled = await Promise.allSettled(
      groups.map(([process, functions]) =>
        this.#hostOf(process).prepare({ ...app, functions: functions.map(alone) }),
      ),
    );
    const prepared = settled.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
    const reasons = settled.flatMap((one) => (one.status === 'rejected' ? [one.reason as unknown] : []));
    if (reasons.length > 0) {
      for (const one of prepared) one.discard();
      throw gatherStartErrors(reasons);
    }
    return {
      adopt: () => {
        for (const one of prepared) one.adopt();
        this.#processes = new Map(
          groups.flatMap(([process, all]) => all.map(({ id }) => [id, process] as const)),
        );
        this.#endAllBut(groups.map(([process]) => process));
      },
      discard: () => prepared.forEach((one) => one.discard()),
    };
  }

  async stop(graceMs: number): Promise<void> {
    await Promise.all([...this.#hosts.values()].map((host) => host.stop(graceMs)));
  }

  #hostOf(process: string): ProcessHost {
    const host = this.#hosts.get(process) ?? new ProcessHost({ ...this.#options, app: process });
    this.#hosts.set(process, host);
    return host;
  }

  #endAllBut(processes: readonly string[]): void {
    for (const [process, host] of this.#hosts) {
      if (processes.includes(process)) continue;
      this.#hosts.delete(process);
      void host.stop(0);
    }
  }
}

/** The name of the process that a function runs in, which stands before each line that it prints. */
const processOf = ({ id, taskRoot }: FunctionModel, app: string): string =>
  taskRoot === null ? app : `${app}/${id}`;

const alone = (model: FunctionModel): FunctionModel => {
  const { taskRoot, environment } = model;
  if (taskRoot === null) return model;
  return {
    ...model,
    environment: { ...environment, ...lambdaVariables(model, { taskRoot, instanceId: model.id }) },
  };
};
