// The database file: how it is made, opened and recognised. Apart from the connection, because the migration opens it too.
import { closeSync, mkdirSync, openSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { pathToFileURL } from 'node:url';

/** Makes the file (0600) and its missing folders (0700), since it holds password hashes; an existing one is kept. */
export const createFile = (path: string): void => {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  closeSync(openSync(path, 'a', 0o600));
};

/**
 * Memory for pages: the most at which every read of a million accounts costs less than twice one of a thousand, most pages above the
 * leaves among them (docs/bench.md has the figures). No `mmap`: a file that is cut off under a map ends the process by SIGBUS, where it
 * is `store_unavailable` without.
 */
const CACHE_KIB = 8192;

/**
 * What every connection is set to. A commit is synced before it is acknowledged (`synchronous`, and on macOS `fullfsync`), and what is
 * deleted is overwritten: of an account that was erased no free page keeps anything.
 */
const SETTINGS = `PRAGMA synchronous = FULL; PRAGMA fullfsync = ON; PRAGMA secure_delete = ON; PRAGMA cache_size = -${CACHE_KIB}`;

/**
 * Opens an existing file, durable by default; never makes one, so that a missing file is noticed and not replaced by an
 * empty one.
 */
export const openFile = (path: string): DatabaseSync => {
  const url = pathToFileURL(path);
  url.searchParams.set('mode', 'rw');
  const database = new DatabaseSync(url, { timeout: 0 });
  try {
    database.exec(SETTINGS);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
};

/** Tells one file from another under the same path; null when there is none. */
export const identityOf = (path: string): string | null => {
  const stat = statSync(path, { throwIfNoEntry: false });
  return stat ? `${stat.dev}:${stat.ino}` : null;
};
