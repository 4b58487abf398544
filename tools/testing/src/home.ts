// The folder of a run: new, and gone when the run has stopped or its process has ended.
import { rmSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface Home {
  readonly path: string;
  readonly remove: () => Promise<void>;
}

export const makeHome = async (): Promise<Home> => {
  const path = await mkdtemp(join(tmpdir(), 'gatehouse-testing-'));
  if (left.size === 0) process.on('exit', removeLeft);
  left.add(path);
  return {
    path,
    remove: async () => {
      await rm(path, REMOVAL);
      left.delete(path);
      if (left.size === 0) process.off('exit', removeLeft);
    },
  };
};

/** Folders whose runs nobody has stopped yet. */
const left = new Set<string>();

const removeLeft = (): void => {
  for (const path of left) rmSync(path, REMOVAL);
};

const REMOVAL = { recursive: true, force: true, maxRetries: 5 };
