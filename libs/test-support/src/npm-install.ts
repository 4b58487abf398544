// Packages for a test, by an npm that may hang.
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** Far longer than an install takes on a busy machine. */
const LIMIT_MS = 150_000;

const QUIETLY = ['--ignore-scripts', '--no-audit', '--no-fund'];

/**
 * `npm install` with these arguments in `folder`, without the scripts of packages. npm now and then waits for ever for a
 * tarball on a busy machine, and a child that is left keeps jest from its end: after 150 seconds it is killed and begins
 * once more.
 * @throws Error with what npm says
 */
export const npmInstall = async (folder: string, args: readonly string[]): Promise<void> => {
  const install = () =>
    promisify(execFile)('npm', ['install', ...QUIETLY, ...args], {
      ...{ cwd: folder, timeout: LIMIT_MS, killSignal: 'SIGKILL', maxBuffer: 1e8 },
    });
  try {
    await install();
  } catch (error) {
    if ((error as { killed?: boolean }).killed !== true) throw error;
    await install();
  }
};
