// Who calls, as the store knows them now: every guarded use case starts here, whatever a token still says.
import type { Account, SessionStore, UserStore } from '@gatehouse/db';
import { GatehouseError } from '@gatehouse/errors';
import type { Principal } from '@gatehouse/http/principal';
import { CLOCK_SKEW_SECONDS, stands } from '@gatehouse/sessions';

/** What it takes to know the caller; every guarded use case has these among its own. */
export interface CallerDeps {
  readonly users: Pick<UserStore, 'findById'>;
  readonly sessions: Pick<SessionStore, 'findById'>;
  readonly now: () => Date;
}

/**
 * The caller's account. Throws `unauthorized` when it is gone or disabled, or when the session of the token has ended:
 * a token outlives neither (ASVS 7.4.1). Two indexed reads, side by side.
 */
export const standingCaller = async (
  { users, sessions, now }: CallerDeps,
  { subject, sessionId }: Principal,
): Promise<Account> => {
  const [account, session] = await Promise.all([users.findById(subject), sessions.findById(sessionId)]);
  if (account === null || session?.accountId !== account.id || !stands(session, account, now())) {
    throw new GatehouseError('unauthorized', { reason: 'the session has ended' });
  }
  return account;
};

/** Whether the account holds the admin role at this moment, whatever the token was issued with. */
export const isAdmin = ({ roles }: Pick<Account, 'roles'>): boolean => roles.includes('admin');

/** Throws `forbidden` unless it does. */
export const requireAdmin = (account: Account): void => {
  if (!isAdmin(account)) throw new GatehouseError('forbidden');
};

/**
 * Throws `reauthentication_required` unless the login is at most `withinSeconds` old (ASVS 7.5.1). One that lies ahead was
 * before the clock was set back, and nobody knows how old it is.
 */
export const requireRecentLogin = (
  { authenticatedAt }: Principal,
  { now, withinSeconds }: { readonly now: Date; readonly withinSeconds: number },
): void => {
  const ageSeconds = (now.getTime() - authenticatedAt.getTime()) / 1000;
  if (ageSeconds < -CLOCK_SKEW_SECONDS || ageSeconds > withinSeconds) {
    throw new GatehouseError('reauthentication_required');
  }
};
