import { randomUUID } from 'node:crypto';
import { expect, test } from '@jest/globals';
import type { UserChange } from '@gatehouse/db';
import type { Principal } from '@gatehouse/http/principal';
import { as, codeOf, depsOf, describeOnStores, ENDINGS, later, mailLessDepsOf, START } from '../testing.ts';
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

  /** The stores, of which the first that reads the account does `act` before it goes on. */
  const meanwhile = (act: () => Promise<unknown>) => {
    const { users } = on.store.database;
    let isDone = false;
    const findById = async (id: string) => {
      const read = await users.findById(id);
      if (!isDone) await act();
      isDone = true;
      return read;
    };
    return { ...users, findById };
  };

  test.each([
    ['a name', mailLessDepsOf, { firstName: 'X' }],
    ['an email that counts at once', mailLessDepsOf, { email: 'x@example.com' }],
    ['an email that is to be confirmed', depsOf, { email: 'x@example.com', firstName: 'X' }],
  ] as const)('%s by a session that has ended meanwhile is not authorized', async (_what, deps, given) => {
    const { id, email } = on.ada;
    const users = meanwhile(() => on.store.database.users.raiseEpoch(id));
    const changing = updateUser({ ...deps(on), users }, { principal: as(on.ada), id, change: given });
    expect(await codeOf(changing)).toBe('unauthorized');
    const unchanged = { firstName: 'Ada', email, pendingEmail: null };
    expect(await on.store.database.users.findById(id)).toMatchObject(unchanged);
  });

  test('by a session that has ended all others meanwhile is made', async () => {
    const { id } = on.ada;
    const users = meanwhile(async () => {
      const { sessions } = on.store.database;
      const { familyDigest } = (await sessions.findById(`session-of-${id}`))!;
      await on.store.database.users.raiseEpoch(id);
      await sessions.adoptEpoch(familyDigest, { from: 0, to: 1 });
    });
    const deps = { ...mailLessDepsOf(on), users };
    await updateUser(deps, { principal: as(on.ada), id, change: { firstName: 'Augusta' } });
    expect(await on.store.database.users.findById(id)).toMatchObject({ firstName: 'Augusta' });
  });
});
