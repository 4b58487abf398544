import { expect, test } from '@jest/globals';
import { withinLimit } from './within-limit.ts';

test('what comes in time counts, failures too', async () => {
  expect(await withinLimit(Promise.resolve(1), 1000, () => 2)).toBe(1);
  await expect(withinLimit(Promise.reject(new Error('no')), 1000, () => 2)).rejects.toThrow('no');
});

test('what comes too late is replaced, and its later failure harms nobody', async () => {
  const { promise, reject } = Promise.withResolvers<number>();
  expect(await withinLimit(promise, 1, () => 2)).toBe(2);
  reject(new Error('later'));
  await new Promise((resolve) => setImmediate(resolve));
});
