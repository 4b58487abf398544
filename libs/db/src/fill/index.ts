// Fills a database with very many accounts and sessions at once, for the bench: in bulk, and exactly as the adapters would have
// written them one by one. Nothing of it is durable before it ends.
import { parseDatabaseUrl } from '@gatehouse/config';
import type { Fill } from './filled.ts';

export type { Filled } from './filled.ts';

/**
 * Fills the migrated database behind `url`, which nobody else uses meanwhile.
 * @example
 * await fill('sqlite:data/gatehouse.db', [{ account, sessions: [session] }], (accounts) => console.error(accounts));
 */
export const fill: Fill = async (url, filled, tell) => {
  const address = parseDatabaseUrl(url);
  if (address.store === 'sqlite')
    return (await import('./fill-sqlite.ts')).fillSqlite(address.path, filled, tell);
  return (await import('./fill-mongo.ts')).fillMongo(address, filled, tell);
};

/** Drops the MongoDB database behind `url`, with all that was filled in. */
export const dropDatabase = async (url: string): Promise<void> => {
  const address = parseDatabaseUrl(url);
  if (address.store === 'sqlite')
    throw new TypeError('a SQLite database is a file, which whoever made it removes');
  await (await import('./fill-mongo.ts')).dropMongo(address);
};
