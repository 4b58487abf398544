// Runs the stores' operations on the database's client: each within its time, and each failure told as the ports promise.
import type { Collection, Db } from 'mongodb';
import { withinDeadline } from '../deadline.ts';
import { durableDatabase } from './client.ts';
import { createClientKeeper, type MongoAddress } from './client-keeper.ts';
import type { SessionDocument, UserDocument, ValueDocument, CounterDocument } from './documents.ts';
import type { MailDocument, RegistrationDocument, TokenDocument } from './waiting-documents.ts';
import { faultOf, findsNoServer } from './faults.ts';
import { sent } from './sending.ts';

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
   * command did not leave is asked again. It is not asked once its time is over: what a write has to know first is a run of its own.
   */
  readonly run: <Answer, T = Answer>(ask: Ask<Answer>, read?: (answer: Answer) => T) => Promise<T>;
  readonly close: () => Promise<void>;
}

type Ask<Answer> = (collections: Collections) => Promise<Answer>;

export const createMongoConnection = ({ url, name }: MongoAddress, timeoutMs: number): MongoConnection => {
  const keeper = createClientKeeper({ url, name }, timeoutMs);
  const answerTo = async <Answer>(ask: Ask<Answer>, over: AbortSignal): Promise<Answer> => {
    if (keeper.isQuiet()) await keeper.prove();
    const used = keeper.current();
    const end = keeper.begin(used);
    const stuck = setTimeout(() => keeper.abandon(used), timeoutMs * STUCK_AFTER_TIMES).unref();
    try {
      const database = durableDatabase(await fromStore(used), name, Math.ceil(timeoutMs / 2));
      const inTime = (): Promise<Answer> => {
        over.throwIfAborted();
        return ask(collectionsOf(database));
      };
      const answer = await fromStore(sent(inTime));
      keeper.hear();
      return answer;
    } catch (error) {
      if (findsNoServer(error)) keeper.giveUp(used);
      throw error;
    } finally {
      clearTimeout(stuck);
      end();
    }
  };
  return {
    run: async <Answer, T>(ask: Ask<Answer>, read: (answer: Answer) => T = asItIs) =>
      read(await withinDeadline(timeoutMs, (over) => answerTo(ask, over))),
    close: () => keeper.close(),
  };
};

/** All steps of an operation and of its one repetition, as the driver limits them, are over before. */
const STUCK_AFTER_TIMES = 4;

/** What the driver gives; its failure as the ports promise. */
const fromStore = async <T>(answer: Promise<T>): Promise<T> => {
  try {
    return await answer;
  } catch (error) {
    throw faultOf(error);
  }
};

const asItIs = <Answer, T>(answer: Answer): T => answer as unknown as T;

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
