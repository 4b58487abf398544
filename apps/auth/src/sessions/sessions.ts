// The sessions of an account, for its owner to recognise and to end one of.
import type { SessionStore, UserStore } from '@gatehouse/db';
import { GatehouseError } from '@gatehouse/errors';
import type { Principal } from '@gatehouse/http/principal';
import { stands, type Session } from '@gatehouse/sessions';
import { standingCaller } from '@gatehouse/accounts';

export interface ListSessionsDeps {
  readonly users: Pick<UserStore, 'findById'>;
  readonly sessions: Pick<SessionStore, 'listByAccount'>;
  readonly now: () => Date;
}

/** The sessions that still stand, newest first. Throws `unauthorized` when the account is gone. */
export const listSessions = async (
  deps: ListSessionsDeps,
  principal: Principal,
): Promise<readonly Session[]> => {
  const caller = await standingCaller(deps.users, principal);
  const now = deps.now();
  const held = await deps.sessions.listByAccount(caller.id, now);
  return held.filter((session) => stands(session, caller, now));
};

export interface EndSessionDeps {
  readonly users: Pick<UserStore, 'findById'>;
  readonly sessions: Pick<SessionStore, 'findById' | 'end'>;
}

/** Ends one session of the caller. Throws `unauthorized`; `not_found`, also for a stranger's session. */
export const endSession = async (
  { users, sessions }: EndSessionDeps,
  { principal, id }: { readonly principal: Principal; readonly id: string },
): Promise<void> => {
  const caller = await standingCaller(users, principal);
  const session = await sessions.findById(id);
  if (session?.accountId !== caller.id) throw new GatehouseError('not_found');
  if (!(await sessions.end(session.familyDigest))) throw new GatehouseError('not_found');
};
