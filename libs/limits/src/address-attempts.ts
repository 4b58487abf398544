// Attempts that are counted by what is at hand of their caller: registrations and what else mails an address that was typed in, and
// refresh tokens that were refused.
import type { Database } from '@gatehouse/db';
import { callerAt, keysOf } from './counted-keys.ts';
import { count, countOne, refuse } from './counting.ts';
import { times, type Limit } from './limit.ts';
import {
  ADDRESSES_PER_ACCOUNT,
  UNCOUNTED,
  type AttemptOptions,
  type CountedAttempt,
} from './password-attempts.ts';

/** A refresh token that was refused: of which account where its session is known, from where. */
export interface RefusedRefresh {
  readonly accountId: string | null;
  readonly address: string;
}

/**
 * Counts a registration, or another request for a mail, from this address.
 * @throws GatehouseError `too_many_attempts`, with the time to wait
 */
export const countRegistration = async (
  { store, limit }: { readonly store: Pick<Database, 'counters' | 'values'>; readonly limit: Limit },
  { address }: { readonly address: string },
): Promise<void> => {
  if (limit === null) return;
  const keyOf = await keysOf(store.values);
  await countOne(store.counters, { key: keyOf('register', callerAt(address)), limit });
};

/**
 * Counts a passkey that is tried from this address, among its passwords: nobody guesses one, but each try is work. One that signs in is
 * taken back. No account is counted: which one it is for is known once it has verified.
 * @throws GatehouseError `too_many_attempts`, with the time to wait
 */
export const countPasskeyAttempt = async (
  { store, limits }: AttemptOptions,
  { address }: { readonly address: string },
): Promise<Pick<CountedAttempt, 'succeeded'>> => {
  if (limits.perAddress === null) return UNCOUNTED;
  const keyOf = await keysOf(store.values);
  return countOne(store.counters, { key: keyOf('address', callerAt(address)), limit: limits.perAddress });
};

/**
 * Counts a refresh token that was refused: for its address, and where its session is known for that account too, from there and
 * over all addresses. A good one costs nothing, so that it is counted behind the refusal and not before.
 * @throws GatehouseError `too_many_attempts`, with the time to wait
 */
export const countRefusedRefresh = async (
  { store, limits }: AttemptOptions,
  { accountId, address }: RefusedRefresh,
): Promise<void> => {
  const keyOf = await keysOf(store.values);
  const caller = callerAt(address);
  const ofAccount =
    accountId === null
      ? []
      : [
          { key: keyOf('refresh pair', accountId, caller), limit: limits.perAccount },
          {
            key: keyOf('refresh account', accountId),
            limit: times(ADDRESSES_PER_ACCOUNT, limits.perAccount),
          },
        ];
  const all = [{ key: keyOf('refresh address', caller), limit: limits.perAddress }, ...ofAccount];
  const outcomes = await Promise.all(all.map((counter) => count(store.counters, counter)));
  const refusals = outcomes.filter((outcome) => outcome !== null);
  if (refusals.length > 0) refuse(refusals);
};
