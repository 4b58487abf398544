// One client per database, connected at the first call and made anew when it has lost its way: after a failed connect, when
// it finds no server, when it never ends a call, and when it says nothing after a pause. The driver recovers from none of
// these for sure: a check of its monitor that is sent just as its socket closes waits for ever, and no other is made.
import type { MongoClient } from 'mongodb';
import { inTime } from '../deadline.ts';
import { DatabaseClosedError } from '../own-faults.ts';
import { createClient, limitsWithin } from './client.ts';

/** A server by the driver’s `url`, and the `name` of the database on it. */
export interface MongoAddress {
  readonly url: string;
  readonly name: string;
}

export interface ClientKeeper {
  /** The client, which connects at its first use. @throws DatabaseClosedError after `close` */
  readonly current: () => Promise<MongoClient>;
  /** The server has answered. */
  readonly hear: () => void;
  /** Counts an operation on this client, until what it gives is called. */
  readonly begin: (used: Promise<MongoClient>) => () => void;
  /** Whether the client has nothing to do, and has heard nothing for so long that it has to be proven first. */
  readonly isQuiet: () => boolean;
  /** Asks for an answer in half the time of an operation, and gives up a client that has none. */
  readonly prove: () => Promise<void>;
  /** Closes a client that has lost its way; the next use makes another. */
  readonly giveUp: (lost: Promise<MongoClient>) => void;
  readonly close: () => Promise<void>;
}

/**
 * After a pause a client has to answer a ping before it is given a command: whatever broke meanwhile costs that ping alone, and
 * no write whose fate nobody knows. So long a pause, in milliseconds.
 */
const QUIET_MS = 100;

export const createClientKeeper = ({ url, name }: MongoAddress, timeoutMs: number): ClientKeeper => {
  let client: Promise<MongoClient> | undefined;
  let heardAtMs: number | undefined;
  let begun = 0;
  let proving: Promise<void> | undefined;
  let closed = false;

  const hear = (): void => void (heardAtMs = Date.now());
  const current = (): Promise<MongoClient> => {
    if (closed) throw new DatabaseClosedError();
    if (client) return client;
    const connecting = connect(createClient(url, limitsWithin(timeoutMs)));
    connecting.then(hear, () => giveUp(connecting));
    return (client = connecting);
  };
  const giveUp = (lost: Promise<MongoClient>): void => {
    if (client === lost) [client, heardAtMs, begun] = [undefined, undefined, 0];
    lost.then((opened) => opened.close()).catch(() => undefined);
  };
  const proveNow = async (used: Promise<MongoClient>): Promise<void> => {
    try {
      await inTime(timeoutMs / 2, ping(await used, name));
      hear();
    } catch {
      giveUp(used);
    }
  };
  return {
    current,
    hear,
    begin: (used) => {
      begun += 1;
      return () => {
        if (client === used) begun -= 1;
      };
    },
    // By the clock of the day: a process that was frozen has not lived through that time.
    isQuiet: () => begun === 0 && heardAtMs !== undefined && Math.abs(Date.now() - heardAtMs) > QUIET_MS,
    prove: () => (proving ??= proveNow(current()).finally(() => (proving = undefined))),
    giveUp,
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

const ping = (client: MongoClient, name: string): Promise<unknown> => client.db(name).command({ ping: 1 });
