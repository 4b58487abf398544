// Counters in MongoDB: one document by key, counted by the limiter's one update.
import RateLimiterMongo from 'rate-limiter-flexible/lib/RateLimiterMongo.js';
import { add, COUNTS_ALL, find, restart, type Counting } from '../counters.ts';
import type { CounterStore } from '../ports.ts';
import { requireText } from '../text.ts';
import type { Collections, MongoConnection } from './connection.ts';

export const createMongoCounterStore = ({ run }: MongoConnection): CounterStore => ({
  add: async (key, amount, windowSeconds) =>
    run((collections) => add(limiterOn(collections), requireText(key), amount, windowSeconds)),
  restart: async (key, windowSeconds) =>
    run((collections) => restart(limiterOn(collections), requireText(key), windowSeconds)),
  find: async (key) => run((collections) => find(limiterOn(collections), requireText(key))),
});

/** It holds nothing but its options, so that each call has one of its own; the migration makes its indexes. */
const limiterOn = ({ counters }: Collections): Counting =>
  new RateLimiterMongo({
    ...{ ...COUNTS_ALL, tableName: 'counters', disableIndexesCreation: true },
    storeClient: { collection: () => counters },
  });
