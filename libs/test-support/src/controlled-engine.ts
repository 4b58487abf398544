// An engine of MongoDB that tests start late, freeze and kill, by the scripts `start PORT` and `stop PORT [SIGNAL]` of a folder.
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { isListening } from './is-listening.ts';
import { waitUntil } from './wait-until.ts';

export interface EngineAddress {
  /** The folder with the scripts. */
  readonly folder: string;
  readonly port: string;
}

export interface ControlledEngine {
  /** Starts it unless it runs; its URL. */
  start(): Promise<string>;
  /** Ends it properly. It is gone when this is done, as after `kill`: a start would find one that is on its way out still there. */
  stop(): Promise<void>;
  kill(): Promise<void>;
  /** Ends it properly, and starts it on what it has kept. */
  restart(): Promise<void>;
  freeze(): Promise<void>;
  unfreeze(): Promise<void>;
}

/** Of MONGODB_TEST_CONTROL and MONGODB_TEST_CONTROL_PORT (27117), `behind` ports further on; null where no folder is named. */
export const engineOfEnvironment = (behind = 0, env = process.env): EngineAddress | null => {
  const { MONGODB_TEST_CONTROL: folder, MONGODB_TEST_CONTROL_PORT: port = '27117' } = env;
  return folder === undefined ? null : { folder, port: String(Number(port) + behind) };
};

export const engineAt = ({ folder, port }: EngineAddress): ControlledEngine => {
  const control = async (script: 'start' | 'stop', ...words: string[]): Promise<string> =>
    (await promisify(execFile)(join(folder, script), [port, ...words])).stdout.trim();
  const end = async (...signal: string[]): Promise<void> => {
    await control('stop', ...signal);
    await waitUntil(`nobody listens at port ${port}`, async () => !(await isListening(Number(port))));
  };
  return {
    start: () => control('start'),
    stop: () => end(),
    kill: () => end('KILL'),
    async restart() {
      await end();
      // Its files may be held for a moment after its port.
      await waitUntil('the engine starts again', () => control('start'));
    },
    freeze: async () => void (await control('stop', 'STOP')),
    unfreeze: async () => void (await control('stop', 'CONT')),
  };
};
