import { expect, test } from '@jest/globals';
import { GatehouseError } from '@gatehouse/errors';
import { addAccount, codeOf } from '../testing.ts';
import { addPending, addWaiting } from '../testing-links.ts';
import { describeLinksOnStores } from '../testing-links-on-stores.ts';
import { resendVerification } from './resend-verification.ts';

describeLinksOnStores('a new link', (on) => {
  const verification = (cause: object) => [{ kind: 'verify_email', cause }];

  test('is mailed to the address of an account that is not verified, in any letter case', async () => {
    const { resend, mailsOf } = on.links;
    const { id, email } = on.account;
    await resend(email.toUpperCase());
    expect(await mailsOf(id)).toEqual(verification({ why: 'resend', email }));
  });

  test('is mailed to an address that a registration waits for, while it waits', async () => {
    const waiting = await addWaiting(on.store.database, on.act);
    const { resend, mailsOf } = on.links;
    await resend(waiting.email);
    expect(await mailsOf(waiting.id)).toEqual(verification({ why: 'waiting_resend' }));
    on.act.pass(86_400);
    await resend(waiting.email);
    expect(await mailsOf(waiting.id)).toHaveLength(1);
  });

  test('is mailed to an address that an account is to have', async () => {
    const { id: pendingId, email } = await addPending(on.store.database, on.account);
    const { resend, mailsOf } = on.links;
    await resend(email);
    expect(await mailsOf(on.account.id)).toEqual(verification({ why: 'pending_resend', pendingId }));
  });

  test('goes to the account that asked last of those that are to have one address', async () => {
    const other = await addAccount(on.store.database);
    const { email } = await addPending(on.store.database, on.account);
    const later = new Date(on.act.clock.now.getTime() + 1000);
    await on.store.database.users.setPendingEmail(other.id, { id: 'p-2', email }, later);
    const { resend, mailsOf } = on.links;
    await resend(email);
    expect(await mailsOf(on.account.id)).toEqual([]);
    expect(await mailsOf(other.id)).toEqual(verification({ why: 'pending_resend', pendingId: 'p-2' }));
  });

  test('is mailed to nobody where an address is verified, whoever else wants to have it', async () => {
    const { users } = on.store.database;
    const { id, email } = on.account;
    await users.verifyEmail(id, { email, now: on.act.clock.now });
    const other = await addAccount(on.store.database);
    await users.setPendingEmail(other.id, { id: 'p-2', email }, on.act.clock.now);
    const { resend, mailsOf } = on.links;
    await resend(email);
    expect([...(await mailsOf(id)), ...(await mailsOf(other.id))]).toEqual([]);
  });

  test('is one too many beyond the limit of mails, and answers as ever', async () => {
    const { deps, mailsOf } = on.links;
    const full = { ...deps, mayMail: async () => false };
    await resendVerification(full, { email: on.account.email, address: '' });
    expect(await mailsOf(on.account.id)).toEqual([]);
  });

  test('is refused beyond the limit of the caller’s address', async () => {
    const { deps } = on.links;
    const full = { ...deps, countRequest: () => Promise.reject(new GatehouseError('too_many_attempts')) };
    const refused = resendVerification(full, { email: on.account.email, address: '' });
    expect(await codeOf(refused)).toBe('too_many_attempts');
  });
});
