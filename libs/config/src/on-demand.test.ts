import { expect, test } from '@jest/globals';
import { onDemand } from './on-demand.ts';

test('what is loaded on demand is loaded once, by the first who ask, and again after a failure alone', async () => {
  let loads = 0;
  const load = onDemand(async () => {
    loads += 1;
    if (loads === 1) throw new Error('too many open files');
    return { loads };
  });
  expect(loads).toBe(0);
  const failed = [load(), load()];
  for (const one of failed) await expect(one).rejects.toThrow('too many open files');
  const loaded = await Promise.all([load(), load()]);
  expect(loaded[0]).toEqual({ loads: 2 });
  expect(loaded[1]).toBe(loaded[0]);
  expect(await load()).toBe(loaded[0]);
});
