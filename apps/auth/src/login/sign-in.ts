// The end of every login: a new session, its first tokens, and the event.
import type { Audit } from '@gatehouse/audit';
import type { Account, SessionStore } from '@gatehouse/db';
import { openSession, type SessionLifetimes } from '@gatehouse/sessions';
import { issueTokens, type IssueDeps, type IssuedTokens } from '../issue-tokens.ts';
import { endSurplus } from './end-surplus.ts';

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

/** Tokens of a new session. Beyond the most that an account keeps, the oldest sessions end. */
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
