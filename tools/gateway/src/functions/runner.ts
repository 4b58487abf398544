// The process of one app: imports its handlers, then answers calls over IPC until the gateway goes away.
import { flushCompileCache } from 'node:module';
import { Worker } from 'node:worker_threads';
import { FLUSH_AFTER_MS } from '../compile-cache.ts';
import { readImportsAsBundlers } from './bundler-imports.ts';
import { loadHandlers } from './load-handlers.ts';
import type { LoadedFunction } from './load-handlers.ts';
import { toLambdaContext } from './lambda-context.ts';
import { moveDate } from './moved-date.ts';
import type { BootFailure, BootMessage, FromRunner, InvokeMessage, ToRunner } from './messages.ts';

let functions: ReadonlyMap<string, LoadedFunction> = new Map();

const send = (message: FromRunner): void => {
  if (process.connected) process.send?.(message);
};

const boot = async (message: BootMessage): Promise<void> => {
  try {
    Object.assign(process.env, message.environment);
    if (message.folder !== null) process.chdir(message.folder);
    if (message.folder !== null) readImportsAsBundlers();
    functions = await loadHandlers(message.functions);
    send({ type: 'ready' });
    setTimeout(flushCompileCache, FLUSH_AFTER_MS);
    watchParent();
  } catch (error) {
    send(toFailure(error));
  }
};

const invoke = async (message: InvokeMessage): Promise<void> => {
  const { id, functionId, event } = message;
  try {
    const { definition, handler } = functions.get(functionId) ?? missing(functionId);
    const result = await handler(JSON.parse(event), toLambdaContext(definition, message));
    send({ type: 'result', id, payload: JSON.stringify(result ?? null) });
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    // Lambda logs what a function throws; an authorizer that says 401 is no fault to look at.
    if (message !== 'Unauthorized') console.error(error);
    send({ type: 'thrown', id, message });
  }
};

const missing = (functionId: string): never => {
  throw new Error(`this app has no function ${functionId}`);
};

const toFailure = (error: unknown): BootFailure => {
  const problems = error instanceof Error && error.name === 'ConfigurationError' && 'problems' in error;
  return {
    type: 'failed',
    stack: error instanceof Error ? (error.stack ?? error.message) : String(error),
    problems: problems ? (error.problems as BootFailure['problems']) : [],
  };
};

// A handler that never gives up the thread would never see the gateway go, so another thread looks for it.
const watchParent = (): void => {
  const watchdog = new Worker(new URL('./watchdog.ts', import.meta.url), {
    workerData: process.ppid,
    env: {},
  });
  watchdog.unref();
};

process.on('message', (message: ToRunner) => {
  if (message.aheadMs !== undefined) moveDate(message.aheadMs);
  void (message.type === 'boot' ? boot(message) : invoke(message));
});
process.on('disconnect', () => process.exit());
// The terminal signals the whole group; this process ends when the gateway lets it go, after its calls.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => undefined);
