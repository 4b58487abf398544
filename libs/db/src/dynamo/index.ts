// The DynamoDB adapter on AWS's own client, an entry of its own, so that nobody whose data is elsewhere loads it.
import type { TableAddress } from '@gatehouse/config';
import type { DatabaseOptions } from '../options.ts';
import { DEFAULT_TIMEOUT_MS } from '../options.ts';
import type { Database } from '../ports.ts';
import { ensureStoreKey } from '../store-key.ts';
import { createDynamoConnection } from './connection.ts';
import { createDynamoCounterStore } from './counter-store.ts';
import { createDynamoMailStore } from './mail-store.ts';
import { migrateTable } from './migrate.ts';
import { createDynamoRegistrationStore } from './registration-store.ts';
import { createDynamoSessionStore } from './session-store.ts';
import { createDynamoTokenStore } from './token-store.ts';
import { createDynamoUserStore } from './user-store.ts';
import { createDynamoValueStore } from './value-store.ts';

export { TABLE } from './schema.ts';

/**
 * The database in one table of DynamoDB. Credentials come as AWS's own client finds them.
 * @example
 * const database = openDynamo({ store: 'dynamodb', region: 'eu-central-1', table: 'gatehouse', endpoint: null });
 */
export const openDynamo = (
  address: TableAddress,
  { timeoutMs = DEFAULT_TIMEOUT_MS, onNotice = () => undefined }: DatabaseOptions = {},
): Database => {
  const connection = createDynamoConnection(address, timeoutMs);
  const values = createDynamoValueStore(connection);
  return {
    users: createDynamoUserStore(connection),
    sessions: createDynamoSessionStore(connection),
    values,
    counters: createDynamoCounterStore(connection),
    registrations: createDynamoRegistrationStore(connection),
    tokens: createDynamoTokenStore(connection),
    mails: createDynamoMailStore(connection),
    migrate: async () => {
      await migrateTable(connection, address, onNotice);
      await ensureStoreKey(values);
    },
    close: async () => connection.close(),
  };
};
