import { describe, expect, test } from '@jest/globals';
import { codeOf } from '@gatehouse/errors/testing';
import { BusyError, createGate, createPasswordHasher, type PasswordHasherOptions } from '@gatehouse/hashing';
import { isForeignHash } from '@gatehouse/hashing/rules';
import { NO_PASSWORD } from './no-password.ts';
import { presentableHasher } from './presentable-hasher.ts';

const CHEAP = { memoryKiB: 8, passes: 1, lanes: 1 };

const createSubject = (options: Partial<PasswordHasherOptions> = {}) => {
  const lines: unknown[][] = [];
  const runs: string[] = [];
  const gate = {
    run: <T>(work: () => Promise<T>): Promise<T> => (runs.push('run'), work()),
  };
  const logger = {
    warn: (...line: unknown[]) => void lines.push(['warn', ...line]),
    error: (...line: unknown[]) => void lines.push(['error', ...line]),
  };
  const hasher = presentableHasher(createPasswordHasher({ ...CHEAP, gate, ...options }), logger);
  return { hasher, lines, runs };
};

describe('a hash that cannot be verified', () => {
  test.each([
    ['malformed', 'nonsense', 'malformed_hash', 'warn'],
    ['unknown', '$1$somesalt$N4ZUE4yl2p6xOAsXhx6nG1', 'malformed_hash', 'warn'],
    ['too dear', '$2b$31$IUAcVDS2RfxlRppckN/b4u1bpFEZk5bI0A3QAzyFVNptGjusq.WlO', 'unsupported_hash', 'warn'],
    [
      'of a pepper that is not there',
      '$argon2id$v=19$m=8,t=1,p=1,keyid=djE$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc',
      'unknown_pepper',
      'error',
    ],
  ])('because it is %s is of no password, at the cost of one', async (_why, hash, code, level) => {
    const { hasher, lines, runs } = createSubject();
    expect(await hasher.verify('hunter2 hunter2', hash)).toBe(false);
    expect(runs).toHaveLength(1);
    expect(lines).toEqual([[level, 'password hash not verified', { code, reason: expect.any(String) }]]);
    expect(JSON.stringify(lines)).not.toContain(hash);
    expect(JSON.stringify(lines)).not.toContain('hunter2');
  });

  test('because there is no password is no fault: one cost, no log line, and no imported hash', async () => {
    const { hasher, lines, runs } = createSubject();
    for (const password of ['hunter2 hunter2', '', NO_PASSWORD])
      expect(await hasher.verify(password, NO_PASSWORD)).toBe(false);
    expect([runs.length, lines]).toEqual([3, []]);
    expect(isForeignHash(NO_PASSWORD)).toBe(false);
  });

  test('is told apart from a fault', async () => {
    const fault = { run: () => Promise.reject(new Error('out of memory')) };
    const { hasher, lines } = createSubject({ gate: fault });
    const hash = await createPasswordHasher(CHEAP).hash('password');
    await expect(hasher.verify('password', hash)).rejects.toThrow('out of memory');
    expect(lines).toEqual([]);
  });
});

describe('where more is to be hashed than can be in time', () => {
  const busy = { run: () => Promise.reject(new BusyError(7)) };
  const { hasher } = createSubject({ gate: busy });
  const HASH = createPasswordHasher(CHEAP).hash('password');

  test.each([
    ['hash', () => hasher.hash('password')],
    ['rehash', async () => hasher.rehash('password', await HASH)],
    ['verify', async () => hasher.verify('password', await HASH)],
    ['verify, of a hash that cannot be', () => hasher.verify('password', 'nonsense')],
    ['verifyNothing', () => hasher.verifyNothing('password')],
  ])('%s says when to come back', async (_what, act) => {
    await expect(act()).rejects.toMatchObject({ code: 'too_many_attempts', retryAfterSeconds: 7 });
  });

  test('the others are served', async () => {
    const gate = createGate({ width: 1, maxWaitMs: 1000, expectedMs: 600, now: () => 0 });
    const { hasher: crowded } = createSubject({ gate });
    const codes = await Promise.all([1, 2, 3, 4, 5].map(() => codeOf(crowded.verifyNothing('password'))));
    expect(codes.filter((code) => code === 'too_many_attempts')).toHaveLength(2);
    expect(codes.filter((code) => code === undefined)).toHaveLength(3);
  });
});

test('all else is as the hasher says', async () => {
  const { hasher, lines } = createSubject();
  const hash = await hasher.hash('password');
  expect(await hasher.verify('password', hash)).toBe(true);
  expect(await hasher.verify('Password', hash)).toBe(false);
  expect(await hasher.verifyNothing('password')).toBe(false);
  expect(hasher.needsRehash(hash)).toBe(false);
  expect(await hasher.verify('password', await hasher.rehash('password', hash))).toBe(true);
  expect(lines).toEqual([]);
});
