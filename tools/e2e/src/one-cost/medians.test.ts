import { describe, expect, test } from '@jest/globals';
import { medianOf, shuffled, spreadOf } from './medians.ts';

describe('the figures', () => {
  test.each([
    [[3], 3],
    [[10, 1, 2], 2],
    [[4, 1, 100, 2], 3],
  ])('the median of %j is %d', (values, median) => {
    expect(medianOf(values)).toBe(median);
  });

  test('the spread is the greatest over the least', () => {
    expect(spreadOf([100, 105, 103])).toBeCloseTo(0.05);
    expect(spreadOf([7])).toBe(0);
  });

  test('a random order has each item once', () => {
    expect(shuffled([1, 2, 3, 4]).toSorted()).toEqual([1, 2, 3, 4]);
    expect(shuffled(['a', 'b', 'c'], () => 0.99)).toEqual(['c', 'b', 'a']);
    expect(shuffled(['a', 'b', 'c'], () => 0)).toEqual(['a', 'b', 'c']);
  });
});
