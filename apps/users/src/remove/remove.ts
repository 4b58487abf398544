// Erasing an account: by oneself or an admin, soon after a login.
import { requireAdmin, requireRecentLogin, standingCaller, type RecentDeps } from '@gatehouse/accounts';
import { eraseAccount, type EraseDeps } from '@gatehouse/accounts/acts';
import { GatehouseError } from '@gatehouse/errors';
import type { Principal } from '@gatehouse/http/principal';

export interface RemoveDeps extends RecentDeps, EraseDeps {
  readonly users: RecentDeps['users'] & EraseDeps['users'];
  readonly sessions: RecentDeps['sessions'] & EraseDeps['sessions'];
}

/**
 * Erases the account with all that is kept about it. Throws `unauthorized` when the caller's session has ended, `forbidden`,
 * `reauthentication_required`, `not_found` for an admin, `last_admin`.
 */
export const removeUser = async (
  deps: RemoveDeps,
  { principal, id }: { readonly principal: Principal; readonly id: string },
): Promise<void> => {
  const caller = await standingCaller(deps, principal);
  const self = id === caller.id;
  if (!self) requireAdmin(caller);
  requireRecentLogin(principal, { now: deps.now(), withinSeconds: deps.reauthenticationSeconds });
  if (!(await eraseAccount(deps, { id }))) throw new GatehouseError(self ? 'unauthorized' : 'not_found');
};
