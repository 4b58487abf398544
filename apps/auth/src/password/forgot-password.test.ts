import { expect, test } from '@jest/globals';
import { GatehouseError } from '@gatehouse/errors';
import { codeOf } from '../testing.ts';
import { addWaiting } from '../testing-links.ts';
import { describeLinksOnStores } from '../testing-links-on-stores.ts';
import { forgotPassword } from './forgot-password.ts';

describeLinksOnStores('a forgotten password', (on) => {
  const reset = (credentialGeneration: number) => [
    { kind: 'reset_password', cause: { why: 'forgot', credentialGeneration } },
  ];

  test('has a link mailed to the account, in any letter case of its email', async () => {
    const { forgot, mailsOf } = on.links;
    await on.store.database.users.changePassword(on.account.id, {
      ...{ epoch: 0, passwordHash: on.account.passwordHash, now: on.act.clock.now },
    });
    const { id, email } = on.account;
    await forgot(email.toUpperCase());
    expect(await mailsOf(id)).toEqual(reset(1));
    expect(on.act.told()).toEqual([{ event: 'password_reset_requested', subject: id, email }]);
  });

  test('has a link mailed to a registration that waits, which is no account in the audit log', async () => {
    const { id, email } = await addWaiting(on.store.database, on.act);
    const { forgot, mailsOf } = on.links;
    await forgot(email);
    expect(await mailsOf(id)).toEqual(reset(0));
    expect(on.act.told()).toEqual([{ event: 'password_reset_requested', subject: null, email }]);
  });

  test('of an address that nobody has, or that waits no more, is told alike and mailed to nobody', async () => {
    const waiting = await addWaiting(on.store.database, on.act);
    on.act.pass(86_400);
    const { forgot, mailsOf } = on.links;
    for (const email of [waiting.email, 'nobody@example.com']) await forgot(email);
    expect(await mailsOf(waiting.id)).toEqual([]);
    expect(on.act.told()).toEqual([
      { event: 'password_reset_requested', subject: null, email: waiting.email },
      { event: 'password_reset_requested', subject: null, email: 'nobody@example.com' },
    ]);
  });

  test('has nothing mailed beyond the limit of mails, and answers as ever', async () => {
    const { deps, mailsOf } = on.links;
    await forgotPassword({ ...deps, mayMail: async () => false }, { email: on.account.email, address: '' });
    expect(await mailsOf(on.account.id)).toEqual([]);
  });

  test('is refused beyond the limit of the caller’s address', async () => {
    const { deps } = on.links;
    const full = { ...deps, countRequest: () => Promise.reject(new GatehouseError('too_many_attempts')) };
    expect(await codeOf(forgotPassword(full, { email: on.account.email, address: '' }))).toBe(
      'too_many_attempts',
    );
  });
});
