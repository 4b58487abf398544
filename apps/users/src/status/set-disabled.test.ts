import { expect, test } from '@jest/globals';
import type { Principal } from '@gatehouse/http/principal';
import { as, codeOf, depsOf, describeOnStores, ENDINGS, later, START } from '../testing.ts';
import { setDisabledAsAdmin } from './set-disabled.ts';

describeOnStores('disabling and enabling', (on) => {
  const set = (principal: Principal, id: string, disabled: boolean, now = START) =>
    setDisabledAsAdmin(depsOf(on, now), { principal, id, disabled });

  const isDisabled = async (id: string) => (await on.store.database.users.findById(id))?.disabled;

  test.each([true, false])('is for admins soon after a login: %s', async (disabled) => {
    const { id } = on.ada;
    expect(await codeOf(set(as(on.ada), id, disabled))).toBe('forbidden');
    expect(await codeOf(set(as(on.root), id, disabled, later(901)))).toBe('reauthentication_required');
    expect(await isDisabled(id)).toBe(false);
    expect(await set(as(on.root), id, disabled)).toMatchObject({ user: { id, disabled }, byAdmin: true });
    expect(await codeOf(set(as(on.root), 'nobody', disabled))).toBe('not_found');
  });

  test('ends the sessions, and enabling brings none back', async () => {
    const { id } = on.ada;
    await set(as(on.root), id, true);
    expect(await on.store.database.sessions.listByAccount(id, START)).toEqual([]);
    await set(as(on.root), id, false);
    expect(await isDisabled(id)).toBe(false);
    expect(await on.store.database.sessions.listByAccount(id, START)).toEqual([]);
  });

  test.each(ENDINGS)('as an admin who is %s is not authorized, and changes nothing', async (_how, end) => {
    await end(on.store.database, on.root.id);
    expect(await codeOf(set(as(on.root), on.ada.id, true))).toBe('unauthorized');
    expect(await isDisabled(on.ada.id)).toBe(false);
  });
});
