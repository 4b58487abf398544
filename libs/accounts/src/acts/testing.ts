// What the tests of acts share: accounts of their own in a store that has no others, and the dependencies of every act.
import { randomUUID } from 'node:crypto';
import { recordAudit } from '@gatehouse/audit/testing';
import { newAccount, type Account, type Database } from '@gatehouse/db';
import { describeOnEachStore, type OnEachStore } from '@gatehouse/db/testing';
import { openSession } from '@gatehouse/sessions';
import { isStandingAdmin } from './last-admin.ts';

export { codeOf } from '@gatehouse/errors/testing';

export const NOW = new Date('2026-03-01T12:00:00.000Z');

export type OnStore = OnEachStore<{ readonly database: Database }>;

/** Defines the tests of `suite` once for every store; each finds it without accounts. */
export const describeOnStores = (suite: string, define: (on: OnStore) => void): void =>
  describeOnEachStore(suite, define, async ({ database }) => {
    for (const { id } of await accountsIn(database)) await database.users.remove(id);
    return { database };
  });

export const accountsIn = ({ users }: Pick<Database, 'users'>): Promise<readonly Account[]> =>
  users.list({ limit: 100, after: null });

/** An account with these roles beside `user`, and a session of it. */
export const addAccount = async (
  { users, sessions }: Pick<Database, 'users' | 'sessions'>,
  ...roles: readonly string[]
): Promise<Account> => {
  const id = randomUUID();
  const name = { firstName: 'Ada', lastName: 'Lovelace', email: `${id}@example.com` };
  const account = newAccount({ id, ...name, roles: ['user', ...roles], passwordHash: 'a hash', now: NOW });
  await users.insert(account);
  await sessions.insert(sessionOf(account));
  return account;
};

const sessionOf = ({ id: accountId, epoch }: Account) => {
  const signIn = {
    id: `session-of-${accountId}`,
    accountId,
    epoch,
    userAgent: 'Firefox',
    address: '192.0.2.1',
    amr: ['pwd'],
  };
  const lifetimes = { idleTtlSeconds: 86_400, absoluteTtlSeconds: 86_400, graceSeconds: 30 };
  return openSession(signIn, { now: NOW, lifetimes }).session;
};

/** The dependencies of every act. */
export const depsOf = (database: Database) => ({ ...database, ...recordAudit(), now: () => NOW });

/** How many admins are there who are not disabled. */
export const standingAdminsIn = async (database: Pick<Database, 'users'>): Promise<number> =>
  (await accountsIn(database)).filter(isStandingAdmin).length;
