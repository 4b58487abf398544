// The last admin stays. There is no transaction over two accounts, so before an admin is taken away another admin's account is made
// to vouch that it stays. Then the account is changed, unless it has vouched itself since it was read: of two that go at once, one stays.
import type { Account, UserStore } from '@gatehouse/db';
import { GatehouseError } from '@gatehouse/errors';
import { isAdmin } from '../caller.ts';
import { untilWon, type Contest } from '../until-won.ts';

export interface LastAdminDeps {
  readonly users: Pick<UserStore, 'findById' | 'vouch'>;
  readonly pause?: Contest['pause'];
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
  { users, pause }: LastAdminDeps,
  id: string,
  write: (read: Account) => Promise<Done | null>,
): Promise<Done | null> => {
  const { done } = await untilWon(
    async () => {
      const account = await users.findById(id);
      if (account === null) return { done: null };
      if (isStandingAdmin(account) && !(await users.vouch(id))) throw new GatehouseError('last_admin');
      const done = await write(account);
      return done === null ? null : { done };
    },
    { pause, reason: 'admins who were to go kept vouching for each other' },
  );
  return done;
};
