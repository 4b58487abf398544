// Temporary apps, processes and conditions to wait for; what the tests of files and processes share.
import { cp, mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** The apps that the end-to-end tests run. */
export const FIXTURES = join(import.meta.dirname, '../../fixtures');

/** A folder that is gone when its scope ends. */
export const temporaryFolder = async () => {
  const path = await mkdtemp(join(tmpdir(), 'gatehouse-gateway-'));
  return {
    path,
    async write(file: string, text: string): Promise<string> {
      const target = join(path, file);
      await mkdir(dirname(target), { recursive: true });
      await writeFile(target, text);
      return target;
    },
    /** The fixture apps, as modules of their own package. */
    async copyFixtures(under = ''): Promise<void> {
      await cp(FIXTURES, join(path, under), { recursive: true });
      await writeFile(join(path, 'package.json'), '{"type":"module"}');
    },
    async [Symbol.asyncDispose](): Promise<void> {
      await rm(path, { recursive: true, force: true });
    },
  };
};

/** Waits until `probe` gives something other than undefined or false. @throws Error after ten seconds */
export const eventually = async <T>(
  probe: () => Promise<T | undefined | false> | T | undefined | false,
): Promise<T> => {
  for (let attempt = 0; attempt < 400; attempt += 1) {
    const found = await probe();
    if (found !== undefined && found !== false) return found;
    await sleep(25);
  }
  throw new Error('it did not happen within ten seconds');
};

/** Whether a process of this number is there. */
export const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};
