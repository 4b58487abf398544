// One client per database, connected at the first call and made anew after a failed connect: a client whose first
// connect failed never recovers, while one that was connected once finds its servers again by itself.
import type { Collection, Db, MongoClient } from 'mongodb';
import { withinDeadline } from '../deadline.ts';
import { DatabaseClosedError } from '../own-faults.ts';
import { createClient, durableDatabase, limitsWithin } from './client.ts';
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
  /**
   * Runs one operation within its time: `ask` makes a command and hands it to the driver, `read` makes of the answer what
   * the port promises. What the driver fails with is thrown as the ports promise. What `ask` throws before it calls the
   * driver, and all that `read` throws, is a fault of ours and thrown as it is.
   */
  readonly run: <Answer, T = Answer>(ask: Ask<Answer>, read?: (answer: Answer) => T) => Promise<T>;
  readonly close: () => Promise<void>;
}

type Ask<Answer> = (collections: Collections) => Promise<Answer>;

export const createMongoConnection = ({ url, name }: MongoAddress, timeoutMs: number): MongoConnection => {
  let client: Promise<MongoClient> | undefined;
  let closed = false;

  const connected = (): Promise<MongoClient> => {
    if (closed) throw new DatabaseClosedError();
    if (client) return client;
    const connecting = connect(createClient(url, limitsWithin(timeoutMs)));
    connecting.catch(() => (client = undefined));
    return (client = connecting);
  };
  const answerTo = async <Answer>(ask: Ask<Answer>): Promise<Answer> => {
    const database = durableDatabase(await fromStore(connected()), name, Math.ceil(timeoutMs / 2));
    return fromStore(ask(collectionsOf(database)));
  };

  return {
    run: async <Answer, T>(ask: Ask<Answer>, read: (answer: Answer) => T = asItIs) =>
      read(await withinDeadline(timeoutMs, () => answerTo(ask))),
    close: async () => {
      closed = true;
      await (await client?.catch(() => undefined))?.close();
    },
  };
};

/** What the driver gives; its failure as the ports promise. */
const fromStore = async <T>(answer: Promise<T>): Promise<T> => {
  try {
    return await answer;
  } catch (error) {
    throw faultOf(error);
  }
};

const asItIs = <Answer, T>(answer: Answer): T => answer as unknown as T;

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
