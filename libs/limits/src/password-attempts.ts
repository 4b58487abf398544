// Attempts at a password: counted before it is looked at, by account and address, by address, and by account over all of them.
import type { Count, CounterStore, Database } from '@gatehouse/db';
import { accountOf, callerAt, keysOf, type KeyOf } from './counted-keys.ts';
import { count, quietly, refuse, takeBack, type Counter } from './counting.ts';
import { times, type Limit } from './limit.ts';

/** How much looser the cap of an account is over all addresses than from one. */
export const ADDRESSES_PER_ACCOUNT = 10;

/** An address counts as the account's own for so long after a sign-in. */
const KNOWN_SECONDS = 30 * 86_400;

/** A sign-in within the first day of that time does not write it again. */
const RENEWED_BELOW_MS = (KNOWN_SECONDS - 86_400) * 1000;

export interface PasswordLimits {
  /** For one account from one address; ten times that over all addresses. */
  readonly perAccount: Limit;
  readonly perAddress: Limit;
}

export interface AttemptOptions {
  readonly store: Pick<Database, 'counters' | 'values'>;
  readonly limits: PasswordLimits;
}

/** Whose password is tried, from where. */
export interface Attempt {
  readonly email: string;
  /** As API Gateway saw it; no header changes it (ASVS 4.1.3). */
  readonly address: string;
}

/** An attempt that has been let through. */
export interface CountedAttempt {
  /** The login is complete: takes the attempt back, resets nothing, and remembers the address as the account's own. */
  readonly succeeded: () => Promise<void>;
  /** For `resumeAttempt`, where another request completes the login; of it nobody reads an email or an address. */
  readonly receipt: string;
}

/**
 * Counts an attempt, alike for accounts that are not there. From an address that the account signed in from during the last 30
 * days it counts for the two of them alone: no stranger can spend that, and it spends nothing of others'.
 * @throws GatehouseError `too_many_attempts`, with the time to wait
 */
export const countPasswordAttempt = async (
  { store: { counters, values }, limits }: AttemptOptions,
  attempt: Attempt,
): Promise<CountedAttempt> => {
  if (limits.perAccount === null && limits.perAddress === null) return UNCOUNTED;
  const places = placesOf(await keysOf(values), limits, attempt);
  const known = await countPair(counters, places);
  if (known === null) await countShared(counters, places);
  return attemptOf(counters, limits, receiptOf(places, known));
};

/** The attempt that a receipt is of. */
export const resumeAttempt = (
  { store: { counters }, limits }: AttemptOptions,
  receipt: string,
): Pick<CountedAttempt, 'succeeded'> =>
  receipt === UNCOUNTED.receipt ? UNCOUNTED : attemptOf(counters, limits, JSON.parse(receipt) as Receipt);

export const UNCOUNTED: CountedAttempt = { succeeded: async () => undefined, receipt: '' };

/** Where an attempt is counted, and where it is known that the account has signed in from there. */
interface Places {
  readonly known: string;
  /** The account from this address. */
  readonly pair: Counter;
  readonly address: Counter;
  /** The account from everywhere. */
  readonly account: Counter;
}

const placesOf = (
  keyOf: KeyOf,
  { perAccount, perAddress }: PasswordLimits,
  { email, address }: Attempt,
): Places => {
  const [account, caller] = [accountOf(email), callerAt(address)];
  return {
    known: keyOf('known', account, caller),
    pair: { key: keyOf('pair', account, caller), limit: perAccount },
    address: { key: keyOf('address', caller), limit: perAddress },
    account: { key: keyOf('account', account), limit: times(ADDRESSES_PER_ACCOUNT, perAccount) },
  };
};

/** What the two have to themselves, and whether the address is the account's own. One refused here spends nothing of others'. */
const countPair = async (counters: CounterStore, { known, pair }: Places): Promise<Count | null> => {
  const [since, refusal] = await Promise.all([counters.find(known), count(counters, pair)]);
  if (refusal) refuse([refusal]);
  return since;
};

/** What an attempt shares with others, side by side: an address that has spent its own takes nothing of the account's. */
const countShared = async (counters: CounterStore, { address, account }: Places): Promise<void> => {
  const [ofAddress, ofAccount] = await Promise.all([count(counters, address), count(counters, account)]);
  if (ofAddress) await takeBack(counters, account);
  const refusals = [ofAddress, ofAccount].filter((refusal) => refusal !== null);
  if (refusals.length > 0) refuse(refusals);
};

/** Where an attempt was counted, by keys. */
interface Receipt {
  /** The key by which the address is remembered as the account's own; null where it needs not be written again. */
  readonly known: string | null;
  readonly pair: string;
  /** What a stranger's attempt has spent of what is shared. */
  readonly shared: { readonly address: string; readonly account: string } | null;
}

const receiptOf = ({ known, pair, address, account }: Places, since: Count | null): Receipt => ({
  known: since !== null && since.msLeft >= RENEWED_BELOW_MS ? null : known,
  pair: pair.key,
  shared: since === null ? { address: address.key, account: account.key } : null,
});

const attemptOf = (
  counters: CounterStore,
  { perAccount, perAddress }: PasswordLimits,
  receipt: Receipt,
): CountedAttempt => {
  const { known, pair, shared } = receipt;
  const counted: readonly Counter[] = [
    { key: pair, limit: perAccount },
    ...(shared === null
      ? []
      : [
          { key: shared.address, limit: perAddress },
          { key: shared.account, limit: times(ADDRESSES_PER_ACCOUNT, perAccount) },
        ]),
  ];
  return {
    succeeded: () =>
      quietly([
        ...counted.map((counter) => takeBack(counters, counter)),
        ...(known === null ? [] : [counters.restart(known, KNOWN_SECONDS)]),
      ]),
    receipt: JSON.stringify(receipt),
  };
};
