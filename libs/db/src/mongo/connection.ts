// One client per database, connected at the first call and made anew after a failed connect: a client whose first
// connect failed never recovers, while one that was connected once finds its servers again by itself.
import type { Collection, Db, MongoClient } from 'mongodb';
import { createClient, durableDatabase, limitsWithin } from './client.ts';
import { withinDeadline } from './deadline.ts';
import type { SessionDocument, UserDocument, ValueDocument } from './documents.ts';
import { faultOf } from './faults.ts';

export interface MongoAddress {
  readonly url: string;
  readonly name: string;
}

export interface Collections {
  readonly users: Collection<UserDocument>;
  readonly sessions: Collection<SessionDocument>;
  readonly values: Collection<ValueDocument>;
}

export interface MongoConnection {
  /** Runs one operation within its time; throws what the ports promise. */
  readonly run: <T>(work: (collections: Collections) => Promise<T>) => Promise<T>;
  readonly close: () => Promise<void>;
}

export const createMongoConnection = ({ url, name }: MongoAddress, timeoutMs: number): MongoConnection => {
  let client: Promise<MongoClient> | undefined;
  let closed = false;

  const connected = (): Promise<MongoClient> => {
    if (closed) return Promise.reject(new Error('The database is closed'));
    if (client) return client;
    const connecting = connect(createClient(url, limitsWithin(timeoutMs)));
    connecting.catch(() => (client = undefined));
    return (client = connecting);
  };
  const collections = async (): Promise<Collections> =>
    collectionsOf(durableDatabase(await connected(), name, Math.ceil(timeoutMs / 2)));

  return {
    run: async (work) => {
      try {
        return await withinDeadline(timeoutMs, collections().then(work));
      } catch (error) {
        throw faultOf(error);
      }
    },
    close: async () => {
      closed = true;
      await (await client?.catch(() => undefined))?.close();
    },
  };
};

/** Connects and hands the client on; on failure closes it behind, so that its monitors do not go on for ever. */
export const connect = async (client: MongoClient): Promise<MongoClient> => {
  try {
    return await client.connect();
  } catch (error) {
    client.close().catch(() => undefined);
    throw error;
  }
};

export const collectionsOf = (database: Db): Collections => ({
  users: database.collection<UserDocument>('users'),
  sessions: database.collection<SessionDocument>('sessions'),
  values: database.collection<ValueDocument>('values'),
});
