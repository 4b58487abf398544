import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Account } from '@gatehouse/db';
import { storesUnderTest, type StoreUnderTest } from '@gatehouse/db/testing';
import { atEveryPoint } from '@gatehouse/test-support';
import { totpCode } from '@gatehouse/test-support/totp-code';
import { challenged, challengeOf, enrol, logInWithApp } from '../factors/testing.ts';
import { addAccount, codeOf, principalOf, useCasesOver } from '../testing.ts';
import type { FactorsCrashPlan } from './factors-crash.ts';

const SCRIPT = join(import.meta.dirname, 'factors-crash.ts');

type Plan = Omit<FactorsCrashPlan, 'call'>;

describe.each(storesUnderTest('crash of second factors'))(
  'on $name, a process that is killed',
  ({ open }) => {
    let store: StoreUnderTest;
    let account: Account;
    let act: ReturnType<typeof useCasesOver>;
    let app: Awaited<ReturnType<typeof enrol>>;
    beforeAll(async () => {
      store = await open();
    });
    afterAll(() => store?.remove());

    const begin = async (): Promise<void> => {
      account = await addAccount(store.database);
      act = useCasesOver(store.database);
    };
    /** A new owner with an app, and the caller of a login with it. */
    const beginEnrolled = async (): Promise<FactorsCrashPlan['principal']> => {
      await begin();
      app = await enrol(act, account);
      const tokens = await logInWithApp(act, account, app.secret);
      act.pass(60);
      return principalOf(tokens.access_token);
    };
    const read = async () => (await store.database.users.findById(account.id))!;
    const notices = async (): Promise<number> => (await store.database.mails.listOf(account.id)).length;
    const planOf = (name: Plan['act'], given: Partial<Plan> & Pick<Plan, 'principal'>): Plan => ({
      ...{ url: store.url, act: name, email: account.email, challengeToken: '', code: '' },
      ...{ clockAt: act.clock.now, ...given },
    });

    test('anywhere inside a login leaves at most a challenge, and the next login gets one', async () => {
      const calls = await atEveryPoint(
        SCRIPT,
        async () => planOf('logIn', { principal: await beginEnrolled() }),
        async () => {
          const code = totpCode(app.secret, act.clock.now);
          expect(await codeOf(act.completeLogin(await challenged(act, account), code))).toBeUndefined();
        },
      );
      expect(calls).toBe(2);
    });

    test('anywhere inside its completion lets nobody in twice with one code, and the owner in with the next', async () => {
      let challengeToken = '';
      let code = '';
      const calls = await atEveryPoint(
        SCRIPT,
        async () => {
          const principal = await beginEnrolled();
          challengeToken = await challenged(act, account);
          code = totpCode(app.secret, act.clock.now);
          return planOf('completeLogin', { principal, challengeToken, code });
        },
        async (acknowledged) => {
          const before = (await store.database.sessions.listByAccount(account.id, act.clock.now)).length;
          const again = await codeOf(act.completeLogin(challengeToken, code));
          const anew = await codeOf(act.completeLogin(await challenged(act, account), code));
          const opened = [again, anew].filter((outcome) => outcome === undefined).length;
          const after = (await store.database.sessions.listByAccount(account.id, act.clock.now)).length;
          expect(after - before).toBe(opened);
          expect(opened).toBeLessThan(2);
          if (acknowledged) expect(opened).toBe(0);
          act.pass(60);
          const next = totpCode(app.secret, act.clock.now);
          expect(await codeOf(act.completeLogin(await challenged(act, account), next))).toBeUndefined();
        },
      );
      expect(calls).toBe(6);
    });

    test('anywhere inside the beginning of an enrolment leaves nothing that a login asks for', async () => {
      await atEveryPoint(
        SCRIPT,
        async () => {
          await begin();
          const principal = principalOf((await act.logIn(account.email)).access_token);
          return planOf('startTotp', { principal });
        },
        async () => expect(await codeOf(act.logIn(account.email))).toBeUndefined(),
      );
    });

    test('anywhere inside an enrolment leaves all of it or nothing, and no old session beside it', async () => {
      let other = '';
      let kept = '';
      const calls = await atEveryPoint(
        SCRIPT,
        async () => {
          await begin();
          const tokens = await act.logIn(account.email);
          [other, kept] = [(await act.logIn(account.email)).refresh_token, tokens.refresh_token];
          const principal = principalOf(tokens.access_token);
          const { secret } = await act.startTotp(principal);
          return planOf('confirmTotp', { principal, code: totpCode(secret, act.clock.now) });
        },
        async (acknowledged) => {
          const { factors } = await read();
          const enrolled = factors.totp !== null;
          expect(factors.recoveryDigests).toHaveLength(enrolled ? 10 : 0);
          expect(await codeOf(act.refresh(other))).toBe(enrolled ? 'invalid_grant' : undefined);
          expect(await codeOf(act.logIn(account.email))).toBe(
            enrolled ? 'second_factor_required' : undefined,
          );
          if (enrolled) expect(await notices()).toBe(1);
          if (acknowledged) {
            expect(enrolled).toBe(true);
            expect(await codeOf(act.refresh(kept))).toBeUndefined();
          }
        },
      );
      expect(calls).toBe(8);
    });

    test('anywhere inside a removal leaves the app with its codes, or neither', async () => {
      const calls = await atEveryPoint(
        SCRIPT,
        async () => planOf('removeTotp', { principal: await beginEnrolled() }),
        async (acknowledged) => {
          const { factors } = await read();
          const removed = factors.totp === null;
          expect(factors.recoveryDigests).toHaveLength(removed ? 0 : 10);
          expect(await codeOf(act.logIn(account.email))).toBe(removed ? undefined : 'second_factor_required');
          if (removed) expect(await notices()).toBe(2);
          if (acknowledged) expect(removed).toBe(true);
        },
      );
      expect(calls).toBe(8);
    });

    test('anywhere inside the making of recovery codes leaves ten of the old ones or of new ones', async () => {
      const calls = await atEveryPoint(
        SCRIPT,
        async () => planOf('replaceRecoveryCodes', { principal: await beginEnrolled() }),
        async (acknowledged) => {
          expect((await read()).factors.recoveryDigests).toHaveLength(10);
          expect((await challengeOf(act.logIn(account.email))).factors).toEqual(['totp', 'recovery_code']);
          const old = await codeOf(act.completeLogin(await challenged(act, account), app.recoveryCodes[0]!));
          if (acknowledged) expect(old).toBe('invalid_credentials');
          if (old !== undefined) expect(await notices()).toBe(2);
        },
      );
      expect(calls).toBe(4);
    });
  },
  60_000,
);
