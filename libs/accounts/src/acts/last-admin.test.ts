import { describe, expect, test } from '@jest/globals';
import type { Account, Database } from '@gatehouse/db';
import { disableAccount, eraseAccount, leavingAnAdmin, revokeRole, setRoles } from './index.ts';
import {
  accountsIn,
  addAccount,
  codeOf,
  depsOf,
  describeOnStores,
  NOW,
  standingAdminsIn,
} from './testing.ts';

type Deps = ReturnType<typeof depsOf>;

/** Every act after which an admin is none who is there. */
const ACTS: readonly (readonly [name: string, act: (deps: Deps, id: string) => Promise<unknown>])[] = [
  ['a list of roles without it', (deps, id) => setRoles(deps, { id, roles: ['user'] })],
  ['the role revoked', (deps, id) => revokeRole(deps, { id, role: 'admin' })],
  ['disabling', (deps, id) => disableAccount(deps, { id })],
  ['erasing', (deps, id) => eraseAccount(deps, { id })],
];

const PAIRS = ACTS.flatMap(([one, act], index) =>
  ACTS.slice(index).map(([other, otherAct]) => [one, other, act, otherAct] as const),
);

describeOnStores('the last admin', (on) => {
  describe.each(ACTS)('%s', (_name, act) => {
    test('is refused for the last admin, and changes nothing', async () => {
      const root = await addAccount(on.database, 'admin');
      await addAccount(on.database);
      const deps = depsOf(on.database);
      expect(await codeOf(act(deps, root.id))).toBe('last_admin');
      expect(await on.database.users.findById(root.id)).toEqual(root);
      expect(await on.database.sessions.listByAccount(root.id, NOW)).toHaveLength(1);
      expect(deps.taken()).toEqual([]);
    });

    test('is refused while every other admin is disabled, and not for who is disabled', async () => {
      const [root, other] = [await addAccount(on.database, 'admin'), await addAccount(on.database, 'admin')];
      await on.database.users.setDisabled(other.id, true, NOW);
      expect(await codeOf(act(depsOf(on.database), root.id))).toBe('last_admin');
      await act(depsOf(on.database), other.id);
      expect(await standingAdminsIn(on.database)).toBe(1);
    });

    test('is done while another admin is there, and to who is none', async () => {
      const [root, other] = [await addAccount(on.database, 'admin'), await addAccount(on.database, 'clerk')];
      await addAccount(on.database, 'admin');
      for (const { id } of [root, other]) await act(depsOf(on.database), id);
      expect(await standingAdminsIn(on.database)).toBe(1);
    });

    test('of nobody is of nobody', async () => {
      expect(await act(depsOf(on.database), 'nobody')).toBeFalsy();
    });
  });

  test.each(PAIRS)('of two admins, one stays: %s and %s at once', async (_one, _other, act, otherAct) => {
    const [ada, eve] = [await addAccount(on.database, 'admin'), await addAccount(on.database, 'admin')];
    const deps = depsOf(on.database);
    const codes = await Promise.all([codeOf(act(deps, ada.id)), codeOf(otherAct(deps, eve.id))]);
    expect(codes.toSorted()).toEqual(['last_admin', undefined]);
    expect(await standingAdminsIn(on.database)).toBe(1);
  });

  test('of four admins, one stays when forty acts run at once, and that one has lost nothing', async () => {
    const admins: Account[] = [];
    for (let count = 0; count < 4; count += 1) admins.push(await addAccount(on.database, 'admin'));
    const deps = depsOf(on.database);
    const acts = Array.from({ length: 40 }, (_, index) =>
      codeOf(ACTS[index % ACTS.length]![1](deps, admins[Math.floor(index / 10)]!.id)),
    );
    const codes = new Set(await Promise.all(acts));
    expect([...codes].filter((code) => code !== undefined && code !== 'store_unavailable')).toEqual([
      'last_admin',
    ]);
    const standing = (await accountsIn(on.database)).filter(
      ({ roles, disabled }) => roles.includes('admin') && !disabled,
    );
    expect(standing).toHaveLength(1);
    expect(await on.database.sessions.listByAccount(standing[0]!.id, NOW)).toHaveLength(1);
  });

  test.each(PAIRS)(
    'one stays when a process stands still between its calls: %s, meanwhile %s',
    async (_one, _other, act, otherAct) => {
      for (let call = 0, stoodStill = true; stoodStill; call += 1) {
        for (const { id } of await accountsIn(on.database)) await on.database.users.remove(id);
        const [ada, eve] = [await addAccount(on.database, 'admin'), await addAccount(on.database, 'admin')];
        const { users, standing, goOn } = standingStillAt(on.database.users, call);
        const slow = codeOf(act({ ...depsOf(on.database), users }, ada.id));
        stoodStill = await Promise.race([standing.then(() => true), slow.then(() => false)]);
        await codeOf(otherAct(depsOf(on.database), eve.id));
        goOn();
        await slow;
        expect({ call, standing: await standingAdminsIn(on.database) }).toEqual({ call, standing: 1 });
      }
    },
  );
});

/** The same store, but that its call of this number waits before it is made. */
const standingStillAt = (users: Database['users'], call: number) => {
  const standing = Promise.withResolvers<void>();
  const going = Promise.withResolvers<void>();
  let calls = 0;
  const slow = new Proxy(users, {
    get:
      (target, name) =>
      async (...args: unknown[]) => {
        calls += 1;
        if (calls === call + 1) {
          standing.resolve();
          await going.promise;
        }
        return (target[name as keyof Database['users']] as (...args: unknown[]) => Promise<unknown>)(...args);
      },
  });
  return { users: slow, standing: standing.promise, goOn: going.resolve };
};

test('where others keep getting in between, the store is said to be unavailable', async () => {
  const account = { roles: ['user'], disabled: false };
  const users = { findById: async () => account, vouch: async () => true } as never;
  const pauses: number[] = [];
  const deps = { users, pause: async (attempt: number) => void pauses.push(attempt) };
  expect(await codeOf(leavingAnAdmin(deps, 'ada', async () => null))).toBe('store_unavailable');
  expect(pauses).toEqual(Array.from({ length: 16 }, (_, attempt) => attempt));
});
