import { expect, test } from '@jest/globals';
import type { Principal } from '@gatehouse/http/principal';
import { as, codeOf, depsOf, describeOnStores, ENDINGS, later, START } from '../testing.ts';
import { setRolesAsAdmin } from './set-roles.ts';

describeOnStores('setting roles', (on) => {
  const set = (principal: Principal, id: string, roles: readonly string[], now = START) =>
    setRolesAsAdmin(depsOf(on, now), { principal, id, roles });

  const rolesOf = async (id: string) => (await on.store.database.users.findById(id))?.roles;

  test('is for admins soon after a login, and puts the whole list', async () => {
    const { id } = on.ada;
    expect(await codeOf(set(as(on.ada), id, ['user', 'clerk']))).toBe('forbidden');
    expect(await codeOf(set(as(on.root), id, ['user', 'clerk'], later(901)))).toBe(
      'reauthentication_required',
    );
    expect(await rolesOf(id)).toEqual(['user']);
    expect(await set(as(on.root), id, ['clerk', 'user'])).toMatchObject({
      user: { id, roles: ['clerk', 'user'] },
      byAdmin: true,
    });
    expect(await set(as(on.root), id, ['user'])).toMatchObject({ user: { roles: ['user'] } });
    expect(await codeOf(set(as(on.root), 'nobody', ['user']))).toBe('not_found');
  });

  test.each([
    ['a role that no table names', ['user', 'clrk'], { '/roles/1': 'must be one of user, admin, clerk' }],
    ['one without user', ['clerk'], { '/roles': 'must have user among them' }],
    ['an empty one', [], { '/roles': 'must have user among them' }],
    ['one with a role twice', ['user', 'clerk', 'user'], { '/roles/2': 'must not be there twice' }],
    [
      'one with several faults',
      ['x', 'clerk', 'clerk'],
      {
        '/roles': 'must have user among them',
        '/roles/0': 'must be one of user, admin, clerk',
        '/roles/2': 'must not be there twice',
      },
    ],
  ])('refuses %s by its place, and changes nothing', async (_what, roles, expected) => {
    const error = await set(as(on.root), on.ada.id, roles).catch((thrown: unknown) => thrown);
    const { code, errors } = error as { code: string; errors: { pointer: string; message: string }[] };
    expect(code).toBe('validation_failed');
    expect(Object.fromEntries(errors.map(({ pointer, message }) => [pointer, message]))).toEqual(expected);
    expect(await rolesOf(on.ada.id)).toEqual(['user']);
  });

  test.each(ENDINGS)('as an admin who is %s is not authorized, and changes nothing', async (_how, end) => {
    await end(on.store.database, on.root.id);
    expect(await codeOf(set(as(on.root), on.ada.id, ['user', 'clerk']))).toBe('unauthorized');
    expect(await rolesOf(on.ada.id)).toEqual(['user']);
  });
});
