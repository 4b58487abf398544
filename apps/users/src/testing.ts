// What the tests of this app share: real stores, three people in them, a cheap hasher and a clock that a test sets.
import { randomUUID } from 'node:crypto';
import { createNewPasswordRules } from '@gatehouse/accounts';
import { recordAudit } from '@gatehouse/audit/testing';
import type { Database, User } from '@gatehouse/db';
import { describeOnEachStore, type OnEachStore } from '@gatehouse/db/testing';
import { createPasswordHasher } from '@gatehouse/hashing';
import type { Principal } from '@gatehouse/http/principal';
import { openSession } from '@gatehouse/sessions';
import { register } from './register/register.ts';

export { codeOf } from '@gatehouse/errors/testing';

export const START = new Date('2026-03-01T12:00:00.000Z');
export const PASSWORD = 'correct horse battery staple';

export const later = (seconds: number): Date => new Date(START.getTime() + seconds * 1000);

/** What each test finds: a store, and in it two users and an admin, new ones for each. */
export type OnStore = OnEachStore<{ readonly ada: User; readonly eve: User; readonly root: User }>;

/** Defines the tests of `suite` once for every store. */
export const describeOnStores = (suite: string, define: (on: OnStore) => void): void =>
  describeOnEachStore(suite, define, async (store) => {
    const [ada, eve, other] = [await addUser({ store }), await addUser({ store }), await addUser({ store })];
    const root = await store.database.users.setRole(other.id, 'admin', true, START);
    for (const { id } of [ada, eve, other]) await store.database.sessions.insert(sessionOf(id));
    return { ada, eve, root: root! };
  });

/** The session of this account that `as` speaks for. */
const sessionOf = (accountId: string) => {
  const signIn = {
    id: `session-of-${accountId}`,
    accountId,
    epoch: 0,
    amr: ['pwd'],
    userAgent: '',
    address: '',
  };
  const lifetimes = { idleTtlSeconds: 86_400, absoluteTtlSeconds: 86_400, graceSeconds: 30 };
  return openSession(signIn, { now: START, lifetimes }).session;
};

const passwords = createPasswordHasher({ memoryKiB: 8, passes: 1, lanes: 1 });

const newPasswordRules = createNewPasswordRules(
  { PASSWORD_MIN_LENGTH: 15, PASSWORD_BREACH_URL: null },
  { warn: () => undefined },
);

/** The dependencies of every use case, as `compose.ts` builds them. */
export const depsOf = ({ store }: Pick<OnStore, 'store'>, now = START) => ({
  ...store.database,
  passwords,
  newPasswordRules,
  countRegistration: async () => undefined,
  reauthenticationSeconds: 900,
  knownRoles: async () => ['admin', 'clerk'],
  ...recordAudit(),
  newId: () => randomUUID(),
  now: () => now,
});

/** A registered user whose password is `PASSWORD`. */
export const addUser = (on: Pick<OnStore, 'store'>, email = `${randomUUID()}@example.com`): Promise<User> =>
  register(depsOf(on), {
    firstName: 'Ada',
    lastName: 'Lovelace',
    email,
    password: PASSWORD,
    address: '192.0.2.1',
  });

/** The caller that this user's access token makes, logged in at `START`. */
export const as = ({ id, roles }: User): Principal => ({
  subject: id,
  roles,
  sessionId: `session-of-${id}`,
  expiresAt: later(300),
  authenticatedAt: START,
  amr: ['pwd'],
});

/** How a caller comes to stand no more, whatever the token says. */
export const ENDINGS: readonly (readonly [
  how: string,
  end: (database: Database, id: string) => Promise<unknown>,
])[] = [
  ['gone', ({ users }, id) => users.remove(id)],
  ['disabled', ({ users }, id) => users.setDisabled(id, true, START)],
  ['logged out everywhere', ({ users }, id) => users.raiseEpoch(id)],
  [
    'logged out',
    async ({ sessions }, id) => {
      const session = await sessions.findById(`session-of-${id}`);
      await sessions.end(session!.familyDigest);
    },
  ],
];
