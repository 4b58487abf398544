import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import type { Account } from '@gatehouse/db';
import { NO_FACTORS, type Factors } from '@gatehouse/factors';
import { atEveryPoint } from '@gatehouse/test-support';
import { eraseAccount, isStandingAdmin, setRoles } from '../index.ts';
import { accountsIn, addAccount, depsOf, describeOnStores, NOW, standingAdminsIn } from '../testing.ts';
import type { ActPlan } from './run-act.ts';

const SCRIPT = join(import.meta.dirname, 'run-act.ts');

const TOTP: Factors = {
  ...NO_FACTORS,
  totp: { sealedSecret: 'sealed', lastStep: 1 },
  recoveryDigests: ['one'],
};
const LATER = new Date('2100-01-01');

describeOnStores('an act whose process is killed', (on) => {
  let account: Account;

  /** An account with something in every store, anew for each point at which the process dies. */
  const planned =
    (act: ActPlan['act'], ...roles: readonly string[]) =>
    async (): Promise<Omit<ActPlan, 'call'>> => {
      const { database } = on;
      for (const { id } of await accountsIn(database)) await database.users.remove(id);
      await addAccount(database, 'admin');
      account = await addAccount(database, ...roles);
      const { id, email } = account;
      await database.users.swapFactors(id, {
        from: 0,
        epoch: 0,
        factors: TOTP,
        endsSessions: false,
        now: NOW,
      });
      const token = {
        kind: 'verify_email',
        accountId: id,
        binding: '',
        triesLeft: 1,
        expiresAt: LATER,
      } as const;
      await database.tokens.insert({ digest: `token-of-${id}`, ...token });
      const mail = { kind: 'account_exists', cause: '{}', createdAt: NOW, dueAt: NOW, attempts: 0 } as const;
      await database.mails.insert({ id: `mail-of-${id}`, accountId: id, ...mail });
      const waiting = {
        firstName: 'Ada',
        lastName: 'Lovelace',
        passwordHash: '',
        createdAt: NOW,
        expiresAt: LATER,
      };
      await database.registrations.insert({ id: `waiting-${id}`.slice(0, 40), email, ...waiting });
      return { url: on.store.url, act, id };
    };

  const found = () => on.database.users.findById(account.id);
  const mailsOf = () => on.database.mails.listOf(account.id);

  /** What is kept by the account's id or email. */
  const kept = async () => {
    const { users, sessions, tokens, mails, registrations } = on.database;
    return [
      await users.findById(account.id),
      await tokens.find(`token-of-${account.id}`),
      await registrations.findByEmail(account.email),
      ...(await sessions.listByAccount(account.id, NOW)),
      ...(await mails.listOf(account.id)),
    ].filter((one) => one !== null);
  };

  /** The sessions that count. */
  const standing = async () => {
    const read = await found();
    const held = await on.database.sessions.listByAccount(account.id, NOW);
    return held.filter(({ epoch }) => read !== null && !read.disabled && epoch >= read.epoch);
  };

  test.each([[[]], [['admin']]])(
    'anywhere inside erasing (of %j) leaves an account that is there or gone, and nothing once it is repeated',
    async (roles) => {
      await atEveryPoint(SCRIPT, planned('erase', ...roles), async (acknowledged) => {
        const read = await found();
        if (acknowledged) expect(await kept()).toEqual([]);
        if (read !== null)
          expect(read).toMatchObject({ email: account.email, disabled: false, epoch: account.epoch });
        expect(await eraseAccount(depsOf(on.database), account)).toBe(read !== null);
        expect(await kept()).toEqual([]);
        expect(await standingAdminsIn(on.database)).toBe(1);
      });
    },
  );

  test.each(['setRoles', 'revoke'] as const)(
    'anywhere inside %s leaves the roles of before or those of after',
    async (act) => {
      await atEveryPoint(SCRIPT, planned(act, 'admin'), async (acknowledged) => {
        const { roles } = (await found())!;
        expect([['user', 'admin'], ['user']]).toContainEqual(roles);
        if (acknowledged) expect(roles).toEqual(['user']);
        await setRoles(depsOf(on.database), { id: account.id, roles: ['user'] });
        expect(await standingAdminsIn(on.database)).toBe(1);
      });
    },
  );

  test('anywhere inside disabling leaves an account with its sessions, or one without', async () => {
    await atEveryPoint(SCRIPT, planned('disable', 'admin'), async (acknowledged) => {
      const read = (await found())!;
      expect(await standing()).toHaveLength(isStandingAdmin(read) ? 1 : 0);
      if (acknowledged) expect(read.disabled).toBe(true);
    });
  });

  test('anywhere inside ending all sessions leaves all of them, or none', async () => {
    await atEveryPoint(SCRIPT, planned('endSessions'), async (acknowledged) => {
      const { epoch } = (await found())!;
      expect(await standing()).toHaveLength(epoch === 0 ? 1 : 0);
      if (acknowledged) expect(epoch).toBe(1);
    });
  });

  test('anywhere inside the mailing of a reset acknowledges nothing without its mail', async () => {
    await atEveryPoint(SCRIPT, planned('mailReset'), async (acknowledged) => {
      if (acknowledged) expect(await mailsOf()).toHaveLength(2);
    });
  });

  test('anywhere inside unenrolling leaves all factors, or none, and then the mail that tells the owner', async () => {
    await atEveryPoint(SCRIPT, planned('unenrol'), async (acknowledged) => {
      const { factors, epoch } = (await found())!;
      const isDone = epoch === 1;
      expect(factors).toEqual(isDone ? NO_FACTORS : TOTP);
      if (isDone)
        expect(await mailsOf()).toContainEqual(expect.objectContaining({ kind: 'second_factor_changed' }));
      if (acknowledged) expect(isDone).toBe(true);
    });
  });
});
