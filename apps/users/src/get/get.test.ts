import { expect, test } from '@jest/globals';
import { as, codeOf, depsOf, describeOnStores, ENDINGS } from '../testing.ts';
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
