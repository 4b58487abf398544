// Disabling and enabling accounts, for admins.
import { recentAdminCaller, type RecentDeps } from '@gatehouse/accounts';
import { disableAccount, enableAccount, type DisableDeps } from '@gatehouse/accounts/acts';
import { GatehouseError } from '@gatehouse/errors';
import type { Principal } from '@gatehouse/http/principal';
import { seenBy, type SeenUser } from '../present-user.ts';

export interface SetDisabledDeps extends RecentDeps, DisableDeps {
  readonly users: RecentDeps['users'] & DisableDeps['users'];
  readonly sessions: RecentDeps['sessions'] & DisableDeps['sessions'];
}

export interface SetDisabledInput {
  readonly principal: Principal;
  readonly id: string;
  readonly disabled: boolean;
}

/** The account as it is then. Throws `unauthorized`, `forbidden`, `reauthentication_required`, `not_found`, `last_admin`. */
export const setDisabledAsAdmin = async (
  deps: SetDisabledDeps,
  { principal, id, disabled }: SetDisabledInput,
): Promise<SeenUser> => {
  const caller = await recentAdminCaller(deps, principal);
  const user = await (disabled ? disableAccount : enableAccount)(deps, { id });
  if (user === null) throw new GatehouseError('not_found');
  return seenBy(caller, user);
};
