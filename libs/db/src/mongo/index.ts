// The MongoDB adapter on the official driver, an entry of its own, since the driver is most of what a function loads.
import type { DatabaseOptions } from '../options.ts';
import { DEFAULT_TIMEOUT_MS } from '../options.ts';
import type { Database } from '../ports.ts';
import { ensureStoreKey } from '../store-key.ts';
import type { MongoAddress } from './client-keeper.ts';
import { createMongoConnection } from './connection.ts';
import { migrateDatabase } from './migrate.ts';
import { createMongoStores } from './stores.ts';

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
  const stores = createMongoStores(connection, { onNotice });
  return {
    ...stores,
    migrate: async () => {
      await migrateDatabase(address, { timeoutMs, onNotice });
      await ensureStoreKey(stores.values);
    },
    close: () => connection.close(),
  };
};
