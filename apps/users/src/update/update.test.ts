import { randomUUID } from 'node:crypto';
import { expect, test } from '@jest/globals';
import type { UserChange } from '@gatehouse/db';
import type { Principal } from '@gatehouse/http/principal';
import { as, codeOf, describeOnStores, ENDINGS, later, mailLessDepsOf, START } from '../testing.ts';
import { updateUser } from './update.ts';

describeOnStores('changing', (on) => {
  const change = (principal: Principal, id: string, given: UserChange, now = START) =>
    updateUser(mailLessDepsOf(on, now), { principal, id, change: given });

  test('a name is for oneself and admins, at any time', async () => {
    expect(await change(as(on.ada), on.ada.id, { firstName: 'Augusta' }, later(5000))).toMatchObject({
      user: { firstName: 'Augusta', updatedAt: later(5000) },
      byAdmin: false,
    });
    expect(await codeOf(change(as(on.root), on.ada.id, { lastName: 'King' }))).toBeUndefined();
    expect(await codeOf(change(as(on.eve), on.ada.id, { lastName: 'Eve' }))).toBe('forbidden');
    expect(await codeOf(change(as(on.root), 'nobody', { lastName: 'X' }))).toBe('not_found');
  });

  test('an email is for oneself alone, and soon after the login', async () => {
    const email = `${randomUUID()}@example.com`;
    const { id } = on.ada;
    expect(await codeOf(change(as(on.root), id, { email }))).toBe('forbidden');
    expect(await codeOf(change(as(on.ada), id, { email }, later(901)))).toBe('reauthentication_required');
    expect(await codeOf(change(as(on.ada), id, { email: on.eve.email }))).toBe('email_taken');
    expect(await change(as(on.ada), id, { email }, later(900))).toMatchObject({
      user: { email, emailVerified: false },
    });
  });

  test('where nothing is mailed a new email counts at once, and is not verified although the one before was', async () => {
    const { id, email: before } = on.ada;
    const { users, mails } = on.store.database;
    await users.verifyEmail(id, { email: before, now: START });
    const email = `${randomUUID()}@example.com`;
    await change(as(on.ada), id, { email });
    expect(await users.findById(id)).toMatchObject({ email, emailVerified: false, pendingEmail: null });
    expect(await mails.listOf(id)).toEqual([]);
  });

  test.each(ENDINGS)('as an admin who is %s is not authorized, and changes nothing', async (_how, end) => {
    const { users } = on.store.database;
    await end(on.store.database, on.root.id);
    expect(await codeOf(change(as(on.root), on.ada.id, { firstName: 'X' }))).toBe('unauthorized');
    expect(await users.findById(on.ada.id)).toMatchObject({ firstName: 'Ada' });
  });
});
