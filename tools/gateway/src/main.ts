// The entry of `npm start`: turns on the compile cache before anything is loaded, then starts, and stops on a signal.
import { mkdirSync } from 'node:fs';
import { enableCompileCache } from 'node:module';
import { join, resolve } from 'node:path';

const home = resolve(process.env['GATEHOUSE_HOME'] || '.gatehouse');
const compileCache = join(home, 'cache');
try {
  mkdirSync(home, { recursive: true, mode: 0o700 });
  enableCompileCache(compileCache);
} catch {
  // The start itself says what is wrong with the folder.
}

const { start } = await import('./start.ts');
const { StartError } = await import('./start-error.ts');

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
    compileCache,
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
