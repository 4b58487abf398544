// Migrated databases of their own for the tests of what stands on the stores: SQLite always, MongoDB where one is given.
import { afterAll, beforeAll, beforeEach, describe } from '@jest/globals';
import { leaveOut } from '@gatehouse/test-support';
import { openDatabase } from './open.ts';
import type { Database } from './ports.ts';
import { temporaryDatabase, TEST_URL } from './mongo/temporary.ts';
import { temporaryFile } from './sqlite/temporary.ts';

export interface StoreUnderTest {
  readonly url: string;
  readonly database: Database;
  /** Closes the database and removes all of it. */
  readonly remove: () => Promise<void>;
}

/** The stores to run a suite on, by name. `suite` is said to be skipped where MONGODB_TEST_URL is not set. */
export const storesUnderTest = (
  suite: string,
): readonly { readonly name: string; readonly open: () => Promise<StoreUnderTest> }[] => {
  const sqlite = { name: 'SQLite', open: async () => migrated(await temporaryFile()) };
  if (TEST_URL === undefined) {
    leaveOut(`${suite} on MongoDB`, 'MONGODB_TEST_URL is not set');
    return [sqlite];
  }
  const url = TEST_URL;
  return [sqlite, { name: 'MongoDB', open: () => migrated(temporaryDatabase(url)) }];
};

/** What a test finds on a store. */
export type OnEachStore<Found extends object> = Readonly<Found> & { readonly store: StoreUnderTest };

/**
 * Defines the tests of `suite` once for every store, opened for all of them; `prepare` gives each test what it finds
 * there. The members of `on` are there when a test runs.
 */
export const describeOnEachStore = <Found extends object>(
  suite: string,
  define: (on: OnEachStore<Found>) => void,
  prepare: (store: StoreUnderTest) => Promise<Found>,
): void =>
  describe.each(storesUnderTest(suite))('on $name', ({ open }) => {
    let store: StoreUnderTest | undefined;
    const on = {} as OnEachStore<Found>;
    beforeAll(async () => {
      store = await open();
    });
    afterAll(() => store?.remove());
    beforeEach(async () => void Object.assign(on, { store }, await prepare(store!)));
    define(on);
  });

const migrated = async ({
  url,
  remove,
}: {
  readonly url: string;
  readonly remove: () => Promise<void>;
}): Promise<StoreUnderTest> => {
  const database = openDatabase(url);
  await database.migrate();
  const removeAll = async (): Promise<void> => {
    await database.close();
    await remove();
  };
  return { url, database, remove: removeAll };
};
