// The admin who calls, after all that is asked of one before an act on somebody's account.
import type { Account } from '@gatehouse/db';
import type { Principal } from '@gatehouse/http/principal';
import { requireAdmin, requireRecentLogin, standingCaller, type CallerDeps } from './caller.ts';

/** Throws `unauthorized` when the caller's session has ended, and `forbidden` without the admin role. */
export const adminCaller = async (deps: CallerDeps, principal: Principal): Promise<Account> => {
  const caller = await standingCaller(deps, principal);
  requireAdmin(caller);
  return caller;
};

export interface RecentDeps extends CallerDeps {
  readonly reauthenticationSeconds: number;
}

/** The same, soon after a login; throws `reauthentication_required` too. */
export const recentAdminCaller = async (deps: RecentDeps, principal: Principal): Promise<Account> => {
  const caller = await adminCaller(deps, principal);
  requireRecentLogin(principal, { now: deps.now(), withinSeconds: deps.reauthenticationSeconds });
  return caller;
};
