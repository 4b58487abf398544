// The writes to accounts: making one, changing one, giving one another email, and removing one. Each can be cut off between any
// two of its requests, and be met there by any other.
import { GatehouseError } from '@gatehouse/errors';
import type { Account } from '../ports.ts';
import type { Change } from './account-changes.ts';
import { accountKey, toItem, type AccountRecord } from './account-items.ts';
import {
  announceAdmin,
  findRecord,
  newClaim,
  readRecord,
  replace,
  settle,
  unchanged,
} from './account-records.ts';
import type { Claim } from './claim-items.ts';
import { dropClaim, giveUpEmail, takeEmail } from './claims.ts';
import { ADMINS, entryOf } from './keys.ts';
import { quietly } from './quietly.ts';
import { ABSENT, type Table } from './requests.ts';

/** An account with this id counts already: a fault of the caller, since ids are random. */
export class IdTakenError extends Error {
  override readonly name = 'IdTakenError';
}

/** The account as it was and as it is. */
export interface Changed {
  readonly before: Account;
  readonly after: Account;
}

/** First the account, as pending; then the claim on its email, which makes it count; then it is marked as settled. */
export const insertAccount = async (table: Table, account: Account): Promise<void> => {
  while (!(await tryToInsert(table, account))) await table.pause();
};

/** False where another account of this id has come in between and does not count, or not yet: its maker may be cut off. */
const tryToInsert = async (table: Table, account: Account): Promise<boolean> => {
  const pending = await putPending(table, account);
  const { email, id: accountId } = account;
  const claim: Claim = { email, accountId, name: pending.claim };
  if (!(await takeEmail(table, claim))) {
    await quietly(table.remove(accountKey(accountId), unchanged(pending)));
    throw new GatehouseError('email_taken');
  }
  const settled = await settle(table, pending);
  if (settled?.claim === claim.name) return true;
  await giveUpEmail(table, claim);
  // Where there is nothing at all, this one may have counted and been removed: it does not come back.
  if (settled === null && (await readRecord(table, accountId)) !== null) return false;
  throw new IdTakenError('Another account was made by this id at once');
};

/**
 * In the place of nothing, or of a pending account that does not count: its maker was cut off, or another takes the email. Who is at
 * it at the same time is given the time of a pause.
 */
const putPending = async (table: Table, account: Account): Promise<AccountRecord> => {
  const made = { account, version: 1, claim: newClaim(), settled: false, move: null, item: {} };
  await announceAdmin(table, made);
  for (let seen: AccountRecord | null = null; ;) {
    if (await table.put(toItem(made), ABSENT)) return made;
    const there = await readRecord(table, account.id);
    if (there && (await settle(table, there)))
      throw new IdTakenError('An account with this id is there already');
    if (there && there.claim === seen?.claim && (await table.put(toItem(made), unchanged(there))))
      return made;
    seen = there;
    await table.pause();
  }
};

/** Reads, changes and swaps until no other write has come between; null where the change gives nothing. */
export const changeAccount = async (table: Table, id: string, change: Change): Promise<Changed | null> => {
  for (;;) {
    const record = await findRecord(table, id);
    const next = record && change(record.account);
    if (!record || !next) return null;
    const changed =
      next.email === record.account.email
        ? (await replace(table, record, { account: next })) && { before: record.account, after: next }
        : await moveAccount(table, record, next.email, change);
    if (changed) return changed;
    await table.pause();
  }
};

/**
 * Gives an account another email: first it is marked as on its way there, then the email is claimed, then it is the account's, and
 * at last the old one is free. Null where others have written, so that all is to be looked at again.
 */
const moveAccount = async (
  table: Table,
  record: AccountRecord,
  email: string,
  change: Change,
): Promise<Changed | null> => {
  const marked = await mark(table, record, email);
  if (marked === null) return null;
  const claim: Claim = { email, accountId: record.account.id, name: marked.name };
  if (await takeEmail(table, claim)) return arrive(table, marked.record, claim, change);
  await quietly(giveUpEmail(table, claim));
  throw new GatehouseError('email_taken');
};

interface Marked {
  readonly record: AccountRecord;
  /** Of the claim by which it is on its way. */
  readonly name: string;
}

/** One that is on its way there already goes on by the same claim, so that of several at once any can finish. */
const mark = async (table: Table, record: AccountRecord, email: string): Promise<Marked | null> => {
  if (record.move?.email === email && record.move.claim !== null) return { record, name: record.move.claim };
  const name = newClaim();
  const marked = await replace(table, record, { move: { email, claim: name } });
  return marked && { record: marked, name };
};

/** The write that counts, as often as others have written meanwhile what does not concern the move. */
const arrive = async (
  table: Table,
  marked: AccountRecord,
  claim: Claim,
  change: Change,
): Promise<Changed | null> => {
  for (let record: AccountRecord | null = marked; ;) {
    const account: Account | null = record && change(record.account);
    if (!record || record.move?.claim !== claim.name || account?.email !== claim.email) {
      await quietly(giveUpEmail(table, claim));
      if (record !== null && lost(record, claim)) throw new GatehouseError('email_taken');
      return null;
    }
    if (await replace(table, record, { account, claim: claim.name, move: null })) {
      await quietly(dropClaim(table, { email: record.account.email, name: record.claim }));
      return { before: record.account, after: account };
    }
    await table.pause();
    record = await findRecord(table, claim.accountId);
  }
};

/** Another has taken the email, and said so here before. */
const lost = ({ move }: AccountRecord, { email }: Claim): boolean =>
  move?.email === email && move.claim === null;

/** Removes an account, if `change` would give one; its claims are void with it. */
export const removeAccount = async (table: Table, id: string, change: Change): Promise<boolean> => {
  for (;;) {
    const record = await findRecord(table, id);
    if (!record || !change(record.account)) return false;
    if (await table.remove(accountKey(id), unchanged(record))) {
      await quietly(dropLeftOvers(table, record));
      return true;
    }
    await table.pause();
  }
};

/** The entry among the admins too, which stays while there is an account, whether it is an admin still or not. */
const dropLeftOvers = async (table: Table, { account, claim, move }: AccountRecord): Promise<void> => {
  await dropClaim(table, { email: account.email, name: claim });
  if (move !== null && move.claim !== null) await dropClaim(table, { email: move.email, name: move.claim });
  await table.remove(entryOf(ADMINS, account.id));
};
