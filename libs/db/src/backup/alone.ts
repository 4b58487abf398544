// Holds a SQLite file alone: nobody else has it open, and nobody can open it, until it is let go.
import { rmSync } from 'node:fs';
import type { DatabaseSync } from 'node:sqlite';
import { isBusy } from '../sqlite/faults.ts';
import { openFile } from '../sqlite/file.ts';
import { DatabaseFileError } from './file-error.ts';

export interface HeldFile {
  /** Brings all that was written into the one file, and leaves none beside it; whoever opens it waits as before. */
  readonly gather: () => void;
  readonly release: () => void;
}

/**
 * Every connection to a file with a write-ahead log holds a shared lock on it from its first read to its end, idle or not, and the
 * operating system takes the lock of a process that died. So an exclusive one says that there is no other connection.
 * @throws DatabaseFileError for a file that somebody has open, and for one that is damaged
 */
export const holdAlone = (path: string): HeldFile => {
  const database = open(path);
  return {
    gather: () => orDamaged(path, () => gather(database, path)),
    release: () => database.close(),
  };
};

const open = (path: string): DatabaseSync =>
  orDamaged(path, () => {
    const database = openFile(path);
    try {
      // Set before the first look at the log, so that the lock is asked of the file itself and kept behind the commit.
      database.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE; COMMIT');
      database.prepare('SELECT count(*) FROM sqlite_schema').get();
      return database;
    } catch (error) {
      database.close();
      throw error;
    }
  });

const gather = (database: DatabaseSync, path: string): void => {
  const mode = database.prepare('PRAGMA journal_mode = DELETE').get()?.['journal_mode'];
  if (mode !== 'delete') throw new Error('the write-ahead log cannot be brought in');
  // The lock stays until the end of this transaction, which writes nothing.
  database.exec('PRAGMA locking_mode = NORMAL; BEGIN EXCLUSIVE');
  for (const suffix of BESIDE) rmSync(path + suffix, { force: true });
};

/** What SQLite keeps beside a file. */
export const BESIDE = ['-wal', '-shm', '-journal'] as const;

const orDamaged = <T>(path: string, act: () => T): T => {
  try {
    return act();
  } catch (cause) {
    if (isBusy(cause))
      throw new DatabaseFileError(
        path,
        'is in use: stop the gateway, and every command that works on it, and repeat this',
        { cause },
      );
    throw new DatabaseFileError(
      path,
      `cannot be held (${(cause as Error).message}): where it is damaged, stop the gateway, move it away with all files beside it (-wal, -shm), and repeat this`,
      { cause },
    );
  }
};
