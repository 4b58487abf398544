// Makes the file and brings its schema up to date; apart from the connection, which never makes anything.
import type { DatabaseSync } from 'node:sqlite';
import { inTransaction } from './connection.ts';
import { MigrationError } from '../own-faults.ts';
import { faultOf } from './faults.ts';
import { createFile, openFile } from './file.ts';
import { makeGiveBack } from './give-back.ts';
import { missingIn, runMigrations, SCHEMA_VERSION, versionOf } from './migrations.ts';
import { retryWhileBusy } from './retry.ts';

/**
 * Idempotent, and safe in several processes at once: the version is read under the write lock that the steps run under. A
 * current file is left alone and needs no lock, so that a start beside a busy writer works; so is one that a newer release has
 * migrated, since migrations only add.
 * @throws GatehouseError `store_unavailable`; MigrationError where a newer release has taken away what this one needs, and where the
 * file system cannot hold a write-ahead log
 */
export interface SqliteMigrationOptions {
  readonly timeoutMs: number;
  readonly onNotice: (notice: string) => void;
}

export const migrateFile = async (
  path: string,
  { timeoutMs, onNotice }: SqliteMigrationOptions,
): Promise<void> => {
  try {
    createFile(path);
    const changed = await retryWhileBusy(timeoutMs, () => migrateOnce(path));
    if (changed !== null) onNotice(changed);
    await retryWhileBusy(timeoutMs, () => makeGiveBack(path, onNotice));
  } catch (error) {
    throw faultOf(error);
  }
};

/** What was changed, in a sentence. */
const migrateOnce = (path: string): string | null => {
  const database = openFile(path);
  try {
    const before = versionOf(database);
    if (before > SCHEMA_VERSION) return leaveNewer(database, before);
    if (before === SCHEMA_VERSION && modeOf(database) === 'wal') return null;
    // Counts before the first table alone; an older file is rewritten for it, when nobody uses it.
    database.exec('PRAGMA auto_vacuum = INCREMENTAL');
    useWriteAheadLog(database);
    inTransaction(database, () => runMigrations(database));
    return before === SCHEMA_VERSION ? null : `The schema went from version ${before} to ${SCHEMA_VERSION}`;
  } finally {
    database.close();
  }
};

const leaveNewer = (database: DatabaseSync, version: number): string => {
  const missing = missingIn(database);
  const both = `The database has schema version ${version} and this release knows ${SCHEMA_VERSION}`;
  if (missing === null) return `${both}: it is left as it is`;
  throw new MigrationError(`${both}, and needs ${missing}, which is not there: use the newer release`);
};

const modeOf = (database: DatabaseSync): unknown =>
  database.prepare('PRAGMA journal_mode').get()?.['journal_mode'];

/** Readers do not wait for a writer, nor it for them; the mode stays in the file. */
const useWriteAheadLog = (database: DatabaseSync): void => {
  const mode = database.prepare('PRAGMA journal_mode = WAL').get()?.['journal_mode'];
  if (mode !== 'wal')
    throw new MigrationError('The file system of the database cannot hold a write-ahead log');
};
