// The events of one account among all: what happened to it, what it did, and what was tried with its email.
import { accountKeyOf } from '@gatehouse/audit';
import type { Database } from '@gatehouse/db';
import type { ReadEvent } from './read-events.ts';

type Stores = {
  readonly users: Pick<Database['users'], 'findByEmail'>;
  readonly values: Pick<Database['values'], 'keep'>;
};

/**
 * The events that concern the account of `email`. It may be gone by now, or never have been there: the lines that carry the key
 * of its email name its id. Throws `store_unavailable`.
 */
export const eventsOfAccount = async (
  { users, values }: Stores,
  events: readonly ReadEvent[],
  email: string,
): Promise<readonly ReadEvent[]> => {
  const key = await accountKeyOf(values, email);
  const account = await users.findByEmail(email.toLowerCase());
  const named = events.filter(({ line }) => line.account_key === key).map(({ line }) => line.subject);
  const ids = new Set([account?.id, ...named].filter((id) => typeof id === 'string'));
  const isOfIt = (id: string | null): boolean => id !== null && ids.has(id);
  return events.filter(({ line }) => line.account_key === key || isOfIt(line.subject) || isOfIt(line.actor));
};
