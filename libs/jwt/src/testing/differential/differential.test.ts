import { expect, test } from '@jest/globals';
import { MORE_LENIENT, STRICTER } from './differences.ts';
import { runDifferential } from './run-differential.ts';

test('jose and we judge generated and damaged tokens alike, but for the differences that have a name', async () => {
  const { accepted, refused, differences, unexplained } = await runDifferential({ tokens: 4_000, seed: 13 });
  expect(unexplained).toEqual([]);
  expect(accepted).toBeGreaterThan(800);
  expect(refused).toBeGreaterThan(800);
  const named = Object.keys({ ...STRICTER, ...MORE_LENIENT });
  expect(named.filter((name) => differences[name] === undefined)).toEqual([]);
});
