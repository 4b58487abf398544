import { describe, expect, test } from '@jest/globals';
import { AccessTableError, parseAccessTable } from './parse-access-table.ts';

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

test.each([
  ['no object', [], 'an object of files'],
  ['a file that is no list', { orders: row }, 'orders: must be a list'],
  ['a row with an unknown member', { orders: [{ ...row, public: true }] }, 'nothing else'],
  ['a row without a verb', { orders: [{ path: '/orders', self: true }] }, 'a verb and a path'],
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
  ['self that is false', { orders: [{ verb: 'GET', path: '/orders', self: false }] }, 'self must be'],
  ['a route twice', { orders: [row, row] }, 'orders: a route stands twice'],
  ['a path that is none', { orders: [{ ...row, path: '/orders//x' }] }, 'orders: there is no policy'],
  [
    'a path that is too long for a resource',
    { long: [{ verb: 'GET', path: `/long/${'x'.repeat(400)}`, roles: ['one'] }] },
    'long: there is no policy for who has one',
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
  expect((error as Error).message).toContain(rule);
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
