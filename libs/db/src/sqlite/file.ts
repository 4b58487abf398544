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
 * Opens an existing file, durable by default; never makes one, so that a missing file is noticed and not replaced by an
 * empty one. A commit is synced before it is acknowledged (`synchronous`, and on macOS `fullfsync`).
 */
export const openFile = (path: string): DatabaseSync => {
  const url = pathToFileURL(path);
  url.searchParams.set('mode', 'rw');
  const database = new DatabaseSync(url, { timeout: 0 });
  try {
    database.exec('PRAGMA synchronous = FULL; PRAGMA fullfsync = ON');
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
