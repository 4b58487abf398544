// What the tests of this app share: real stores, three people in them, a cheap hasher and a clock that a test sets.
import { randomUUID } from 'node:crypto';
import type { Database, User } from '@gatehouse/db';
import { describeOnEachStore, type OnEachStore } from '@gatehouse/db/testing';
import { parseCause } from '@gatehouse/mail/rows';
import { openSession } from '@gatehouse/sessions';
import { register } from './register/register.ts';
import { depsAt, registrationOf, START } from './testing-deps.ts';

export { codeOf } from '@gatehouse/errors/testing';
export { as, later, PASSWORD, registrationOf, START } from './testing-deps.ts';

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

/** The dependencies of every use case, as `compose.ts` builds them. */
export const depsOf = ({ store }: Pick<OnStore, 'store'>, now = START) => ({
  ...store.database,
  ...depsAt(now),
  knownRoles: async () => ['admin', 'clerk'],
});

/** The same where nothing is mailed. */
export const mailLessDepsOf = (on: Pick<OnStore, 'store'>, now = START) => ({
  ...depsOf(on, now),
  mails: null,
});

/** What is to be mailed about an account or a registration. */
export const mailsOf = async ({ store }: Pick<OnStore, 'store'>, accountId: string) =>
  (await store.database.mails.listOf(accountId)).map((row) => parseCause(row));

/** A user whose password is `PASSWORD`, registered where nothing is mailed. */
export const addUser = (on: Pick<OnStore, 'store'>, email = `${randomUUID()}@example.com`): Promise<User> =>
  register(mailLessDepsOf(on), registrationOf(email));

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
