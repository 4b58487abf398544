// Reading one account: oneself, or any for an admin.
import { GatehouseError } from '@gatehouse/errors';
import type { Principal } from '@gatehouse/http/principal';
import { requireAdmin, standingCaller, type CallerDeps } from '@gatehouse/accounts';
import { seenBy, type SeenUser } from '../present-user.ts';

/**
 * The account with this id. Throws `unauthorized` when the caller's session has ended, `forbidden` for another's account
 * without the admin role (whether it exists is not told), `not_found` for an admin.
 */
export const getUser = async (
  deps: CallerDeps,
  { principal, id }: { readonly principal: Principal; readonly id: string },
): Promise<SeenUser> => {
  const caller = await standingCaller(deps, principal);
  if (id === caller.id) return seenBy(caller, caller);
  requireAdmin(caller);
  const user = await deps.users.findById(id);
  if (user === null) throw new GatehouseError('not_found');
  return seenBy(caller, user);
};
