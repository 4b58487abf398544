// The page on personal data, held against what the stores really keep: a field without a row fails, and a row without a field.
import { readFile } from 'node:fs/promises';
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
import { runMigrations } from './sqlite/migrations.ts';
import { toUserRow } from './sqlite/rows.ts';

/** `factors.pendingTotp.expiresAt` and `factors_pending_totp_expires_at` are one field. */
const toName = (path: string): string =>
  path.replaceAll('.', '_').replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** The members of an object, those of objects in it by their paths; of a list those of its things. */
const pathsIn = (value: unknown, path = ''): readonly string[] => {
  if (Array.isArray(value) && typeof value[0] === 'object' && !(value[0] instanceof Date))
    return value.flatMap((item) => pathsIn(item, path));
  if (typeof value !== 'object' || value === null || value instanceof Date || Array.isArray(value))
    return [path];
  return Object.entries(value).flatMap(([name, member]) =>
    pathsIn(member, path === '' ? name : `${path}.${name}`),
  );
};

const namesIn = (value: object): readonly string[] => [...new Set(pathsIn(value).map(toName))];

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

/** The fields that the page lists under the heading of each table, and whether it says how long. */
const sections = new Map(
  (await readFile(new URL('../../../docs/privacy.md', import.meta.url), 'utf8'))
    .split(/^##+ /m)
    .flatMap((text) => {
      const table = /^.*: `(\w+)`\n/.exec(text)?.[1];
      const fields = [...text.matchAll(/^\| `([\w.]+)` /gm)].map(([, field = '']) => toName(field));
      return table === undefined
        ? []
        : [[table, { fields, saysHowLong: /\bKept (until|for)\b/.test(text) }] as const];
    }),
);

const sorted = (names: readonly string[]): readonly string[] => [...new Set(names)].toSorted();

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
