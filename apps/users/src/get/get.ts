// Reading one account: oneself, or any for an admin.
import type { User, UserStore } from '@gatehouse/db';
import { GatehouseError } from '@gatehouse/errors';
import type { Principal } from '@gatehouse/http/principal';
import { requireAdmin, standingCaller } from '@gatehouse/accounts';

export interface GetDeps {
  readonly users: Pick<UserStore, 'findById'>;
}

/**
 * The account with this id. Throws `unauthorized` when the caller's own is gone, `forbidden` for another's account
 * without the admin role (whether it exists is not told), `not_found` for an admin.
 */
export const getUser = async (
  { users }: GetDeps,
  { principal, id }: { readonly principal: Principal; readonly id: string },
): Promise<User> => {
  const caller = await standingCaller(users, principal);
  if (id === caller.id) return caller;
  requireAdmin(caller);
  const user = await users.findById(id);
  if (user === null) throw new GatehouseError('not_found');
  return user;
};
