// Opens a database by its URL and loads its adapter at first use, so that a function with one store never loads the other.
import { parseDatabaseUrl } from '@gatehouse/config';
import type { DatabaseOptions } from './options.ts';
import type { Database } from './ports.ts';
import { lazyDatabase } from './lazy.ts';

/**
 * The database behind `sqlite:PATH`, `mongodb://…` or `mongodb+srv://…`. Touches nothing until its first call.
 * @throws BrokenRule at once when the URL breaks a rule; the message names the rule and never repeats the URL
 * @example
 * const database = openDatabase('sqlite:data/gatehouse.db', { timeoutMs: 2000 });
 * await database.migrate(); // a deployment's step
 * const account = await database.users.findByEmail('ada@example.com');
 */
export const openDatabase = (url: string, options: DatabaseOptions = {}): Database => {
  const address = parseDatabaseUrl(url);
  return lazyDatabase(
    address.store === 'sqlite'
      ? async () => (await import('./sqlite/index.ts')).openSqlite(address.path, options)
      : async () => (await import('./mongo/index.ts')).openMongo(address, options),
  );
};
