import { describe, expect, test } from '@jest/globals';
import type { Account } from '@gatehouse/db';
import type { Principal } from '@gatehouse/http/principal';
import { readEnvironment } from '@gatehouse/config';
import type { Session } from '@gatehouse/sessions';
import {
  checkHashingCost,
  hashersOnDemand,
  passwordVariables,
  requireAdmin,
  requireRecentLogin,
  standingCaller,
} from './index.ts';
import { createHasherProvider } from './password-hashers.ts';

const now = new Date('2026-03-01T12:00:00.000Z');
const account = { id: 'a-1', roles: ['user'], disabled: false, epoch: 2 } as unknown as Account;
const session = { accountId: 'a-1', epoch: 2, expiresAt: new Date(now.getTime() + 1) } as Session;
const principal: Principal = {
  subject: 'a-1',
  roles: ['user', 'admin'],
  sessionId: 's-1',
  expiresAt: now,
  authenticatedAt: now,
  amr: ['pwd'],
};

const errorOf = async (act: () => unknown): Promise<{ code?: string; errors?: unknown }> => {
  try {
    await act();
    return {};
  } catch (error) {
    return error as { code: string };
  }
};

describe('the caller', () => {
  const over = (held: Account | null, open: Session | null) => {
    const asked: string[] = [];
    const users = { findById: async (id: string) => (asked.push(id), held) };
    const sessions = { findById: async (id: string) => (asked.push(id), open) };
    return { asked, deps: { users, sessions, now: () => now } };
  };

  test('is the account that the token names, while its session stands: two reads', async () => {
    const { asked, deps } = over(account, session);
    expect(await standingCaller(deps, principal)).toBe(account);
    expect(asked).toEqual(['a-1', 's-1']);
  });

  test.each([
    ['the account is gone', null, session],
    ['the account is disabled', { ...account, disabled: true }, session],
    ['the session is gone', account, null],
    ['the session is another account’s', account, { ...session, accountId: 'a-2' }],
    ['the session is of an older epoch', account, { ...session, epoch: 1 }],
    ['the session has expired', account, { ...session, expiresAt: now }],
  ])('is nobody when %s', async (_when, held, open) => {
    expect((await errorOf(() => standingCaller(over(held, open).deps, principal))).code).toBe('unauthorized');
  });

  test('is an admin by the account’s roles of now, not by the token’s', async () => {
    expect((await errorOf(() => requireAdmin(account))).code).toBe('forbidden');
    expect((await errorOf(() => requireAdmin({ ...account, roles: ['admin'] }))).code).toBeUndefined();
  });

  test.each([
    [0, undefined],
    [900, undefined],
    [900.001, 'reauthentication_required'],
    [-5, undefined],
    [-5.001, 'reauthentication_required'],
    [-3600, 'reauthentication_required'],
  ])('who logged in %s s ago', async (seconds, code) => {
    const at = new Date(now.getTime() + seconds * 1000);
    const error = await errorOf(() => requireRecentLogin(principal, { now: at, withinSeconds: 900 }));
    expect(error.code).toBe(code);
  });
});

describe('the hashers', () => {
  const variables = { ARGON2_MEMORY_KIB: 8, ARGON2_PASSES: 1, ARGON2_LANES: 1, PASSWORD_PEPPERS: null };
  const remote = {
    ssm: () => Promise.reject(new Error('not asked')),
    secretsManager: () => Promise.reject(new Error('not asked')),
  };
  const logger = { warn: () => undefined, error: () => undefined };
  const options = { remote, onFailure: () => undefined, logger };

  test('are one while there are no peppers', async () => {
    const provider = createHasherProvider(variables, options);
    expect(await provider.current()).toBe(await provider.current());
  });

  test('hash with the first pepper, and tell that an unpeppered hash is old', async () => {
    const plain = await createHasherProvider(variables, options).current();
    const pepper = `v1:${Buffer.alloc(32, 7).toString('base64')}`;
    const reference = { from: 'in-place', variable: 'PASSWORD_PEPPERS', reveal: () => pepper } as const;
    const peppered = await createHasherProvider(
      { ...variables, PASSWORD_PEPPERS: reference },
      options,
    ).current();
    const [old, fresh] = [await plain.hash('a password'), await peppered.hash('a password')];
    expect(await peppered.verify('a password', old)).toBe(true);
    expect([peppered.needsRehash(old), peppered.needsRehash(fresh)]).toEqual([true, false]);
    expect(await peppered.verify('a password', fresh)).toBe(true);
  });

  test('are the same when they are loaded on demand', async () => {
    const provider = hashersOnDemand(variables, options);
    expect(await provider.current()).toBe(await provider.current());
  });
});

describe('the variables of passwords', () => {
  const read = (env: Record<string, string>) => () =>
    checkHashingCost(readEnvironment(env, passwordVariables));
  const pepper = Buffer.alloc(32, 7).toString('base64');

  test('need not be set', () => {
    expect(read({})()).toMatchObject({
      ARGON2_MEMORY_KIB: 19_456,
      PASSWORD_PEPPERS: null,
      PASSWORD_BREACH_URL: null,
    });
  });

  test.each([
    { ARGON2_MEMORY_KIB: '47104', ARGON2_PASSES: '1' },
    { ARGON2_MEMORY_KIB: '12288', ARGON2_PASSES: '3' },
    { ARGON2_MEMORY_KIB: '9216', ARGON2_PASSES: '4' },
    { ARGON2_MEMORY_KIB: '7168', ARGON2_PASSES: '5' },
  ])('may be at the floor: %j', (env) => {
    expect(read(env)).not.toThrow();
  });

  test.each([
    [{ PASSWORD_MIN_LENGTH: '7' }, 'PASSWORD_MIN_LENGTH: must be a whole number from 8 to 256'],
    [{ PASSWORD_BREACH_URL: 'garbage' }, 'PASSWORD_BREACH_URL: must be an https URL'],
    [{ PASSWORD_BREACH_URL: 'http://garbage.example/range' }, 'PASSWORD_BREACH_URL: must be an https URL'],
    [
      { PASSWORD_BREACH_URL: 'http://127.0.0.1/garbage', AWS_LAMBDA_FUNCTION_NAME: 'users' },
      'PASSWORD_BREACH_URL: must be an https URL without credentials',
    ],
    [
      { ARGON2_MEMORY_KIB: '7167', ARGON2_PASSES: '9' },
      'ARGON2_MEMORY_KIB: must be a whole number from 7168',
    ],
    [{ ARGON2_MEMORY_KIB: '19455' }, 'ARGON2_MEMORY_KIB: must be at least 19456 while there are 2 passes'],
    [{ ARGON2_PASSES: '1' }, 'ARGON2_PASSES: must be at least 2 while the memory is 19456 KiB'],
    [{ ARGON2_MEMORY_KIB: '262144', ARGON2_PASSES: '5' }, 'ARGON2_PASSES: must fill at most 1048576 KiB'],
    [{ PASSWORD_PEPPERS: 'garbage' }, 'PASSWORD_PEPPERS: pepper 1 must be version:base64'],
    [{ PASSWORD_PEPPERS: `v1:${pepper},v1:${pepper}` }, 'PASSWORD_PEPPERS: each pepper must have a version'],
  ])('%j are held to what a hasher takes, without their value', (env, complaint) => {
    expect(read(env)).toThrow(complaint);
    expect(read(env)).not.toThrow(/garbage|BwcH/);
  });

  test('make hashes cheap for tests, whatever else is said of their cost', () => {
    const cheap = { ARGON2_MEMORY_KIB: 8, ARGON2_PASSES: 1, ARGON2_LANES: 1 };
    expect(read({ UNSAFE_CHEAP_HASHING: 'true' })()).toMatchObject(cheap);
    expect(read({ UNSAFE_CHEAP_HASHING: 'true', AWS_SAM_LOCAL: 'true', ARGON2_PASSES: '9' })()).toMatchObject(
      cheap,
    );
    expect(read({ UNSAFE_CHEAP_HASHING: '' })()).toMatchObject({ ARGON2_MEMORY_KIB: 19_456 });
  });

  test.each(['true', 'false', '0', 'garbage'])(
    'stop a function that is deployed with cheap hashes: %s',
    (value) => {
      const inLambda = { UNSAFE_CHEAP_HASHING: value, AWS_LAMBDA_FUNCTION_NAME: 'auth' };
      expect(read(inLambda)).toThrow('UNSAFE_CHEAP_HASHING: must not be set in Lambda');
      if (value !== 'true')
        expect(read({ UNSAFE_CHEAP_HASHING: value })).toThrow(
          'UNSAFE_CHEAP_HASHING: must be true, or not set',
        );
    },
  );

  test('leave a pepper that is elsewhere to its first use', () => {
    expect(read({ PASSWORD_PEPPERS: 'ssm:/peppers' })()).toMatchObject({ PASSWORD_PEPPERS: { from: 'ssm' } });
  });
});
