// The SQLite adapter on node:sqlite, an entry of its own, so that nobody who uses MongoDB loads it.
import { resolve } from 'node:path';
import type { DatabaseOptions } from '../options.ts';
import { DEFAULT_TIMEOUT_MS } from '../options.ts';
import type { Database } from '../ports.ts';
import { ensureStoreKey } from '../store-key.ts';
import { createSqliteConnection } from './connection.ts';
import { migrateFile, type SqliteMigrationOptions } from './migrate.ts';
import { createSqliteCounterStore } from './counter-store.ts';
import { createSqliteMailStore } from './mail-store.ts';
import { createSqliteRegistrationStore } from './registration-store.ts';
import { createSqliteSessionStore } from './session-store.ts';
import { createSqliteTokenStore } from './token-store.ts';
import { createSqliteUserStore } from './user-store.ts';
import { createSqliteValueStore } from './value-store.ts';

export { isBusy } from './faults.ts';

/**
 * The database in `file`, which only `migrate` makes; until then every operation is `store_unavailable`.
 * @example
 * const database = openSqlite('data/gatehouse.db');
 */
export const openSqlite = (
  file: string,
  { timeoutMs = DEFAULT_TIMEOUT_MS, onNotice = () => undefined }: DatabaseOptions = {},
): Database => {
  const path = resolve(file);
  const connection = createSqliteConnection(path, timeoutMs);
  return {
    users: createSqliteUserStore(connection),
    sessions: createSqliteSessionStore(connection),
    values: createSqliteValueStore(connection),
    counters: createSqliteCounterStore(connection),
    registrations: createSqliteRegistrationStore(connection),
    tokens: createSqliteTokenStore(connection),
    mails: createSqliteMailStore(connection),
    migrate: () => migrate(path, { timeoutMs, onNotice }),
    close: async () => connection.close(),
  };
};

/** Its connection is its own and closed at the end: a migration leaves no file open. */
const migrate = async (path: string, options: SqliteMigrationOptions): Promise<void> => {
  await migrateFile(path, options);
  const connection = createSqliteConnection(path, options.timeoutMs);
  try {
    await ensureStoreKey(createSqliteValueStore(connection));
  } finally {
    connection.close();
  }
};
