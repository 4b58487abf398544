// The accounts of a database that its own tools have restored, settled through the ports of every store.
import { expect, test } from '@jest/globals';
import { NO_PASSWORD } from '@gatehouse/accounts';
import { newAccount, renewedKeyOf, type Account, type Database } from '@gatehouse/db';
import { describeOnEachStore } from '@gatehouse/db/testing';
import { openSession } from '@gatehouse/sessions';
import type { AccountChanges } from './changes-since.ts';
import type { Fact } from './facts.ts';
import { settleStore } from './settle-store.ts';
import { createSettling } from './settling.ts';

const NOW = new Date('2100-03-01T12:00:00.000Z');
const LATER = new Date(+NOW + 3_600_000);
const HASH = '$argon2id$v=19$m=19456,t=2,p=1$c2FsdA$aGFzaA';

const account = (id: string, fields: Partial<Account> = {}): Account => ({
  ...newAccount({
    ...{ id, firstName: 'Ada', lastName: 'Lovelace', email: `${id}@example.com`, passwordHash: HASH },
    ...{ roles: ['user', 'clerk'], now: NOW },
  }),
  ...fields,
});

const APP = {
  totp: { sealedSecret: 'v1.sealed', lastStep: 1 },
  ...{ recoveryDigests: ['d1'], passkeys: [], pendingTotp: null },
};

const PEOPLE: readonly Account[] = [
  account('calm', { pendingEmail: 'new@example.com', pendingId: 'p1' }),
  account('erased'),
  account('changer', { factors: APP, emailVerified: true }),
  account('clerk'),
  account('disabled'),
];

const told = (...facts: readonly Fact[]): AccountChanges => ({ facts: new Set(facts), roles: null });
const CHANGES = new Map<string, AccountChanges>([
  ['erased', told('removed')],
  ['changer', told('password', 'challenged')],
  ['clerk', { facts: new Set(), roles: ['user'] }],
  ['disabled', told('disabled')],
]);

const keep = async ({ users, sessions, tokens, mails }: Database, one: Account): Promise<void> => {
  await users.insert(one);
  const signIn = { id: `s-${one.id}`, accountId: one.id, epoch: one.epoch, amr: ['pwd'] };
  const lifetimes = { idleTtlSeconds: 86_400, absoluteTtlSeconds: 86_400, graceSeconds: 30 };
  await sessions.insert(
    openSession({ ...signIn, userAgent: '', address: '' }, { now: NOW, lifetimes }).session,
  );
  const token = { digest: `t-${one.id}`, kind: 'reset_password', accountId: one.id, binding: '' } as const;
  await tokens.insert({ ...token, triesLeft: 1, expiresAt: LATER });
  const mail = { id: `m-${one.id}`, kind: 'account_exists', accountId: one.id, cause: '{}' } as const;
  await mails.insert({ ...mail, createdAt: NOW, dueAt: NOW, attempts: 0 });
};

describeOnEachStore(
  'settling',
  (on) => {
    const settling = () => createSettling(CHANGES, { known: true, keepPasswords: false, now: NOW });
    const found = (id: string) => on.store.database.users.findById(id);

    test('ends what was given out, and takes away what was taken since', async () => {
      const { database } = on.store;
      await settleStore(database, settling(), NOW);
      for (const { id, epoch } of PEOPLE) {
        expect(await database.sessions.listByAccount(id, NOW)).toEqual([]);
        expect(await database.tokens.find(`t-${id}`)).toBeNull();
        expect(await database.mails.listOf(id)).toEqual([]);
        expect((await found(id))?.epoch ?? Infinity).toBeGreaterThan(epoch);
      }
      expect(await found('calm')).toMatchObject({ passwordHash: HASH, pendingEmail: null, disabled: false });
      expect(await found('erased')).toBeNull();
      expect(await found('changer')).toMatchObject({
        passwordHash: NO_PASSWORD,
        factors: { totp: { sealedSecret: 'v1.sealed' }, recoveryDigests: [] },
      });
      expect(await found('clerk')).toMatchObject({ roles: ['user'], passwordHash: HASH });
      expect(await found('disabled')).toMatchObject({ disabled: true });
      expect(await database.values.find('imported_hashes')).toBe('0');
    });

    test('does the rest when it is repeated, wherever it was cut short', async () => {
      const { database } = on.store;
      let calls = 0;
      for (let last = 0, isDone = false; !isDone; last += 7) {
        calls = 0;
        const cut = <Store extends object>(store: Store): Store =>
          new Proxy(store, {
            get:
              (target, name) =>
              (...args: unknown[]) => {
                if ((calls += 1) > last) throw new Error('cut');
                return (target[name as keyof Store] as (...given: unknown[]) => unknown)(...args);
              },
          });
        const { users, sessions, tokens, mails, values } = database;
        const mortal = {
          users: cut(users),
          sessions: cut(sessions),
          tokens: cut(tokens),
          mails: cut(mails),
          values: cut(values),
        };
        isDone = await settleStore({ ...database, ...mortal }, settling(), NOW).then(
          () => true,
          (error: Error) => (expect(error.message).toBe('cut'), false),
        );
      }
      expect(await found('erased')).toBeNull();
      expect(await found('changer')).toMatchObject({
        passwordHash: NO_PASSWORD,
        factors: { recoveryDigests: [] },
      });
      expect(await found('clerk')).toMatchObject({ roles: ['user'] });
    });

    test('renews the key of challenges, and stops where somebody else writes', async () => {
      const { database } = on.store;
      const fresh = { keep: (name: string, value: string) => database.values.keep(name, value) };
      const before = await renewedKeyOf({ ...fresh }, 'any');
      const users = { ...database.users, changePassword: async () => false };
      await expect(settleStore({ ...database, users }, settling(), NOW)).rejects.toThrow('stop the apps');
      expect((await renewedKeyOf({ ...fresh }, 'any')).equals(before)).toBe(false);
    });
  },
  async ({ database }) => {
    for (const { id } of PEOPLE) {
      await database.users.remove(id);
      await database.sessions.dropEndedOf(id, Number.MAX_SAFE_INTEGER);
      await database.tokens.dropOf(id, ['reset_password']);
      await database.mails.removeOf(id);
    }
    for (const one of PEOPLE) await keep(database, one);
    return {};
  },
);
