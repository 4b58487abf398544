import { describe, expect, test } from '@jest/globals';
import { createPasswordHasher } from './index.ts';
import { findParameterFault, type Argon2Parameters } from './rules.ts';

const usual: Argon2Parameters = { memoryKiB: 19_456, passes: 2, lanes: 1 };

const FILLED = 'must fill at most 1048576 KiB in all, memory times passes';

describe('the parameters', () => {
  test.each<Partial<Argon2Parameters>>([
    {},
    { memoryKiB: 8 },
    { memoryKiB: 128, lanes: 16 },
    { memoryKiB: 262_144, passes: 4 },
    { memoryKiB: 8, passes: 10_000 },
  ])('%j are within the bounds, and a hasher takes them', (given) => {
    expect(findParameterFault({ ...usual, ...given })).toBeUndefined();
    expect(() => createPasswordHasher({ ...usual, ...given })).not.toThrow();
  });

  test.each<[Partial<Argon2Parameters>, keyof Argon2Parameters, string]>([
    [{ lanes: 17 }, 'lanes', 'must be at most 16'],
    [{ memoryKiB: 262_145, passes: 1 }, 'memoryKiB', 'must be at most 262144'],
    [{ memoryKiB: 8, lanes: 4 }, 'lanes', 'must leave 8 KiB of the memory to each'],
    [{ memoryKiB: 262_144, passes: 5 }, 'passes', FILLED],
    [{ memoryKiB: 8, passes: 10_001 }, 'passes', FILLED],
  ])('%j are not, by the %s, and a hasher refuses them', (given, parameter, rule) => {
    expect(findParameterFault({ ...usual, ...given })).toEqual({ parameter, rule });
    expect(() => createPasswordHasher({ ...usual, ...given })).toThrow(`the ${parameter} of the password`);
  });
});
