// One client per database, connected at the first call and made anew when it has lost its way: after a failed connect, when
// it finds no server, and when it never ends a call. The driver recovers from none of these for sure: a check of its monitor
// that is sent just as its socket closes waits for ever, and no other is made.
import type { Collection, Db, MongoClient } from 'mongodb';
import { withinDeadline } from '../deadline.ts';
import { DatabaseClosedError } from '../own-faults.ts';
import { createClient, durableDatabase, limitsWithin } from './client.ts';
import type { SessionDocument, UserDocument, ValueDocument, CounterDocument } from './documents.ts';
import type { MailDocument, RegistrationDocument, TokenDocument } from './waiting-documents.ts';
import { faultOf, findsNoServer, neverLeft } from './faults.ts';

/** A server by the driver’s `url`, and the `name` of the database on it. */
export interface MongoAddress {
  readonly url: string;
  readonly name: string;
}

export interface Collections {
  readonly users: Collection<UserDocument>;
  readonly sessions: Collection<SessionDocument>;
  readonly values: Collection<ValueDocument>;
  readonly counters: Collection<CounterDocument>;
  readonly registrations: Collection<RegistrationDocument>;
  readonly tokens: Collection<TokenDocument>;
  readonly mails: Collection<MailDocument>;
}

export interface MongoConnection {
  /**
   * Runs one operation within its time: `ask` makes a command and hands it to the driver, `read` makes of the answer what
   * the port promises. What the driver fails with is thrown as the ports promise. What `ask` throws before it calls the
   * driver, and all that `read` throws, is a fault of ours and thrown as it is. `ask` writes once at most, since one whose
   * command did not leave is asked again.
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
    connecting.catch(() => forget(connecting));
    return (client = connecting);
  };
  const forget = (lost: Promise<MongoClient>): void => {
    if (client === lost) client = undefined;
    lost.then((opened) => opened.close()).catch(() => undefined);
  };
  const answerTo = async <Answer>(ask: Ask<Answer>): Promise<Answer> => {
    const used = connected();
    const stuck = setTimeout(() => forget(used), timeoutMs * STUCK_AFTER_TIMES).unref();
    try {
      const database = durableDatabase(await fromStore(used), name, Math.ceil(timeoutMs / 2));
      return await fromStore(sent(() => ask(collectionsOf(database))));
    } catch (error) {
      if (findsNoServer(error)) forget(used);
      throw error;
    } finally {
      clearTimeout(stuck);
    }
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

/** All steps of an operation and of its one repetition, as the driver limits them, are over before. */
const STUCK_AFTER_TIMES = 4;

/** A command that a closed socket did not take never left, so that it may be sent once more, on another socket. */
const sent = <Answer>(send: () => Promise<Answer>): Promise<Answer> =>
  send().catch((error: unknown) => {
    if (neverLeft(error)) return send();
    throw error;
  });

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
  // A count that a crash takes back costs nothing; a journal's flush for each attempt would.
  counters: database.collection<CounterDocument>('counters', { writeConcern: { w: 1 } }),
  registrations: database.collection<RegistrationDocument>('waitingRegistrations'),
  tokens: database.collection<TokenDocument>('oneTimeTokens'),
  mails: database.collection<MailDocument>('mails'),
});
