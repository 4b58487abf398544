import { describe, expect, test } from '@jest/globals';
import { grantsOf } from './grants.ts';
import { heldByKinds } from './held.ts';
import { accessTable, precompiled } from './own-table.generated.ts';

describe('what is compiled', () => {
  test('of our own table stands beside it', async () => {
    const { users: rows = [] } = accessTable;
    expect(await grantsOf(rows, { roles: ['user', 'admin'], amr: ['pwd'] })).toBe(
      precompiled['users']?.['admin'],
    );
    expect(await grantsOf(rows, { roles: [], amr: ['pwd', 'mfa'] })).toBe(precompiled['users']?.['']);
  });

  test('is compiled once for all who hold the same', () => {
    const rows = [{ verb: 'GET' as const, path: '/x/{id}', self: 'id', roles: ['clerk'] }];
    const [first, second] = [['clerk', 'user'], ['clerk']].map((roles) => grantsOf(rows, { roles, amr: [] }));
    expect(second).toBe(first);
    expect(grantsOf(rows, { roles: [], amr: [] })).not.toBe(first);
  });

  test('is so for no role, each role and all of them, with and without two factors where a row asks for them', () => {
    const rowOf = (role: string) => ({ verb: 'GET' as const, path: `/x/${role}`, roles: [role] });
    expect(heldByKinds([rowOf('a')])).toEqual([
      { roles: [], amr: [] },
      { roles: ['a'], amr: [] },
    ]);
    expect(heldByKinds([{ ...rowOf('a'), mfa: true }, rowOf('b')])).toEqual(
      [[], ['mfa']].flatMap((amr) => [[], ['a'], ['b'], ['a', 'b']].map((roles) => ({ roles, amr }))),
    );
  });
});
