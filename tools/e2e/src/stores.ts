// The databases that the suite runs on: the embedded one always, MongoDB where a variable gives one, DynamoDB where an engine that
// speaks it is installed.
import { randomUUID } from 'node:crypto';
import { afterAll } from '@jest/globals';
import { leaveOut, startDynalite, whyNoDynalite } from '@gatehouse/test-support';

/** A database for one run of the suite; `environment` is what selects it. */
export interface StoreUnderTest {
  readonly name: string;
  /** Null for the embedded default, which needs no variable and is migrated by the start. */
  readonly databaseUrl: string | null;
}

const mongoUrl = process.env['MONGODB_TEST_URL'];

/** The stores to run `suite` on; a fresh database name per run, so that runs do not see each other. */
export const storesUnderTest = (suite: string): readonly StoreUnderTest[] => [
  { name: 'SQLite', databaseUrl: null },
  ...underTest(suite, 'MongoDB', mongoDatabase(), 'MONGODB_TEST_URL is not set'),
  ...(ON_DYNAMO.has(suite) ? underTest(suite, 'DynamoDB', dynamoTable(), noDynalite) : []),
];

const underTest = (
  suite: string,
  name: string,
  databaseUrl: string | null,
  why: string | null,
): readonly StoreUnderTest[] => {
  if (databaseUrl !== null) return [{ name, databaseUrl }];
  leaveOut(`${suite} on ${name}`, String(why));
  return [];
};

/** A database of its own on the MongoDB that is given; null where none is. */
export const mongoDatabase = (): string | null => (mongoUrl === undefined ? null : withDatabase(mongoUrl));

const withDatabase = (text: string): string => {
  const url = new URL(text);
  url.pathname = `/gatehouse_e2e_${randomUUID().replaceAll('-', '')}`;
  return url.href;
};

/**
 * Each suite costs minutes of CI on a third store, and every method of the ports is held to one contract. So these run on DynamoDB: a
 * whole journey, and what happens where many write to one account.
 */
const ON_DYNAMO: ReadonlySet<string> = new Set(['the journey', 'the life of an account', 'operators']);

const noDynalite = whyNoDynalite();
const dynalite = noDynalite === null ? await startDynalite() : null;
afterAll(() => dynalite?.stop());

/** A table of its own on the engine of this suite; null where none is installed. */
const dynamoTable = (): string | null =>
  dynalite && `dynamodb://local/gatehouse_e2e_${randomUUID()}?endpoint=${dynalite.endpoint}`;
