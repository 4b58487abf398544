import { describe, expect, test } from '@jest/globals';
import { evaluate } from '@gatehouse/policy';
import { grantsOf } from './grants.ts';
import { accessTable, policyFor, type AccessTable } from './index.ts';
import { precompile } from './precompile.ts';

const API = 'arn:aws:execute-api:eu-central-1:123456789012:abcdef1234/v1';
const SUBJECT = '1a2b3c4d-0000-4000-8000-000000000001';

const decide = async (
  roles: readonly string[],
  asked: string,
  called: string,
  table: AccessTable = accessTable,
) => {
  const policy = await policyFor(table, { subject: SUBJECT, roles }, `${API}/${asked}`);
  const { policyDocument } = policy.build();
  return evaluate(policyDocument, { action: 'execute-api:Invoke', resource: `${API}/${called}` });
};

/** The whole of the table, as one reads it: what each kind of caller may call. */
const EXPECTED: readonly (readonly [string, 'everyone' | 'admins' | 'nobody'])[] = [
  ['GET/users', 'admins'],
  ['GET/users/me', 'everyone'],
  [`GET/users/${SUBJECT}`, 'everyone'],
  [`PATCH/users/${SUBJECT}`, 'everyone'],
  [`DELETE/users/${SUBJECT}`, 'everyone'],
  ['GET/users/another', 'admins'],
  ['PATCH/users/another', 'admins'],
  ['DELETE/users/another', 'admins'],
  [`GET/users/${SUBJECT}x`, 'admins'],
  ['POST/auth/logout-all', 'everyone'],
  ['POST/auth/password', 'everyone'],
  ['GET/auth/sessions', 'everyone'],
  ['DELETE/auth/sessions/s-1', 'everyone'],
];

describe.each([
  ['a user', ['user']],
  ['an account without roles', []],
  ['an admin', ['user', 'admin']],
  ['a holder of a role that no file knows', ['user', 'auditor']],
])('%s', (_who, roles) => {
  const calls = EXPECTED.map(([call]) => call);

  test.each(EXPECTED)('on %s, with an answer cached from any route of that API', async (call, who) => {
    const may = who === 'everyone' || (who === 'admins' && roles.includes('admin'));
    const ofSameApi = calls.filter((other) => other.split('/')[1] === call.split('/')[1]);
    for (const asked of ofSameApi) expect(await decide(roles, asked, call)).toBe(may ? 'allow' : 'deny');
  });
});

test('an API that is not in the table, or is named like a member of every object, is denied', async () => {
  for (const path of ['GET/orders', 'GET/constructor', 'GET/__proto__', 'GET/']) {
    expect(await decide(['admin'], path, path)).toBe('deny');
  }
});

test('a connection is everybody’s, another WebSocket route nobody’s', async () => {
  expect(await decide(['user'], '$connect', '$connect')).toBe('allow');
  expect(await decide(['user'], '$disconnect', '$disconnect')).toBe('deny');
});

test('another team brings a table of its own', async () => {
  const table: AccessTable = {
    orders: [
      { verb: 'GET', path: '/orders/{customer}', self: 'customer', roles: ['clerk'] },
      { verb: 'POST', path: '/orders', roles: ['clerk'] },
    ],
  };
  expect(await decide(['user'], 'GET/orders/x', `GET/orders/${SUBJECT}`, table)).toBe('allow');
  expect(await decide(['user'], 'GET/orders/x', 'GET/orders/x', table)).toBe('deny');
  expect(await decide(['clerk'], 'GET/orders/x', 'POST/orders', table)).toBe('allow');
  expect(await decide(['admin'], 'GET/users', 'GET/users', table)).toBe('deny');
});

test('what a build compiles beforehand is what is compiled here', async () => {
  const built = await precompile();
  expect(Object.keys(built)).toEqual(Object.keys(accessTable));
  expect(Object.keys(built['users'] ?? {})).toEqual(['', 'admin']);
  for (const [file, rows] of Object.entries(accessTable)) {
    for (const [roles, grants] of Object.entries(built[file] ?? {})) {
      expect(await grantsOf(rows, roles.split(','))).toEqual(grants);
    }
  }
});

test('the largest answer is far below the limit of 8,192 bytes', async () => {
  const longestArn = API.replace('v1', 's'.repeat(128)).replace('eu-central-1', 'ap-southeast-99');
  const sizes: number[] = [];
  for (const api of ['users', 'auth']) {
    for (const roles of [['user'], ['user', 'admin']]) {
      const policy = await policyFor(accessTable, { subject: SUBJECT, roles }, `${longestArn}/GET/${api}`);
      sizes.push(JSON.stringify(policy.build()).length);
    }
  }
  expect(Math.max(...sizes)).toBe(612);
});
