// Codes that are tried to complete a login: one count for an account over all its challenges, so that nobody buys more guesses by
// logging in again.
import type { Database } from '@gatehouse/db';
import { keysOf } from './counted-keys.ts';
import { countOne } from './counting.ts';
import type { Limit } from './limit.ts';
import { UNCOUNTED, type CountedAttempt } from './password-attempts.ts';

/** An account whose code is tried. */
export interface CodeAttempt {
  readonly accountId: string;
}

/**
 * Counts a code before it is looked at; a right one is taken back and resets nothing.
 * @throws GatehouseError `too_many_attempts`, with the time to wait
 */
export const countCodeAttempt = async (
  { store, limit }: { readonly store: Pick<Database, 'counters' | 'values'>; readonly limit: Limit },
  { accountId }: CodeAttempt,
): Promise<Pick<CountedAttempt, 'succeeded'>> => {
  if (limit === null) return UNCOUNTED;
  const keyOf = await keysOf(store.values);
  return countOne(store.counters, { key: keyOf('code', accountId), limit });
};
