// Rewrites a file of an older release once, so that it can give room back to the disk: what is deleted leaves pages free, which those
// files keep for ever.
import type { DatabaseSync } from 'node:sqlite';
import { isBusy, isUnavailable } from './faults.ts';
import { openFile } from './file.ts';
import { INCREMENTAL, numberOf } from './upkeep.ts';

/**
 * Does nothing beside a process that has the file open: rewriting takes seconds for each hundred thousand accounts, nobody can write
 * meanwhile, and it needs the file's size twice more on the disk. What it does or leaves it says. It throws where another process's
 * migration holds the file at that moment, and is tried again.
 */
export const makeGiveBack = (path: string, onNotice: (notice: string) => void): void => {
  const database = openFile(path);
  try {
    if (numberOf(database, 'auto_vacuum') !== INCREMENTAL) rewriteAlone(database, onNotice);
  } finally {
    database.close();
  }
};

const rewriteAlone = (database: DatabaseSync, onNotice: (notice: string) => void): void => {
  try {
    database.exec('PRAGMA locking_mode = EXCLUSIVE');
    rewrite(database, onNotice);
  } catch (error) {
    if (!isUnavailable(error)) throw error;
    onNotice(isBusy(error) ? IN_USE : `${IN_PLACE}: ${(error as Error).message}`);
  }
};

const IN_USE =
  'The file keeps room that is freed in it, until a migration has run while nothing else has the file open';

const IN_PLACE = 'The file could not be rewritten, and keeps room that is freed in it';

const rewrite = (database: DatabaseSync, onNotice: (notice: string) => void): void => {
  // The lock that nobody else can have the file open beside.
  database.exec('BEGIN EXCLUSIVE; COMMIT');
  onNotice('The file is rewritten once, so that it gives back room that is freed in it');
  database.exec('PRAGMA auto_vacuum = INCREMENTAL; VACUUM');
};
