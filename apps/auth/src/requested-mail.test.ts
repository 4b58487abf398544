// What the routes that mail a link cost: the same, in the same rounds, for every address.
import { expect, test } from '@jest/globals';
import { recordRounds } from '@gatehouse/test-support';
import { resendVerification } from './email/resend-verification.ts';
import { forgotPassword } from './password/forgot-password.ts';
import { addAccount } from './testing.ts';
import { addPending, addWaiting } from './testing-links.ts';
import { describeLinksOnStores } from './testing-links-on-stores.ts';

describeLinksOnStores('a mail that is asked for', (on) => {
  /** Addresses of every kind. */
  const addresses = async (): Promise<readonly string[]> => {
    const { users } = on.store.database;
    const [verified, pending] = [await addAccount(on.store.database), await addAccount(on.store.database)];
    await users.verifyEmail(verified.id, { email: verified.email, now: on.act.clock.now });
    return [
      'nobody@example.com',
      on.account.email,
      verified.email,
      (await addPending(on.store.database, pending)).email,
      (await addWaiting(on.store.database, on.act)).email,
    ];
  };

  const recordedDeps = () => {
    const { recorded, taken } = recordRounds();
    const { users, registrations, mails, ...others } = on.links.deps;
    const deps = {
      ...others,
      users: recorded(users, 'users'),
      registrations: recorded(registrations, 'registrations'),
      mails: recorded(mails, 'mails'),
    };
    return { deps, taken };
  };

  test.each([
    ['forgot', forgotPassword, ['registrations.findByEmail', 'users.findByEmail']],
    [
      'resend',
      resendVerification,
      ['registrations.findByEmail', 'users.findByEmail', 'users.listByPendingEmail'],
    ],
  ] as const)(
    'asks the stores alike for every address, and beyond the limit too: %s',
    async (_, ask, reads) => {
      const { deps, taken } = recordedDeps();
      const rounds = [];
      for (const email of await addresses()) {
        await ask(deps, { email, address: '' });
        rounds.push(taken());
        await ask({ ...deps, mayMail: async () => false }, { email, address: '' });
        rounds.push(taken());
      }
      for (const each of rounds) expect(each).toEqual([reads, ['mails.insert']]);
    },
  );

  test.each([
    ['forgot', forgotPassword],
    ['resend', resendVerification],
  ] as const)('counts the address that was typed in, in lower case, once: %s', async (_, ask) => {
    for (const email of await addresses()) {
      const counted: string[] = [];
      const mayMail = async (to: { readonly email: string }) => counted.push(to.email) > 0;
      await ask({ ...on.links.deps, mayMail }, { email: email.toUpperCase(), address: '' });
      expect(counted).toEqual([email]);
    }
  });
});
