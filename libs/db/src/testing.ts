// Migrated databases of their own for the tests of what stands on the stores: SQLite always, MongoDB where one is given, and with
// LONG_TESTS=1 DynamoDB where an engine that speaks it is installed.
import { afterAll, beforeAll, beforeEach, describe } from '@jest/globals';
import { leaveOut, startDynalite, whyNoDynalite } from '@gatehouse/test-support';
import { openDatabase } from './open.ts';
import type { DatabaseOptions } from './options.ts';
import type { Database } from './ports.ts';
import { temporaryTable } from './dynamo/temporary.ts';
import { temporaryDatabase, TEST_URL } from './mongo/temporary.ts';
import { temporaryFile } from './sqlite/temporary.ts';

export interface StoreUnderTest {
  readonly url: string;
  readonly database: Database;
  /** Closes the database and removes all of it. */
  readonly remove: () => Promise<void>;
}

interface StoreToOpen {
  readonly name: string;
  readonly open: () => Promise<StoreUnderTest>;
}

/** The stores to run a suite on, by name. `suite` is said to be skipped on one that is not to be had. */
export const storesUnderTest = (suite: string): readonly StoreToOpen[] => {
  const sqlite = { name: 'SQLite', open: async () => migrated(await temporaryFile()) };
  return [sqlite, ...onMongo(suite), ...(process.env['LONG_TESTS'] === '1' ? onDynamo(suite) : [])];
};

const onMongo = (suite: string): readonly StoreToOpen[] => {
  const url = TEST_URL;
  if (url !== undefined) return [{ name: 'MongoDB', open: () => migrated(temporaryDatabase(url)) }];
  leaveOut(`${suite} on MongoDB`, 'MONGODB_TEST_URL is not set');
  return [];
};

const onDynamo = (suite: string): readonly StoreToOpen[] => {
  const missing = whyNoDynalite();
  if (missing === null) return [{ name: 'DynamoDB', open: openOnDynalite }];
  leaveOut(`${suite} on DynamoDB`, missing);
  return [];
};

/** Calls that meet at one item take turns there, which may last on a machine that has other work. */
const PATIENT = { timeoutMs: 30_000 };

const openOnDynalite = async (): Promise<StoreUnderTest> => {
  const { endpoint, stop } = await startDynalite();
  return migrated({ url: temporaryTable(endpoint), remove: stop }, PATIENT);
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

const migrated = async (
  { url, remove }: { readonly url: string; readonly remove: () => Promise<void> },
  options: DatabaseOptions = {},
): Promise<StoreUnderTest> => {
  const database = openDatabase(url, options);
  await database.migrate();
  const removeAll = async (): Promise<void> => {
    await database.close();
    await remove();
  };
  return { url, database, remove: removeAll };
};
