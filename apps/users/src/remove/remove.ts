// Deleting an account: by oneself or an admin, soon after a login. Its sessions end with it, in the same write.
import type { UserStore, ValueStore } from '@gatehouse/db';
import { GatehouseError } from '@gatehouse/errors';
import type { Principal } from '@gatehouse/http/principal';
import {
  countGone,
  requireAdmin,
  requireRecentLogin,
  standingCaller,
  sweepEnded,
  type CallerDeps,
  type SweepDeps,
} from '@gatehouse/accounts';

export interface RemoveDeps extends CallerDeps, SweepDeps {
  readonly users: Pick<UserStore, 'findById' | 'remove'>;
  readonly values: Pick<ValueStore, 'add'>;
  readonly sessions: CallerDeps['sessions'] & SweepDeps['sessions'];
  readonly reauthenticationSeconds: number;
}

/**
 * Deletes the account. Throws `unauthorized` when the caller's session has ended, `forbidden`, `reauthentication_required`,
 * `not_found` for an admin. A session counts only while its account is there, so sweeping them up is housekeeping:
 * when that fails, the account is gone all the same and the answer says so.
 */
export const removeUser = async (
  deps: RemoveDeps,
  { principal, id }: { readonly principal: Principal; readonly id: string },
): Promise<void> => {
  const caller = await standingCaller(deps, principal);
  const self = id === caller.id;
  if (!self) requireAdmin(caller);
  requireRecentLogin(principal, { now: deps.now(), withinSeconds: deps.reauthenticationSeconds });
  const account = self ? caller : await deps.users.findById(id);
  if (account === null || !(await deps.users.remove(id)))
    throw new GatehouseError(self ? 'unauthorized' : 'not_found');
  await deps.audit({ event: 'account_removed', subject: id });
  await countGone(deps.values, account.passwordHash);
  await sweepEnded(deps, { accountId: id, epoch: Number.MAX_SAFE_INTEGER, why: 'removed' });
};
