// The page on personal data, held against every item that the stores write: what an item has beside the fields of its table.
import { expect, test } from '@jest/globals';
import {
  rotated,
  sampleAccount,
  sampleFactors,
  sampleMail,
  sampleRegistration,
  sampleSession,
  sampleToken,
} from '../contract/samples.ts';
import { namesIn, privacyPage, sections, sorted, toName } from '../privacy-page.ts';
import { createDynamoCounterStore } from './counter-store.ts';
import { createDynamoMailStore } from './mail-store.ts';
import { memoryTable } from './memory-table.ts';
import { createDynamoRegistrationStore } from './registration-store.ts';
import { createDynamoSessionStore } from './session-store.ts';
import { createDynamoTokenStore } from './token-store.ts';
import { createDynamoUserStore } from './user-store.ts';
import { createDynamoValueStore } from './value-store.ts';
import type { Table } from './requests.ts';

/** The tables whose fields the items of a kind have. */
const TABLES: Readonly<Record<string, string>> = {
  account: 'users',
  session: 'sessions',
  registration: 'waiting_registrations',
  token: 'one_time_tokens',
  mail: 'mails',
  counter: 'counters',
  value: 'shared_values',
};

/** The names of the members that items of each kind were written with, by the beginning of their `pk`. */
const written = new Map<string, Set<string>>();

const kindOf = (pk: string): string => pk.split('#')[0]!;

/** Every condition holds, so that nothing stands in the way of a write. */
const recording = (): Table => {
  const table = memoryTable();
  return {
    ...table,
    put: async (item) => {
      const names = written.get(kindOf(item.pk)) ?? new Set();
      namesIn(item).forEach((name) => names.add(name));
      written.set(kindOf(item.pk), names);
      return table.put(item);
    },
    update: async () => null,
  };
};

const table = recording();
const running = { run: <T>(work: (table: Table) => Promise<T>) => work(table) };

const account = sampleAccount({
  factors: sampleFactors(),
  roles: ['user', 'admin'],
  pendingEmail: 'new@example.com',
  pendingId: 'p-1',
});
await createDynamoUserStore(running).insert(account);
await createDynamoUserStore(running).update(account.id, { email: 'other@example.com' }, account.createdAt);
await createDynamoSessionStore(running).insert(rotated(sampleSession()));
await createDynamoRegistrationStore(running).insert(sampleRegistration());
await createDynamoTokenStore(running).insert(sampleToken());
await createDynamoMailStore(running).insert(sampleMail());
await createDynamoCounterStore(running).add('key', 1, 60);
await createDynamoValueStore(running).set('name', 'value');

/** The rows of the page's table of items: the kind, and the members that no field of a table is. */
const rows = new Map(
  [...privacyPage.matchAll(/^\| `([\w-]+)(?:#\w+)?` +\| (`[^|]*|none *)\|/gm)].map(
    ([, kind = '', members = '']) => [
      kind,
      [...members.matchAll(/`([\w.]+)`/g)].map(([, member = '']) => toName(member)),
    ],
  ),
);

test('every kind of item has a row, and no other', () => {
  expect(sorted([...rows.keys()])).toEqual(sorted([...written.keys()]));
});

test.each([...written])('an item %s has the fields of its table, and what its row lists', (kind, names) => {
  const fields = sections.get(TABLES[kind] ?? '')?.fields ?? [];
  const listed = ['pk', 'sk', ...(rows.get(kind) ?? [])];
  expect(sorted(listed)).toEqual(sorted([...names].filter((name) => !fields.includes(name))));
});
