// What is stored, read past everything that Gatehouse is made of, and what no store may hold, whatever was answered.
import { MongoClient, type Db, type Document } from 'mongodb';

export interface Stored {
  readonly users: readonly Document[];
  readonly sessions: readonly Document[];
  readonly mails: readonly Document[];
  /** What is half written, or there twice, as sentences. */
  readonly faults: readonly string[];
  /** How many sessions and one-time tokens have no account: they are of no use, and expire. */
  readonly orphans: number;
}

/** Drops the database when it has read it. */
export const readStored = async (url: string, name: string): Promise<Stored> => {
  const client = await new MongoClient(url).connect();
  try {
    const database = client.db(name);
    const all = (collection: string) => database.collection(collection).find().toArray();
    const [users, sessions, mails, tokens] = await Promise.all(
      ['users', 'sessions', 'mails', 'oneTimeTokens'].map(all),
    );
    const faults = [
      ...(await unfitting(database)),
      ...(await inconsistent(database)),
      ...twice(users!, 'email', 'account'),
      ...twice(sessions!, 'id', 'session'),
      ...fromTheFuture(users!, sessions!),
    ];
    const orphans = orphansOf(users!, [...sessions!, ...tokens!]).length;
    return { users: users!, sessions: sessions!, mails: mails!, faults, orphans };
  } finally {
    await client.close();
  }
};

export const dropDatabase = async (url: string, name: string): Promise<void> => {
  const client = await new MongoClient(url).connect();
  await client.db(name).dropDatabase();
  await client.close();
};

/** Documents that the validators would refuse. */
const unfitting = async (database: Db): Promise<readonly string[]> => {
  const faults = [];
  for (const { name, options } of await collectionsOf(database)) {
    if (options?.['validator'] === undefined) continue;
    const count = await database.collection(name).countDocuments({ $nor: [options['validator']] });
    if (count > 0) faults.push(`${name}: ${count} documents are not what the validator asks for`);
  }
  return faults;
};

/** What the engine itself finds: an index that lacks a document, or has one that is gone. */
const inconsistent = async (database: Db): Promise<readonly string[]> => {
  const faults = [];
  for (const { name } of await collectionsOf(database)) {
    const { valid, errors } = await database.command({ validate: name });
    if (valid !== true) faults.push(`${name}: the engine finds ${JSON.stringify(errors)}`);
  }
  return faults;
};

const collectionsOf = (
  database: Db,
): Promise<readonly { readonly name: string; readonly options?: Document }[]> =>
  database.listCollections().toArray();

const twice = (documents: readonly Document[], field: string, what: string): readonly string[] =>
  [...Map.groupBy(documents, (document) => document[field] as unknown)].flatMap(([value, same]) =>
    same.length > 1 ? [`${same.length} ${what}s have the ${field} ${String(value)}`] : [],
  );

const fromTheFuture = (users: readonly Document[], sessions: readonly Document[]): readonly string[] => {
  const epochs = new Map(users.map(({ _id, epoch }) => [_id as unknown, epoch as number]));
  return sessions.flatMap(({ id, accountId, epoch }) =>
    epoch > (epochs.get(accountId) ?? Infinity) ? [`the session ${id} is ahead of its account`] : [],
  );
};

const orphansOf = (users: readonly Document[], documents: readonly Document[]): readonly Document[] => {
  const ids = new Set(users.map(({ _id }) => _id as unknown));
  return documents.filter(({ accountId }) => accountId !== '' && !ids.has(accountId));
};
