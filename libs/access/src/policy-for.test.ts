import { describe, expect, test } from '@jest/globals';
import { evaluate } from '@gatehouse/policy';
import { grantsOf } from './grants.ts';
import { accessTable, policyFor, type AccessTable } from './index.ts';
import { precompiled } from './own-table.generated.ts';
import { precompile } from './precompile.ts';

const API = 'arn:aws:execute-api:eu-central-1:123456789012:abcdef1234/v1';
const SUBJECT = '1a2b3c4d-0000-4000-8000-000000000001';

const decide = async (
  roles: readonly string[],
  asked: string,
  called: string,
  table: AccessTable = accessTable,
  amr: readonly string[] = ['pwd'],
) => {
  const policy = await policyFor(table, { subject: SUBJECT, roles, amr }, `${API}/${asked}`);
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

test('on a WebSocket API the rows of methods do not count', async () => {
  const table: AccessTable = {
    orders: [
      { verb: 'GET', path: '/orders', self: true },
      { routeKey: 'orders', self: true },
    ],
  };
  expect(await decide(['user'], 'orders', 'orders', table)).toBe('allow');
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

describe('a row that asks for two factors', () => {
  const table: AccessTable = {
    orders: [
      { verb: 'GET', path: '/orders/{id}', roles: ['clerk'] },
      { verb: 'GET', path: '/orders/{id}/card', roles: ['clerk'], mfa: true },
      { verb: 'DELETE', path: '/orders/{id}', self: 'id', mfa: true },
    ],
    $connect: [{ routeKey: '$connect', self: true, mfa: true }],
  };
  const TWO = ['pwd', 'otp', 'mfa'];

  test.each<[string, readonly string[]]>([
    ['GET/orders/7/card', ['clerk']],
    [`DELETE/orders/${SUBJECT}`, ['user']],
    ['$connect', ['user']],
  ])('%s: is open to a token with both, and closed to one without', async (call, roles) => {
    expect(await decide(roles, call, call, table, TWO)).toBe('allow');
    expect(await decide(roles, call, call, table)).toBe('deny');
    expect(await decide([], 'GET/orders/7/card', 'GET/orders/7/card', table, TWO)).toBe('deny');
  });

  test('leaves the others as they are', async () => {
    expect(await decide(['clerk'], 'GET/orders/7', 'GET/orders/7', table)).toBe('allow');
    expect(await decide(['clerk'], 'GET/orders/7', 'GET/orders/8', table, TWO)).toBe('allow');
  });
});

describe('closed by default', () => {
  const table: AccessTable = {
    orders: [
      { verb: 'GET', path: '/orders', self: true },
      { verb: 'GET', path: '/orders/{id}', roles: ['clerk'] },
      { verb: 'GET', path: '/orders/{id}/audit', roles: ['auditor'] },
    ],
  };

  test('a first call to a list of one’s own opens no other route, known or not, under the cached answer', async () => {
    for (const path of ['GET/orders/7', 'GET/invoices/7', 'GET/orders-of-all', 'POST/orders', 'GET/'])
      expect(await decide(['user'], 'GET/orders', path, table)).toBe('deny');
  });

  test('a route that the table does not know yet is denied, unless it lies below a parameter that is granted', async () => {
    expect(await decide(['clerk'], 'GET/orders', 'DELETE/orders/7', table)).toBe('deny');
    expect(await decide(['clerk'], 'GET/orders', 'GET/orders/7/audit', table)).toBe('deny');
    expect(await decide(['clerk'], 'GET/orders', 'GET/orders/7/new', table)).toBe('allow');
  });
});

test('what is generated is what is compiled here', async () => {
  expect(precompiled).toEqual(await precompile(accessTable));
  expect(Object.keys(precompiled)).toEqual(Object.keys(accessTable));
  expect(Object.keys(precompiled['users'] ?? {})).toEqual(['', 'admin']);
});

test('the grants of somebody who holds some of several roles are compiled at the first call', async () => {
  const rows = ['a', 'b', 'c'].map((role) => ({ verb: 'GET' as const, path: `/x/${role}`, roles: [role] }));
  expect(Object.keys((await precompile({ x: rows }))['x'] ?? {})).toEqual(['', 'a', 'b', 'c', 'a,b,c']);
  const { allow } = await grantsOf(rows, { roles: ['c', 'b', 'z'], amr: ['pwd'] });
  expect(allow.map(({ path }) => path)).toEqual(['/x/b', '/x/c']);
});

test('the largest answer of each of our APIs is within half of the limit of 8,192 bytes', async () => {
  const longestArn = API.replace('v1', 's'.repeat(128)).replace('eu-central-1', 'ap-southeast-99');
  for (const api of Object.keys(accessTable).filter((name) => !name.startsWith('$'))) {
    const caller = { subject: SUBJECT, roles: ['user', 'admin'], amr: ['pwd', 'otp', 'mfa'] };
    const policy = await policyFor(accessTable, caller, `${longestArn}/GET/${api}`);
    expect(JSON.stringify(policy.build()).length).toBeLessThan(4096);
  }
});
