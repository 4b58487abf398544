// What every command of the gateway does: starts it, says why it did not start, and stops it on a signal.
import type { Gateway } from './gateway.ts';
import { StartError } from './start-error.ts';

/** Runs until a signal ends it. A start that fails prints its lines, and ends the process with 1. */
export const runCommand = async (
  startWith: (write: (line: string) => void) => Promise<Gateway>,
): Promise<void> => {
  try {
    assertNode(process.versions.node);
    const gateway = await startWith((line) => void process.stdout.write(`${line}\n`));
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
};

const OLDEST = [22, 18] as const;

const assertNode = (version: string): void => {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major < OLDEST[0] || (major === OLDEST[0] && minor < OLDEST[1]))
    throw new StartError([`Node.js ${OLDEST.join('.')} or newer is needed, and this is ${version}`]);
};

/** npm passes a signal to the shell it starts us by; that shell ends and tells us nothing. */
const onceOrphaned = (act: () => void): void => {
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    act();
  }, 250).unref();
};
