// Opens a database by its URL and loads its adapter at first use, so that a function with one store never loads another.
import { parseDatabaseUrl, type DatabaseAddress } from '@gatehouse/config';
import type { DatabaseOptions } from './options.ts';
import type { Database } from './ports.ts';
import { lazyDatabase } from './lazy.ts';

/**
 * The database behind `sqlite:PATH`, `mongodb://…`, `mongodb+srv://…` or `dynamodb://REGION/TABLE`. Touches nothing until its first call.
 * @throws BrokenRule at once when the URL breaks a rule; the message names the rule and never repeats the URL
 * @example
 * const database = openDatabase('sqlite:data/gatehouse.db', { timeoutMs: 2000 });
 * await database.migrate(); // a deployment's step
 * const account = await database.users.findByEmail('ada@example.com');
 */
export const openDatabase = (url: string, options: DatabaseOptions = {}): Database => {
  const address = parseDatabaseUrl(url);
  return lazyDatabase(() => load(address, options));
};

const load = async (address: DatabaseAddress, options: DatabaseOptions): Promise<Database> => {
  switch (address.store) {
    case 'sqlite':
      return (await import('./sqlite/index.ts')).openSqlite(address.path, options);
    case 'mongodb':
      return (await import('./mongo/index.ts')).openMongo(address, options);
    case 'dynamodb':
      return (await import('./dynamo/index.ts')).openDynamo(address, options);
  }
};
