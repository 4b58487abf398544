// Processes that are killed while they use or ask for a link: after it nothing has happened, or all of it, or it can be completed.
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Account, WaitingRegistration } from '@gatehouse/db';
import { storesUnderTest, type StoreUnderTest } from '@gatehouse/db/testing';
import { atEveryPoint } from '@gatehouse/test-support';
import { addPending, addWaiting, linksOver } from '../testing-links.ts';
import { addAccount, codeOf, NEW_PASSWORD, PASSWORD, principalOf, useCasesOver } from '../testing.ts';
import type { LinksCrashPlan } from './links-crash.ts';

const SCRIPT = join(import.meta.dirname, 'links-crash.ts');

describe.each(storesUnderTest('crash of links'))(
  'on $name, a process that is killed',
  ({ open }) => {
    let store: StoreUnderTest;
    let act: ReturnType<typeof useCasesOver>;
    let links: ReturnType<typeof linksOver>;
    beforeAll(async () => {
      store = await open();
      act = useCasesOver(store.database);
      act.clock.now = new Date();
      links = linksOver(store.database, act);
    });
    afterAll(() => store?.remove());

    const find = (id: string) => store.database.users.findById(id);
    const plan = (name: LinksCrashPlan['act'], given: string, others: Partial<LinksCrashPlan> = {}) => ({
      ...{ url: store.url, act: name, given, ...others },
    });
    /** The link is good still, or its work is done. */
    const goodOrDone = (isDone: boolean) => (isDone ? 'invalid_grant' : undefined);

    test('anywhere inside a verification leaves the address unverified with its link, or verified', async () => {
      let [account, token]: [Account?, string?] = [];
      const planned = async () => {
        account = await addAccount(store.database);
        token = await links.ownLink(account);
        return plan('verify', token);
      };
      const calls = await atEveryPoint(SCRIPT, planned, async (acknowledged) => {
        const { emailVerified } = (await find(account!.id))!;
        if (acknowledged) expect(emailVerified).toBe(true);
        expect(await codeOf(links.verify(token!))).toBe(goodOrDone(emailVerified));
        expect((await find(account!.id))!.emailVerified).toBe(true);
      });
      expect(calls).toBe(5);
    });

    test('anywhere inside a confirmed change of email leaves the old one with its link, or the new one with its mail', async () => {
      let [account, token]: [Account?, string?] = [];
      const planned = async () => {
        const pending = await addPending(store.database, await addAccount(store.database));
        account = pending.account;
        token = await links.pendingLink(account.id, pending.id);
        return plan('verify', token);
      };
      const calls = await atEveryPoint(SCRIPT, planned, async (acknowledged) => {
        const { id, email: old, pendingEmail } = account!;
        const isChanged = (await find(id))!.email !== old;
        if (acknowledged) expect(isChanged).toBe(true);
        const counted = { why: 'counted', to: old, credentialGeneration: 1 };
        const mail = { kind: 'email_changed', cause: counted };
        if (isChanged) expect(await links.mailsOf(id)).toEqual([mail]);
        expect(await codeOf(links.verify(token!))).toBe(goodOrDone(isChanged));
        expect(await find(id)).toMatchObject({ email: pendingEmail, emailVerified: true, pendingId: null });
        expect(await links.mailsOf(id)).toContainEqual(mail);
      });
      expect(calls).toBe(6);
    });

    test('anywhere inside the confirmation of a registration leaves it waiting, or its account verified', async () => {
      let [waiting, token]: [WaitingRegistration?, string?] = [];
      const planned = async () => {
        waiting = await addWaiting(store.database, act);
        token = await links.waitingLink(waiting);
        return plan('verify', token);
      };
      const calls = await atEveryPoint(SCRIPT, planned, async (acknowledged) => {
        const account = await find(waiting!.id);
        if (acknowledged) expect(account).not.toBeNull();
        expect(account?.emailVerified).not.toBe(false);
        expect(await codeOf(links.verify(token!))).toBe(goodOrDone(account !== null));
        expect(await codeOf(act.logIn(waiting!.email))).toBeUndefined();
        expect(await codeOf(links.verify(token!))).toBe('invalid_grant');
      });
      expect(calls).toBe(6);
    });

    test('anywhere inside a reset leaves the old password and all sessions, or the new one, none of them and its mail', async () => {
      let [account, token, refreshToken]: [Account?, string?, string?] = [];
      const planned = async () => {
        account = await addAccount(store.database);
        refreshToken = (await act.logIn(account.email)).refresh_token;
        token = await links.resetLink(account);
        return plan('reset', token);
      };
      const calls = await atEveryPoint(SCRIPT, planned, async (acknowledged) => {
        const { id, email } = account!;
        const isReset = (await codeOf(act.logIn(email, NEW_PASSWORD))) === undefined;
        if (acknowledged) expect(isReset).toBe(true);
        expect(await codeOf(act.logIn(email, PASSWORD))).toBe(isReset ? 'invalid_credentials' : undefined);
        expect(await codeOf(act.refresh(refreshToken!))).toBe(isReset ? 'invalid_grant' : undefined);
        const mail = { kind: 'password_changed', cause: { credentialGeneration: 1, epoch: 1 } };
        if (isReset) expect(await links.mailsOf(id)).toEqual([mail]);
        expect(await codeOf(links.reset(token!))).toBe(goodOrDone(isReset));
        expect(await find(id)).toMatchObject({ emailVerified: true, credentialGeneration: 1 });
        expect(await links.mailsOf(id)).toContainEqual(mail);
      });
      expect(calls).toBe(8);
    });

    test('anywhere inside a reset of a registration leaves it waiting, or its account with the new password alone', async () => {
      let [waiting, token]: [WaitingRegistration?, string?] = [];
      const planned = async () => {
        waiting = await addWaiting(store.database, act);
        token = await links.waitingResetLink(waiting);
        return plan('reset', token);
      };
      const calls = await atEveryPoint(SCRIPT, planned, async (acknowledged) => {
        const account = await find(waiting!.id);
        if (acknowledged) expect(account).not.toBeNull();
        expect(await codeOf(links.reset(token!))).toBe(goodOrDone(account !== null));
        expect(await codeOf(links.verify(await links.waitingLink(waiting!)))).toBe('invalid_grant');
        expect(await codeOf(act.logIn(waiting!.email, PASSWORD))).toBe('invalid_credentials');
        expect(await codeOf(act.logIn(waiting!.email, NEW_PASSWORD))).toBeUndefined();
      });
      expect(calls).toBe(6);
    });

    test.each(['forgot', 'resend'] as const)(
      'anywhere inside %s leaves a mail, or nothing, and one is acknowledged',
      async (name) => {
        let account: Account | undefined;
        const planned = async () => {
          account = await addAccount(store.database);
          return plan(name, account.email);
        };
        await atEveryPoint(SCRIPT, planned, async (acknowledged) => {
          const before = await links.mailsOf(account!.id);
          if (acknowledged) expect(before).toHaveLength(1);
          await links[name](account!.email);
          expect(await links.mailsOf(account!.id)).toHaveLength(before.length + 1);
        });
      },
    );

    test('anywhere inside a change of password leaves no change without its mail', async () => {
      let account: Account | undefined;
      const planned = async () => {
        account = await addAccount(store.database);
        const principal = principalOf((await act.logIn(account.email)).access_token);
        return plan('changePassword', '', { principal });
      };
      await atEveryPoint(SCRIPT, planned, async (acknowledged) => {
        const isChanged = (await find(account!.id))!.credentialGeneration === 1;
        if (acknowledged) expect(isChanged).toBe(true);
        const mail = { kind: 'password_changed', cause: { credentialGeneration: 1, epoch: 1 } };
        if (isChanged) expect(await links.mailsOf(account!.id)).toEqual([mail]);
      });
    });
  },
  60_000,
);
