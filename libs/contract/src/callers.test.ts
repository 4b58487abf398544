import { describe, expect, test } from '@jest/globals';
import { mayCall, ROLE, type Callers } from './callers.ts';

const ADA = { subject: 'ada', roles: ['user'], amr: ['pwd'] };
const ADMIN = { subject: 'bob', roles: ['user', 'admin'], amr: ['pwd'] };
const SURE_ADMIN = { ...ADMIN, amr: ['pwd', 'otp', 'mfa'] };

describe.each<[string, Callers, { ada: boolean; admin: boolean; sureAdmin: boolean }]>([
  ['self', { self: true }, { ada: true, admin: true, sureAdmin: true }],
  ['the account that the path names', { self: 'id' }, { ada: true, admin: false, sureAdmin: false }],
  ['a parameter of another name', { self: 'owner' }, { ada: false, admin: false, sureAdmin: false }],
  ['a role', { roles: ['clerk', 'admin'] }, { ada: false, admin: true, sureAdmin: true }],
  ['a role or oneself', { self: 'id', roles: ['admin'] }, { ada: true, admin: true, sureAdmin: true }],
  ['a role with two factors', { roles: ['admin'], mfa: true }, { ada: false, admin: false, sureAdmin: true }],
  ['oneself with two factors', { self: 'id', mfa: true }, { ada: false, admin: false, sureAdmin: false }],
  ['nobody', {}, { ada: false, admin: false, sureAdmin: false }],
])('a route for %s', (_whom, callers, expected) => {
  test('is called by these and nobody else', () => {
    const may = (account: typeof ADA): boolean => mayCall(callers, account, { id: 'ada' });
    expect({ ada: may(ADA), admin: may(ADMIN), sureAdmin: may(SURE_ADMIN) }).toEqual(expected);
  });
});

test('a path without the parameter names nobody', () => {
  expect(mayCall({ self: 'id' }, ADA, {})).toBe(false);
});

test.each([
  ['user', true],
  ['orders:clerk', true],
  ['a.b_c-1', true],
  ['x'.repeat(64), true],
  ['x'.repeat(65), false],
  ['Admin', false],
  ['1st', false],
  ['', false],
  ['a b', false],
  ['user\n', false],
])('%j as the name of a role: %s', (name, expected) => {
  expect(ROLE.test(name)).toBe(expected);
});
