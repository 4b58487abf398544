import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { decodePrincipal, encodePrincipal, type PrincipalClaims } from './principal.ts';

const id = fc.stringMatching(/^[A-Za-z0-9_-]{1,128}$/);
const seconds = fc.integer({ min: 0, max: 999_999_999_999 });
const claims: fc.Arbitrary<PrincipalClaims> = fc.record({
  sub: id,
  sid: id,
  roles: fc.array(fc.stringMatching(/^[\w.:-]{1,64}$/), { maxLength: 5 }),
  exp: seconds,
  auth_time: seconds,
  amr: fc.array(fc.stringMatching(/^[\w.:-]{1,64}$/), { maxLength: 5 }),
});

const GOOD = encodePrincipal({ sub: 'u', roles: ['user'], sid: 's', exp: 2, auth_time: 1, amr: ['pwd'] });

describe('a principal', () => {
  test('comes out of the context as it went in', () => {
    fc.assert(
      fc.property(claims, (given) => {
        expect(decodePrincipal(encodePrincipal(given))).toEqual({
          subject: given.sub,
          roles: given.roles,
          sessionId: given.sid,
          expiresAt: new Date(given.exp * 1000),
          authenticatedAt: new Date(given.auth_time * 1000),
          amr: given.amr,
        });
      }),
      { numRuns: 50 },
    );
  });

  test('travels as flat texts, which is all that API Gateway carries', () => {
    expect(GOOD).toEqual({ sub: 'u', roles: 'user', sid: 's', exp: '2', auth_time: '1', amr: 'pwd' });
  });

  test.each([
    null,
    undefined,
    'text',
    {},
    { ...GOOD, sub: '' },
    { ...GOOD, sub: 'a b' },
    { ...GOOD, sid: undefined },
    { ...GOOD, roles: ['user'] },
    { ...GOOD, roles: 'user  admin' },
    { ...GOOD, roles: ' user' },
    { ...GOOD, exp: 2 },
    { ...GOOD, exp: '2.5' },
    { ...GOOD, exp: '-2' },
    { ...GOOD, exp: '1e9' },
    { ...GOOD, exp: '9'.repeat(13) },
    { ...GOOD, auth_time: '' },
    { ...GOOD, amr: null },
    { ...GOOD, amr: ['mfa'] },
    { ...GOOD, amr: 'pwd,mfa' },
    { ...GOOD, amr: 'pwd  mfa' },
  ])('%j is none', (context) => {
    expect(decodePrincipal(context)).toBeNull();
  });

  test('one without roles has none', () => {
    expect(decodePrincipal({ ...GOOD, roles: '' })).toMatchObject({ roles: [] });
  });

  test('has its methods with a blank between them', () => {
    const context = encodePrincipal({
      sub: 'u',
      roles: [],
      sid: 's',
      exp: 2,
      auth_time: 1,
      amr: ['pwd', 'otp', 'mfa'],
    });
    expect(context.amr).toBe('pwd otp mfa');
    expect(decodePrincipal(context)).toMatchObject({ amr: ['pwd', 'otp', 'mfa'] });
  });

  test('one of an older authorizer, without amr, has none', () => {
    const { amr: _absent, ...older } = GOOD;
    expect(decodePrincipal(older)).toMatchObject({ subject: 'u', amr: [] });
  });
});
