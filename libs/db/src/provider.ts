// The database that a configuration names, as it is now; an entry of its own, for whoever reads a configuration at all.
import { createReferenceProvider, type Provider, type ReferenceProviderOptions } from '@gatehouse/config';
import { openDatabase } from './open.ts';
import { assertUsableDatabase } from './usable.ts';
import type { Database } from './ports.ts';

/**
 * The database behind the URL that `reference` stands for. Opening touches nothing, so that one that is away fails no start;
 * another URL, after a rotation, opens another database. A URL that its driver refuses gives no value, so that after a
 * rotation to such a one the last good one goes on.
 */
export const createDatabaseProvider = (
  options: Omit<ReferenceProviderOptions<Database>, 'parse'>,
): Provider<Database> =>
  createReferenceProvider({
    ...options,
    parse: async (url) => {
      await assertUsableDatabase(url);
      return openDatabase(url);
    },
  });
