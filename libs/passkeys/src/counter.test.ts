import { expect, test } from '@jest/globals';
import { runsBackwards } from './counter.ts';

test.each([
  [0, 0, false],
  [0, 1, false],
  [5, 6, false],
  [5, 5, true],
  [5, 4, true],
  [5, 0, true],
])('a counter of %s that is followed by %s runs backwards: %s', (kept, told, expected) =>
  expect(runsBackwards(kept, told)).toBe(expected),
);
