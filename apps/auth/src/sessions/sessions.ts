// The sessions of an account, for its owner to recognise and to end one of.
import { standingCaller, type CallerDeps } from '@gatehouse/accounts';
import type { Audit } from '@gatehouse/audit';
import type { SessionStore } from '@gatehouse/db';
import { GatehouseError } from '@gatehouse/errors';
import type { Principal } from '@gatehouse/http/principal';
import { stands, type Session } from '@gatehouse/sessions';

export interface ListSessionsDeps extends CallerDeps {
  readonly sessions: Pick<SessionStore, 'findById' | 'listByAccount'>;
}

/** The sessions that still stand, newest first. Throws `unauthorized`. */
export const listSessions = async (
  deps: ListSessionsDeps,
  principal: Principal,
): Promise<readonly Session[]> => {
  const caller = await standingCaller(deps, principal);
  const now = deps.now();
  const held = await deps.sessions.listByAccount(caller.id, now);
  return held.filter((session) => stands(session, caller, now));
};

export interface EndSessionDeps extends CallerDeps {
  readonly sessions: Pick<SessionStore, 'findById' | 'end'>;
  readonly audit: Audit;
}

/** Ends one session of the caller. Throws `unauthorized`; `not_found`, also for a stranger's session. */
export const endSession = async (
  deps: EndSessionDeps,
  { principal, id }: { readonly principal: Principal; readonly id: string },
): Promise<void> => {
  const caller = await standingCaller(deps, principal);
  const session = await deps.sessions.findById(id);
  if (session?.accountId !== caller.id) throw new GatehouseError('not_found');
  if ((await deps.sessions.end(session.familyDigest)) === null) throw new GatehouseError('not_found');
  await deps.audit({ event: 'session_ended', subject: caller.id, sid: id, why: 'ended_by_owner' });
};
