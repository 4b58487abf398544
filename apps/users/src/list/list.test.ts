import { expect, test } from '@jest/globals';
import type { PagePosition } from '@gatehouse/db';
import { as, codeOf, depsOf, describeOnStores, ENDINGS } from '../testing.ts';
import { findUsers, listUsers } from './list.ts';

const first = { limit: 1, after: null };

describeOnStores('listing', (on) => {
  test('a page tells whether there is another one', async () => {
    const principal = as(on.root);
    let after: PagePosition | null = null;
    const seen: string[] = [];
    do {
      const page = await listUsers(depsOf(on), { principal, limit: 2, after });
      seen.push(...page.items.map(({ user }) => user.id));
      after = page.next;
    } while (after !== null);
    expect(seen).toEqual(expect.arrayContaining([on.ada.id, on.eve.id, on.root.id]));
    expect(new Set(seen).size).toBe(seen.length);
    const exact = await listUsers(depsOf(on), { principal, limit: seen.length, after: null });
    expect(exact.next).toBeNull();
  });

  test('by email finds the one account that has it, in any letter case, or none', async () => {
    const find = (email: string) => findUsers(depsOf(on), { principal: as(on.root), email });
    expect(await find(on.ada.email.toUpperCase())).toMatchObject({
      items: [{ user: { id: on.ada.id }, byAdmin: true }],
      next: null,
    });
    expect(await find('nobody@example.com')).toEqual({ items: [], next: null });
    const principal = { ...as(on.eve), roles: ['user', 'admin'] };
    expect(await codeOf(findUsers(depsOf(on), { principal, email: on.ada.email }))).toBe('forbidden');
  });

  test('asks the store for the role, not the token', async () => {
    const principal = { ...as(on.eve), roles: ['user', 'admin'] };
    expect(await codeOf(listUsers(depsOf(on), { principal, ...first }))).toBe('forbidden');
  });

  test.each(ENDINGS)('as an admin who is %s is not authorized', async (_how, end) => {
    await end(on.store.database, on.root.id);
    expect(await codeOf(listUsers(depsOf(on), { principal: as(on.root), ...first }))).toBe('unauthorized');
  });
});
