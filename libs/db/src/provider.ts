// The database that a configuration names, as it is now; an entry of its own, for whoever reads a configuration at all.
import { createReferenceProvider, type Provider, type ReferenceProviderOptions } from '@gatehouse/config';
import { timeLeftMs } from '@gatehouse/deadline';
import { inTime } from './deadline.ts';
import { openDatabase } from './open.ts';
import type { DatabaseOptions } from './options.ts';
import { assertUsableDatabase } from './usable.ts';
import type { Database } from './ports.ts';

export type DatabaseProviderOptions = Omit<ReferenceProviderOptions<Database>, 'parse'> &
  Pick<DatabaseOptions, 'onNotice'>;

/**
 * The database behind the URL that `reference` stands for. Opening touches nothing, so that one that is away fails no start;
 * another URL, after a rotation, opens another database. A URL that its driver refuses gives no value, so that after a
 * rotation to such a one the last good one goes on. A request waits for a URL no longer than it has time left.
 */
export const createDatabaseProvider = ({
  onNotice,
  ...options
}: DatabaseProviderOptions): Provider<Database> => {
  const databases = createReferenceProvider({
    ...options,
    parse: async (url) => {
      await assertUsableDatabase(url);
      return openDatabase(url, onNotice && { onNotice });
    },
  });
  return { current: () => inTime(timeLeftMs(Infinity), databases.current()) };
};
