// Ending every session of an account, those in flight included, by one write to the account.
import { standingCaller, sweepEnded, type CallerDeps, type SweepDeps } from '@gatehouse/accounts';
import type { UserStore } from '@gatehouse/db';
import { GatehouseError } from '@gatehouse/errors';
import type { Principal } from '@gatehouse/http/principal';

export interface LogoutAllDeps extends CallerDeps, SweepDeps {
  readonly users: Pick<UserStore, 'findById' | 'raiseEpoch'>;
  readonly sessions: CallerDeps['sessions'] & SweepDeps['sessions'];
}

/** Raises the account's epoch. Throws `unauthorized`. Sweeping up after is housekeeping. */
export const logoutAll = async (deps: LogoutAllDeps, principal: Principal): Promise<void> => {
  const { id } = await standingCaller(deps, principal);
  const account = await deps.users.raiseEpoch(id);
  if (account === null) throw new GatehouseError('unauthorized');
  await sweepEnded(deps, { accountId: id, epoch: account.epoch, why: 'logout_all' });
};
