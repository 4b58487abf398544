// One count against one limit.
import type { CounterStore } from '@gatehouse/db';
import { GatehouseError } from '@gatehouse/errors';
import type { Limit } from './limit.ts';

/** What is counted where; a counter without a limit is never touched. */
export interface Counter {
  readonly key: string;
  readonly limit: Limit;
}

/** The seconds until an attempt is taken again, or null while one may be. */
export type Refusal = { readonly retryAfterSeconds: number } | null;

/** Counts one attempt. A clock that is set back lengthens a window by no more than its own length. */
export const count = async (counters: CounterStore, { key, limit }: Counter): Promise<Refusal> => {
  if (limit === null) return null;
  const counted = await counters.add(key, 1, limit.seconds);
  if (counted.msLeft > 2 * limit.seconds * 1000) return countAnew(counters, { key, limit });
  if (counted.count <= limit.attempts) return null;
  return { retryAfterSeconds: Math.max(1, Math.ceil(counted.msLeft / 1000)) };
};

/**
 * A window that ends so late is of a clock that has been set back since, or of a longer limit. Clocks of several functions
 * differ a little, so that ending later than one that begins now is not enough to lose a count for.
 */
const countAnew = async (
  counters: CounterStore,
  { key, limit }: { readonly key: string; readonly limit: NonNullable<Limit> },
): Promise<Refusal> => {
  await counters.restart(key, limit.seconds);
  return null;
};

/** Counts one attempt, which may be taken back. Throws `too_many_attempts` where it is beyond the limit. */
export const countOne = async (
  counters: CounterStore,
  counter: Counter,
): Promise<{ readonly succeeded: () => Promise<void> }> => {
  const refused = await count(counters, counter);
  if (refused) refuse([refused]);
  return { succeeded: () => quietly([takeBack(counters, counter)]) };
};

/** Takes one attempt back. */
export const takeBack = async (counters: CounterStore, { key, limit }: Counter): Promise<void> => {
  if (limit !== null) await counters.add(key, -1, limit.seconds);
};

/** What was tried has decided by now: a count that cannot be taken back costs one attempt, and no answer. */
export const quietly = async (writes: readonly Promise<unknown>[]): Promise<void> =>
  void (await Promise.allSettled(writes));

/** `too_many_attempts` with the longest of the times. */
export const refuse = (refusals: readonly NonNullable<Refusal>[]): never => {
  const retryAfterSeconds = Math.max(...refusals.map((refusal) => refusal.retryAfterSeconds));
  throw new GatehouseError('too_many_attempts', { retryAfterSeconds });
};
