// The end of every login: a new session, its first tokens, and the event.
import type { Audit } from '@gatehouse/audit';
import type { Account, SessionStore } from '@gatehouse/db';
import { openSession, surplusOf, type Session, type SessionLifetimes } from '@gatehouse/sessions';
import { issueTokens, type IssueDeps, type IssuedTokens } from '../issue-tokens.ts';

export interface SignInDeps extends IssueDeps {
  readonly sessions: Pick<SessionStore, 'insert' | 'listByAccount' | 'end'>;
  readonly lifetimes: SessionLifetimes;
  readonly audit: Audit;
  readonly newId: () => string;
  readonly now: () => Date;
}

export interface SignIn {
  /** As read before what was given was verified: its epoch is that of whoever knew it then. */
  readonly account: Account;
  /** What was given (RFC 8176), in the order of the contract. */
  readonly amr: readonly string[];
  /** As it was given, for the event; the account's own where none was. */
  readonly email: string;
  readonly userAgent: string;
  readonly address: string;
}

/** Tokens of a new session. A session beyond the most that an account keeps ends the oldest. */
export const signIn = async (
  deps: SignInDeps,
  { account, amr, email, userAgent, address }: SignIn,
): Promise<IssuedTokens> => {
  const { id: accountId, epoch } = account;
  const { newId, now, lifetimes, sessions, audit } = deps;
  const opening = { id: newId(), accountId, epoch, amr, userAgent, address };
  const { session, token } = openSession(opening, { now: now(), lifetimes });
  await sessions.insert(session);
  await endSurplus(deps, session).catch(() => undefined);
  const tokens = await issueTokens(deps, { account, session, refreshToken: token, now: session.createdAt });
  await audit({ event: 'login_succeeded', subject: accountId, actor: accountId, sid: session.id, email });
  return tokens;
};

/** Housekeeping: the session is open by now, and what is left over goes with the next login. */
const endSurplus = async (
  { sessions, audit }: Pick<SignInDeps, 'sessions' | 'audit'>,
  opened: Session,
): Promise<void> => {
  const { accountId, createdAt } = opened;
  const endOne = async ({ familyDigest, id: sid }: Session): Promise<void> => {
    const ended = await sessions.end(familyDigest);
    if (ended !== null)
      await audit({ event: 'session_ended', subject: accountId, actor: accountId, sid, why: 'limit' });
  };
  const held = await sessions.listByAccount(accountId, createdAt);
  // First whatever the times say: after a clock was set back, the others may seem newer.
  const newestFirst = [opened, ...held.filter(({ id }) => id !== opened.id)];
  await Promise.all(surplusOf(newestFirst).map(endOne));
};
