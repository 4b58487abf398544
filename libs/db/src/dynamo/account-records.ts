// Reading and replacing accounts as they are stored. An account that is not settled counts if the claim on its email is its own;
// whoever sees that settles it before answering, so that nobody sees it before and nobody after it.
import { randomBytes } from 'node:crypto';
import { accountKey, toItem, toRecord, type AccountRecord } from './account-items.ts';
import { claimOf } from './claim-items.ts';
import { ADMINS, entryOf } from './keys.ts';
import type { Table } from './requests.ts';

/** The name of a claim: no other ever had it, so that what was once void stays so. */
export const newClaim = (): string => randomBytes(16).toString('base64url');

/** What is stored, whether it counts or not. */
export const readRecord = async (table: Table, id: string): Promise<AccountRecord | null> => {
  const item = await table.get(accountKey(id));
  return item && toRecord(item);
};

/** The account of this id, if it counts. */
export const findRecord = async (table: Table, id: string): Promise<AccountRecord | null> => {
  const record = await readRecord(table, id);
  return record && settle(table, record);
};

/** The record once it is settled; null where it does not count. */
export const settle = async (table: Table, record: AccountRecord): Promise<AccountRecord | null> => {
  if (record.settled) return record;
  const claim = await claimOf(table, record.account.email);
  if (claim?.name !== record.claim) return null;
  return (await replace(table, record, { settled: true })) ?? findRecord(table, record.account.id);
};

/** Compare and swap on the version; the new record, or null where another write came before. */
export const replace = async (
  table: Table,
  record: AccountRecord,
  changes: Partial<AccountRecord>,
): Promise<AccountRecord | null> => {
  const next = { ...record, ...changes, version: record.version + 1 };
  await announceAdmin(table, next, record);
  return (await table.put(toItem(next), unchanged(record))) ? next : null;
};

/** The condition that nobody has written since the record was read. The claim tells an account from a later one of its id. */
export const unchanged = ({ version, claim }: AccountRecord) => ({
  expression: '#version = :version AND #claim = :claim',
  values: { version, claim },
});

/** Writes the entry of an account that becomes an admin, before it is one. It stays for good: taking it away could meet a new promotion. */
export const announceAdmin = async (
  table: Table,
  { account }: AccountRecord,
  before?: AccountRecord,
): Promise<void> => {
  if (account.roles.includes('admin') && !before?.account.roles.includes('admin'))
    await table.put(entryOf(ADMINS, account.id));
};
