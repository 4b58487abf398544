import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Account } from '@gatehouse/db';
import { storesUnderTest, type StoreUnderTest } from '@gatehouse/db/testing';
import type { Tokens } from '@gatehouse/auth-contract';
import { atEveryPoint } from '@gatehouse/test-support';
import { addAccount, codeOf, NEW_PASSWORD, PASSWORD, principalOf, useCasesOver } from '../testing.ts';
import type { CrashPlan } from './crash.ts';

const SCRIPT = join(import.meta.dirname, 'crash.ts');

describe.each(storesUnderTest('crash'))(
  'on $name, a process that is killed',
  ({ open }) => {
    let store: StoreUnderTest;
    let account: Account;
    let act: ReturnType<typeof useCasesOver>;
    let current: Tokens;
    let other: Tokens;
    beforeAll(async () => {
      store = await open();
    });
    afterAll(() => store?.remove());

    const signIn = async (): Promise<void> => {
      account = await addAccount(store.database);
      act = useCasesOver(store.database);
      [current, other] = [await act.logIn(account.email), await act.logIn(account.email)];
    };
    beforeEach(signIn);

    const planned = (name: CrashPlan['act']) => async () => {
      await signIn();
      const { access_token, refresh_token: refreshToken } = current;
      return { url: store.url, act: name, refreshToken, principal: principalOf(access_token) };
    };

    test('anywhere inside a refresh leaves a session that the client’s retry goes on with', async () => {
      const calls = await atEveryPoint(SCRIPT, planned('refresh'), async () => {
        const retried = await act.refresh(current.refresh_token);
        expect(await codeOf(act.refresh(retried.refresh_token))).toBeUndefined();
      });
      expect(calls).toBe(3);
    });

    test('anywhere inside logout-all leaves all sessions, or none', async () => {
      const calls = await atEveryPoint(SCRIPT, planned('logoutAll'), async (acknowledged) => {
        const codes = [
          await codeOf(act.refresh(current.refresh_token)),
          await codeOf(act.refresh(other.refresh_token)),
        ];
        expect(codes[0]).toBe(codes[1]);
        if (acknowledged) expect(codes[0]).toBe('invalid_grant');
      });
      expect(calls).toBe(5);
    });

    test('anywhere inside a password change leaves one password, and no old session beside the new one', async () => {
      const calls = await atEveryPoint(SCRIPT, planned('changePassword'), async (acknowledged) => {
        const changed = (await codeOf(act.logIn(account.email, NEW_PASSWORD))) === undefined;
        expect(await codeOf(act.logIn(account.email, PASSWORD))).toBe(
          changed ? 'invalid_credentials' : undefined,
        );
        expect(await codeOf(act.refresh(other.refresh_token))).toBe(changed ? 'invalid_grant' : undefined);
        if (acknowledged) {
          expect(changed).toBe(true);
          expect(await codeOf(act.refresh(current.refresh_token))).toBeUndefined();
        }
      });
      expect(calls).toBe(7);
    });
  },
  60_000,
);
