// Signing in with email and password: a wrong one, an unknown email and a disabled account are one answer at one cost.
import { renewHash, type Refusals } from '@gatehouse/accounts';
import type { Refusal } from '@gatehouse/audit';
import type { Account, UserStore, ValueStore } from '@gatehouse/db';
import { GatehouseError } from '@gatehouse/errors';
import { hasFactor } from '@gatehouse/factors';
import type { PasswordHasher } from '@gatehouse/hashing';
import { countAttempt, type CountingDeps } from '../count-attempt.ts';
import type { IssuedTokens } from '../issue-tokens.ts';
import { challenge, type ChallengeDeps } from './challenge.ts';
import { signIn, type SignInDeps } from './sign-in.ts';

export interface LoginDeps extends SignInDeps, ChallengeDeps, CountingDeps {
  readonly users: Pick<UserStore, 'findByEmail' | 'rehash'>;
  readonly values: Pick<ValueStore, 'add'>;
  readonly passwords: Pick<PasswordHasher, 'rehash' | 'verify' | 'verifyNothing' | 'needsRehash'>;
  readonly refusals: Refusals;
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
  const account = await deps.refusals.evenly(() => authenticate(deps, input));
  await renewHash(deps, account, input.password);
  if (hasFactor(account.factors)) return challenge(deps, account, attempt);
  const { email, userAgent, address } = input;
  const tokens = await signIn(deps, { account, amr: ['pwd'], email, userAgent, address });
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
