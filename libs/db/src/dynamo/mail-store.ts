// Mails to be sent, in DynamoDB: one item by id, in the queue by time while it waits, and before it an entry in the list of its
// account. The name of the entry is the item's own, since an id may come again.
import { randomBytes } from 'node:crypto';
import { requireText } from '../text.ts';
import type { Mail, MailKind, MailStore } from '../waiting-ports.ts';
import type { Running } from './connection.ts';
import { entryOf, keyIn, keyOf, listOf, type Key } from './keys.ts';
import { quietly } from './quietly.ts';
import { ABSENT, type Table } from './requests.ts';
import { BY_TIME } from './schema.ts';
import { dateOf, endOf, placeOf, timeOf } from './times.ts';
import { textIn, type Fields } from './values.ts';
import { walk } from './walk.ts';

export const createDynamoMailStore = ({ run }: Running): MailStore => ({
  insert: (mail) => run((table) => insert(table, mail)),
  due: (now, limit) => run((table) => due(table, now, limit)),
  claim: (id, { attempts, dueAt }) =>
    run(async (table) => {
      const change = {
        expression: 'SET #attempts = :next, #dueAt = :dueAt, #at = :at',
        values: { next: attempts + 1, dueAt: timeOf(dueAt), at: placeOf(dueAt, id) },
      };
      const unclaimed = { expression: '#attempts = :attempts', values: { attempts } };
      return (await table.update(keyOf('mail', id), change, unclaimed)) !== null;
    }),
  remove: (id) => run((table) => remove(table, keyOf('mail', id))),
  listOf: (accountId) => run(async (table) => (await itemsOf(table, accountId)).map(toMail)),
  removeOf: (accountId) => run((table) => removeOf(table, accountId)),
});

const MAILS = 'mails';

const insert = async (table: Table, mail: Mail): Promise<boolean> => {
  const key = keyOf('mail', mail.id);
  const entry = entryOf(
    listOf('mails-of', mail.accountId),
    `${mail.id} ${randomBytes(16).toString('base64url')}`,
  );
  await table.put({ ...entry, mail: mail.id });
  const queued = { [BY_TIME.hash]: MAILS, [BY_TIME.range]: placeOf(mail.dueAt, mail.id) };
  const inserted = await table.put({ ...key, ...membersOf(mail), ...queued, entry: entry.sk }, ABSENT);
  if (!inserted) await quietly(table.remove(entry));
  return inserted;
};

/** The queue says which may be due, the table whether they are. */
const due = async (table: Table, now: Date, limit: number): Promise<readonly Mail[]> => {
  const values = { queue: MAILS, now: endOf(now) };
  const where = { expression: '#queue = :queue AND #at <= :now', values };
  return walk(table, { index: BY_TIME, where, limit }, async (keys) =>
    (await table.getAll(keys)).map(toMail).filter(({ dueAt }) => dueAt <= now),
  );
};

const remove = async (table: Table, key: Key): Promise<boolean> => {
  const removed = await table.remove(key);
  if (removed) await quietly(table.remove(entryFor(removed)));
  return removed !== null;
};

const itemsOf = async (table: Table, accountId: string): Promise<readonly Fields[]> => {
  const entries = await table.list(listOf('mails-of', accountId));
  const items = await table.getAll(entries.map((entry) => keyOf('mail', textIn(entry, 'mail'))));
  return items.filter((item) => item['accountId'] === accountId);
};

/** The entries go with the mails, those too that lead to none. */
const removeOf = async (table: Table, accountId: string): Promise<void> => {
  const entries = await table.list(listOf('mails-of', accountId));
  await Promise.all(
    (await itemsOf(table, accountId)).map((item) => remove(table, keyOf('mail', textIn(item, 'id')))),
  );
  await Promise.all(entries.map((entry) => table.remove(keyIn(entry))));
};

const entryFor = (item: Fields): Key =>
  entryOf(listOf('mails-of', textIn(item, 'accountId')), textIn(item, 'entry'));

const membersOf = (mail: Mail): Fields => ({
  id: mail.id,
  kind: mail.kind,
  accountId: mail.accountId,
  cause: requireText(mail.cause),
  createdAt: timeOf(mail.createdAt),
  dueAt: timeOf(mail.dueAt),
  attempts: mail.attempts,
});

const toMail = (item: Fields): Mail => ({
  id: textIn(item, 'id'),
  kind: item['kind'] as MailKind,
  accountId: textIn(item, 'accountId'),
  cause: textIn(item, 'cause'),
  createdAt: dateOf(textIn(item, 'createdAt')),
  dueAt: dateOf(textIn(item, 'dueAt')),
  attempts: Number(item['attempts']),
});
