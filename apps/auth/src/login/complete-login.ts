// Completing a login whose password was right: a try of its challenge, the second factor, and then the session.
import { untilWon } from '@gatehouse/accounts';
import type { TriedFactor } from '@gatehouse/audit';
import type { Account, OneTimeTokenStore, UserStore } from '@gatehouse/db';
import { GatehouseError } from '@gatehouse/errors';
import type { Factors } from '@gatehouse/factors';
import type { LoginLimits } from '@gatehouse/limits';
import type { IssuedTokens } from '../issue-tokens.ts';
import { tryChallenge, type HeldChallenge } from './challenge.ts';
import { refuseFactor } from './refuse-factor.ts';
import { signIn, type SignInDeps } from './sign-in.ts';

export interface CompleteLoginDeps extends SignInDeps {
  readonly users: Pick<UserStore, 'findById' | 'swapFactors'>;
  readonly tokens: Pick<OneTimeTokenStore, 'find' | 'countTry' | 'spend'>;
  readonly limits: Pick<LoginLimits, 'resumePassword'>;
}

/** A factor that has proved right for an account. */
export interface Proven {
  /** The account's factors once this one is used: a code less, a counter further. */
  readonly factors: Factors;
  /** What was given, by its name in RFC 8176: `otp`, `swk` or `hwk`. */
  readonly amr: string;
}

/** What was given as the second factor, ready to be looked at. */
export interface Trial {
  readonly factor: TriedFactor;
  /** Looks at it against the account as it is; null where it is wrong. It may be asked again after a write of somebody else. */
  readonly verify: (account: Account) => Promise<Proven | null>;
  /** What follows a right one: taking back what was counted. */
  readonly succeeded: () => Promise<void>;
}

/** Prepares the trial of a code or a credential for a challenge that holds; what is counted is counted here. */
export type TryFactor = (held: HeldChallenge) => Promise<Trial>;

export interface CompleteLoginInput {
  readonly challengeToken: string;
  readonly tryFactor: TryFactor;
  readonly userAgent: string;
  readonly address: string;
}

/**
 * Tokens of a new session, whose epoch is the challenge's. The challenge is spent before the factor is: of several who are right at once one
 * gets in, and a crash in between costs a login and no code. Throws `invalid_grant` for a challenge that does not hold,
 * `invalid_credentials` for a wrong factor, and `too_many_attempts`.
 */
export const completeLogin = async (
  deps: CompleteLoginDeps,
  { challengeToken, tryFactor, userAgent, address }: CompleteLoginInput,
): Promise<IssuedTokens> => {
  const held = await tryChallenge(deps, challengeToken);
  const trial = await tryFactor(held);
  const proven = (await trial.verify(held.account)) ?? (await refuse(deps, held, trial));
  await trial.succeeded();
  if ((await deps.tokens.spend(held.digest)) === null) throw new GatehouseError('invalid_grant');
  const { account, amr } = await useUp(deps, held, { trial, proven });
  const tokens = await signIn(deps, {
    ...{ account, amr: ['pwd', amr, 'mfa'], email: account.email },
    ...{ userAgent, address },
  });
  await (await deps.limits.resumePassword(held.challenge.receipt)).succeeded();
  return tokens;
};

/** Whoever finds the challenge spent by somebody who was right at the same moment has not guessed wrong. */
const refuse = async (
  { tokens, audit }: CompleteLoginDeps,
  { digest, account }: HeldChallenge,
  { factor }: Trial,
): Promise<never> => {
  if ((await tokens.find(digest)) === null) throw new GatehouseError('invalid_grant');
  return refuseFactor(audit, { subject: account.id, factor });
};

/** Stores that the factor is used, in one write: of several who use a code at once, in whatever challenges, one does. */
const useUp = async (
  deps: CompleteLoginDeps,
  { account: first, challenge: { epoch } }: HeldChallenge,
  { trial, proven: firstProven }: { readonly trial: Trial; readonly proven: Proven },
): Promise<{ readonly account: Account; readonly amr: string }> => {
  const { users, audit, now } = deps;
  let [account, proven] = [first, firstProven];
  return untilWon(async () => {
    const { id, factorsGeneration: from } = account;
    const swap = { from, epoch, factors: proven.factors, endsSessions: false, now: now() };
    if (await users.swapFactors(id, swap)) return { account, amr: proven.amr };
    account = await stillOf(users, { id, epoch });
    const { factor } = trial;
    proven = (await trial.verify(account)) ?? (await refuseFactor(audit, { subject: id, factor }));
    return null;
  });
};

/** The account as it is now. Throws `invalid_grant` where its sessions were ended since. */
const stillOf = async (
  users: CompleteLoginDeps['users'],
  { id, epoch }: Pick<Account, 'id' | 'epoch'>,
): Promise<Account> => {
  const account = await users.findById(id);
  if (account?.epoch !== epoch) throw new GatehouseError('invalid_grant');
  return account;
};
