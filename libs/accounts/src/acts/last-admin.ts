// The last admin stays. There is no transaction over two accounts, so whoever takes an admin away has another one vouch first that
// he stays, and then changes the account only if that has not vouched itself since it was read: of two who go at once, one stays.
import { setTimeout } from 'node:timers/promises';
import type { Account, UserStore } from '@gatehouse/db';
import { GatehouseError } from '@gatehouse/errors';
import { isAdmin } from '../caller.ts';

export interface LastAdminDeps {
  readonly users: Pick<UserStore, 'findById' | 'vouch'>;
  /** Waits before the next attempt. Default: longer from attempt to attempt, by chance. */
  readonly pause?: (attempt: number) => Promise<unknown>;
}

/** Whether the account counts as an admin who is there. */
export const isStandingAdmin = (account: Account): boolean => isAdmin(account) && !account.disabled;

/**
 * Makes a write after which the account may be no admin who is there, or be gone. `write` is given the account as it was read, has
 * to carry its `vouches`, also where it is no admin yet, and gives null when that is not the account's any more: then it is
 * read again. Null when there is no such account.
 * Throws `last_admin`, before anything is written, and `store_unavailable` when others keep getting in between.
 */
export const leavingAnAdmin = async <Done>(
  { users, pause = pauseByChance }: LastAdminDeps,
  id: string,
  write: (read: Account) => Promise<Done | null>,
): Promise<Done | null> => {
  for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
    const account = await users.findById(id);
    if (account === null) return null;
    if (isStandingAdmin(account) && !(await users.vouch(id))) throw new GatehouseError('last_admin');
    const done = await write(account);
    if (done !== null) return done;
    await pause(attempt);
  }
  throw new GatehouseError('store_unavailable', {
    reason: 'admins who were to go kept vouching for each other',
    retryAfterSeconds: 1,
  });
};

const ATTEMPTS = 16;
const LONGEST_PAUSE_MS = 1000;

/**
 * Two who vouched for each other must not meet again, so that each waits for a time of its own. It doubles until many at once take less
 * time for their attempts than they wait between them, on a store that is slow too: then one of them is alone for once.
 */
export const pauseMsFor = (attempt: number, random: () => number = Math.random): number =>
  random() * Math.min(LONGEST_PAUSE_MS, 4 * 2 ** attempt);

const pauseByChance = (attempt: number): Promise<unknown> => setTimeout(pauseMsFor(attempt));
