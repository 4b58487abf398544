// Signing in with email and password: a wrong one, an unknown email and a disabled account are one answer at one cost.
import { renewHash, type Refusals } from '@gatehouse/accounts';
import type { Refusal } from '@gatehouse/audit';
import type { Account, SessionStore, UserStore, ValueStore } from '@gatehouse/db';
import { GatehouseError } from '@gatehouse/errors';
import type { PasswordHasher } from '@gatehouse/hashing';
import {
  openSession,
  surplusOf,
  type RefreshToken,
  type Session,
  type SessionLifetimes,
} from '@gatehouse/sessions';
import { countAttempt, type CountingDeps } from '../count-attempt.ts';
import { issueTokens, type IssueDeps, type IssuedTokens } from '../issue-tokens.ts';

export interface LoginDeps extends IssueDeps, CountingDeps {
  readonly users: Pick<UserStore, 'findByEmail' | 'rehash'>;
  readonly values: Pick<ValueStore, 'add'>;
  readonly sessions: Pick<SessionStore, 'insert' | 'listByAccount' | 'end'>;
  readonly passwords: Pick<PasswordHasher, 'rehash' | 'verify' | 'verifyNothing' | 'needsRehash'>;
  readonly refusals: Refusals;
  readonly lifetimes: SessionLifetimes;
  readonly newId: () => string;
  readonly now: () => Date;
}

export interface LoginInput {
  readonly email: string;
  readonly password: string;
  readonly userAgent: string;
  readonly address: string;
}

/** Tokens of a new session. Throws `invalid_credentials`, whatever was wrong (ASVS 6.3.8), and `too_many_attempts`. */
export const login = async (deps: LoginDeps, input: LoginInput): Promise<IssuedTokens> => {
  const attempt = await countAttempt(deps, input, () => accountOf(deps, input));
  const account = await deps.refusals.evenly(() => authenticate(deps, input));
  await renewHash(deps, account, input.password);
  const { session, token } = await open(deps, account, input);
  const tokens = await issueTokens(deps, { account, session, refreshToken: token, now: session.createdAt });
  const { id } = account;
  await deps.audit({ event: 'login_succeeded', subject: id, actor: id, sid: session.id, email: input.email });
  await attempt.succeeded();
  return tokens;
};

/** The account is read before the password is verified: its epoch is that of whoever knew the password then. */
const authenticate = async (
  { users, passwords, audit }: LoginDeps,
  { email, password }: LoginInput,
): Promise<Account> => {
  const account = await users.findByEmail(email.toLowerCase());
  const verified =
    account === null
      ? await passwords.verifyNothing(password)
      : await passwords.verify(password, account.passwordHash);
  if (account !== null && verified && !account.disabled) return account;
  const why = refusalOf(account, verified);
  await audit({ event: 'login_failed', subject: account?.id ?? null, why, email });
  throw new GatehouseError('invalid_credentials');
};

/** For the audit line alone, also where the store does not say. */
const accountOf = async ({ users }: LoginDeps, { email }: LoginInput) => {
  const account = await users.findByEmail(email.toLowerCase()).catch(() => null);
  return { subject: account?.id ?? null, email };
};

/** For the audit line alone: no answer tells it. */
const refusalOf = (account: Account | null, verified: boolean): Refusal => {
  if (account === null) return 'unknown_account';
  return verified ? 'disabled' : 'wrong_password';
};

const open = async (
  { sessions, lifetimes, audit, newId, now }: LoginDeps,
  { id: accountId, epoch }: Account,
  { userAgent, address }: LoginInput,
): Promise<{ readonly session: Session; readonly token: RefreshToken }> => {
  const signIn = { id: newId(), accountId, epoch, amr: ['pwd'], userAgent, address };
  const opened = openSession(signIn, { now: now(), lifetimes });
  await sessions.insert(opened.session);
  await endSurplus({ sessions, audit }, opened.session).catch(() => undefined);
  return opened;
};

/** Housekeeping: the session is open by now, and what is left over goes with the next login. */
const endSurplus = async (
  { sessions, audit }: Pick<LoginDeps, 'sessions' | 'audit'>,
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
