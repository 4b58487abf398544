// An engine that speaks DynamoDB, in a process of its own. It has a lock of its own in tools/dynalite, and may not be installed.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const FOLDER = new URL('../../../tools/dynalite/', import.meta.url);

/** Why tests on DynamoDB are left out here; null where they are not. */
export const whyNoDynalite = (): string | null =>
  existsSync(new URL('node_modules/dynalite', FOLDER))
    ? null
    : 'dynalite is not installed; "npm run dynalite" does it';

export interface Dynalite {
  /** Where it listens, such as `http://127.0.0.1:4567`. */
  readonly endpoint: string;
  readonly stop: () => Promise<void>;
}

/** Starts an empty one. It ends with this process at the latest, and is no reason for it to go on. */
export const startDynalite = async (): Promise<Dynalite> => {
  const script = fileURLToPath(new URL('serve.mjs', FOLDER));
  const engine = spawn(process.execPath, [script], { stdio: ['pipe', 'pipe', 'inherit'] });
  const [endpoint] = (await Promise.race([
    once(createInterface({ input: engine.stdout }), 'line'),
    once(engine, 'exit').then(() => Promise.reject(new Error('dynalite did not start'))),
  ])) as [string];
  engine.unref();
  const stop = async (): Promise<void> => {
    const ended = once(engine, 'exit');
    engine.stdin.end();
    await ended;
  };
  return { endpoint, stop };
};
