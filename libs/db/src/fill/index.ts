// Fills a database with very many accounts and sessions at once, for the bench: in bulk, and exactly as the adapters would have
// written them one by one. Nothing of it is durable before it ends.
import { parseDatabaseUrl } from '@gatehouse/config';
import type { MongoAddress } from '../mongo/client-keeper.ts';
import type { Filled } from './filled.ts';

export type { Filled } from './filled.ts';

/**
 * Fills the migrated database behind `url`, which nobody else uses meanwhile, and tells after each batch how many accounts are in.
 * @throws TypeError for a DynamoDB, which nobody fills in bulk
 * @example
 * await fill('sqlite:data/gatehouse.db', [{ account, sessions: [session] }], (accounts) => console.error(accounts));
 */
export const fill = async (
  url: string,
  filled: Iterable<Filled>,
  tell: (accounts: number) => void,
): Promise<void> => {
  const address = parseDatabaseUrl(url);
  if (address.store === 'sqlite')
    return (await import('./fill-sqlite.ts')).fillSqlite(address.path, filled, tell);
  return (await import('./fill-mongo.ts')).fillMongo(mongoAt(address), filled, tell);
};

/** Drops the MongoDB database behind `url`, with all that was filled in. @throws TypeError for another store */
export const dropDatabase = async (url: string): Promise<void> =>
  (await import('./fill-mongo.ts')).dropMongo(mongoAt(parseDatabaseUrl(url)));

const mongoAt = (address: ReturnType<typeof parseDatabaseUrl>): MongoAddress => {
  if (address.store === 'mongodb') return address;
  throw new TypeError(`only a MongoDB, and not ${address.store}, is filled and dropped so`);
};
