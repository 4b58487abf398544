import { describe, expect, test } from '@jest/globals';
import { createPasswordHasher } from './index.ts';
import { findParameterFault, type Argon2Parameters } from './rules.ts';

const usual: Argon2Parameters = { memoryKiB: 19_456, passes: 2, lanes: 1 };

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

  test.each<[Partial<Argon2Parameters>, keyof Argon2Parameters]>([
    [{ lanes: 17 }, 'lanes'],
    [{ memoryKiB: 262_145, passes: 1 }, 'memoryKiB'],
    [{ memoryKiB: 8, lanes: 4 }, 'lanes'],
    [{ memoryKiB: 262_144, passes: 5 }, 'passes'],
    [{ memoryKiB: 8, passes: 10_001 }, 'passes'],
  ])('%j are not, by the %s, and a hasher refuses them', (given, parameter) => {
    expect(findParameterFault({ ...usual, ...given })).toMatchObject({ parameter });
    expect(() => createPasswordHasher({ ...usual, ...given })).toThrow(`the ${parameter} of the password`);
  });
});
