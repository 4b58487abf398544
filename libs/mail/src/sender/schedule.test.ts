import { expect, test } from '@jest/globals';
import { at, start } from '../testing/standing.ts';
import { isGivenUp, nextLook, nextTry } from './schedule.ts';

const HOUR = 3600;
const moment = (seconds: number) => ({ createdAt: start, now: at(seconds) });

test.each([
  [0, 30],
  [30, 60],
  [60, 120],
  [HOUR, 2 * HOUR],
  [10 * HOUR, 11 * HOUR],
])('a mail that failed after %s s is tried again at %s s', (age, next) => {
  expect(nextTry(moment(age))).toEqual(at(next));
});

test.each([
  [0, 0.5],
  [2, 4],
  [40, 45],
])('a change that has not come after %s s is looked for at %s s', (age, next) => {
  expect(nextLook(moment(age))).toEqual(at(next));
});

test('a clock that is set back makes no time negative', () => {
  expect(nextTry(moment(-100))).toEqual(at(-70));
});

test('three days are enough', () => {
  expect(isGivenUp(moment(72 * HOUR))).toBe(false);
  expect(isGivenUp(moment(72 * HOUR + 1))).toBe(true);
});
