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
  /** Whether the client has heard nothing for so long that it has to be proven first, also while others wait for it. */
  readonly isQuiet: () => boolean;
  /** Asks for an answer in half the time of an operation, and gives up a client that has none, nor any for others. */
  readonly prove: () => Promise<void>;
  /** The next use makes another client. This one is closed when what was begun on it is done. */
  readonly giveUp: (lost: Promise<MongoClient>) => void;
  /** Gives it up and closes it now, since what was begun on it never ends. */
  readonly abandon: (stuck: Promise<MongoClient>) => void;
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
  let proving: Promise<void> | undefined;
  let closed = false;
  const work = createWork();

  const hear = (): void => void (heardAtMs = Date.now());
  // By the clock of the day: a process that was frozen has not lived through that time.
  const isSilentFor = (ms: number): boolean =>
    heardAtMs !== undefined && Math.abs(Date.now() - heardAtMs) > ms;
  const current = (): Promise<MongoClient> => {
    if (closed) throw new DatabaseClosedError();
    if (client) return client;
    const connecting = connect(createClient(url, limitsWithin(timeoutMs)));
    connecting.then(hear, () => giveUp(connecting));
    return (client = connecting);
  };
  const forget = (lost: Promise<MongoClient>): void => {
    if (client === lost) [client, heardAtMs] = [undefined, undefined];
  };
  const giveUp = (lost: Promise<MongoClient>): void => {
    forget(lost);
    work.whenDone(lost, () => closeQuietly(lost));
  };
  const proveNow = async (used: Promise<MongoClient>): Promise<void> => {
    const unheard = heardAtMs;
    try {
      await inTime(timeoutMs / 2, ping(await used, name));
      hear();
    } catch {
      // Of a crowd on a slow disk the ping may wait behind the others; a client that still answers those has not lost its way.
      if (heardAtMs === unheard || isSilentFor(timeoutMs / 4)) giveUp(used);
    }
  };
  return {
    current,
    hear,
    begin: work.begin,
    isQuiet: () => isSilentFor(QUIET_MS),
    prove: () => (proving ??= proveNow(current()).finally(() => (proving = undefined))),
    giveUp,
    abandon: (stuck) => {
      forget(stuck);
      closeQuietly(stuck);
    },
    close: async () => {
      closed = true;
      await (await client?.catch(() => undefined))?.close();
    },
  };
};

/** What was begun on each client and is not done. */
const createWork = () => {
  const begun = new Map<Promise<MongoClient>, number>();
  const waiting = new Map<Promise<MongoClient>, () => void>();
  const end = (used: Promise<MongoClient>): void => {
    const left = (begun.get(used) ?? 0) - 1;
    begun.set(used, left);
    if (left > 0) return;
    begun.delete(used);
    waiting.get(used)?.();
    waiting.delete(used);
  };
  return {
    begin: (used: Promise<MongoClient>): (() => void) => {
      begun.set(used, (begun.get(used) ?? 0) + 1);
      return () => end(used);
    },
    whenDone: (used: Promise<MongoClient>, act: () => void): void => {
      if (begun.has(used)) waiting.set(used, act);
      else act();
    },
  };
};

const closeQuietly = (lost: Promise<MongoClient>): void => {
  lost.then((opened) => opened.close()).catch(() => undefined);
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
