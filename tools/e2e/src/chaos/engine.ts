// An engine that may be killed and frozen, by the scripts `start PORT` and `stop PORT [SIGNAL]` of the folder that a variable names.
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

export interface EngineAddress {
  /** The folder with the scripts. */
  readonly folder: string;
  readonly port: string;
}

export interface Engine {
  /** Starts it unless it runs; its URL. */
  start(): Promise<string>;
  stop(): Promise<void>;
  signal(name: 'KILL' | 'STOP' | 'CONT'): Promise<void>;
}

export const engineAt = ({ folder, port }: EngineAddress): Engine => {
  const control = async (script: 'start' | 'stop', ...words: string[]): Promise<string> =>
    (await promisify(execFile)(join(folder, script), [port, ...words])).stdout.trim();
  return {
    start: () => control('start'),
    stop: async () => void (await control('stop')),
    signal: async (name) => void (await control('stop', name)),
  };
};

/** Of MONGODB_TEST_CONTROL, on the port behind that of the other tests, which may run at the same time; null where it is not set. */
export const engineOfEnvironment = (env: NodeJS.ProcessEnv): EngineAddress | null => {
  const { MONGODB_TEST_CONTROL: folder, MONGODB_TEST_CONTROL_PORT: port = '27117' } = env;
  return folder === undefined ? null : { folder, port: String(Number(port) + 1) };
};
