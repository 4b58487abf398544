// What becomes of an account of a copy: pure decisions on (account, what changed since, now). What may have been taken away since the
// copy, from its owner or from a thief, does not come back: at worst the owner needs a reset, or an operator.
import { NO_PASSWORD } from '@gatehouse/accounts';
import type { Account } from '@gatehouse/db';
import { hasFactor, NO_FACTORS, withoutCodesOfNone, type Factors } from '@gatehouse/factors';
import { withSpentCodes } from '@gatehouse/factors/totp';
import type { AccountChanges } from './changes-since.ts';
import type { Fact } from './facts.ts';

/** What a restore did to an account, as the report counts it. */
export type Outcome =
  'erased' | 'disabled' | 'held' | 'not_enabled' | 'password' | 'factors' | 'codes' | 'roles';

export interface Settled {
  /** Null for one that is erased again. */
  readonly account: Account | null;
  readonly outcomes: readonly Outcome[];
}

export interface SettlingContext {
  /** Whether it is known what has changed since the copy. */
  readonly known: boolean;
  /** Passwords stay although that is not known. */
  readonly keepPasswords: boolean;
  readonly now: Date;
}

const UNCHANGED: AccountChanges = { facts: new Set(), roles: null };

export const settleAccount = (
  account: Account,
  changes: AccountChanges = UNCHANGED,
  context: SettlingContext,
): Settled => {
  if (changes.facts.has('removed')) return { account: null, outcomes: ['erased'] };
  const factors = settleFactors(account, changes, context);
  const settled: Account = {
    ...account,
    factors,
    passwordHash: isVoid({ account, factors }, changes, context) ? NO_PASSWORD : account.passwordHash,
    roles: settleRoles(account.roles, changes),
    disabled: account.disabled || changes.facts.has('disabled') || changes.facts.has('email'),
  };
  return { account: settled, outcomes: outcomesOf(account, settled, changes) };
};

const FACTOR_FACTS: readonly Fact[] = [
  'factor_added',
  'codes_replaced',
  'totp_removed',
  'passkey_removed',
  'factors_removed',
];

const hasAny = ({ facts }: AccountChanges, named: readonly Fact[]): boolean =>
  named.some((fact) => facts.has(fact));

/** Without its factors of since, or those of before, a password would sign in alone that did not. */
const isVoid = (
  { account, factors }: { readonly account: Account; readonly factors: Factors },
  changes: AccountChanges,
  { known, keepPasswords }: SettlingContext,
): boolean => {
  if (account.passwordHash === NO_PASSWORD) return true;
  const isBare = hasAny(changes, FACTOR_FACTS) && !hasFactor(factors);
  return changes.facts.has('password') || isBare || !(known || keepPasswords);
};

const settleFactors = (
  account: Account,
  changes: AccountChanges,
  { known, now }: SettlingContext,
): Factors => {
  const { factors } = account;
  // A reset of an address that nobody had proven has removed all factors: somebody else may have put them there.
  const isReset = changes.facts.has('password') && !account.emailVerified;
  if (factors === NO_FACTORS || isReset || changes.facts.has('factors_removed')) return NO_FACTORS;
  // A recovery code that was used since would be good again.
  const isSpent = !known || hasAny(changes, ['challenged', ...FACTOR_FACTS]);
  const kept: Factors = {
    totp: changes.facts.has('totp_removed') ? null : factors.totp,
    // Which of several it was is not told.
    passkeys: changes.facts.has('passkey_removed') ? [] : factors.passkeys,
    recoveryDigests: isSpent ? [] : factors.recoveryDigests,
    pendingTotp: null,
  };
  return hasFactor(kept) ? withSpentCodes(withoutCodesOfNone(kept), now) : NO_FACTORS;
};

/** `user` is every account's. */
const settleRoles = (held: readonly string[], { roles }: AccountChanges): readonly string[] =>
  roles === null ? held : held.filter((role) => role === 'user' || roles.includes(role));

const outcomesOf = (before: Account, after: Account, { facts }: AccountChanges): readonly Outcome[] => {
  const isDisabledNow = after.disabled && !before.disabled;
  const lost: Readonly<Record<Exclude<Outcome, 'erased'>, boolean>> = {
    held: isDisabledNow && facts.has('email'),
    disabled: isDisabledNow && !facts.has('email'),
    not_enabled: after.disabled && facts.has('enabled'),
    password: after.passwordHash !== before.passwordHash,
    factors: enrolledIn(after) < enrolledIn(before),
    codes: after.factors.recoveryDigests.length < before.factors.recoveryDigests.length,
    roles: after.roles.length < before.roles.length,
  };
  return (Object.keys(lost) as (keyof typeof lost)[]).filter((outcome) => lost[outcome]);
};

/** How many factors there are. */
const enrolledIn = ({ factors: { totp, passkeys } }: Account): number =>
  Number(totp !== null) + passkeys.length;
