import { expect, test } from '@jest/globals';
import { medianOf, quantileOf, ratioOf } from './statistics.ts';

test.each([
  [[3, 1, 2], 2],
  [[4, 1, 3, 2], 2.5],
  [[7], 7],
])('the median of %j is %d', (values, median) => {
  expect(medianOf(values)).toBe(median);
});

test('nothing has no median', () => {
  expect(medianOf([])).toBeNaN();
});

test('a ratio is taken round by round, so that a machine that slows down for both changes nothing', () => {
  expect(ratioOf([2, 20, 200], [1, 10, 100])).toBe(2);
});

test('of a hundred values 99 are at or below the 99th, and of few the largest is', () => {
  const hundred = Array.from({ length: 100 }, (_, index) => 100 - index);
  expect([quantileOf(hundred, 0.99), quantileOf(hundred, 0.5), quantileOf([3, 1, 2], 0.99)]).toEqual([
    99, 50, 3,
  ]);
  expect(quantileOf([], 0.5)).toBeNaN();
});
