// Signing in with email and password: a wrong one, an unknown email and a disabled account are one answer at one cost. Where there is
// an old system, whoever has no account yet may come over from it.
import { renewHash, type Refusals } from '@gatehouse/accounts';
import type { Refusal } from '@gatehouse/audit';
import type { Account, UserStore, ValueStore } from '@gatehouse/db';
import { GatehouseError } from '@gatehouse/errors';
import { hasFactor } from '@gatehouse/factors';
import type { PasswordHasher } from '@gatehouse/hashing';
import { countAttempt, type CountingDeps } from '../count-attempt.ts';
import type { IssuedTokens } from '../issue-tokens.ts';
import type { ComeOver } from '../legacy-login/come-over.ts';
import { leftToAnswerMs } from '../legacy-login/refused-after.ts';
import { challenge, type ChallengeDeps } from './challenge.ts';
import { signIn, type SignInDeps } from './sign-in.ts';

export interface LoginDeps extends SignInDeps, ChallengeDeps, CountingDeps {
  readonly users: Pick<UserStore, 'findByEmail' | 'rehash'>;
  readonly values: Pick<ValueStore, 'add'>;
  readonly passwords: Pick<PasswordHasher, 'rehash' | 'verify' | 'verifyNothing' | 'needsRehash'>;
  readonly refusals: Refusals;
  /** Null where no old system is asked. */
  readonly comeOver: ComeOver | null;
}

export interface LoginInput {
  readonly email: string;
  readonly password: string;
  readonly userAgent: string;
  readonly address: string;
}

/**
 * Tokens of a new session. Throws `invalid_credentials`, whatever was wrong (ASVS 6.3.8), `too_many_attempts`, and where the password
 * is right and the account has a second factor, `second_factor_required` with what goes on from there.
 */
export const login = async (deps: LoginDeps, input: LoginInput): Promise<IssuedTokens> => {
  const attempt = await countAttempt(deps, input, () => accountOf(deps, input));
  const account = await deps.refusals.evenly((elapsedMs) => authenticate(deps, input, elapsedMs));
  await renewHash(deps, account, input.password);
  if (hasFactor(account.factors)) return challenge(deps, account, attempt);
  const { email, userAgent, address } = input;
  const tokens = await signIn(deps, { account, amr: ['pwd'], email, userAgent, address });
  await attempt.succeeded();
  return tokens;
};

/** The account is read before the password is verified: its epoch is that of whoever knew the password then. */
const authenticate = async (
  deps: LoginDeps,
  input: LoginInput,
  elapsedMs: () => number,
): Promise<Account> => {
  const email = input.email.toLowerCase();
  const account = await deps.users.findByEmail(email);
  if (account !== null) return admit(deps, input, account);
  await deps.passwords.verifyNothing(input.password);
  const { password } = input;
  const arrival = (await deps.comeOver?.({ email, password }, leftToAnswerMs(elapsedMs()))) ?? null;
  if (arrival === null) return refuse(deps, input, null, 'unknown_account');
  return arrival.isNew ? arrival.account : admit(deps, input, arrival.account);
};

/** The account whose password this is, if it may sign in. */
const admit = async (deps: LoginDeps, input: LoginInput, account: Account): Promise<Account> => {
  const verified = await deps.passwords.verify(input.password, account.passwordHash);
  if (verified && !account.disabled) return account;
  return refuse(deps, input, account.id, verified ? 'disabled' : 'wrong_password');
};

/** Why is for the audit line alone: no answer tells it. */
const refuse = async (
  { audit }: LoginDeps,
  { email }: LoginInput,
  subject: string | null,
  why: Refusal,
): Promise<never> => {
  await audit({ event: 'login_failed', subject, why, email });
  throw new GatehouseError('invalid_credentials');
};

/** For the audit line alone, also where the store does not say. */
const accountOf = async ({ users }: LoginDeps, { email }: LoginInput) => {
  const account = await users.findByEmail(email.toLowerCase()).catch(() => null);
  return { subject: account?.id ?? null, email };
};
