// Migrated databases of their own for the tests of what stands on the stores: SQLite always, MongoDB where one is given.
import { openDatabase } from './open.ts';
import type { Database } from './ports.ts';
import { reportSkipped, temporaryDatabase, TEST_URL } from './mongo/temporary.ts';
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
    reportSkipped(`${suite} on MongoDB`, 'MONGODB_TEST_URL is not set');
    return [sqlite];
  }
  const url = TEST_URL;
  return [sqlite, { name: 'MongoDB', open: () => migrated(temporaryDatabase(url)) }];
};

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
