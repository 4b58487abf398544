// What an import works on in a dry run: it reads the store and writes nothing to it. What it would have made is remembered beside, in
// a file without a name that goes with the process, so that a second line of one email is judged as it would be.
import { DatabaseSync } from 'node:sqlite';
import type { Account, UserStore, ValueStore } from '@gatehouse/db';

type Users = Pick<UserStore, 'findHolders' | 'insertMany' | 'list'>;
type Values = Pick<ValueStore, 'find' | 'set' | 'add'>;

export const dryUsers = (users: Users): Users => {
  const made = rememberAccounts();
  return {
    list: (page) => users.list(page),
    findHolders: async (places) => {
      const holders = await users.findHolders(places);
      return places.map((place, index) => holders[index] ?? made.holderOf(place));
    },
    insertMany: async (accounts) => {
      made.add(accounts);
      return accounts.map(() => null);
    },
  };
};

/** Reads the store's values; those that are written are this run's own. */
export const dryValues = (values: Pick<ValueStore, 'find'>): Values => {
  const written = new Map<string, string>();
  const find = async (name: string): Promise<string | null> => written.get(name) ?? values.find(name);
  return {
    find,
    set: async (name, value) => void written.set(name, value),
    add: async (name, amount) => {
      const sum = Math.max(Number((await find(name)) ?? 0) + amount, 0);
      written.set(name, String(sum));
      return sum;
    },
  };
};

/** SQLite removes a database without a name from its folder as it opens it. */
const rememberAccounts = () => {
  const scratch = new DatabaseSync('');
  scratch.exec(`PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;
    CREATE TABLE made (id TEXT PRIMARY KEY, email TEXT UNIQUE, account TEXT) WITHOUT ROWID`);
  const insert = scratch.prepare('INSERT INTO made VALUES (:id, :email, :account)');
  const byId = scratch.prepare('SELECT account FROM made WHERE id = :id');
  const byEmail = scratch.prepare('SELECT account FROM made WHERE email = :email');
  return {
    add: (accounts: readonly Account[]): void => {
      scratch.exec('BEGIN');
      for (const account of accounts)
        insert.run({ id: account.id, email: account.email, account: JSON.stringify(account) });
      scratch.exec('COMMIT');
    },
    holderOf: ({ id, email }: Pick<Account, 'id' | 'email'>): Account | null => {
      const row = byId.get({ id }) ?? byEmail.get({ email });
      return row === undefined ? null : revive(String(row['account']));
    },
  };
};

const revive = (text: string): Account => {
  const account = JSON.parse(text) as Account;
  return { ...account, createdAt: new Date(account.createdAt), updatedAt: new Date(account.updatedAt) };
};
