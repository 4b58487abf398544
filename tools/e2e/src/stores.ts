// The databases that the suite runs on: the embedded one always, MongoDB where a variable gives one.
import { randomUUID } from 'node:crypto';

/** A database for one run of the suite; `environment` is what selects it. */
export interface StoreUnderTest {
  readonly name: string;
  /** Null for the embedded default, which needs no variable and is migrated by the start. */
  readonly databaseUrl: string | null;
}

const mongoUrl = process.env['MONGODB_TEST_URL'];

if (mongoUrl === undefined) {
  process.stderr.write('tools/e2e: MONGODB_TEST_URL is not set: the suite runs on SQLite alone\n');
}

/** A fresh database name per run, so that runs do not see each other. */
export const storesUnderTest = (): readonly StoreUnderTest[] => [
  { name: 'SQLite', databaseUrl: null },
  ...(mongoUrl === undefined ? [] : [{ name: 'MongoDB', databaseUrl: withDatabase(mongoUrl) }]),
];

const withDatabase = (text: string): string => {
  const url = new URL(text);
  url.pathname = `/gatehouse_e2e_${randomUUID().replaceAll('-', '')}`;
  return url.href;
};
