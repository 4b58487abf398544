// How many mails an address gets because somebody typed it in: whoever does so has not signed in as its owner.
import type { Database } from '@gatehouse/db';
import { accountOf, keysOf } from './counted-keys.ts';
import { count } from './counting.ts';
import type { Limit } from './limit.ts';

/** Counts a mail to this email, alike for one that nobody has; whether it may be sent. */
export const countRequestedMail = async (
  { store, limit }: { readonly store: Pick<Database, 'counters' | 'values'>; readonly limit: Limit },
  { email }: { readonly email: string },
): Promise<boolean> => {
  if (limit === null) return true;
  const keyOf = await keysOf(store.values);
  return (await count(store.counters, { key: keyOf('mail', accountOf(email)), limit })) === null;
};
