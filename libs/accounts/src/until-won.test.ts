import { expect, test } from '@jest/globals';
import { withBudget } from '@gatehouse/deadline';
import { codeOf } from '@gatehouse/errors/testing';
import { untilWon } from './until-won.ts';

/** An attempt that is lost so often before it wins, and what it was told to wait. */
const losing = (times: number) => {
  const pauses: number[] = [];
  const attempt = async () => (times-- > 0 ? null : { won: 'this' });
  return { pauses, attempt, pause: async (count: number) => void pauses.push(count) };
};

test('what the first attempt gives that was not lost, without a pause where none was', async () => {
  const [one, third] = [losing(0), losing(2)];
  expect(await untilWon(one.attempt, one)).toEqual({ won: 'this' });
  expect(one.pauses).toEqual([]);
  expect(await untilWon(third.attempt, third)).toEqual({ won: 'this' });
  expect(third.pauses).toEqual([0, 1]);
});

test('an attempt that is lost over and over says that the store is unavailable', async () => {
  const { attempt, pause } = losing(Infinity);
  expect(await codeOf(untilWon(attempt, { pause }))).toBe('store_unavailable');
});

test('an attempt that was lost when its request had no time left is not made again', async () => {
  const lost = losing(1);
  expect(await codeOf(withBudget(0, () => untilWon(lost.attempt, lost)))).toBe('store_unavailable');
  expect(lost.pauses).toEqual([]);
});

test('an attempt that throws is not made again', async () => {
  let made = 0;
  const attempt = () => {
    made += 1;
    return Promise.reject(new Error('no'));
  };
  await expect(untilWon(attempt)).rejects.toThrow('no');
  expect(made).toBe(1);
});
