// The MongoDB adapter on the official driver, an entry of its own, since the driver is most of what a function loads.
import type { DatabaseOptions } from '../options.ts';
import { DEFAULT_TIMEOUT_MS } from '../options.ts';
import type { Database } from '../ports.ts';
import { ensureStoreKey } from '../store-key.ts';
import type { MongoAddress } from './client-keeper.ts';
import { createMongoConnection } from './connection.ts';
import { migrateDatabase } from './migrate.ts';
import { createMongoCounterStore } from './counter-store.ts';
import { createMongoMailStore } from './mail-store.ts';
import { createMongoRegistrationStore } from './registration-store.ts';
import { createMongoSessionStore } from './session-store.ts';
import { createMongoTokenStore } from './token-store.ts';
import { createMongoUserStore } from './user-store.ts';
import { createMongoValueStore } from './value-store.ts';

export type { MongoAddress } from './client-keeper.ts';
export { assertUsableUrl } from './usable-url.ts';

/**
 * The database `name` behind the driver's `url`. The pool's size is the URL's `maxPoolSize`, 5 when it names none.
 * @example
 * const database = openMongo({ url: 'mongodb://127.0.0.1:27017', name: 'gatehouse' });
 */
export const openMongo = (
  address: MongoAddress,
  { timeoutMs = DEFAULT_TIMEOUT_MS, onNotice = () => undefined }: DatabaseOptions = {},
): Database => {
  const connection = createMongoConnection(address, timeoutMs);
  const values = createMongoValueStore(connection);
  return {
    users: createMongoUserStore(connection, { onNotice }),
    sessions: createMongoSessionStore(connection),
    values,
    counters: createMongoCounterStore(connection),
    registrations: createMongoRegistrationStore(connection),
    tokens: createMongoTokenStore(connection),
    mails: createMongoMailStore(connection),
    migrate: async () => {
      await migrateDatabase(address, { timeoutMs, onNotice });
      await ensureStoreKey(values);
    },
    close: () => connection.close(),
  };
};
