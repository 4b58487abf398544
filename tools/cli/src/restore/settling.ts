// Settles one account after the other, and remembers what the report and the shared values need of them.
import { IMPORTED_HASHES, NO_PASSWORD } from '@gatehouse/accounts';
import { isStandingAdmin } from '@gatehouse/accounts/acts';
import type { Account } from '@gatehouse/db';
import { isForeignHash } from '@gatehouse/hashing/rules';
import type { AccountChanges } from './changes-since.ts';
import { settleAccount, type Outcome, type SettlingContext } from './settle-account.ts';

/** What was found and done, so far. */
export interface Tally {
  /** The accounts that stay. */
  accounts: number;
  /** The ids of those to which it was done. */
  readonly outcomes: Readonly<Record<Outcome, string[]>>;
  /** Accounts that were made since, and are not in the copy. */
  missing: number;
  /** Admins who are not disabled, and those of them who can sign in without a new password. */
  readonly admins: { standing: number; able: number };
}

export interface Settling {
  readonly settle: (account: Account) => Account | null;
  readonly values: () => Readonly<Record<string, string>>;
  readonly tally: () => Tally;
}

export const createSettling = (
  changes: ReadonlyMap<string, AccountChanges>,
  context: SettlingContext,
): Settling => {
  const tally: Tally = { accounts: 0, outcomes: noOutcomes(), missing: 0, admins: { standing: 0, able: 0 } };
  const seen = new Set<string>();
  let imported = 0;
  return {
    settle(account) {
      const { account: settled, outcomes } = settleAccount(account, changes.get(account.id), context);
      if (changes.has(account.id)) seen.add(account.id);
      for (const outcome of outcomes) tally.outcomes[outcome].push(account.id);
      if (settled === null) return null;
      count(tally, settled);
      if (isForeignHash(settled.passwordHash)) imported += 1;
      return settled;
    },
    values: () => ({ [IMPORTED_HASHES]: String(imported) }),
    tally: () => ({ ...tally, missing: missingIn(changes, seen) }),
  };
};

const noOutcomes = (): Record<Outcome, string[]> => ({
  erased: [],
  disabled: [],
  held: [],
  not_enabled: [],
  password: [],
  factors: [],
  codes: [],
  roles: [],
});

const count = (tally: Tally, account: Account): void => {
  tally.accounts += 1;
  if (!isStandingAdmin(account)) return;
  tally.admins.standing += 1;
  if (account.passwordHash !== NO_PASSWORD || account.factors.passkeys.length > 0) tally.admins.able += 1;
};

const missingIn = (changes: ReadonlyMap<string, AccountChanges>, seen: ReadonlySet<string>): number =>
  [...changes].filter(([id, { facts }]) => facts.has('created') && !facts.has('removed') && !seen.has(id))
    .length;
