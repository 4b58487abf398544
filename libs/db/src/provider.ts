// The database that a configuration names, as it is now; an entry of its own, for whoever reads a configuration at all.
import {
  createReferenceProvider,
  parseDatabaseUrl,
  type Provider,
  type ReferenceProviderOptions,
} from '@gatehouse/config';
import { timeLeftMs } from '@gatehouse/deadline';
import { inTime } from './deadline.ts';
import { openDatabase } from './open.ts';
import type { DatabaseOptions } from './options.ts';
import { createRetirable, type RetirableDatabase } from './retirable.ts';
import { assertUsableDatabase } from './usable.ts';
import type { Database } from './ports.ts';

export type DatabaseProviderOptions = Omit<ReferenceProviderOptions<Database>, 'parse'> &
  Pick<DatabaseOptions, 'onNotice'>;

export interface DatabaseProvider extends Provider<Database> {
  /**
   * Connects before the first request asks for it, so that its five seconds are not spent on a handshake. Waits for nothing: a database
   * that is away fails no start, and is looked for again by the first call. A file is left alone, since it may be made just now, a
   * table, which has no connection, and a URL that is not at hand.
   */
  readonly connectEarly: () => void;
}

/**
 * The database behind the URL that `reference` stands for. Opening touches nothing, so that one that is away fails no start;
 * another URL, after a rotation, opens another database. A URL that its driver refuses gives no value, so that after a
 * rotation to such a one the last good one goes on. A request waits for a URL no longer than it has time left, and keeps the
 * database that it got until its end: one whose URL has been replaced is closed when its last call and its last request are done.
 */
export const createDatabaseProvider = ({
  onNotice,
  ...options
}: DatabaseProviderOptions): DatabaseProvider => {
  const opened = new WeakMap<Database, RetirableDatabase>();
  const servers = new WeakSet<Database>();
  let last: RetirableDatabase | undefined;
  const databases = createReferenceProvider({
    ...options,
    parse: async (url) => {
      await assertUsableDatabase(url);
      last?.retire();
      last = createRetirable(() => openDatabase(url, onNotice && { onNotice }));
      opened.set(last.database, last);
      if (parseDatabaseUrl(url).store === 'mongodb') servers.add(last.database);
      return last.database;
    },
  });
  return {
    current: async () => {
      const database = await inTime(timeLeftMs(Infinity), databases.current());
      opened.get(database)?.hold();
      return database;
    },
    connectEarly: () => {
      if (!['in-place', 'file'].includes(options.reference.from)) return;
      const connected = databases.current().then((database) => {
        return servers.has(database) ? database.values.find(ANY_NAME) : null;
      });
      connected.catch(() => undefined);
    },
  };
};

/** The least that can be asked of a database. */
const ANY_NAME = 'connected';
