// Counters in SQLite: one row by key, counted by the limiter's one statement. Their commits are not synced: a count tells no caller
// that something is kept, and what the last moments before a power failure have counted may be lost with it.
import RateLimiterSQLite from 'rate-limiter-flexible/lib/RateLimiterSQLite.js';
import { add, COUNTS_ALL, find, restart, type Counting } from '../counters.ts';
import type { CounterStore } from '../ports.ts';
import { requireText } from '../text.ts';
import type { SqliteConnection } from './connection.ts';

export const counterSql = {
  dropExpired: `DELETE FROM counters WHERE rowid IN
    (SELECT rowid FROM counters WHERE expire <= :now ORDER BY expire LIMIT :limit)`,
} as const;

/** SQLite has no TTL: each new window takes a few that are over away. */
const DROPPED_PER_WINDOW = 8;

export const createSqliteCounterStore = (connection: SqliteConnection): CounterStore => {
  const limiter = limiterOn(connection);
  const dropExpired = (): Promise<unknown> =>
    connection.run(({ prepare, unsynced }) =>
      unsynced(() => prepare(counterSql.dropExpired).run({ now: Date.now(), limit: DROPPED_PER_WINDOW })),
    );
  return {
    add: async (key, amount, windowSeconds) => {
      const counted = await add(limiter, requireText(key), amount, windowSeconds);
      if (counted.count === amount) await dropExpired();
      return counted;
    },
    restart: async (key, windowSeconds) => restart(limiter, requireText(key), windowSeconds),
    find: async (key) => find(limiter, requireText(key)),
  };
};

/**
 * The limiter believes that it has a better-sqlite3. Each of its statements goes through the connection, which waits for locks
 * and sorts faults; it awaits what a statement gives, and puts no more than one into a transaction.
 */
const limiterOn = ({ run }: SqliteConnection): Counting => {
  const storeClient = {
    prepare: (sql: string) => ({
      get: (...values: readonly (string | number)[]) =>
        run(({ prepare, unsynced }) => unsynced(() => prepare(sql).all(...values)[0])),
    }),
    transaction: <T>(work: () => T) => work,
  };
  const options = { storeType: 'better-sqlite3', tableName: 'counters', tableCreated: true } as const;
  return new RateLimiterSQLite({ ...COUNTS_ALL, ...options, storeClient });
};
