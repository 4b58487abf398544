// Counters on rate-limiter-flexible, which counts in one atomic write on either store; what is too much is decided elsewhere.
import type { RateLimiterRes, RateLimiterStoreAbstract } from 'rate-limiter-flexible';
import type { Count } from './ports.ts';

/** It would refuse by itself what is more than this, and nothing is. */
export const COUNTS_ALL = {
  points: Number.MAX_SAFE_INTEGER,
  duration: 1,
  keyPrefix: '',
} as const;

/** The part of a limiter that counters are made of. */
export type Counting = Pick<RateLimiterStoreAbstract, 'penalty' | 'set' | 'get'>;

export const add = async (
  limiter: Counting,
  key: string,
  amount: number,
  windowSeconds: number,
): Promise<Count> => toCount(await limiter.penalty(key, amount, { customDuration: windowSeconds }));

export const restart = async (limiter: Counting, key: string, windowSeconds: number): Promise<void> =>
  void (await limiter.set(key, 1, windowSeconds));

export const find = async (limiter: Counting, key: string): Promise<Count | null> => {
  const found = await limiter.get(key);
  return found === null ? null : toCount(found);
};

const toCount = ({ consumedPoints, msBeforeNext }: RateLimiterRes): Count => ({
  count: consumedPoints,
  msLeft: msBeforeNext,
});
