import { randomUUID } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { NO_PASSWORD } from '@gatehouse/accounts';
import { recordAudit } from '@gatehouse/audit/testing';
import { newAccount, type Account } from '@gatehouse/db';
import { describeOnEachStore } from '@gatehouse/db/testing';
import { NO_FACTORS } from '@gatehouse/factors';
import { openSession } from '@gatehouse/sessions';
import type { CommandDeps } from './command.ts';
import { readRequest } from './read-request.ts';

const NOW = new Date('2026-03-01T12:00:00.000Z');
const LATER = new Date('2026-03-02T12:00:00.000Z');

const PASSKEY = {
  id: 'passkey-1',
  name: 'My telephone',
  credentialId: 'credential',
  publicKey: 'key',
  counter: 3,
  transports: [],
  synced: true,
  createdAt: NOW,
  lastUsedAt: null,
};

describeOnEachStore(
  'npm run admin',
  (on) => {
    const deps = (others: Partial<CommandDeps> = {}) => ({
      ...on.store.database,
      mailRows: on.store.database.mails,
      ...recordAudit(),
      knownRoles: async () => ['admin', 'clerk'],
      now: () => NOW,
      ...others,
    });

    /** What the command prints, and what it tells the audit. */
    const run = async (words: readonly string[], others: Partial<CommandDeps> = {}) => {
      const given = deps(others);
      const { command, asked } = readRequest(words);
      return { printed: await command.run(given, asked), told: given.taken() };
    };

    const add = async (given: Partial<Parameters<typeof newAccount>[0]> = {}): Promise<Account> => {
      const id = randomUUID();
      const name = { firstName: 'Ada', lastName: 'Lovelace', email: `${id}@example.com` };
      const account = newAccount({ id, ...name, passwordHash: 'a hash', now: NOW, ...given });
      await on.store.database.users.insert(account);
      return account;
    };

    const signIn = async ({ id: accountId, epoch }: Account): Promise<string> => {
      const from = { userAgent: 'Firefox\u202e', address: '192.0.2.1', amr: ['pwd', 'otp', 'mfa'] };
      const lifetimes = { idleTtlSeconds: 86_400, absoluteTtlSeconds: 86_400, graceSeconds: 30 };
      const signed = openSession({ id: randomUUID(), accountId, epoch, ...from }, { now: NOW, lifetimes });
      await on.store.database.sessions.insert(signed.session);
      return signed.session.id;
    };

    const enrol = ({ id }: Account) =>
      on.store.database.users.swapFactors(id, {
        from: 0,
        epoch: 0,
        factors: {
          ...NO_FACTORS,
          totp: { sealedSecret: 'sealed', lastStep: 1 },
          passkeys: [PASSKEY],
          recoveryDigests: ['one', 'two'],
        },
        endsSessions: false,
        now: NOW,
      });

    const wait = async (email: string): Promise<string> => {
      const id = randomUUID();
      const given = { firstName: 'Grace', lastName: 'Hopper', email, passwordHash: 'a hash' };
      await on.store.database.registrations.insert({ id, ...given, createdAt: NOW, expiresAt: LATER });
      return id;
    };

    const find = (id: string) => on.store.database.users.findById(id);

    describe('show', () => {
      test('says what helps an operator, and no hash and no secret', async () => {
        const ada = await add({ emailVerified: true, roles: ['user', 'admin'] });
        const session = await signIn(ada);
        await enrol(ada);
        await on.store.database.users.setPendingEmail(ada.id, { email: 'new@example.com', id: 'p-1' }, NOW);
        const mail = { kind: 'verify_email', cause: '{}', createdAt: NOW, dueAt: NOW, attempts: 2 } as const;
        await on.store.database.mails.insert({ id: randomUUID(), accountId: ada.id, ...mail });
        const { printed, told } = await run(['show', ada.email.toUpperCase()]);
        expect(printed).toEqual([
          ada.email,
          `  id             ${ada.id}`,
          '  name           Ada Lovelace',
          '  email          verified',
          '                 new@example.com waits to be confirmed',
          '  status         enabled',
          '  roles          user, admin',
          '  second factor  an app, 1 passkey, 2 recovery codes left',
          '  created        2026-03-01T12:00:00.000Z',
          '  changed        2026-03-01T12:00:00.000Z',
          `  sessions       last used 2026-03-01T12:00:00.000Z  from 192.0.2.1  by pwd, otp, mfa  "Firefox?"  ${session}`,
          '  mails          verify_email since 2026-03-01T12:00:00.000Z, tried 2 times',
        ]);
        expect(told).toEqual([]);
      });

      test('says so of one who has nothing, of a session that has ended, and of a registration that waits', async () => {
        const ada = await add();
        await signIn(ada);
        await on.store.database.users.setDisabled(ada.id, true, NOW);
        const { epoch } = (await on.store.database.users.findById(ada.id))!;
        await on.store.database.users.changePassword(ada.id, { epoch, passwordHash: NO_PASSWORD, now: NOW });
        const { printed } = await run(['show', ada.email]);
        expect(printed).toEqual(
          expect.arrayContaining([
            '  email          not verified',
            '  status         disabled',
            '  password       none until a reset',
            '  second factor  none',
            '  sessions       none',
            '  mails          none',
          ]),
        );
        const email = `${randomUUID()}@example.com`;
        const id = await wait(email);
        expect((await run(['show', email])).printed).toEqual([
          `${email} (waits to be confirmed, and is no account)`,
          `  id             ${id}`,
          '  name           Grace Hopper',
          '  created        2026-03-01T12:00:00.000Z',
          '  until          2026-03-02T12:00:00.000Z',
        ]);
        await expect(run(['show', email], { now: () => LATER })).rejects.toThrow('there is no account');
      });
    });

    test('list has a line for each account, or the one of an email', async () => {
      const [ada, eve] = [await add({ emailVerified: true }), await add({ roles: ['user', 'clerk'] })];
      await on.store.database.users.setDisabled(eve.id, true, NOW);
      const { printed } = await run(['list']);
      expect(printed).toEqual(
        expect.arrayContaining([
          `${ada.email}  ${ada.id}  user`,
          `${eve.email}  ${eve.id}  user,clerk  unverified  disabled`,
        ]),
      );
      expect((await run(['list', '--email', ada.email])).printed).toEqual([`${ada.email}  ${ada.id}  user`]);
      await expect(run(['list', '--email', 'nobody@example.com'])).rejects.toThrow('there is no account');
    });

    test('list has them all, also where a page does not', async () => {
      for (let count = 0; count < 101; count += 1) await add();
      const ids = (await run(['list'])).printed.map((line) => line.split('  ')[1]);
      expect(ids.length).toBeGreaterThan(100);
      expect(new Set(ids).size).toBe(ids.length);
    });

    describe('grant', () => {
      test('gives a role that some access table names, and admin where none is named', async () => {
        const { id, email } = await add();
        expect((await run(['grant', email, 'clerk'])).told).toEqual([
          { event: 'roles_changed', subject: id, roles: ['user', 'clerk'], email },
        ]);
        expect((await run(['grant', email])).printed[0]).toContain('is an admin; tokens carry the role');
      });

      test('of a role that no table names is refused with those that there are, and made by force', async () => {
        const { id, email } = await add();
        await expect(run(['grant', email, 'clrk'])).rejects.toThrow(
          'no access table names the role clrk; there are: admin, clerk (or --force)',
        );
        expect(await find(id)).toMatchObject({ roles: ['user'] });
        const knownRoles = () => Promise.reject(new Error('no table'));
        await run(['grant', email, 'night-porter', '--force'], { knownRoles });
        expect(await find(id)).toMatchObject({ roles: ['user', 'night-porter'] });
      });

      test('of a 33rd role is refused, since no token could be issued any more', async () => {
        const { email } = await add({ roles: Array.from({ length: 32 }, (_, index) => `role-${index}`) });
        await expect(run(['grant', email, 'clerk'])).rejects.toThrow('the account has 32 roles');
        await run(['grant', email, 'role-7', '--force']);
      });
    });

    describe('revoke', () => {
      test('takes a role that the account has, also when no table names it any more', async () => {
        const { id, email } = await add({ roles: ['user', 'porter'] });
        const { printed, told } = await run(['revoke', email, 'porter']);
        expect(printed).toEqual([`${email} has the role porter no more`]);
        expect(told).toEqual([{ event: 'roles_changed', subject: id, roles: ['user'], email }]);
      });

      test('of a role that the account has not and no table names is refused as a slip of the pen', async () => {
        const { email } = await add();
        await expect(run(['revoke', email, 'clrk'])).rejects.toThrow('there are: admin');
        await run(['revoke', email, 'clerk']);
      });
    });

    test('disable, enable and logout end sessions, and are told', async () => {
      const ada = await add();
      const { id, email } = ada;
      const first = await signIn(ada);
      const disabled = await run(['disable', email]);
      expect(disabled.printed).toEqual([`${email} is disabled, and its sessions have ended`]);
      const ended = { event: 'session_ended', subject: id };
      expect(disabled.told).toEqual([
        { event: 'account_disabled', subject: id, email },
        { ...ended, sid: first, why: 'disabled' },
      ]);
      expect(await run(['enable', email])).toEqual({
        printed: [`${email} is enabled`],
        told: [{ event: 'account_enabled', subject: id, email }],
      });
      const second = await signIn((await find(id))!);
      expect(await run(['logout', email])).toEqual({
        printed: [`${email} is logged out everywhere`],
        told: [{ ...ended, sid: second, why: 'operator' }],
      });
    });

    test.each([['revoke'], ['disable'], ['erase']])('%s leaves the last admin', async (act) => {
      const { users } = on.store.database;
      for (const { id } of await users.list({ limit: 1000, after: null })) await users.remove(id);
      const { id, email } = await add({ roles: ['user', 'admin'] });
      await expect(run([act, email])).rejects.toThrow('last_admin');
      expect(await find(id)).toMatchObject({ roles: ['user', 'admin'], disabled: false });
    });

    test('reset has a link mailed, or says that mail is off', async () => {
      const { id, email } = await add();
      await expect(run(['reset', email], { mailRows: null })).rejects.toThrow('mail is off: set MAIL_URL');
      const { printed, told } = await run(['reset', email]);
      expect(printed[0]).toMatch(/is mailed a link to a new password/);
      expect(told).toEqual([{ event: 'password_reset_requested', subject: id, email }]);
      expect(await on.store.database.mails.listOf(id)).toMatchObject([{ kind: 'reset_password' }]);
    });

    test('unenrol takes every factor and ends all sessions; the owner is told where there is mail', async () => {
      const [ada, eve] = [await add(), await add()];
      await expect(run(['unenrol', ada.email])).rejects.toThrow('the account has no second factor');
      for (const account of [ada, eve]) await enrol(account);
      const { printed, told } = await run(['unenrol', ada.email]);
      expect(printed[0]).toMatch(/no second factor any more, .*; the owner is told$/);
      expect(told[0]).toMatchObject({ event: 'factor_removed', subject: ada.id });
      expect(await find(ada.id)).toMatchObject({ factors: NO_FACTORS, epoch: 1 });
      const unmailed = await run(['unenrol', eve.email], { mailRows: null });
      expect(unmailed.printed[0]).toMatch(/mail is off, so tell the owner$/);
    });

    test('erase takes the account, a registration that waits, or both', async () => {
      const [ada, email] = [await add(), `${randomUUID()}@example.com`];
      await wait(ada.email);
      await wait(email);
      expect(await run(['erase', ada.email])).toMatchObject({
        printed: [`${ada.email} is erased, with all that was kept about it`],
        told: [{ event: 'account_removed', subject: ada.id, email: ada.email }],
      });
      expect((await run(['erase', email])).printed[0]).toContain('waits for no confirmation any more');
      for (const gone of [ada.email, email])
        await expect(run(['erase', gone])).rejects.toThrow('there is no account with this email');
    });

    test.each(['show', 'grant', 'revoke', 'disable', 'enable', 'logout', 'reset', 'unenrol', 'erase'])(
      '%s of nobody is refused with a sentence',
      async (act) => {
        await expect(run([act, 'nobody@example.com'])).rejects.toThrow('there is no account with this email');
      },
    );
  },
  async () => ({}),
);
