// A collection of MongoDB as the source of an import: `mongodb://HOST/DATABASE.COLLECTION`, with the options of the driver.
import type { SourceRecord } from '@gatehouse/accounts/import';
import { BrokenRule, parseDatabaseUrl } from '@gatehouse/config';
import { assertUsableUrl } from '@gatehouse/db/mongo';
import { MongoClient, type Document } from 'mongodb';
import { presentText } from '../present-text.ts';
import { UsageError } from '../run-command.ts';
import type { ImportSource } from './source.ts';

const PAGE = 1000;

/** Throws `UsageError` for a URL that names no collection, or that the driver refuses; no message repeats the URL. */
export const openCollectionSource = async (source: string): Promise<ImportSource> => {
  const { url, database, collection } = readCollectionUrl(source);
  const client = new MongoClient(url, { appName: 'gatehouse import', serverSelectionTimeoutMS: 5000 });
  const documents = client.db(database).collection(collection);
  // A client that is left open keeps the process alive.
  const count = await telling(documents.estimatedDocumentCount()).catch((error: unknown) =>
    closed(client, error),
  );
  let read = 0;
  async function* records(): AsyncGenerator<SourceRecord> {
    const cursor = documents.find({}, { sort: { _id: 1 }, batchSize: PAGE, promoteBuffers: true });
    for (;;) {
      const document: Document | null = await telling(cursor.next());
      if (document === null) return;
      read += 1;
      yield { line: read, read: () => document };
    }
  }
  return {
    records: records(),
    noun: 'document',
    fraction: () => (count === 0 ? null : Math.min(read / count, 1)),
    close: () => client.close(),
  };
};

const URL_OF_COLLECTION =
  /^(?<server>mongodb(?:\+srv)?:\/\/[^/?]+)\/(?<database>[^/?.]+)[./](?<collection>[^/?]+)(?<options>\?.*)?$/;

/** The driver's URL, and the two names that stood in its path. Throws `UsageError`. */
export const readCollectionUrl = (source: string) => {
  const found = URL_OF_COLLECTION.exec(source)?.groups as Record<string, string | undefined> | undefined;
  if (found === undefined) throw new UsageError('MONGODB-URL must be mongodb://HOST/DATABASE.COLLECTION');
  const url = `${found['server']}/${found['database']}${found['options'] ?? ''}`;
  try {
    const address = parseDatabaseUrl(url);
    assertUsableUrl(url);
    if (address.store !== 'mongodb') throw new UsageError('MONGODB-URL must name a MongoDB');
    return { url, database: address.name, collection: decodeURIComponent(found['collection'] ?? '') };
  } catch (error) {
    if (error instanceof BrokenRule) throw new UsageError(`MONGODB-URL ${error.message}`);
    throw error;
  }
};

const closed = async (client: MongoClient, error: unknown): Promise<never> => {
  await client.close();
  throw error;
};

/** What the driver says of a server names hosts, and no credentials. */
const telling = async <T>(answer: Promise<T>): Promise<T> => {
  try {
    return await answer;
  } catch (error) {
    throw new UsageError(`the collection cannot be read: ${presentText((error as Error).message)}`);
  }
};
