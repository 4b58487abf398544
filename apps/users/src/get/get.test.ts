import { expect, test } from '@jest/globals';
import type { Principal } from '@gatehouse/http/principal';
import { presentUser } from '../present-user.ts';
import { as, codeOf, depsOf, describeOnStores, ENDINGS, START } from '../testing.ts';
import { getUser } from './get.ts';

describeOnStores('reading', (on) => {
  test.each([
    ['oneself', () => as(on.ada), () => on.ada.id, undefined],
    ['another as a user', () => as(on.eve), () => on.ada.id, 'forbidden'],
    ['nobody as a user', () => as(on.eve), () => 'nobody', 'forbidden'],
    ['another as an admin', () => as(on.root), () => on.ada.id, undefined],
    ['nobody as an admin', () => as(on.root), () => 'nobody', 'not_found'],
  ])('%s', async (_whom, principal, id, code) => {
    expect(await codeOf(getUser(depsOf(on), { principal: principal(), id: id() }))).toBe(code);
  });

  test('shows whether an account is disabled to admins alone, of their own too', async () => {
    const seen = async (principal: Principal, id: string) =>
      presentUser(await getUser(depsOf(on), { principal, id }));
    expect(await seen(as(on.ada), on.ada.id)).not.toHaveProperty('disabled');
    expect(await seen(as(on.root), on.root.id)).toHaveProperty('disabled', false);
    await on.store.database.users.setDisabled(on.ada.id, true, START);
    expect(await seen(as(on.root), on.ada.id)).toHaveProperty('disabled', true);
  });

  test('asks the store for the role, not the token', async () => {
    const principal = { ...as(on.eve), roles: ['user', 'admin'] };
    expect(await codeOf(getUser(depsOf(on), { principal, id: on.ada.id }))).toBe('forbidden');
  });

  test.each(ENDINGS)('as an admin who is %s is not authorized', async (_how, end) => {
    await end(on.store.database, on.root.id);
    for (const { id } of [on.root, on.ada]) {
      expect(await codeOf(getUser(depsOf(on), { principal: as(on.root), id }))).toBe('unauthorized');
    }
  });
});
