import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Account } from '@gatehouse/db';
import { storesUnderTest, type StoreUnderTest } from '@gatehouse/db/testing';
import type { SoftwareAuthenticator } from '@gatehouse/passkeys/testing';
import { atEveryPoint } from '@gatehouse/test-support';
import { challenged } from '../factors/testing.ts';
import { anAuthenticator, enrolPasskey, nearNow, signInByPasskey } from '../passkeys/testing.ts';
import { addAccount, codeOf, principalOf, useCasesOver } from '../testing.ts';
import type { PasskeyAct } from './passkeys-crash.ts';

const SCRIPT = join(import.meta.dirname, 'passkeys-crash.ts');

describe.each(storesUnderTest('crash of passkeys'))(
  'on $name, a process that is killed',
  ({ open }) => {
    let store: StoreUnderTest;
    let account: Account;
    let act: ReturnType<typeof useCasesOver>;
    beforeAll(async () => {
      store = await open();
    });
    afterAll(() => store?.remove());

    const begin = async (): Promise<void> => {
      account = await addAccount(store.database);
      act = useCasesOver(store.database);
      nearNow(act);
    };
    const read = async () => (await store.database.users.findById(account.id))!;
    const notices = async (): Promise<number> => (await store.database.mails.listOf(account.id)).length;
    const sessions = async (): Promise<number> =>
      (await store.database.sessions.listByAccount(account.id, act.clock.now)).length;
    const planOf = (name: PasskeyAct) => ({ url: store.url, act: name, clockAt: act.clock.now });

    test('anywhere inside adding one leaves all of it or nothing, and no old session beside it', async () => {
      let [other, kept] = ['', ''];
      const calls = await atEveryPoint(
        SCRIPT,
        async () => {
          await begin();
          const tokens = await act.logIn(account.email);
          [other, kept] = [(await act.logIn(account.email)).refresh_token, tokens.refresh_token];
          const principal = principalOf(tokens.access_token);
          const credential = anAuthenticator().create(await act.startPasskey(principal));
          return planOf({ name: 'addPasskey', principal, credential });
        },
        async (acknowledged) => {
          const { factors } = await read();
          const added = factors.passkeys.length === 1;
          expect(factors.recoveryDigests).toHaveLength(added ? 10 : 0);
          expect(await codeOf(act.refresh(other))).toBe(added ? 'invalid_grant' : undefined);
          expect(await codeOf(act.logIn(account.email))).toBe(added ? 'second_factor_required' : undefined);
          if (added) expect(await notices()).toBe(1);
          if (acknowledged) {
            expect(added).toBe(true);
            expect(await codeOf(act.refresh(kept))).toBeUndefined();
          }
        },
      );
      expect(calls).toBeGreaterThan(8);
    });

    test('anywhere inside removing one leaves it with its codes, or neither', async () => {
      const calls = await atEveryPoint(
        SCRIPT,
        async () => {
          await begin();
          const { authenticator, added } = await enrolPasskey(act, account);
          const principal = principalOf((await signInByPasskey(act, authenticator)).access_token);
          return planOf({ name: 'removePasskey', principal, id: added.passkey.id });
        },
        async (acknowledged) => {
          const { factors } = await read();
          const removed = factors.passkeys.length === 0;
          expect(factors.recoveryDigests).toHaveLength(removed ? 0 : 10);
          if (acknowledged) expect(removed).toBe(true);
        },
      );
      expect(calls).toBeGreaterThan(6);
    });

    test('anywhere inside a sign-in lets nobody in twice by one assertion, and the owner in by the next', async () => {
      let authenticator: SoftwareAuthenticator;
      let credential: ReturnType<SoftwareAuthenticator['get']>;
      const calls = await atEveryPoint(
        SCRIPT,
        async () => {
          await begin();
          ({ authenticator } = await enrolPasskey(act, account));
          credential = authenticator.get(await act.startPasskeyLogin());
          return planOf({ name: 'passkeyLogin', credential });
        },
        async () => {
          const before = await sessions();
          expect(await codeOf(act.passkeyLogin(credential))).toBe('invalid_grant');
          expect(await sessions()).toBe(before);
          expect(await codeOf(signInByPasskey(act, authenticator))).toBeUndefined();
        },
      );
      expect(calls).toBeGreaterThan(3);
    });

    test('anywhere inside a completion lets nobody in twice by one assertion, and the owner in by the next', async () => {
      let authenticator: SoftwareAuthenticator;
      let credential: ReturnType<SoftwareAuthenticator['get']>;
      let challengeToken: string;
      const calls = await atEveryPoint(
        SCRIPT,
        async () => {
          await begin();
          ({ authenticator } = await enrolPasskey(act, account));
          challengeToken = await challenged(act, account);
          credential = authenticator.get(await act.startPasskeyLogin(challengeToken));
          return planOf({ name: 'completeLogin', challengeToken, credential });
        },
        async (acknowledged) => {
          const before = await sessions();
          const again = await codeOf(act.completeLoginWithPasskey(challengeToken, credential));
          expect((await sessions()) - before).toBe(again === undefined ? 1 : 0);
          if (acknowledged) expect(again).toBe('invalid_grant');
          const next = await challenged(act, account);
          const assertion = authenticator.get(await act.startPasskeyLogin(next));
          expect(await codeOf(act.completeLoginWithPasskey(next, assertion))).toBeUndefined();
        },
      );
      expect(calls).toBeGreaterThan(5);
    });
  },
  60_000,
);
