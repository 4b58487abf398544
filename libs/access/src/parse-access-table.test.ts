import { expect, test } from '@jest/globals';
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
    'a role whose grants no policy separates from the rest',
    {
      files: [
        { verb: 'GET', path: '/files/{proxy+}', roles: ['reader'] },
        { verb: 'GET', path: '/files/{id}/keys', roles: ['keeper'] },
      ],
    },
    'files: there is no policy for who has',
  ],
  [
    'more rows than an answer has room for',
    {
      many: Array.from({ length: 40 }, (_, index) => [
        { verb: 'GET', path: `/many/${'x'.repeat(40)}${index}`, roles: ['one'] },
        { verb: 'GET', path: `/many/${'x'.repeat(40)}${index}/sub`, roles: ['other'] },
      ]).flat(),
    },
    'many: there is no policy for who has one',
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

test('a role is named as in a token', async () => {
  const table = { orders: [{ verb: 'GET', path: '/orders', roles: ['orders:clerk.v-1'] }] };
  expect(await parse(table)).toEqual(table);
});
