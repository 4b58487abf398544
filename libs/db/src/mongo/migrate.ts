// Creates the indexes, and replaces one whose definition has changed; collections come with their first index.
import type { Collection } from 'mongodb';
import { MongoServerError } from 'mongodb';
import { MigrationError } from '../own-faults.ts';
import { createClient, durableDatabase, limitsWithin } from './client.ts';
import { connect, type MongoAddress } from './client-keeper.ts';
import { faultOf } from './faults.ts';
import type { IndexPlan } from './indexes.ts';
import { INDEXES } from './indexes.ts';

/** Same name or same key, other definition: IndexOptionsConflict and IndexKeySpecsConflict. */
const CONFLICTS = [85, 86];
/** Another migration got in between: IndexNotFound, IndexBuildAborted, BackgroundOperationInProgress. */
const RACES = [27, 276, 12587];
const DUPLICATE_KEY = 11000;
const ATTEMPTS = 5;

/**
 * Idempotent, and safe in several processes at once. An index on a large collection may take minutes, so that only
 * connecting is bound in time. A changed index is dropped and made again: for that moment its rule does not hold.
 * @throws GatehouseError `store_unavailable`; MigrationError when two accounts have one email already
 */
export const migrateDatabase = async ({ url, name }: MongoAddress, timeoutMs: number): Promise<void> => {
  try {
    const client = await connect(createClient(url, { ...limitsWithin(timeoutMs), socketTimeoutMS: 0 }));
    try {
      const database = durableDatabase(client, name, 0);
      for (const plan of INDEXES) await ensureIndex(database.collection(plan.collection), plan);
    } finally {
      await client.close();
    }
  } catch (error) {
    throw faultOf(error);
  }
};

const ensureIndex = async (collection: Collection, plan: IndexPlan, attempts = ATTEMPTS): Promise<void> => {
  try {
    await collection.createIndex(plan.key, { name: plan.name, ...plan.options });
  } catch (error) {
    if (hasCode(error, [DUPLICATE_KEY])) throw new MigrationError(duplicatesIn(plan));
    if (attempts <= 1 || !hasCode(error, [...CONFLICTS, ...RACES])) throw error;
    if (hasCode(error, CONFLICTS)) await dropConflicting(collection, plan);
    await ensureIndex(collection, plan, attempts - 1);
  }
};

/** Drops what has the plan's name or exactly its key, unless another migration already has. */
const dropConflicting = async (collection: Collection, plan: IndexPlan): Promise<void> => {
  for (const { name, key } of await collection.indexes()) {
    if (name === undefined || (name !== plan.name && JSON.stringify(key) !== JSON.stringify(plan.key)))
      continue;
    await collection.dropIndex(name).catch(ignore(RACES));
  }
};

/** The server's own message would repeat a key, which may be an email. */
const duplicatesIn = (plan: IndexPlan): string =>
  `The collection ${plan.collection} holds duplicates that index ${plan.name} forbids: resolve them and migrate again`;

const ignore = (codes: readonly number[]) => (error: unknown) => {
  if (!hasCode(error, codes)) throw error;
};

const hasCode = (error: unknown, codes: readonly number[]): boolean =>
  error instanceof MongoServerError && codes.includes(Number(error.code));
