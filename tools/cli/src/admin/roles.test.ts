import { beforeEach, describe, expect, test } from '@jest/globals';
import type { Account } from '@gatehouse/db';
import { grantRole, requireGrantable, revokeRole, type RoleDeps } from './roles.ts';

const accountOf = (...roles: readonly string[]) => ({ id: 'a-1', roles }) as unknown as Account;
const now = new Date('2026-03-01T12:00:00.000Z');

let set: unknown[];
let deps: RoleDeps;
beforeEach(() => {
  set = [];
  deps = {
    users: { setRole: async (...given) => (set.push(given), accountOf('user')) },
    knownRoles: async () => ['admin', 'clerk'],
    now,
  };
});

const change = (account: Account, role: string, force = false) => ({ account, role, force });

describe('a grant', () => {
  test('is of a role that some access table names', async () => {
    await grantRole(deps, change(accountOf('user'), 'clerk'));
    expect(set).toEqual([['a-1', 'clerk', true, now]]);
  });

  test('of another one is refused, with those that there are', async () => {
    await expect(grantRole(deps, change(accountOf('user'), 'clrk'))).rejects.toThrow(
      'no access table names the role clrk; there are: admin, clerk (or --force)',
    );
    expect(set).toEqual([]);
  });

  test('of another one is made by force, without a look at the tables', async () => {
    deps = { ...deps, knownRoles: () => Promise.reject(new Error('no table')) };
    await grantRole(deps, change(accountOf('user'), 'night-porter', true));
    expect(set).toHaveLength(1);
  });

  test('of a 33rd role is refused, since no token could be issued any more', async () => {
    const full = accountOf(...Array.from({ length: 32 }, (_, index) => `role-${index}`));
    await expect(grantRole(deps, change(full, 'clerk', true))).rejects.toThrow('the account has 32 roles');
    await grantRole(deps, change(full, 'role-7', true));
  });
});

describe('a revocation', () => {
  test('takes a role that the account has, also when no table names it any more', async () => {
    await revokeRole(deps, change(accountOf('user', 'porter'), 'porter'));
    expect(set).toEqual([['a-1', 'porter', false, now]]);
  });

  test('of a role that the account has not and no table names is refused as a slip of the pen', async () => {
    await expect(revokeRole(deps, change(accountOf('user'), 'clrk'))).rejects.toThrow('there are: admin');
    await revokeRole(deps, change(accountOf('user'), 'clerk'));
  });
});

test('user is neither granted nor revoked', () => {
  expect(() => requireGrantable('user')).toThrow('user is given to every account');
});

test.each(['', 'Clerk', '1st', 'a b', 'a'.repeat(65), 'clerk\n'])('%j is no name of a role', (role) => {
  expect(() => requireGrantable(role)).toThrow('a role is a name of at most 64');
});
