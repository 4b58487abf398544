import { DatabaseSync } from 'node:sqlite';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from '@jest/globals';
import { waitUntil } from '@gatehouse/test-support';
import { createEmbeddedMigration } from './embedded-migration.ts';
import { temporaryFolder } from './testing/folders.ts';

const TIMES = { timeoutMs: 50, pauseMs: 20 };

/** A new database file that someone else writes to, until `release`. */
const lockedFile = (folder: string) => {
  const path = join(folder, 'gatehouse.db');
  const holder = new DatabaseSync(path);
  holder.exec('BEGIN EXCLUSIVE');
  return { values: { DATABASE_URL: `sqlite:${path}` }, path, release: () => holder.close() };
};

const tablesOf = (path: string): number => {
  using database = new DatabaseSync(path);
  return database.prepare("SELECT count(*) AS tables FROM sqlite_schema WHERE type = 'table'").get()?.[
    'tables'
  ] as number;
};

test('a database that is away is migrated when it is there', async () => {
  await using folder = await temporaryFolder();
  const { values, path, release } = lockedFile(folder.path);
  const written: string[] = [];
  const migration = createEmbeddedMigration({ write: (line) => written.push(line), ...TIMES });
  await migration.run(values);
  expect(written).toEqual([
    'DATABASE_URL: store_unavailable: database is locked; what needs the database answers 503 until it is there',
  ]);
  release();
  await waitUntil(
    'two lines are written',
    () => written.length === 2,
    () => written,
  );
  expect(written[1]).toBe('the database is there');
  expect(tablesOf(path)).toBeGreaterThan(0);
  await migration.stop();
});

test('a database whose URL stands in a file is migrated, and a file that is away is left to the apps', async () => {
  await using folder = await temporaryFolder();
  const path = join(folder.path, 'gatehouse.db');
  const file = await folder.write('url', `sqlite:${path}\n`);
  const migration = createEmbeddedMigration({ write: () => undefined, ...TIMES });
  await migration.run({ DATABASE_URL: `file:${file}-away` });
  await migration.run({ DATABASE_URL: `file:${file}` });
  expect(tablesOf(path)).toBeGreaterThan(0);
  await migration.stop();
});

test('a database that was migrated is in use until it is stopped, whether or not anybody calls', async () => {
  await using folder = await temporaryFolder();
  const path = join(folder.path, 'gatehouse.db');
  const migration = createEmbeddedMigration({ write: () => undefined, ...TIMES });
  await migration.run({ DATABASE_URL: `sqlite:${path}` });
  const canBeHeldAlone = (): boolean => {
    using database = new DatabaseSync(path, { timeout: 0 });
    try {
      database.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE; COMMIT');
      return true;
    } catch {
      return false;
    }
  };
  expect(canBeHeldAlone()).toBe(false);
  await migration.stop();
  expect(canBeHeldAlone()).toBe(true);
});

test('nothing is tried once it is stopped', async () => {
  await using folder = await temporaryFolder();
  const { values, path, release } = lockedFile(folder.path);
  const written: string[] = [];
  const migration = createEmbeddedMigration({ write: (line) => written.push(line), ...TIMES });
  await migration.run(values);
  await migration.stop();
  release();
  await sleep(100);
  expect([written.length, tablesOf(path)]).toEqual([1, 0]);
});

test('a migration that fails for another reason says so at once, also after a while', async () => {
  await using folder = await temporaryFolder();
  const path = join(folder.path, 'newer.db');
  const values = { DATABASE_URL: `sqlite:${path}` };
  const holder = new DatabaseSync(path);
  holder.exec('PRAGMA user_version = 999; BEGIN EXCLUSIVE');
  const written: string[] = [];
  const migration = createEmbeddedMigration({ write: (line) => written.push(line), ...TIMES });
  await migration.run(values);
  holder.close();
  await waitUntil(
    'two lines are written',
    () => written.length === 2,
    () => written,
  );
  expect(written[1]).toMatch(/^DATABASE_URL: .*newer/);
  await expect(migration.run(values)).rejects.toThrow(/^DATABASE_URL: .*newer/);
  await migration.stop();
});

test('a database that is not embedded is left to its operator', async () => {
  const migration = createEmbeddedMigration({ write: () => undefined, ...TIMES });
  await migration.run({ DATABASE_URL: 'mongodb://127.0.0.1:1/gatehouse' });
  await migration.run({});
  await migration.stop();
});
