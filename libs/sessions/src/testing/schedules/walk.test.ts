// All schedules of small spaces; `all.test.ts` walks the large one.
import { describe, expect, test } from '@jest/globals';
import { walk, WAITS } from './walk.ts';

/** Among the waits a clock that is set back by an hour, and one that is a little behind another machine's. */
const SET_BACK = [-3600, -4, 1, 40, 43_200];

describe('every schedule keeps the rules', () => {
  test.each([
    [1, 6],
    [2, 3],
    [3, 2],
  ])('of %s callers with %s calls each', (callers, steps) => {
    const { decisions } = walk({ callers, steps, waits: WAITS, tellApart: 'zones' });
    for (const count of Object.values(decisions)) expect(count).toBeGreaterThan(0);
  });

  test.each([
    [1, 4],
    [2, 2],
  ])('of %s callers with %s calls each, while the clock is set back', (callers, steps) => {
    expect(walk({ callers, steps, waits: SET_BACK, tellApart: 'seconds' }).decisions.late).toBeGreaterThan(0);
  });
});

test.each([
  [1, 4],
  [2, 2],
  [3, 1],
])('told apart by zones, %s callers with %s calls have as many schedules as by seconds', (callers, steps) => {
  const [zones, seconds] = (['zones', 'seconds'] as const).map((tellApart) =>
    walk({ callers, steps, waits: WAITS, tellApart }),
  );
  expect(zones!.schedules).toBe(seconds!.schedules);
  expect(zones!.states).toBeLessThan(seconds!.states);
});

test('the number of schedules is that of a count by hand: one caller who calls once', () => {
  // To stop at once; the first use, after each of four waits from either network, answered or lost; too late from either.
  const { schedules } = walk({ callers: 1, steps: 1, waits: WAITS, tellApart: 'seconds' });
  expect(schedules).toBe(1n + 4n * 2n * 2n + 2n);
});
