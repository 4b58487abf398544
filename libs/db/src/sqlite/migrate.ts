// Makes the file and brings its schema up to date; apart from the connection, which never makes anything.
import type { DatabaseSync } from 'node:sqlite';
import { inTransaction } from './connection.ts';
import { MigrationError } from '../own-faults.ts';
import { faultOf } from './faults.ts';
import { createFile, openFile } from './file.ts';
import { runMigrations, SCHEMA_VERSION, versionOf } from './migrations.ts';
import { retryWhileBusy } from './retry.ts';

/**
 * Idempotent, and safe in several processes at once: the version is read under the write lock that the steps run under. A
 * current file is left alone and needs no lock, so that a start beside a busy writer works.
 * @throws GatehouseError `store_unavailable`; MigrationError when a newer release has migrated the file
 */
export const migrateFile = async (path: string, timeoutMs: number): Promise<void> => {
  try {
    createFile(path);
    await retryWhileBusy(timeoutMs, () => migrateOnce(path));
  } catch (error) {
    throw faultOf(error);
  }
};

const migrateOnce = (path: string): void => {
  const database = openFile(path);
  try {
    if (isCurrent(database)) return;
    useWriteAheadLog(database);
    inTransaction(database, () => runMigrations(database));
  } finally {
    database.close();
  }
};

const isCurrent = (database: DatabaseSync): boolean =>
  database.prepare('PRAGMA journal_mode').get()?.['journal_mode'] === 'wal' &&
  versionOf(database) === SCHEMA_VERSION;

/** Readers do not wait for a writer, nor it for them; the mode stays in the file. */
const useWriteAheadLog = (database: DatabaseSync): void => {
  const mode = database.prepare('PRAGMA journal_mode = WAL').get()?.['journal_mode'];
  if (mode !== 'wal')
    throw new MigrationError('The file system of the database cannot hold a write-ahead log');
};
