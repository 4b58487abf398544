// Processes that are killed while somebody comes over from the old system: there is one account or none, and the next login goes on.
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { WaitingRegistration } from '@gatehouse/db';
import { storesUnderTest, type StoreUnderTest } from '@gatehouse/db/testing';
import { atEveryPoint } from '@gatehouse/test-support';
import { comeOver } from '../legacy-login/come-over.ts';
import { login } from '../login/login.ts';
import { addWaiting } from '../testing-links.ts';
import { codeOf, PASSWORD, principalOf, useCasesOver } from '../testing.ts';
import type { LegacyLoginCrashPlan } from './legacy-login-crash.ts';

const SCRIPT = join(import.meta.dirname, 'legacy-login-crash.ts');

describe.each(storesUnderTest('crash of a first login'))(
  'on $name, a process that is killed',
  ({ open }) => {
    let store: StoreUnderTest;
    let act: ReturnType<typeof useCasesOver>;
    beforeAll(async () => {
      store = await open();
      act = useCasesOver(store.database);
    });
    afterAll(() => store?.remove());

    const find = (email: string) => store.database.users.findByEmail(email);
    const planned = (email: string): Omit<LegacyLoginCrashPlan, 'call'> => ({ url: store.url, email });

    /** The same login once more, while the old system vouches. */
    const logInAgain = (email: string) => {
      const vouched = { firstName: 'Ada', lastName: 'Lovelace', emailVerified: true };
      const over = { ...act.deps, ...store.database, oldSystem: { vouch: async () => vouched } };
      const input = { email, password: PASSWORD, userAgent: '', address: '' };
      return login({ ...act.deps, comeOver: comeOver(over) }, input);
    };

    test('anywhere inside a first login leaves no account, or one that the password signs in to', async () => {
      let email = '';
      const plan = async () => planned((email = `${randomUUID()}@example.com`));
      const calls = await atEveryPoint(SCRIPT, plan, async (acknowledged) => {
        const account = await find(email);
        if (acknowledged) expect(account).not.toBeNull();
        expect(await codeOf(act.logIn(email))).toBe(account === null ? 'invalid_credentials' : undefined);
        const { access_token } = await logInAgain(email);
        const made = (await find(email))!;
        expect(principalOf(access_token).subject).toBe(made.id);
        if (account !== null) expect(made.id).toBe(account.id);
      });
      expect(calls).toBe(5);
    });

    test('anywhere inside a first login leaves no registration waiting beside the account', async () => {
      let waiting: WaitingRegistration | undefined;
      const plan = async () => planned((waiting = await addWaiting(store.database, act)).email);
      await atEveryPoint(SCRIPT, plan, async () => {
        const { email } = waiting!;
        const stillWaits = (await store.database.registrations.findByEmail(email)) !== null;
        if ((await find(email)) !== null) expect(stillWaits).toBe(false);
        await logInAgain(email);
        expect(await store.database.registrations.findByEmail(email)).toBeNull();
      });
    });
  },
  60_000,
);
