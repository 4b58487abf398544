// The entry of `npm start`: turns on the compile cache before anything is loaded, then starts, and stops on a signal.
import { enableCompileCache } from 'node:module';
import { COMPILE_CACHE, WORKSPACE } from './compile-cache.ts';

enableCompileCache(COMPILE_CACHE);

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
    compileCache: COMPILE_CACHE,
    workspace: WORKSPACE,
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
