import { expect, test } from '@jest/globals';
import { seedOf, wholeNumber } from './seeded-run.ts';

test('a number of an option is whole, and a refusal names the option', () => {
  expect(wholeNumber('--faults', '200')).toBe(200);
  for (const text of ['', '-1', '1.5', '1e3', '1234567890', 'many'])
    expect(() => wholeNumber('--faults', text)).toThrow('--faults takes a whole number of at most 9 digits');
});

test('a seed is the one that is given, and a new one may be given again', () => {
  expect(seedOf('7')).toBe(7);
  for (let run = 0; run < 1000; run += 1) {
    const seed = seedOf(undefined);
    expect(seedOf(String(seed))).toBe(seed);
  }
});
