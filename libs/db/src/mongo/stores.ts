// All stores of a MongoDB database on one connection.
import type { Database } from '../ports.ts';
import type { MongoConnection } from './connection.ts';
import { createMongoCounterStore } from './counter-store.ts';
import type { EmailIndexOptions } from './email-index.ts';
import { createMongoMailStore } from './mail-store.ts';
import { createMongoRegistrationStore } from './registration-store.ts';
import { createMongoSessionStore } from './session-store.ts';
import { createMongoTokenStore } from './token-store.ts';
import { createMongoUserStore } from './user-store.ts';
import { createMongoValueStore } from './value-store.ts';

export const createMongoStores = (
  connection: MongoConnection,
  options: EmailIndexOptions,
): Omit<Database, 'migrate' | 'close'> => ({
  users: createMongoUserStore(connection, options),
  sessions: createMongoSessionStore(connection),
  values: createMongoValueStore(connection),
  counters: createMongoCounterStore(connection),
  registrations: createMongoRegistrationStore(connection),
  tokens: createMongoTokenStore(connection),
  mails: createMongoMailStore(connection),
});
