import { randomUUID } from 'node:crypto';
import { expect, test } from '@jest/globals';
import type { UserChange } from '@gatehouse/db';
import { recordRounds } from '@gatehouse/test-support';
import { as, codeOf, describeOnStores, depsOf, mailsOf } from '../testing.ts';
import { updateUser } from './update.ts';

describeOnStores('a new email, where there is mail,', (on) => {
  const change = async (given: UserChange, others: object = {}) => {
    const deps = { ...depsOf(on), ...others };
    return (await updateUser(deps, { principal: as(on.ada), id: on.ada.id, change: given })).user;
  };
  const email = () => `${randomUUID()}@example.com`;
  const adaNow = async () => (await on.store.database.users.findById(on.ada.id))!;

  test('is pending, has a link mailed to it, and the present address told', async () => {
    const next = email();
    expect(await change({ email: next })).toMatchObject({ email: on.ada.email, pendingEmail: next });
    const { pendingId } = await adaNow();
    expect(await mailsOf(on, on.ada.id)).toEqual(
      expect.arrayContaining([
        { kind: 'verify_email', cause: { why: 'pending', pendingId } },
        { kind: 'email_changed', cause: { why: 'asked', to: on.ada.email, pendingId } },
      ]),
    );
  });

  test('takes the place of the one before, also when it is the same', async () => {
    const next = email();
    await change({ email: next });
    const before = await adaNow();
    expect(await change({ email: next })).toMatchObject({ pendingEmail: next });
    expect((await adaNow()).pendingId).not.toBe(before.pendingId);
  });

  test('that is the present one takes back a pending one, and mails nothing', async () => {
    await change({ email: email() });
    const mails = await mailsOf(on, on.ada.id);
    expect(await change({ email: on.ada.email })).toMatchObject({ pendingEmail: null });
    expect(await mailsOf(on, on.ada.id)).toEqual(mails);
  });

  test('leaves names that are sent with it to count at once', async () => {
    const next = email();
    expect(await change({ email: next, firstName: 'Augusta' })).toMatchObject({
      ...{ email: on.ada.email, pendingEmail: next, firstName: 'Augusta' },
    });
  });

  test('that is taken is refused at once, with all that was sent beside it', async () => {
    expect(await codeOf(change({ email: on.eve.email, firstName: 'Augusta' }))).toBe('email_taken');
    expect(await adaNow()).toMatchObject({ firstName: 'Ada', pendingEmail: null });
    expect(await mailsOf(on, on.ada.id)).toEqual([]);
  });

  test('that is taken looks like any other where registrations are confirmed, and its owner is told', async () => {
    const hidden = { hidesOwners: true };
    expect(await change({ email: on.eve.email }, hidden)).toMatchObject({
      ...{ email: on.ada.email, pendingEmail: on.eve.email },
    });
    expect(await mailsOf(on, on.eve.id)).toEqual([{ kind: 'account_exists', cause: {} }]);
    expect((await mailsOf(on, on.ada.id)).map((mail) => mail?.kind)).toEqual(['email_changed']);
    await change({ email: on.eve.email }, { ...hidden, mayMail: async () => false });
    expect(await mailsOf(on, on.eve.id)).toHaveLength(1);
  });

  test('asks the same of the stores where registrations are confirmed, whoever has it', async () => {
    const { recorded, taken } = recordRounds();
    const { users, mails } = on.store.database;
    const deps = {
      hidesOwners: true,
      users: recorded(users, 'users'),
      mails: recorded(mails, 'mails'),
    };
    const rounds = [];
    for (const next of [email(), on.eve.email]) {
      await change({ email: next }, deps);
      rounds.push(taken());
    }
    expect(rounds[0]).toEqual([
      ['users.findById'],
      ['users.findByEmail'],
      ['mails.insert'],
      ['mails.insert'],
      ['users.setPendingEmail'],
    ]);
    expect(rounds[1]).toEqual(rounds[0]);
  });

  test('is told in the audit log by the member that was sent', async () => {
    const deps = depsOf(on);
    const next = email();
    await updateUser(deps, { principal: as(on.ada), id: on.ada.id, change: { email: next } });
    expect(deps.taken()).toEqual([
      { event: 'account_changed', subject: on.ada.id, changed: ['email'], email: next },
    ]);
  });
});
