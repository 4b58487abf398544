// The database that a configuration names, as it is now; an entry of its own, for whoever reads a configuration at all.
import { createReferenceProvider, type Provider, type ReferenceProviderOptions } from '@gatehouse/config';
import { openDatabase } from './open.ts';
import type { Database } from './ports.ts';

/**
 * The database behind the URL that `reference` stands for. Opening touches nothing, so that one that is away fails no start;
 * another URL, after a rotation, opens another database.
 */
export const createDatabaseProvider = (
  options: Omit<ReferenceProviderOptions<Database>, 'parse'>,
): Provider<Database> => createReferenceProvider({ ...options, parse: (url) => openDatabase(url) });
