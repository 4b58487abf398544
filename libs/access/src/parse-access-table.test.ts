import { describe, expect, test } from '@jest/globals';
import { RESULT_MAX_BYTES } from '@gatehouse/policy';
import { AccessTableError, parseAccessTable } from './parse-access-table.ts';
import { policyFor } from './policy-for.ts';
import type { AccessTable } from './table.ts';

const parse = (table: unknown) => parseAccessTable(JSON.stringify(table));

test('a table is read as it stands', async () => {
  const table = {
    orders: [
      { verb: 'GET', path: '/orders/{customer}', self: 'customer', roles: ['clerk'] },
      { verb: 'POST', path: '/orders', roles: ['clerk'] },
    ],
    $connect: [{ routeKey: '$connect', self: true }],
  };
  expect(await parse(table)).toEqual(table);
});

const row = { verb: 'GET', path: '/orders', roles: ['clerk'] };

const manyRows = (file: string, callers: object): readonly object[] =>
  Array.from({ length: 80 }, (_, index) => ({ verb: 'GET', path: `/${file}/part${index}`, ...callers }));

test.each([
  ['no object', [], 'an object of files'],
  ['a file that is no list', { orders: row }, 'orders: must be a list'],
  ['a row with an unknown member', { orders: [{ ...row, public: true }] }, 'nothing else'],
  ['a row that is none', { orders: [null] }, 'must have verb and path'],
  ['a row without a verb', { orders: [{ path: '/orders', self: true }] }, 'a verb and a path'],
  ['a row without a path', { orders: [{ verb: 'GET', self: true }] }, 'a verb and a path'],
  ['a row that names nothing to call', { orders: [{ self: true }] }, 'a verb and a path'],
  ['a path that is no text', { orders: [{ ...row, path: 7 }] }, 'a verb and a path'],
  ['a routeKey that is no text', { orders: [{ routeKey: 7, self: true }] }, 'a verb and a path'],
  ['a method that is a route too', { orders: [{ ...row, routeKey: 'orders' }] }, 'a verb and a path'],
  ['a route with a verb', { orders: [{ verb: 'GET', routeKey: 'orders', self: true }] }, 'or a routeKey'],
  ['a route with a path', { orders: [{ path: '/x', routeKey: 'orders', self: true }] }, 'or a routeKey'],
  ['a route of another file', { $connect: [{ routeKey: '$default', self: true }] }, 'its routeKey must be'],
  ['a verb that is none', { orders: [{ ...row, verb: 'get' }] }, 'a verb and a path'],
  ['a path of another file', { orders: [{ ...row, path: '/users' }] }, 'name of the file'],
  ['a row for nobody', { orders: [{ verb: 'GET', path: '/orders' }] }, 'orders[0]: nobody may call it'],
  ['an empty list of roles', { orders: [{ ...row, roles: [] }] }, 'nobody may call it'],
  ['roles that are no list', { orders: [{ ...row, roles: 'clerk' }] }, 'roles must be a list'],
  [
    'self that is no parameter',
    { orders: [{ verb: 'GET', path: '/orders/{id}', self: 'customer' }] },
    'self must be',
  ],
  [
    'self that is a list',
    { orders: [{ verb: 'GET', path: '/orders/{customer}', self: ['customer'] }] },
    'self must be',
  ],
  [
    'self that is a parameter of a route',
    { $connect: [{ routeKey: '$connect', self: 'id' }] },
    'self must be',
  ],
  ['roles that are lists', { orders: [{ ...row, roles: [['clerk']] }] }, 'roles must be a list'],
  ['self that is false', { orders: [{ verb: 'GET', path: '/orders', self: false }] }, 'self must be'],
  ['a route twice', { orders: [row, row] }, 'orders: a route stands twice'],
  ['a path that is none', { orders: [{ ...row, path: '/orders//x' }] }, 'orders: there is no policy'],
  [
    'a path that is too long for a resource',
    { long: [{ verb: 'GET', path: `/long/${'x'.repeat(400)}`, roles: ['one'] }] },
    'long: there is no policy for who has one',
  ],
  [
    'a route key that is too long for a resource',
    { ['x'.repeat(600)]: [{ routeKey: 'x'.repeat(600), self: true }] },
    'there is no policy for who has no role',
  ],
  [
    'more rows of one’s own than an answer has room for',
    { mine: manyRows('mine', { self: true }) },
    'mine: the policy for who has no role would have more than 8192 bytes',
  ],
  [
    'more rows for two factors than an answer has room for',
    { vault: manyRows('vault', { roles: ['keeper'], mfa: true }) },
    'vault: the policy for who has keeper, two factors would have more than 8192 bytes',
  ],
  [
    'more rows than an answer has room for',
    {
      many: Array.from({ length: 40 }, (_, index) => [
        { verb: 'GET', path: `/many/${'x'.repeat(40)}${index}`, roles: ['one'] },
        { verb: 'GET', path: `/many/${'x'.repeat(40)}${index}/sub`, roles: ['other'] },
      ]).flat(),
    },
    'many: the policy for who has one and other would have more than 8192 bytes',
  ],
])('%s is refused', async (_what, table, rule) => {
  const error = await parse(table).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(AccessTableError);
  expect(error).toMatchObject({ name: 'AccessTableError', code: 'access_table_refused' });
  expect((error as Error).message).toContain(rule);
});

test('what the policy’s own library refuses is the cause', async () => {
  const error = await parse({ orders: [{ ...row, path: '/orders//x' }] }).catch((reason: unknown) => reason);
  expect((error as Error).cause).toMatchObject({ name: 'PolicyError' });
});

test('a table whose answer has room to its last byte, the context with it, is taken, and none with a byte more', async () => {
  const [stage, id] = ['s'.repeat(128), 'x'.repeat(128)];
  const arn = `arn:aws-us-gov:execute-api:ap-southeast-99:123456789012:abcdef1234/${stage}/GET/orders`;
  const withLastPath = (length: number): AccessTable => ({
    orders: Array.from({ length: 34 }, (_, index) => ({
      verb: 'GET',
      path: `/orders/part-${index}${index === 33 ? 'x'.repeat(length) : ''}`,
      roles: [index % 2 === 0 ? 'one' : 'other'],
    })),
  });
  const policy = await policyFor(
    withLastPath(0),
    { subject: id, roles: ['one', 'other'], amr: ['pwd'] },
    arn,
  );
  const answer = policy.build({ sub: id, sid: id, roles: 'one other', amr: '' });
  const left = RESULT_MAX_BYTES - JSON.stringify(answer).length;
  expect(await parse(withLastPath(left))).toEqual(withLastPath(left));
  await expect(parse(withLastPath(left + 1))).rejects.toThrow('no policy for who has one and other');
});

test('what is no JSON is refused without being repeated', async () => {
  const error: unknown = await parseAccessTable('{"orders": secret').catch((reason: unknown) => reason);
  expect((error as Error).message).toBe('the table must be JSON');
});

test('a file or a member that stands twice is refused, whichever of the two would have counted', async () => {
  for (const json of ['{"a":[],"a":[]}', '{"a":[{"verb":"GET","path":"/a","roles":["x"],"roles":["y"]}]}']) {
    await expect(parseAccessTable(json)).rejects.toThrow(/^the table must not/);
  }
});

test('a role is a name of lower-case letters, digits and some marks', async () => {
  const withRole = (role: string) => ({ orders: [{ verb: 'GET', path: '/orders', roles: [role] }] });
  expect(await parse(withRole('orders:clerk.v-1'))).toEqual(withRole('orders:clerk.v-1'));
  for (const role of ['Clerk', '1st', '', 'a b', 'x'.repeat(65)])
    await expect(parse(withRole(role))).rejects.toThrow('orders[0]: roles must be a list of names');
});

test('a row may ask for two factors, by true alone', async () => {
  const withFactors = (mfa: unknown) => ({ orders: [{ ...row, mfa }] });
  expect(await parse(withFactors(true))).toEqual(withFactors(true));
  for (const mfa of [false, 'true', 1, null])
    await expect(parse(withFactors(mfa))).rejects.toThrow('orders[0]: mfa must be true');
});

test('a parameter of one segment and one of all that follow are two routes', async () => {
  const rows = ['id', 'id+'].map((name) => ({ ...row, path: `/orders/{${name}}` }));
  expect(await parse({ orders: rows })).toEqual({ orders: rows });
});

test('two paths that differ by the names of their parameters are one route', async () => {
  const rows = ['id', 'name'].map((name) => ({ verb: 'GET', path: `/orders/{${name}}`, roles: ['clerk'] }));
  await expect(parse({ orders: rows })).rejects.toThrow('orders: a route stands twice');
});

test('a policy is tried for each role by itself too, since what it may not call is denied in it', async () => {
  const secrets = Array.from({ length: 40 }, (_, index) => ({
    verb: 'GET',
    path: `/files/s${index}`,
    roles: ['keeper'],
  }));
  const table = { files: [{ verb: 'GET', path: '/files/{proxy+}', roles: ['reader'] }, ...secrets] };
  await expect(parse(table)).rejects.toThrow('files: the policy for who has keeper would have more');
});

describe('600 rows', () => {
  const rows = (roleOf: (index: number) => string) =>
    Array.from({ length: 600 }, (_, index) => ({
      verb: 'GET',
      path: `/files/{id}/part${index}`,
      roles: [roleOf(index)],
    }));

  // The limit of the test is far above what it takes, which the README says: before, it did not end.
  test.each<[string, (index: number) => string]>([
    ['of one role', () => 'clerk'],
    ['of a role each', (index) => `r${index}`],
  ])('%s on one API are refused soon', async (_whose, roleOf) => {
    await expect(parse({ files: rows(roleOf) })).rejects.toThrow('would have more than 8192 bytes');
  });

  test('over thirty APIs are taken', async () => {
    const table = Object.fromEntries(
      Array.from({ length: 30 }, (_, api) => [
        `a${api}`,
        Array.from({ length: 20 }, (_row, index) => ({
          verb: 'GET',
          path: `/a${api}/{id}/part${index}`,
          roles: ['clerk'],
        })),
      ]),
    );
    expect(Object.keys(await parse(table))).toHaveLength(30);
  });
});
