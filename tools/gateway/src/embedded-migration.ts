// Migrates the embedded database at the start, and goes on trying beside the calls while it is away. Then it stays open, so that a
// restore sees that the file is in use however idle the apps are.
import { setTimeout as sleep } from 'node:timers/promises';
import { types } from 'node:util';
import type { Database } from '@gatehouse/db';
import { awsOnDemand, createResolver, databaseVariables, readEnvironment } from '@gatehouse/config';
import { messageOf, StartError } from './start-error.ts';

export interface EmbeddedMigrationOptions {
  readonly write: (line: string) => void;
  /** How long one try waits for a lock, so that a start does not look stuck. */
  readonly timeoutMs?: number;
  /** How long it is left alone between two tries. */
  readonly pauseMs?: number;
}

export interface EmbeddedMigration {
  /**
   * Migrates the database that DATABASE_URL names, in place or in a file, if it is embedded: a MongoDB is its operator's to
   * migrate. One that somebody else holds is told in a line, and tried again until it is free.
   * @throws StartError when the migration fails for another reason
   */
  run(localValues: Readonly<Record<string, string>>): Promise<void>;
  /** Tries no more, and lets the file go. Resolves when nothing is under way. */
  stop(): Promise<void>;
}

export const createEmbeddedMigration = ({
  write,
  timeoutMs = 1000,
  pauseMs = 1000,
}: EmbeddedMigrationOptions): EmbeddedMigration => {
  const stopped = new AbortController();
  let retrying = Promise.resolve();
  let letGo = async (): Promise<void> => undefined;
  const attempt = async (url: string): Promise<'done' | Away> => {
    const outcome = await migrate(url, timeoutMs);
    if ('away' in outcome) return outcome;
    letGo = outcome.letGo;
    return 'done';
  };
  const retry = async (url: string): Promise<void> => {
    try {
      do await sleep(pauseMs, undefined, { signal: stopped.signal });
      while ((await attempt(url)) !== 'done');
      write('the database is there');
    } catch (error) {
      if (!stopped.signal.aborted) write(messageOf(error));
    }
  };
  return {
    async run({ DATABASE_URL = '' }) {
      const url = await urlAtHand(DATABASE_URL);
      if (!url.startsWith('sqlite:')) return;
      const outcome = await attempt(url);
      if (outcome === 'done') return;
      write(`${lineOf(outcome.away)}; what needs the database answers 503 until it is there`);
      retrying = retry(url);
    },
    async stop() {
      stopped.abort();
      await retrying;
      await letGo();
    },
  };
};

/** What a file says is read; that a file is away is told by the apps, which read it too. */
const urlAtHand = async (value: string): Promise<string> => {
  if (!value.startsWith('file:')) return value;
  try {
    const { DATABASE_URL } = readEnvironment({ DATABASE_URL: value }, databaseVariables);
    return await createResolver(DATABASE_URL, awsOnDemand({}))();
  } catch {
    return '';
  }
};

interface Away {
  readonly away: unknown;
}

/** @throws StartError when it fails for another reason than that the database is away */
const migrate = async (url: string, timeoutMs: number): Promise<Held | Away> => {
  try {
    const { openDatabase } = await import('@gatehouse/db');
    const database = openDatabase(url, { timeoutMs });
    return await migrateAndHold(database).catch(async (error: unknown) => {
      await database.close();
      throw error;
    });
  } catch (cause) {
    if (await isHeld(cause)) return { away: cause };
    throw new StartError([lineOf(cause)], { cause });
  }
};

interface Held {
  readonly letGo: () => Promise<void>;
}

/** Whatever is read keeps the file open, and the lock that belongs to that. */
const migrateAndHold = async (database: Database): Promise<Held> => {
  await database.migrate();
  await database.values.find('held');
  return { letGo: () => database.close() };
};

/** Held by somebody else, which passes; a path that cannot be opened, or is no database, is a wrong value. */
const isHeld = async (error: unknown): Promise<boolean> =>
  types.isNativeError(error) && (await import('@gatehouse/db/sqlite')).isBusy(error.cause);

const lineOf = (error: unknown): string => `DATABASE_URL: ${reasonOf(error)}`;

const reasonOf = (error: unknown): string => {
  const cause = types.isNativeError(error) ? error.cause : undefined;
  return cause === undefined ? messageOf(error) : `${messageOf(error)}: ${reasonOf(cause)}`;
};
