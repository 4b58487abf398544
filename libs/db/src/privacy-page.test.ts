// The page on personal data, held against what the stores really keep: a field without a row fails, and a row without a field.
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from '@jest/globals';
import {
  rotated,
  sampleAccount,
  sampleFactors,
  sampleMail,
  sampleRegistration,
  sampleSession,
  sampleToken,
} from './contract/samples.ts';
import {
  toSessionDocument,
  toUserDocument,
  type CounterDocument,
  type ValueDocument,
} from './mongo/documents.ts';
import { toMailDocument, toRegistrationDocument, toTokenDocument } from './mongo/waiting-documents.ts';
import { namesIn, sections, sorted } from './privacy-page.ts';
import { runMigrations } from './sqlite/migrations.ts';
import { toUserRow } from './sqlite/rows.ts';

const factors = sampleFactors();
const factorNames = namesIn({ factors });
const account = sampleAccount({ factors, pendingEmail: 'new@example.com', pendingId: 'p-1' });
const session = rotated(sampleSession());

const sqlite = new DatabaseSync(':memory:');
runMigrations(sqlite);

/** The columns of each table, its key first. */
const tables = new Map(
  sqlite
    .prepare("SELECT name FROM sqlite_master WHERE type = 'table'")
    .all()
    .map(({ name }) => {
      const columns = sqlite.prepare(`PRAGMA table_info(${String(name)})`).all();
      const sorted = columns.toSorted((one, other) => Number(other['pk']) - Number(one['pk']));
      return [String(name), sorted.map((column) => String(column['name']))] as const;
    }),
);

/** The members of each collection; what the limiter and the driver write themselves, by its type. */
const collections: Readonly<Record<string, readonly string[]>> = {
  users: namesIn(toUserDocument(account)),
  sessions: namesIn(toSessionDocument(session)),
  waiting_registrations: namesIn(toRegistrationDocument(sampleRegistration())),
  one_time_tokens: namesIn(toTokenDocument(sampleToken())),
  mails: namesIn(toMailDocument(sampleMail())),
  counters: Object.keys({ key: true, points: true, expire: true } satisfies Record<
    keyof CounterDocument,
    true
  >),
  shared_values: Object.keys({ _id: true, value: true } satisfies Record<keyof ValueDocument, true>),
};

test('every table has a section, which says how long', () => {
  expect(sorted([...sections.keys()])).toEqual(sorted([...tables.keys()]));
  expect([...sections].filter(([, { saysHowLong }]) => !saysHowLong)).toEqual([]);
});

test.each([...tables])('%s has a row for each column of SQLite, and no other', (table, columns) => {
  const nested = table === 'users' ? factorNames : [];
  expect(sorted(sections.get(table)?.fields ?? [])).toEqual(sorted([...columns, ...nested]));
});

test.each([...tables])('%s has a row for each member of MongoDB, and no other', (table, [key = '']) => {
  const whole = table === 'users' ? ['factors'] : [];
  const members = collections[table]!.map((name) => (name === '_id' ? key : name));
  expect(sorted(sections.get(table)?.fields ?? [])).toEqual(sorted([...members, ...whole]));
});

test('what stands in the column of factors is what stands in a document', () => {
  expect(sorted(namesIn({ factors: JSON.parse(toUserRow(account).factors) as object }))).toEqual(
    sorted(factorNames),
  );
});
