import { describe, expect, test } from '@jest/globals';
import { createResultCache } from './result-cache.ts';

const setUp = (limit = 10) => {
  let nowMs = 0;
  let produced = 0;
  const cache = createResultCache<number>({ limit, now: () => nowMs });
  const get = (key: string, ttlMs = 1000) => cache.get(key, ttlMs, async () => ++produced);
  return { cache, get, pass: (ms: number) => (nowMs += ms) };
};

describe('the result cache', () => {
  test('keeps a result for its time and not a millisecond longer', async () => {
    const { get, pass } = setUp();
    expect(await get('a')).toBe(1);
    pass(999);
    expect(await get('a')).toBe(1);
    pass(1);
    expect(await get('a')).toBe(2);
  });

  test('counts the time from when the result was there', async () => {
    const { cache, pass } = setUp();
    const { promise, resolve } = Promise.withResolvers<number>();
    const first = cache.get('a', 1000, () => promise);
    pass(5000);
    resolve(7);
    expect(await first).toBe(7);
    pass(999);
    expect(await cache.get('a', 1000, async () => 8)).toBe(7);
  });

  test('has one question under way per key', async () => {
    const { get } = setUp();
    expect(await Promise.all([get('a'), get('a'), get('b')])).toEqual([1, 1, 2]);
  });

  test('keeps no failure', async () => {
    const { cache, get } = setUp();
    const failing = () => cache.get('a', 1000, () => Promise.reject(new Error('Unauthorized')));
    await Promise.all([failing(), failing()].map((one) => expect(one).rejects.toThrow('Unauthorized')));
    expect(await get('a')).toBe(1);
  });

  test('is off for a time of 0', async () => {
    const { get } = setUp();
    expect(await Promise.all([get('a', 0), get('a', 0)])).toEqual([1, 2]);
  });

  test('is bounded: what was kept longest goes', async () => {
    const { get } = setUp(2);
    for (const key of ['a', 'b', 'c']) await get(key);
    expect(await get('c')).toBe(3);
    expect(await get('b')).toBe(2);
    expect(await get('a')).toBe(4);
  });

  test('forgets everything when it is cleared, results under way too', async () => {
    const { cache, get } = setUp();
    const before = get('a');
    cache.clear();
    expect(await get('a')).toBe(2);
    expect(await before).toBe(1);
    expect(await get('a')).toBe(2);
  });
});
