// Starts and drives a worker process: one line out is one task, one line in is its answer.
import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { WorkerTask } from './worker-task.ts';

const WORKER = fileURLToPath(new URL('./worker.ts', import.meta.url));

export interface WorkerProcess {
  /** The worker's answer to `task`. */
  readonly perform: (task: WorkerTask) => Promise<unknown>;
  /** The worker's next line, for tasks that answer more than once; null when it has ended. */
  readonly nextAnswer: () => Promise<unknown>;
  readonly signal: (signal: 'SIGSTOP' | 'SIGCONT') => void;
  /** Ends the worker, by default so that it closes its database. */
  readonly end: (signal?: 'SIGKILL') => Promise<void>;
}

/** A process of its own on the database behind `url`, ready for tasks. */
export const startWorker = async (url: string): Promise<WorkerProcess> => {
  const child = spawn(process.execPath, [WORKER, url], { stdio: ['pipe', 'pipe', 'inherit'] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const nextAnswer = async (): Promise<unknown> => {
    const { done, value } = await lines.next();
    return done ? null : JSON.parse(value);
  };
  await nextAnswer();
  return {
    nextAnswer,
    perform: (task) => {
      child.stdin.write(`${JSON.stringify(task)}\n`);
      return nextAnswer();
    },
    signal: (signal) => void child.kill(signal),
    end: (signal) => end(child, signal),
  };
};

const end = async (child: ChildProcess, signal?: 'SIGKILL'): Promise<void> => {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = once(child, 'exit');
  if (signal) child.kill(signal);
  else child.stdin?.end();
  await exited;
};
