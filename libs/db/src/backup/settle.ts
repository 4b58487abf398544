// Makes of a copy the database that takes the place of another: one transaction over all that is in it.
import type { DatabaseSync } from 'node:sqlite';
import type { Account } from '../ports.ts';
import { inTransaction } from '../sqlite/connection.ts';
import { toAccount, toUserRow, USER_COLUMNS, type UserRow } from '../sqlite/rows.ts';
import { endAll, highestEpochIn, raised, type Ended } from './end-all.ts';

/** What is to become of the accounts in a copy. */
export interface Settlement {
  /** The account as it is to be, with the same id and email; null where it is to go. */
  readonly settle: (account: Account) => Account | null;
  /** Shared values to set when all accounts have been settled. */
  readonly values: () => Readonly<Record<string, string>>;
}

const PAGE = 500;

const NEXT_PAGE = `SELECT * FROM users WHERE id > ? ORDER BY id LIMIT ${PAGE}`;
const UPDATE = `UPDATE users SET ${USER_COLUMNS.map((column) => `${column} = :${column}`).join(', ')} WHERE id = :id`;
const SET_VALUE = 'INSERT OR REPLACE INTO shared_values (name, value) VALUES (?, ?)';

/** Answers with what has ended. What went is overwritten: the file holds nothing of it any more. */
export const settleAll = (database: DatabaseSync, settlement: Settlement): Ended => {
  let ended: Ended | undefined;
  inTransaction(database, () => {
    settleAccounts(database, settlement, highestEpochIn(database));
    ended = endAll(database);
    for (const [name, value] of Object.entries(settlement.values()))
      database.prepare(SET_VALUE).run(name, value);
  });
  database.exec('VACUUM');
  return ended!;
};

const settleAccounts = (database: DatabaseSync, { settle }: Settlement, highestEpoch: number): void => {
  const [update, remove] = [database.prepare(UPDATE), database.prepare('DELETE FROM users WHERE id = ?')];
  for (const account of accountsIn(database)) {
    const settled = settle(account);
    if (settled === null) remove.run(account.id);
    else update.run(toUserRow(raised(settled, highestEpoch)));
  }
};

/** In pages, so that no statement reads what another writes. */
function* accountsIn(database: DatabaseSync): Generator<Account> {
  const read = database.prepare(NEXT_PAGE);
  for (let last = ''; ;) {
    const rows = read.all(last) as unknown as readonly UserRow[];
    yield* rows.map(toAccount);
    if (rows.length < PAGE) return;
    last = rows.at(-1)!.id;
  }
}
