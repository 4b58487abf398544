// A database file in a folder of its own, for this library's tests.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface TemporaryFile {
  readonly path: string;
  readonly url: string;
  readonly remove: () => Promise<void>;
}

/** A path that has no file yet; `remove` takes the folder with all in it. */
export const temporaryFile = async (): Promise<TemporaryFile> => {
  const folder = await mkdtemp(join(tmpdir(), 'gatehouse-db-'));
  const path = join(folder, 'private', 'gatehouse.db');
  return { path, url: `sqlite:${path}`, remove: () => rm(folder, { recursive: true, force: true }) };
};
