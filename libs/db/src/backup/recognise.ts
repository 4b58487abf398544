// Whether a file is a whole database of Gatehouse that this release can work on: asked of a copy, since SQLite may write to what it opens.
import type { DatabaseSync } from 'node:sqlite';
import { openFile } from '../sqlite/file.ts';
import { missingIn, SCHEMA_VERSION, versionOf } from '../sqlite/migrations.ts';
import { DatabaseFileError } from './file-error.ts';

/** The database as it is open, and the version of its schema. */
export interface Recognised {
  readonly database: DatabaseSync;
  readonly version: number;
}

/**
 * Opens `path`, which errors call `name`.
 * @throws DatabaseFileError for a file that is none of SQLite's, is damaged, is of something else, or of a newer release
 */
export const openRecognised = (path: string, name: string): Recognised => {
  const database = wholeFrom(name, () => openFile(path));
  try {
    wholeFrom(name, () => requireIntegrity(database));
    return { database, version: knownVersionOf(database, name) };
  } catch (error) {
    database.close();
    throw error;
  }
};

/** SQLite's words for a fault hold nothing of what is stored. */
const wholeFrom = <T>(name: string, read: () => T): T => {
  try {
    return read();
  } catch (cause) {
    const { errcode, message } = cause as { readonly errcode?: number; readonly message: string };
    const rule = errcode === NOT_A_DATABASE ? 'is no SQLite file' : `is damaged: ${message}`;
    throw new DatabaseFileError(name, rule, { cause });
  }
};

/** SQLITE_NOTADB */
const NOT_A_DATABASE = 26;

const requireIntegrity = (database: DatabaseSync): void => {
  const said = String(database.prepare('PRAGMA integrity_check(1)').get()?.['integrity_check']);
  if (said !== 'ok') throw new Error(said.replace(/\s+/g, ' ').trim());
};

const knownVersionOf = (database: DatabaseSync, name: string): number => {
  const version = versionOrZero(database);
  const known = Math.min(version, SCHEMA_VERSION);
  if (known < 1 || missingIn(database, known) !== null)
    throw new DatabaseFileError(name, 'is no database of Gatehouse');
  if (version > SCHEMA_VERSION)
    throw new DatabaseFileError(
      name,
      `has schema version ${version}, and this release knows ${SCHEMA_VERSION}: use the newer release`,
    );
  return version;
};

/** A file of something else may have a table of a name that we know, and other columns in it. */
const versionOrZero = (database: DatabaseSync): number => {
  try {
    return versionOf(database);
  } catch {
    return 0;
  }
};
