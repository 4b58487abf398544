// Accounts in a store, as many as a row needs, all of one password.
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { newAccount, openDatabase, type Account, type Database } from '@gatehouse/db';
import { createPasswordHasher } from '@gatehouse/hashing';
import { OUTPUT } from './paths.ts';

export const PASSWORD = 'correct horse battery staple';

/** The defaults of the apps. */
export const ARGON2 = { memoryKiB: 19_456, passes: 2, lanes: 1 };

/** A SQLite store in a folder that goes with the process. */
export const sqliteWith = async (accounts: readonly Account[]): Promise<string> => {
  const folder = mkdtempSync(join(OUTPUT, 'store-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  const url = `sqlite:${join(folder, 'gatehouse.db')}`;
  await inStore(url, (database) => insertAll(database, accounts));
  return url;
};

export const inStore = async (url: string, act: (database: Database) => Promise<void>): Promise<void> => {
  const database = openDatabase(url);
  try {
    await database.migrate();
    await act(database);
  } finally {
    await database.close();
  }
};

export const insertAll = async ({ users }: Database, accounts: readonly Account[]): Promise<void> => {
  for (const account of accounts) await users.insert(account);
};

export const makeAccounts = async (count: number): Promise<readonly Account[]> => {
  const passwordHash = await createPasswordHasher(ARGON2).hash(PASSWORD);
  return Array.from({ length: count }, () => accountWith(passwordHash));
};

const accountWith = (passwordHash: string): Account => {
  const id = randomUUID();
  const name = { firstName: 'Ada', lastName: 'Lovelace' };
  return newAccount({ id, ...name, email: `${id}@example.com`, passwordHash, now: new Date() });
};

/** Fills a store up to so many accounts by copies of one of them, in one transaction: each insert of its own would be synced. */
export const fillUpTo = (url: string, count: number): void => {
  const database = new DatabaseSync(url.slice('sqlite:'.length));
  const columns = database
    .prepare('PRAGMA table_info(users)')
    .all()
    .map(({ name }) => String(name));
  const copied = columns.map((name) =>
    name === 'id' || name === 'email' ? `copies.n || users.${name}` : name,
  );
  database.exec(`
    WITH RECURSIVE copies (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM copies WHERE n < ${count} - (SELECT count(*) FROM users))
    INSERT INTO users (${columns.join(', ')})
    SELECT ${copied.join(', ')} FROM copies, (SELECT * FROM users LIMIT 1) AS users`);
  database.close();
};
