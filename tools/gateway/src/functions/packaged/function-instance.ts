// One process of one function, run by a runtime client: its start, its invocations one at a time, and its end.
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import type { FunctionModel } from '../../template/model.ts';
import { InvocationError } from '../function-host.ts';
import { forwardLines } from '../output-lines.ts';
import { withinLimit } from '../within-limit.ts';
import { InitError } from './error-report.ts';
import { functionEnvironment } from './function-environment.ts';
import { RuntimeApi } from './runtime-api.ts';

export interface InstanceOptions {
  /** The app's name, in front of each line that the process prints. */
  readonly app: string;
  readonly definition: FunctionModel;
  /** Where the package is unpacked. */
  readonly taskRoot: string;
  /** The module that is the runtime client. */
  readonly runtimeClient: string;
  readonly write: (line: string) => void;
}

/** A function that is up, and whatever a pool of them has to know. */
export interface FunctionInstance {
  /** Resolves when the process is gone, for whatever reason. */
  readonly exited: Promise<void>;
  /** The function's result as JSON. @throws InvocationError; past its time the process is ended */
  invoke(event: string, timeoutMs: number): Promise<string>;
  /** Resolves with true when it is ready for an invocation, and with false when it is gone. */
  isReady(): Promise<boolean>;
  kill(): void;
}

/** Lambda itself gives 10 s, on a processor of its own. */
const INIT_LIMIT_MS = 30_000;

/**
 * An instance that has loaded its handler. `signal` ends it whenever it is aborted, before it is up too.
 * @throws InitError when it does not come up
 */
export const startInstance = async (
  options: InstanceOptions,
  signal: AbortSignal,
): Promise<FunctionInstance> => {
  const api = await RuntimeApi.open();
  const child = spawnRuntime(options, api.address, signal);
  const exited = endOf(child).then((how) => api.close(lost(how)));
  const instance = toInstance(options.definition, api, child, exited);
  await withinLimit(api.asked(), INIT_LIMIT_MS, () => {
    throw notUp(`${options.definition.id} was not ready within ${INIT_LIMIT_MS} ms`);
  }).catch((error: unknown) => {
    instance.kill();
    throw error instanceof InvocationError ? notUp(`${options.definition.id}: ${error.message}`) : error;
  });
  return instance;
};

/** How the process ended, or why there was none. */
const endOf = (child: ChildProcess): Promise<string> =>
  new Promise((resolve) => {
    child.on('error', (error) => child.pid === undefined && resolve(error.message));
    child.once('exit', (code, signal) => resolve(code === null ? `${signal}` : `exit status ${code}`));
  });

const toInstance = (
  { id, arn }: FunctionModel,
  api: RuntimeApi,
  child: ChildProcess,
  exited: Promise<void>,
): FunctionInstance => {
  const kill = (): void => void child.kill('SIGKILL');
  return {
    exited,
    kill,
    isReady: () =>
      api.asked().then(
        () => true,
        () => false,
      ),
    invoke: (event, timeoutMs) => {
      const deadlineMs = Date.now() + timeoutMs;
      const invocation = { requestId: randomUUID(), functionArn: arn, deadlineMs, event };
      return withinLimit(api.invoke(invocation), timeoutMs, () => {
        kill();
        throw new InvocationError('timed_out', `${id} ran past its ${timeoutMs} ms`);
      });
    },
  };
};

/**
 * The child is in a process group of its own, because a terminal signals the whole group, and calls may end first. The
 * kernel ends it when the gateway dies, even while a handler keeps the thread; nothing of ours runs inside it.
 */
const spawnRuntime = (
  { app, definition, taskRoot, runtimeClient, write }: InstanceOptions,
  runtimeApi: string,
  signal: AbortSignal,
): ChildProcess => {
  const [command = '', ...args] = [...DIES_WITH_PARENT, process.execPath, runtimeClient];
  const child = spawn(command, args, {
    cwd: taskRoot,
    env: functionEnvironment(definition, { taskRoot, runtimeApi, instanceId: randomUUID() }),
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
    signal,
    killSignal: 'SIGKILL',
  });
  forwardLines(child.stdout, app, write);
  forwardLines(child.stderr, app, write);
  return child;
};

const DIES_WITH_PARENT = process.platform === 'linux' ? ['setpriv', '--pdeathsig', 'KILL', '--'] : [];

const lost = (how: string): InvocationError =>
  new InvocationError('lost', `the process of the function ended: ${how}`);

const notUp = (errorMessage: string): InitError =>
  new InitError({ errorType: 'Runtime.ExitError', errorMessage, trace: [] });
