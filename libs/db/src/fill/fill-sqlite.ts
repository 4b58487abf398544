// Fills a SQLite file by the adapters' own statements, many rows to a transaction.
import type { DatabaseSync } from 'node:sqlite';
import { inTransaction } from '../sqlite/connection.ts';
import { openFile } from '../sqlite/file.ts';
import { toSessionRow, toUserRow } from '../sqlite/rows.ts';
import { sessionSql } from '../sqlite/session-store.ts';
import { userSql } from '../sqlite/user-store.ts';
import { inBatches, type Filled } from './filled.ts';

/** Ids, emails and digests come in no order, so that each transaction writes most pages of their indexes once more. */
const ACCOUNTS_PER_TRANSACTION = 50_000;

/** Without a journal and a sync, and with most of a million accounts in memory. */
const FAST = 'PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -2000000';

export const fillSqlite = async (
  path: string,
  filled: Iterable<Filled>,
  tell: (accounts: number) => void,
): Promise<void> => {
  const database = openFile(path);
  try {
    // Node keeps the journal otherwise.
    database.enableDefensive(false);
    database.exec(FAST);
    let accounts = 0;
    for (const batch of inBatches(filled, ACCOUNTS_PER_TRANSACTION)) {
      insertAll(database, batch);
      tell((accounts += batch.length));
    }
    database.exec('PRAGMA journal_mode = WAL');
  } finally {
    database.close();
  }
};

const insertAll = (database: DatabaseSync, batch: readonly Filled[]): void => {
  const [user, session] = [database.prepare(userSql.insert), database.prepare(sessionSql.insert)];
  inTransaction(database, () => {
    for (const { account, sessions } of batch) {
      user.run(toUserRow(account));
      for (const open of sessions) session.run(toSessionRow(open));
    }
  });
};
