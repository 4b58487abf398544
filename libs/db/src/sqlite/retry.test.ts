// The waits for a lock, bound by the request's time; the locks themselves are tested in lock.test.ts.
import { expect, test } from '@jest/globals';
import { withBudget } from '@gatehouse/deadline';
import { retryWhileBusy } from './retry.ts';

const BUSY = Object.assign(new Error('database is locked'), { errcode: 5 });

/** A statement that a lock refuses, and each attempt takes this much of the clock. */
const lockedFor = (ms: number) => {
  const seen = { nowMs: 0, attempts: 0 };
  const attempt = (): never => {
    seen.attempts += 1;
    seen.nowMs += ms;
    throw BUSY;
  };
  const call = () => retryWhileBusy(4000, attempt).catch((error: unknown) => error);
  return { seen, call, now: () => seen.nowMs };
};

test('a second call waits no longer than the first one has left of the request', async () => {
  const { seen, call, now } = lockedFor(10);
  const request = async () => [await call(), seen.attempts, await call(), seen.attempts];
  const [first, attempts, second, allAttempts] = await withBudget(50, request, now);
  expect([first, second]).toEqual([BUSY, BUSY]);
  expect(attempts).toBeGreaterThan(1);
  expect(allAttempts).toBe(Number(attempts) + 1);
});

test('a call that has no time left is tried once, since a free database answers at once', async () => {
  expect(await withBudget(0, () => retryWhileBusy(4000, () => 'found'))).toBe('found');
});
