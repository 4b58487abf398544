// What the tests of this app share: real stores, three people in them, a cheap hasher and a clock that a test sets.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe } from '@jest/globals';
import type { User, UserStore } from '@gatehouse/db';
import { storesUnderTest, type StoreUnderTest } from '@gatehouse/db/testing';
import { createPasswordHasher } from '@gatehouse/hashing';
import type { Principal } from '@gatehouse/http/principal';
import { register } from './register/register.ts';

export const START = new Date('2026-03-01T12:00:00.000Z');
export const PASSWORD = 'correct horse battery staple';

export const later = (seconds: number): Date => new Date(START.getTime() + seconds * 1000);

/** What each test finds: a store, and in it two users and an admin, new ones for each. */
export interface OnStore {
  store: StoreUnderTest;
  ada: User;
  eve: User;
  root: User;
}

/** Defines the tests of `suite` once for every store. The members of `on` are there when a test runs. */
export const describeOnStores = (suite: string, define: (on: Readonly<OnStore>) => void): void =>
  describe.each(storesUnderTest(suite))('on $name', ({ open }) => {
    const on = {} as OnStore;
    beforeAll(async () => {
      on.store = await open();
    });
    afterAll(() => on.store?.remove());
    beforeEach(async () => {
      const { users } = on.store.database;
      [on.ada, on.eve] = [await addUser(on), await addUser(on)];
      on.root = (await users.setRole((await addUser(on)).id, 'admin', true, START))!;
    });
    define(on);
  });

const passwords = createPasswordHasher({ memoryKiB: 8, passes: 1, lanes: 1 });

/** The dependencies of every use case, as `compose.ts` builds them. */
export const depsOf = ({ store }: Pick<OnStore, 'store'>, now = START) => ({
  ...store.database,
  passwords,
  passwordMinLength: 15,
  reauthenticationSeconds: 900,
  newId: () => randomUUID(),
  now: () => now,
});

/** A registered user whose password is `PASSWORD`. */
export const addUser = (on: Pick<OnStore, 'store'>, email = `${randomUUID()}@example.com`): Promise<User> =>
  register(depsOf(on), { firstName: 'Ada', lastName: 'Lovelace', email, password: PASSWORD });

/** The caller that this user's access token makes, logged in at `START`. */
export const as = ({ id, roles }: User): Principal => ({
  subject: id,
  roles,
  sessionId: 'sid',
  expiresAt: later(300),
  authenticatedAt: START,
});

/** How an account comes to stand no more, whatever its token says. */
export const ENDINGS: readonly (readonly [
  how: string,
  end: (users: UserStore, id: string) => Promise<unknown>,
])[] = [
  ['gone', (users, id) => users.remove(id)],
  ['disabled', (users, id) => users.setDisabled(id, true, START)],
];

/** The code of the error that an act is refused with; undefined when it is not. */
export const codeOf = async (act: Promise<unknown>): Promise<string | undefined> => {
  try {
    await act;
    return undefined;
  } catch (error) {
    return (error as { readonly code?: string }).code;
  }
};
