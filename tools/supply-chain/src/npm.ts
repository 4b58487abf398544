// npm as a process, and what it answers.
import { spawnSync } from 'node:child_process';

export interface Answer {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs npm with these arguments in a folder, an absolute path. */
export type Npm = (folder: string, ...args: readonly string[]) => Answer;

/** The npm on the PATH of `env`. */
export const createNpm =
  (env: NodeJS.ProcessEnv): Npm =>
  (cwd, ...args) => {
    const { status, stdout, stderr, error } = spawnSync('npm', args, {
      cwd,
      env,
      encoding: 'utf8',
      maxBuffer: MOST_BYTES,
    });
    return error === undefined
      ? { status, stdout, stderr }
      : { status: null, stdout: '', stderr: error.message };
  };

const MOST_BYTES = 64 * 1024 * 1024;
