import { describe, expect, test } from '@jest/globals';
import { accessTable } from '@gatehouse/access';
import { parseAccessTable } from '@gatehouse/access/parse';
import { changesOf } from './changes.ts';

type Row = Readonly<Record<string, unknown>>;

const tableOf = async (...rows: readonly Row[]) => ({
  ...accessTable,
  ...(await parseAccessTable(JSON.stringify({ orders: rows }))),
});

const diff = async (older: readonly Row[], newer: readonly Row[]): Promise<readonly string[]> => {
  const changes = await changesOf(await tableOf(...older), await tableOf(...newer));
  return changes.map(({ effect, route, whom }) => `${effect} ${route} for ${whom}`);
};

const ORDER = { verb: 'GET', path: '/orders/{id}' };
const SECRET = { verb: 'GET', path: '/orders/{id}/secret' };
const MINE = { verb: 'GET', path: '/orders/mine' };
const CLERK = { roles: ['clerk'] };

describe('what a change of the table opens', () => {
  test.each<[what: string, older: Row[], newer: Row[], lines: string[]]>([
    ['a new row by role', [], [{ ...ORDER, ...CLERK }], ['opens GET /orders/{id} for clerk']],
    ['a new row by self', [], [{ ...ORDER, self: 'id' }], ['opens GET /orders/{id} for self']],
    ['a new row for every account', [], [{ ...MINE, self: true }], ['opens GET /orders/mine for self']],
    [
      'a new row for several',
      [],
      [{ ...ORDER, roles: ['clerk', 'admin'], self: 'id' }],
      [
        'opens GET /orders/{id} for self',
        'opens GET /orders/{id} for admin',
        'opens GET /orders/{id} for clerk',
      ],
    ],
    [
      'a role that is added',
      [{ ...ORDER, roles: ['admin'] }],
      [{ ...ORDER, roles: ['admin', 'clerk'] }],
      ['opens GET /orders/{id} for clerk'],
    ],
    [
      'self that is added',
      [{ ...ORDER, ...CLERK }],
      [{ ...ORDER, ...CLERK, self: 'id' }],
      ['opens GET /orders/{id} for self'],
    ],
    [
      'a row for self alone that takes anyone’s by role',
      [{ ...ORDER, self: 'id' }],
      [{ ...ORDER, ...CLERK, self: 'id' }],
      ['opens GET /orders/{id} for clerk'],
    ],
    [
      'a row for one’s own that takes whatever the parameter names',
      [{ ...ORDER, ...CLERK, self: 'id' }],
      [{ ...ORDER, ...CLERK, self: true }],
      ['opens GET /orders/{id} for self, whatever the parameter'],
    ],
    [
      'a row below a parameter whose wildcard reached it before',
      [{ ...ORDER, ...CLERK }],
      [
        { ...ORDER, ...CLERK },
        { ...SECRET, ...CLERK },
      ],
      ['opens GET /orders/{id}/secret for clerk'],
    ],
    [
      'a row that goes, whose denial kept a wider parameter of another row closed',
      [
        { ...ORDER, roles: ['admin'] },
        { ...SECRET, roles: ['auditor'] },
      ],
      [{ ...ORDER, roles: ['admin'] }],
      ['opens GET /orders/{id}/secret for admin', 'closes GET /orders/{id}/secret for auditor'],
    ],
    [
      'a parameter’s row that is narrowed to one path',
      [
        { ...ORDER, roles: ['admin'] },
        { verb: 'GET', path: '/orders/{id}/{part}/log', roles: ['auditor'] },
      ],
      [
        { ...ORDER, roles: ['admin'] },
        { verb: 'GET', path: '/orders/{id}/secret/log', roles: ['auditor'] },
      ],
      [
        'opens GET /orders/{id}/{part}/log for admin',
        'closes GET /orders/{id}/{part}/log for auditor',
        'opens GET /orders/{id}/secret/log for auditor',
      ],
    ],
  ])('%s', async (_what, older, newer, lines) => {
    expect(await diff(older, newer)).toEqual(lines);
  });

  test('a connection that every account may open', async () => {
    const older = { $connect: [{ routeKey: '$connect', roles: ['admin'] }] };
    const newer = { $connect: [{ routeKey: '$connect', self: true as const }] };
    expect(await changesOf(older, newer)).toEqual([{ effect: 'opens', route: '$connect', whom: 'self' }]);
  });
});

describe('what it closes', () => {
  test.each<[what: string, older: Row[], newer: Row[], lines: string[]]>([
    ['a row that goes', [{ ...ORDER, ...CLERK }], [], ['closes GET /orders/{id} for clerk']],
    [
      'a role that goes',
      [{ ...ORDER, roles: ['admin', 'clerk'] }],
      [{ ...ORDER, roles: ['admin'] }],
      ['closes GET /orders/{id} for clerk'],
    ],
    [
      'whatever the parameter, that becomes one’s own',
      [{ ...ORDER, self: true }],
      [{ ...ORDER, self: 'id' }],
      ['closes GET /orders/{id} for self, whatever the parameter'],
    ],
  ])('%s', async (_what, older, newer, lines) => {
    expect(await diff(older, newer)).toEqual(lines);
  });

  test('one of Gatehouse’s own rows', async () => {
    const users = [{ verb: 'GET' as const, path: '/users/me', self: true as const }];
    const changes = await changesOf(accessTable, { ...accessTable, users });
    expect(changes.map(({ effect }) => effect)).not.toContain('opens');
    expect(changes).toContainEqual({ effect: 'closes', route: 'GET /users', whom: 'admin' });
  });
});

describe('a second factor', () => {
  const SURE_CLERK = { ...ORDER, ...CLERK, mfa: true };
  const PLAIN_CLERK = { ...ORDER, ...CLERK };

  test.each<[what: string, older: Row[], newer: Row[], lines: string[]]>([
    ['is named where a new row asks for it', [], [SURE_CLERK], ['opens GET /orders/{id} for clerk with mfa']],
    [
      'that is asked for no more opens the calls without it',
      [SURE_CLERK],
      [PLAIN_CLERK],
      ['opens GET /orders/{id} for clerk without mfa'],
    ],
    [
      'that is asked for closes the calls without it',
      [PLAIN_CLERK],
      [SURE_CLERK],
      ['closes GET /orders/{id} for clerk without mfa'],
    ],
  ])('%s', async (_what, older, newer, lines) => {
    expect(await diff(older, newer)).toEqual(lines);
  });
});

describe('nothing is changed by', () => {
  test.each<[what: string, older: Row[], newer: Row[]]>([
    [
      'another order of the rows',
      [
        { ...ORDER, ...CLERK },
        { ...MINE, self: true },
      ],
      [
        { ...MINE, self: true },
        { ...ORDER, ...CLERK },
      ],
    ],
    [
      'another name of a parameter',
      [{ ...ORDER, self: 'id' }],
      [{ verb: 'GET', path: '/orders/{who}', self: 'who' }],
    ],
    ['a role beside every account', [{ ...MINE, self: true }], [{ ...MINE, self: true, ...CLERK }]],
  ])('%s', async (_what, older, newer) => {
    expect(await diff(older, newer)).toEqual([]);
  });
});
