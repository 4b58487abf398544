// Ending every session of an account, those in flight included, by one write to the account.
import { standingCaller, type CallerDeps } from '@gatehouse/accounts';
import type { SessionStore, UserStore } from '@gatehouse/db';
import { GatehouseError } from '@gatehouse/errors';
import type { Principal } from '@gatehouse/http/principal';

export interface LogoutAllDeps extends CallerDeps {
  readonly users: Pick<UserStore, 'findById' | 'raiseEpoch'>;
  readonly sessions: Pick<SessionStore, 'findById' | 'dropEndedOf'>;
}

/** Raises the account's epoch. Throws `unauthorized`. Sweeping up after is housekeeping. */
export const logoutAll = async (deps: LogoutAllDeps, principal: Principal): Promise<void> => {
  const { id } = await standingCaller(deps, principal);
  const account = await deps.users.raiseEpoch(id);
  if (account === null) throw new GatehouseError('unauthorized');
  await deps.sessions.dropEndedOf(account.id, account.epoch).catch(() => undefined);
};
