import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { isAsStrongAs, isStrongerThan } from './strength.ts';

const cost = (memoryKiB: number, passes: number) => ({ memoryKiB, passes });
const costs = fc.record({
  memoryKiB: fc.integer({ min: 8, max: 64 }),
  passes: fc.integer({ min: 1, max: 8 }),
});

describe('a cost of Argon2', () => {
  test.each([
    ['more memory', cost(128, 2), cost(64, 2)],
    ['more passes', cost(64, 3), cost(64, 2)],
    ['more memory with fewer passes, and more work', cost(128, 2), cost(64, 3)],
    ['more memory with the same work', cost(128, 1), cost(64, 2)],
  ])('is the stronger with %s', (_how, one, other) => {
    expect([isStrongerThan(one, other), isStrongerThan(other, one)]).toEqual([true, false]);
  });

  test.each([
    ['its equal', cost(64, 2), cost(64, 2)],
    ['one that has the memory, while the other has the work', cost(64, 10), cost(128, 2)],
  ])('is not stronger than %s', (_what, one, other) => {
    expect([isStrongerThan(one, other), isStrongerThan(other, one)]).toEqual([false, false]);
  });

  test('is in an order: as strong as itself, and as all that what it is as strong as', () => {
    fc.assert(
      fc.property(costs, costs, costs, (one, other, third) => {
        expect(isAsStrongAs(one, one)).toBe(true);
        if (isAsStrongAs(one, other) && isAsStrongAs(other, third))
          expect(isAsStrongAs(one, third)).toBe(true);
        if (isStrongerThan(one, other)) expect(isStrongerThan(other, one)).toBe(false);
      }),
    );
  });
});
