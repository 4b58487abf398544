// The database of the naive login: one account, in collections of its own beside ours, and all of it removed at the end.
import { loadPackage } from './peers.ts';
import type { Credentials } from './call.ts';

interface Driver {
  readonly MongoClient: new (url: string) => {
    readonly db: () => {
      readonly collection: (name: string) => { readonly insertOne: (document: object) => Promise<unknown> };
      readonly dropDatabase: () => Promise<unknown>;
    };
    readonly close: () => Promise<void>;
  };
}

interface Hashing {
  readonly default: { readonly hash: (password: string, options: object) => Promise<string> };
}

export interface NaiveDatabase {
  readonly insert: (account: Credentials) => Promise<void>;
  readonly remove: () => Promise<void>;
}

export const naiveDatabase = async (url: string): Promise<NaiveDatabase> => {
  const { MongoClient } = await loadPackage<Driver>('mongodb');
  const { default: argon2 } = await loadPackage<Hashing>('argon2');
  const client = new MongoClient(url);
  return {
    insert: async ({ email, password }) => {
      const options = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
      const account = { email, roles: ['user'], password_hash: await argon2.hash(password, options) };
      await client.db().collection('naive_users').insertOne(account);
    },
    remove: async () => {
      await client.db().dropDatabase();
      await client.close();
    },
  };
};
