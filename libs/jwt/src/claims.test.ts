import { describe, expect, test } from '@jest/globals';
import { findClaimFault, isOptionalNumericDate, pickClaims } from './claims.ts';
import type { AccessTokenClaims } from './claims.ts';
import { NOW_SECONDS } from './testing/fixtures.ts';

const good: AccessTokenClaims = {
  iss: 'https://id.example.com/auth',
  aud: 'gatehouse',
  sub: 'account-1',
  client_id: 'gatehouse',
  iat: NOW_SECONDS,
  exp: NOW_SECONDS + 300,
  jti: 'token_1',
  auth_time: NOW_SECONDS,
  sid: 'session-1',
  roles: ['user'],
  amr: ['pwd'],
};

const faultOf = (change: object): string | undefined => findClaimFault({ ...good, ...change });

describe('the form of the claims', () => {
  test.each(['iss', 'aud', 'client_id'])('%s is a text of 1 to 512 characters', (name) => {
    const rule = `${name} must be a text of 1 to 512 characters`;
    for (const value of ['x', 'x'.repeat(512)]) expect(faultOf({ [name]: value })).toBeUndefined();
    for (const value of ['', 'x'.repeat(513), 1, null, undefined, ['x']])
      expect(faultOf({ [name]: value })).toBe(rule);
  });

  test.each(['sub', 'jti', 'sid'])('%s is an id', (name) => {
    const rule = `${name} must be an id of 1 to 128 letters, digits, - and _`;
    for (const value of ['x', 'A-z_09', 'x'.repeat(128)]) expect(faultOf({ [name]: value })).toBeUndefined();
    for (const value of [
      '',
      'x'.repeat(129),
      'a*',
      '*a',
      'a/b',
      'a b',
      'a\n',
      'é',
      1,
      null,
      undefined,
      ['x'],
    ])
      expect(faultOf({ [name]: value })).toBe(rule);
  });

  test.each(['iat', 'exp', 'auth_time'])('%s is a NumericDate in whole seconds', (name) => {
    const rule = `${name} must be a time in whole seconds`;
    for (const value of [0, 253_402_300_799]) expect(faultOf({ [name]: value })).toBeUndefined();
    for (const value of [-1, 0.5, 253_402_300_800, Infinity, NaN, '1', null, undefined, true])
      expect(faultOf({ [name]: value })).toBe(rule);
  });

  test('roles are a list of at most 32 names', () => {
    const rule = 'roles must be a list of at most 32 role names';
    for (const value of [[], ['a'.repeat(64)], ['a:b', 'c.d', 'E_1-2'], new Array(32).fill('a')])
      expect(faultOf({ roles: value })).toBeUndefined();
    for (const value of [
      'user',
      [''],
      ['a b'],
      ['a,b'],
      ['a'.repeat(65)],
      [1],
      [['a']],
      new Array(33).fill('a'),
      {},
      null,
    ])
      expect(faultOf({ roles: value })).toBe(rule);
  });

  test('amr is a list of at most 32 names, which a token may go without', () => {
    const rule = 'amr must be a list of at most 32 method names';
    for (const value of [undefined, [], ['pwd'], ['pwd', 'otp', 'mfa'], new Array(32).fill('a')])
      expect(faultOf({ amr: value })).toBeUndefined();
    for (const value of [
      'pwd',
      null,
      {},
      [''],
      ['a b'],
      ['a,b'],
      ['a'.repeat(65)],
      [1],
      new Array(33).fill('a'),
    ])
      expect(faultOf({ amr: value })).toBe(rule);
  });
});

test('only the claims of the contract are picked', () => {
  expect(pickClaims({ ...good, email: 'a@example.com' } as AccessTokenClaims)).toEqual(good);
});

test('claims without amr are picked with an empty one', () => {
  const { amr: _absent, ...older } = good;
  expect(pickClaims(older)).toEqual({ ...older, amr: [] });
});

test.each([
  [undefined, true],
  [0, true],
  [null, false],
  ['1', false],
  [1.5, false],
])('nbf may be %j: %j', (value, expected) => {
  expect(isOptionalNumericDate(value)).toBe(expected);
});
