// The databases that the suite runs on: the embedded one always, MongoDB where a variable gives one.
import { randomUUID } from 'node:crypto';
import { leaveOut } from '@gatehouse/test-support';

/** A database for one run of the suite; `environment` is what selects it. */
export interface StoreUnderTest {
  readonly name: string;
  /** Null for the embedded default, which needs no variable and is migrated by the start. */
  readonly databaseUrl: string | null;
}

const mongoUrl = process.env['MONGODB_TEST_URL'];

/** The stores to run `suite` on; a fresh database name per run, so that runs do not see each other. */
export const storesUnderTest = (suite: string): readonly StoreUnderTest[] => {
  const sqlite = { name: 'SQLite', databaseUrl: null };
  const databaseUrl = mongoDatabase();
  if (databaseUrl !== null) return [sqlite, { name: 'MongoDB', databaseUrl }];
  leaveOut(`${suite} on MongoDB`, 'MONGODB_TEST_URL is not set');
  return [sqlite];
};

/** A database of its own on the MongoDB that is given; null where none is. */
export const mongoDatabase = (): string | null => (mongoUrl === undefined ? null : withDatabase(mongoUrl));

const withDatabase = (text: string): string => {
  const url = new URL(text);
  url.pathname = `/gatehouse_e2e_${randomUUID().replaceAll('-', '')}`;
  return url.href;
};
