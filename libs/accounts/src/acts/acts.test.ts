// What acts on accounts change and tell; that the last admin stays, and what erasing takes, have tests of their own.
import { expect, test } from '@jest/globals';
import { NO_FACTORS, type Factors } from '@gatehouse/factors';
import {
  disableAccount,
  enableAccount,
  endSessionsOf,
  grantRole,
  mailReset,
  revokeRole,
  setRoles,
  unenrol,
} from './index.ts';
import { addAccount, codeOf, depsOf, describeOnStores, NOW } from './testing.ts';

const TOTP: Factors = {
  ...NO_FACTORS,
  totp: { sealedSecret: 'sealed', lastStep: 1 },
  recoveryDigests: ['one'],
};

describeOnStores('acts', (on) => {
  const sessionsOf = (id: string) => on.database.sessions.listByAccount(id, NOW);

  test('roles are given as a whole list, and one by one, and each change is told with all of them', async () => {
    const { id, email } = await addAccount(on.database);
    const deps = depsOf(on.database);
    expect(await setRoles(deps, { id, roles: ['user', 'clerk'] })).toMatchObject({
      roles: ['user', 'clerk'],
    });
    expect(await grantRole(deps, { id, role: 'admin', email })).toMatchObject({
      roles: ['user', 'clerk', 'admin'],
    });
    expect(await revokeRole(deps, { id, role: 'clerk' })).toMatchObject({ roles: ['user', 'admin'] });
    const event = { event: 'roles_changed', subject: id };
    expect(deps.taken()).toEqual([
      { ...event, roles: ['user', 'clerk'] },
      { ...event, roles: ['user', 'clerk', 'admin'], email },
      { ...event, roles: ['user', 'admin'] },
    ]);
  });

  test('disabling ends all sessions, and enabling brings none back', async () => {
    const { id } = await addAccount(on.database);
    const deps = depsOf(on.database);
    expect(await disableAccount(deps, { id })).toMatchObject({ id, disabled: true });
    expect(await sessionsOf(id)).toEqual([]);
    expect(await enableAccount(deps, { id })).toMatchObject({ id, disabled: false, epoch: 1 });
    expect(deps.taken()).toEqual([
      { event: 'account_disabled', subject: id },
      { event: 'session_ended', subject: id, sid: `session-of-${id}`, why: 'disabled' },
      { event: 'account_enabled', subject: id },
    ]);
  });

  test('ending all sessions is told as an operator’s act', async () => {
    const { id } = await addAccount(on.database);
    const deps = depsOf(on.database);
    expect(await endSessionsOf(deps, id)).toMatchObject({ epoch: 1 });
    expect(await sessionsOf(id)).toEqual([]);
    expect(deps.taken()).toEqual([
      { event: 'session_ended', subject: id, sid: `session-of-${id}`, why: 'operator' },
    ]);
  });

  test('a reset is a row of a mail that is void once password or email change', async () => {
    const { id, credentialGeneration } = await addAccount(on.database);
    const deps = depsOf(on.database);
    await mailReset(deps, { id, credentialGeneration });
    expect(await on.database.mails.listOf(id)).toMatchObject([
      { kind: 'reset_password', cause: JSON.stringify({ why: 'operator', credentialGeneration: 0 }) },
    ]);
    expect(deps.taken()).toEqual([{ event: 'password_reset_requested', subject: id }]);
  });

  test('unenrolling takes every factor, ends all sessions, and has the owner told', async () => {
    const { id, epoch } = await addAccount(on.database);
    await on.database.users.swapFactors(id, { from: 0, epoch, factors: TOTP, endsSessions: false, now: NOW });
    const deps = depsOf(on.database);
    expect(await unenrol(deps, { id })).toBe(true);
    expect(await on.database.users.findById(id)).toMatchObject({ factors: NO_FACTORS, epoch: 1 });
    expect(await sessionsOf(id)).toEqual([]);
    expect(await on.database.mails.listOf(id)).toMatchObject([
      { kind: 'second_factor_changed', cause: JSON.stringify({ factorsGeneration: 2 }) },
    ]);
    expect(deps.taken()).toEqual([
      { event: 'factor_removed', subject: id },
      { event: 'session_ended', subject: id, sid: `session-of-${id}`, why: 'factor' },
    ]);
    expect(await unenrol(deps, { id })).toBe(false);
  });

  test('unenrolling while the factors change takes the new ones too; while they keep changing, it is unavailable', async () => {
    const { id, epoch } = await addAccount(on.database);
    const { users } = on.database;
    await users.swapFactors(id, { from: 0, epoch, factors: TOTP, endsSessions: false, now: NOW });
    let changes = 1;
    const changing = {
      ...users,
      findById: async (asked: string) => {
        const read = (await users.findById(asked))!;
        if (changes-- > 0)
          await users.swapFactors(id, {
            from: read.factorsGeneration,
            epoch,
            factors: TOTP,
            endsSessions: false,
            now: NOW,
          });
        return read;
      },
    };
    const deps = { ...depsOf(on.database), users: changing, mails: null };
    expect(await unenrol(deps, { id })).toBe(true);
    await users.swapFactors(id, { from: 3, epoch: 1, factors: TOTP, endsSessions: false, now: NOW });
    changes = Infinity;
    const never = { ...changing, swapFactors: async () => false };
    expect(await codeOf(unenrol({ ...deps, users: never, pause: async () => undefined }, { id }))).toBe(
      'store_unavailable',
    );
  });

  test('of nobody they do and tell nothing', async () => {
    const deps = depsOf(on.database);
    const id = 'nobody';
    expect([
      await setRoles(deps, { id, roles: ['user', 'admin'] }),
      await grantRole(deps, { id, role: 'admin' }),
      await enableAccount(deps, { id }),
      await endSessionsOf(deps, id),
      await unenrol(deps, { id }),
    ]).toEqual([null, null, null, null, false]);
    expect(deps.taken()).toEqual([]);
  });
});
