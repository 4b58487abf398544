// Fills a MongoDB database with the adapters' own documents, many to a command.
import { createClient } from '../mongo/client.ts';
import { connect, type MongoAddress } from '../mongo/client-keeper.ts';
import { collectionsOf, type Collections } from '../mongo/connection.ts';
import { toSessionDocument, toUserDocument } from '../mongo/documents.ts';
import { inBatches, type Filled } from './filled.ts';

const ACCOUNTS_PER_COMMAND = 2000;

export const fillMongo = async (
  { url, name }: MongoAddress,
  filled: Iterable<Filled>,
  tell: (accounts: number) => void,
): Promise<void> => {
  const client = await connect(createClient(url, {}));
  try {
    const collections = collectionsOf(client.db(name, { writeConcern: { w: 1 } }));
    let accounts = 0;
    for (const batch of inBatches(filled, ACCOUNTS_PER_COMMAND)) {
      await insertAll(collections, batch);
      tell((accounts += batch.length));
    }
  } finally {
    await client.close();
  }
};

/** Drops the whole database. */
export const dropMongo = async ({ url, name }: MongoAddress): Promise<void> => {
  const client = await connect(createClient(url, {}));
  try {
    await client.db(name).dropDatabase();
  } finally {
    await client.close();
  }
};

/** In no order within a command: the server may take them as it likes. */
const insertAll = async (
  { users, sessions }: Pick<Collections, 'users' | 'sessions'>,
  batch: readonly Filled[],
): Promise<void> => {
  const open = batch.flatMap((filled) => filled.sessions.map(toSessionDocument));
  const accounts = batch.map(({ account }) => toUserDocument(account));
  await Promise.all([
    users.insertMany(accounts, { ordered: false }),
    ...(open.length > 0 ? [sessions.insertMany(open, { ordered: false })] : []),
  ]);
};
