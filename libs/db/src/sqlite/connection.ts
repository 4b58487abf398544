// One open file per database, found again when it was removed or broken, with its statements prepared once.
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { DatabaseClosedError } from '../own-faults.ts';
import { NotMigratedError, faultOf, isBusy, isUnavailable } from './faults.ts';
import { identityOf, openFile } from './file.ts';
import { SCHEMA_VERSION, versionOf } from './migrations.ts';
import { retryWhileBusy } from './retry.ts';
import { createUpkeep, keeperOf } from './upkeep.ts';

/** What the stores see of SQLite: a statement by its text, and several statements as one. */
export interface Statements {
  readonly prepare: (sql: string) => StatementSync;
  /** Runs `work` in a transaction that takes the write lock at once, so that it cannot fail half-way by being busy. */
  readonly atomically: (work: () => void) => void;
  /**
   * Runs `work`, whose commit is not synced. It outlives the process, and is lost with the machine unless a later commit, which
   * syncs what came before it too, was acknowledged.
   */
  readonly unsynced: <T>(work: () => T) => T;
}

export interface SqliteConnection {
  /** Runs `work` without interruption; throws what the ports promise. */
  readonly run: <T>(work: (statements: Statements) => T) => Promise<T>;
  readonly close: () => void;
}

interface OpenDatabase extends Statements {
  readonly identity: string | null;
  /** One turn of the upkeep; whether it has left something over. */
  readonly lookAfter: () => boolean;
  readonly close: () => void;
}

export const createSqliteConnection = (path: string, timeoutMs: number): SqliteConnection => {
  let current: OpenDatabase | undefined;
  let closed = false;
  const upkeep = createUpkeep(() => current !== undefined && current.lookAfter());

  const drop = (): void => {
    current?.close();
    current = undefined;
  };
  // A file that was removed or replaced under an open connection would swallow writes that nobody can read again.
  const get = (): OpenDatabase => {
    if (closed) throw new DatabaseClosedError();
    if (current && current.identity !== identityOf(path)) drop();
    return (current ??= open(path));
  };
  const attempt = <T>(work: (statements: Statements) => T): T => {
    try {
      return work(get());
    } catch (error) {
      if (isUnavailable(error) && !isBusy(error)) drop();
      throw error;
    }
  };
  return {
    run: async (work) => {
      try {
        return await retryWhileBusy(timeoutMs, () => attempt(work));
      } catch (error) {
        throw faultOf(error);
      } finally {
        upkeep.plan();
      }
    },
    close: () => {
      closed = true;
      upkeep.end();
      drop();
    },
  };
};

const open = (path: string): OpenDatabase => {
  const identity = identityOf(path);
  const database = openFile(path);
  try {
    requireMigrated(database);
  } catch (error) {
    database.close();
    throw error;
  }
  const prepared = new Map<string, StatementSync>();
  return {
    identity,
    prepare: (sql) => prepared.get(sql) ?? remember(prepared, sql, database.prepare(sql)),
    atomically: (work) => inTransaction(database, work),
    unsynced: (work) => withoutSync(database, work),
    lookAfter: keeperOf(database),
    close: () => database.close(),
  };
};

/** A newer schema is let through: the migration runs first, and the release before it must live until it is replaced. */
const requireMigrated = (database: DatabaseSync): void => {
  const version = versionOf(database);
  if (version >= SCHEMA_VERSION) return;
  throw new NotMigratedError(
    `The database has schema version ${version} of ${SCHEMA_VERSION}: run the migration`,
  );
};

const remember = (
  prepared: Map<string, StatementSync>,
  sql: string,
  statement: StatementSync,
): StatementSync => {
  prepared.set(sql, statement);
  return statement;
};

export const inTransaction = (database: DatabaseSync, work: () => void): void => {
  database.exec('BEGIN IMMEDIATE');
  try {
    work();
    database.exec('COMMIT');
  } catch (error) {
    if (database.isTransaction) database.exec('ROLLBACK');
    throw error;
  }
};

const withoutSync = <T>(database: DatabaseSync, work: () => T): T => {
  database.exec('PRAGMA synchronous = NORMAL');
  try {
    return work();
  } finally {
    database.exec('PRAGMA synchronous = FULL');
  }
};
