import { describe, expect, test } from '@jest/globals';
import { baselineOf, guard, worseThan } from './guard.ts';
import type { Row } from './results.ts';
import { rowWith } from './testing.ts';

const BASELINE = { 'verify-ES256': 1, 'gateway-rate': 5 };

describe('a ratio', () => {
  test('is worse from a quarter above the stored one on', () => {
    expect(worseThan(BASELINE, [rowWith('verify-ES256', 1.24)])).toEqual([]);
    expect(worseThan(BASELINE, [rowWith('verify-ES256', 1.26)])).toEqual([
      { id: 'verify-ES256', stored: 1, now: 1.26 },
    ]);
  });

  test('of a rate is worse when it is lower', () => {
    expect(worseThan(BASELINE, [rowWith('gateway-rate', 9)])).toEqual([]);
    expect(worseThan(BASELINE, [rowWith('gateway-rate', 3.9)])).toHaveLength(1);
  });

  test('that is not stored cannot be worse', () => {
    expect(worseThan({}, [rowWith('verify-ES256', 9)])).toEqual([]);
  });
});

describe('the guard', () => {
  /** Runs that give these rows, one after the other, and how many were asked for. */
  const runs = (...rows: readonly Row[][]) => {
    const asked: number[] = [];
    const measure = async (run: number): Promise<readonly Row[]> => {
      asked.push(run);
      return rows[run - 1] ?? [];
    };
    return { asked, measure };
  };
  const [good, bad] = [rowWith('verify-ES256', 1), rowWith('verify-ES256', 2)];

  test('is content with one run in which nothing is worse', async () => {
    const { asked, measure } = runs([good]);
    expect(await guard(BASELINE, measure)).toEqual([]);
    expect(asked).toEqual([1]);
  });

  test('asks again after a bad run, and is content with a good one', async () => {
    const { asked, measure } = runs([bad], [bad], [good]);
    expect(await guard(BASELINE, measure)).toEqual([]);
    expect(asked).toEqual([1, 2, 3]);
  });

  test('names what was worse in three runs of three', async () => {
    const { measure } = runs([bad], [bad], [bad]);
    expect(await guard(BASELINE, measure)).toEqual([{ id: 'verify-ES256', stored: 1, now: 2 }]);
  });

  test('lets pass what was worse in one run, and another thing in the next', async () => {
    const { asked, measure } = runs([bad], [good, rowWith('gateway-rate', 1)]);
    expect(await guard(BASELINE, measure)).toEqual([]);
    expect(asked).toEqual([1, 2]);
  });
});

test('what is stored are our ratios, in three digits', () => {
  expect(baselineOf([rowWith('verify-ES256', 1.23456)])).toEqual({ 'verify-ES256': 1.23 });
});
