// Attempts at a password: counted before it is looked at, by account and address, by address, and by account over all of them.
import type { Count, CounterStore, Database } from '@gatehouse/db';
import { accountOf, callerAt, keysOf, type KeyOf } from './counted-keys.ts';
import { count, refuse, takeBack, type Counter } from './counting.ts';
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
  /** The password was right: takes the attempt back, resets nothing, and remembers the address as the account's own. */
  readonly succeeded: () => Promise<void>;
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
  if (known !== null) return owner(counters, places, known);
  await countShared(counters, places);
  return stranger(counters, places);
};

const UNCOUNTED: CountedAttempt = { succeeded: async () => undefined };

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

const stranger = (counters: CounterStore, { known, pair, address, account }: Places): CountedAttempt => ({
  succeeded: () =>
    quietly([
      ...[pair, address, account].map((counter) => takeBack(counters, counter)),
      counters.restart(known, KNOWN_SECONDS),
    ]),
});

const owner = (counters: CounterStore, { known, pair }: Places, { msLeft }: Count): CountedAttempt => ({
  succeeded: () =>
    quietly([
      takeBack(counters, pair),
      ...(msLeft < RENEWED_BELOW_MS ? [counters.restart(known, KNOWN_SECONDS)] : []),
    ]),
});

/** The password has decided by now: a count that cannot be taken back costs one attempt, and no answer. */
const quietly = async (writes: readonly Promise<unknown>[]): Promise<void> =>
  void (await Promise.allSettled(writes));
