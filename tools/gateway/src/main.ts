// The entry of `npm start`: starts, and stops on a signal.
import { resolve } from 'node:path';
import { StartError } from './start-error.ts';
import { start } from './start.ts';

/** npm passes a signal to the shell it starts us by; that shell ends and tells us nothing. */
const onceOrphaned = (act: () => void): void => {
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    act();
  }, 250).unref();
};

try {
  const gateway = await start({
    args: process.argv.slice(2),
    env: process.env,
    compileCache: process.env['NODE_COMPILE_CACHE'],
    workspace: resolve(import.meta.dirname, '../../..'),
    write: (line) => void process.stdout.write(`${line}\n`),
  });
  process.stdout.on('error', () => process.exit());
  const stop = (): void => void gateway.stop().then(() => process.exit());
  // A second signal finds no listener and ends the process at once.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, stop);
  if (process.env['npm_lifecycle_event'] !== undefined) onceOrphaned(stop);
} catch (error) {
  if (!(error instanceof StartError)) throw error;
  process.stderr.write(`${error.lines.join('\n')}\n`);
  process.exit(1);
}
