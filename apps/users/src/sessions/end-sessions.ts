// Ending all sessions of an account, for admins.
import { adminCaller, type CallerDeps } from '@gatehouse/accounts';
import { endSessionsOf, type EndSessionsDeps } from '@gatehouse/accounts/acts';
import { GatehouseError } from '@gatehouse/errors';
import type { Principal } from '@gatehouse/http/principal';

export interface EndSessionsAsAdminDeps extends CallerDeps, EndSessionsDeps {
  readonly users: CallerDeps['users'] & EndSessionsDeps['users'];
  readonly sessions: CallerDeps['sessions'] & EndSessionsDeps['sessions'];
}

/** Throws `unauthorized`, `forbidden`, `not_found`. */
export const endSessionsAsAdmin = async (
  deps: EndSessionsAsAdminDeps,
  { principal, id }: { readonly principal: Principal; readonly id: string },
): Promise<void> => {
  await adminCaller(deps, principal);
  if ((await endSessionsOf(deps, id)) === null) throw new GatehouseError('not_found');
};
