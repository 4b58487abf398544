// Temporary apps and processes; what the tests of files and processes share.
import { cp, mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

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

/** Whether a process of this number is there. */
export const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};
