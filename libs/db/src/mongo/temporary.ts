// A MongoDB database of its own for a test, on the engine that MONGODB_TEST_URL names.
import { randomBytes } from 'node:crypto';
import { MongoClient } from 'mongodb';

/** The engine for tests that need a real one; undefined where none is given. */
export const TEST_URL = process.env['MONGODB_TEST_URL'];

export interface TemporaryDatabase {
  readonly url: string;
  readonly name: string;
  readonly remove: () => Promise<void>;
}

/** A name that no other run has, on the engine behind `engineUrl`; `remove` drops the database. */
export const temporaryDatabase = (engineUrl: string): TemporaryDatabase => {
  const name = `gatehouse_test_${randomBytes(8).toString('hex')}`;
  const url = withName(engineUrl, name);
  return { url, name, remove: () => drop(url, name) };
};

const withName = (url: string, name: string): string =>
  url.replace(/^(mongodb(?:\+srv)?:\/\/[^/?]+)(?:\/[^?]*)?/, `$1/${name}`);

const drop = async (url: string, name: string): Promise<void> => {
  const client = new MongoClient(url, { serverSelectionTimeoutMS: 2000 });
  try {
    await client.db(name).dropDatabase();
  } finally {
    await client.close();
  }
};
