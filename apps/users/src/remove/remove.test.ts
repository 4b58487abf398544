import { randomUUID } from 'node:crypto';
import { expect, test } from '@jest/globals';
import type { Principal } from '@gatehouse/http/principal';
import { addUser, as, codeOf, depsOf, describeOnStores, ENDINGS, later, START } from '../testing.ts';
import { removeUser } from './remove.ts';

describeOnStores('removing', (on) => {
  const remove = (principal: Principal, id: string, now = START) =>
    removeUser(depsOf(on, now), { principal, id });

  test('is for oneself and admins, soon after the login', async () => {
    const { ada, eve, root } = on;
    expect(await codeOf(remove(as(eve), ada.id))).toBe('forbidden');
    expect(await codeOf(remove(as(ada), ada.id, later(901)))).toBe('reauthentication_required');
    expect(await codeOf(remove(as(ada), ada.id))).toBeUndefined();
    expect(await codeOf(remove(as(ada), ada.id))).toBe('unauthorized');
    expect(await codeOf(remove(as(root), ada.id))).toBe('not_found');
    expect(await codeOf(remove(as(root), eve.id))).toBeUndefined();
  });

  test('takes the sessions along, and what the account was to be mailed', async () => {
    const { sessions, mails } = on.store.database;
    const mail = {
      kind: 'password_changed',
      cause: '{}',
      createdAt: START,
      dueAt: START,
      attempts: 0,
    } as const;
    await mails.insert({ id: randomUUID(), accountId: on.ada.id, ...mail });
    await remove(as(on.ada), on.ada.id);
    expect(await sessions.listByAccount(on.ada.id, START)).toEqual([]);
    expect(await mails.listOf(on.ada.id)).toEqual([]);
  });

  test('that an admin repeats is of nobody, and takes what is left', async () => {
    const { users, sessions } = on.store.database;
    await users.remove(on.ada.id);
    expect(await codeOf(remove(as(on.root), on.ada.id))).toBe('not_found');
    expect(await sessions.listByAccount(on.ada.id, START)).toEqual([]);
  });

  test('is refused to the last admin', async () => {
    const { users } = on.store.database;
    for (const { id, roles } of await users.list({ limit: 100, after: null }))
      if (roles.includes('admin') && id !== on.root.id) await users.remove(id);
    expect(await codeOf(remove(as(on.root), on.root.id))).toBe('last_admin');
    expect(await users.findById(on.root.id)).toMatchObject({ roles: ['user', 'admin'] });
  });

  test('takes one off the count of imported hashes for an account that has one, whoever removes it', async () => {
    const { users, values } = on.store.database;
    for (const { id } of [on.ada, on.eve]) {
      const { passwordHash: from } = (await users.findById(id))!;
      await users.rehash(id, { from, to: '$2b$04$imported' });
    }
    await values.set('imported_hashes', '3');
    await remove(as(on.ada), on.ada.id);
    expect(await values.find('imported_hashes')).toBe('2');
    await remove(as(on.root), on.eve.id);
    expect(await values.find('imported_hashes')).toBe('1');
    const { id } = await addUser(on);
    await remove(as(on.root), id);
    expect(await values.find('imported_hashes')).toBe('1');
  });

  test.each(ENDINGS)('as an admin who is %s is not authorized, and removes nothing', async (_how, end) => {
    const { users } = on.store.database;
    await end(on.store.database, on.root.id);
    expect(await codeOf(remove(as(on.root), on.ada.id))).toBe('unauthorized');
    expect(await users.findById(on.ada.id)).not.toBeNull();
  });
});
